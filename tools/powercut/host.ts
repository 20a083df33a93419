import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { validityWindows } from '../../src/main/bootstrap/validity-settings.ts'
import { WorkerStore } from '../../src/main/database/worker-store.ts'
import { Delivery } from '../../src/main/delivery/delivery.ts'
import { Outbox } from '../../src/main/outbox/outbox.ts'
import { Timekeeper } from '../../src/main/outbox/timekeeper.ts'
import { MonotonicBootClock } from '../../src/main/platform/boot-clock.ts'
import { systemClock } from '../../src/main/platform/clock.ts'
import { systemIds } from '../../src/main/platform/ids.ts'
import { silentLogger } from '../../src/main/platform/logger.ts'
import { Replica } from '../../src/main/replica/replica.ts'
import { settingsSchema } from '../../src/shared/domain/settings.ts'
import { deviceData } from '../../tests/support/builders.ts'
import { ModelServer } from '../../tests/support/model-server.ts'
import { seededRandom } from '../../tests/support/queue-host.ts'

/**
 * The process whose disk is recorded: the shipped queue with its storage worker, fed with operations of every kind, while
 * a server in the same process acknowledges them. Each acceptance is noted in a file of the same folder, so that the
 * record has it at its very place among the writes and syncs.
 */
async function main(folder: string, operations: number): Promise<void> {
  const logger = silentLogger
  const clock = systemClock
  const random = seededRandom(11)
  const worker = new URL('../../src/main/database/worker.ts', import.meta.url)
  const store = await WorkerStore.open(worker, { file: join(folder, 'site.sqlite'), at: clock.now() }, logger)
  const replica = new Replica({ store, clock, logger })
  const state = await store.load()
  replica.restore(state)
  const limits = () => ({ count: 1_000_000, bytes: 1_000_000_000 })
  const timekeeper = new Timekeeper({ clock, boot: new MonotonicBootClock(clock, 'boot'), serverNow: () => null })
  const outbox = new Outbox({
    store,
    overlays: replica,
    clock,
    ids: systemIds,
    logger,
    limits,
    timekeeper,
    user: () => ({ id: 'usr_1', name: 'operator' }),
    firstUserId: () => null,
  })
  await outbox.restore(state)
  const server = new ModelServer()
  const delivery = new Delivery({
    outbox,
    server,
    clock,
    timekeeper,
    random,
    logger,
    retryLimit: () => 3,
    windows: () => validityWindows(settingsSchema.parse({})),
    confirmationDeadlineMs: () => 300_000,
  })
  await replica.run()
  await delivery.run()
  const notes = openSync(join(folder, 'accepted'), 'a')
  const note = (key: string): void => void writeSync(notes, `${key}\n`)
  const devices: string[] = []
  for (let done = 0; done < operations; done += 4) {
    // Four callers at once, so that commits share transactions.
    const made = await Promise.all(
      [0, 1, 2, 3].map((caller) => outbox.enqueue([nextIntent(devices, done + caller, random.next())])),
    )
    for (const [accepted] of made) {
      if (accepted === undefined) continue
      note(accepted.key)
      if (devices.length < 12) devices.push(accepted.entityId)
    }
  }
  while (outbox.lanes.size > 0) await new Promise<void>((resolve) => clock.schedule(5, resolve))
  await delivery.stop()
  await replica.stop()
  await store.close()
}

function nextIntent(
  devices: readonly string[],
  number: number,
  chance: number,
): Parameters<Outbox['enqueue']>[0][number] {
  const entityId = devices[Math.floor(chance * devices.length)]
  const entityType = 'device' as const
  if (entityId === undefined || devices.length < 12)
    return { kind: 'create', entityType, fields: { ...deviceData({ name: `Display ${number}` }) } }
  if (number % 5 === 0) return { kind: 'command', entityType, entityId, command: 'reload' }
  return { kind: 'update', entityType, entityId, fields: { name: `Renamed ${number}` } }
}

const [folder = '', operations = '400'] = process.argv.slice(2)
await main(folder, Number(operations))
