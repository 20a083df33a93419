import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Intent } from '#shared/domain/operation.ts'
import { settingsSchema } from '#shared/domain/settings.ts'
import { conflictSettings } from '../../src/main/bootstrap/conflict-settings.ts'
import { restoreSite } from '../../src/main/bootstrap/restore-site.ts'
import { validityWindows } from '../../src/main/bootstrap/validity-settings.ts'
import { WorkerStore } from '../../src/main/database/worker-store.ts'
import { Delivery } from '../../src/main/delivery/delivery.ts'
import { OperationDesk } from '../../src/main/outbox/desk.ts'
import { Outbox } from '../../src/main/outbox/outbox.ts'
import { Timekeeper } from '../../src/main/outbox/timekeeper.ts'
import { MonotonicBootClock } from '../../src/main/platform/boot-clock.ts'
import { sleep, systemClock } from '../../src/main/platform/clock.ts'
import { systemIds } from '../../src/main/platform/ids.ts'
import { silentLogger } from '../../src/main/platform/logger.ts'
import { Replica } from '../../src/main/replica/replica.ts'
import { DEFAULT_PACE } from '../../src/main/resilience/backoff.ts'
import { deviceData } from '../../tests/support/builders.ts'
import { ModelServer } from '../../tests/support/model-server.ts'
import { seededRandom } from '../../tests/support/queue-host.ts'
import { randomOldSite } from '../crash/old-histories.ts'
import { writeOldSite } from '../crash/old-site.ts'
import { MIGRATED, MIGRATING, NOTES } from './notes.ts'

/** Calls at once, so that commits share transactions. */
const CALLERS = 4
const DEVICES = 12
/** The server is away for so many calls after every so many: what waits then is merged, and waits for what it depends on. */
const CALLS_ONLINE = 60
const CALLS_OFFLINE = 30
const OLD_OPERATIONS = 150

/**
 * The process whose disk is recorded: an older file is migrated, then the shipped queue with its storage worker is fed with
 * operations of every kind, while a server in the same process acknowledges them. Each acceptance is noted in a file of
 * the same folder, so that the record has it at its very place among the writes and syncs.
 */
async function main(folder: string, operations: number): Promise<void> {
  const file = join(folder, 'site.sqlite')
  const notes = openSync(join(folder, NOTES), 'a')
  const note = (...lines: readonly string[]): void => void writeSync(notes, lines.map((line) => `${line}\n`).join(''))
  const random = seededRandom(11)
  const old = randomOldSite(random, OLD_OPERATIONS, 40)
  writeOldSite(file, old)
  note(...old.operations.map(({ key }) => key), MIGRATING)
  const worker = new URL('../../src/main/database/worker.ts', import.meta.url)
  const store = await WorkerStore.open(worker, { file, at: systemClock.now() }, silentLogger)
  note(MIGRATED)
  const { outbox, desk, delivery, replica, server } = await queueOn(store)
  const calls = new Calls(() => random.next())
  for (let done = 0; done < operations; done += CALLERS) {
    server.setBlock(done % (CALLS_ONLINE + CALLS_OFFLINE) < CALLS_ONLINE ? null : 'offline')
    const asked = Array.from({ length: CALLERS }, () => outbox.enqueue(...calls.next()))
    for (const made of await Promise.allSettled(asked)) {
      // An edit may find that another call of the four has just deleted its device: nothing was accepted then.
      if (made.status === 'rejected') continue
      note(...made.value.map(({ key }) => key))
      calls.accepted(made.value)
    }
    calls.follow([...replica.views.all('device')].filter(({ isDeleting }) => !isDeleting).map(({ id }) => id))
    if (done % 40 === 0) await takeBackOne(outbox, desk)
  }
  server.setBlock(null)
  await untilNothingMoves(outbox)
  await delivery.stop()
  await replica.stop()
  await store.close()
}

/** The queue as the composition root builds it, running, with a server in this process. */
async function queueOn(store: WorkerStore) {
  const clock = systemClock
  const logger = silentLogger
  const replica = new Replica({ store, clock, logger })
  const state = await store.load()
  const timekeeper = new Timekeeper({ clock, boot: new MonotonicBootClock(clock, 'boot'), serverNow: () => null })
  const outbox = new Outbox({
    store,
    overlays: replica,
    clock,
    ids: systemIds,
    logger,
    limits: () => ({ count: 1_000_000, bytes: 1_000_000_000 }),
    timekeeper,
    user: () => ({ id: 'usr_1', name: 'Operator' }),
    firstUserId: () => null,
  })
  await restoreSite(state, { replica, outbox })
  const server = new ModelServer()
  const delivery = new Delivery({
    outbox,
    server,
    clock,
    timekeeper,
    random: seededRandom(12),
    ids: systemIds,
    logger,
    retryLimit: () => 3,
    retryPace: () => DEFAULT_PACE,
    windows: () => validityWindows(settingsSchema.parse({})),
    confirmationDeadlineMs: () => 300_000,
    conflicts: () => conflictSettings(settingsSchema.parse({})),
    base: (ref) => replica.base(ref),
  })
  await replica.run()
  await delivery.run()
  return { outbox, desk: new OperationDesk({ outbox, timekeeper }), delivery, replica, server }
}

/** Draws what is asked of the queue: all kinds, alone, as batches, and in need of others. */
class Calls {
  readonly #chance: () => number
  #devices: readonly string[] = []
  #last: string | null = null
  #number = 0

  constructor(chance: () => number) {
    this.#chance = chance
  }

  next(): Parameters<Outbox['enqueue']> {
    const entityId = this.#devices[Math.floor(this.#chance() * this.#devices.length)]
    const roll = this.#chance()
    if (entityId === undefined || this.#devices.length < DEVICES) return [[this.#create()]]
    if (roll < 0.15) return [[{ kind: 'command', entityType: 'device', entityId, command: 'reload' }]]
    if (roll < 0.3) return [[this.#create(), this.#edit(entityId)], { isBatch: true }]
    if (roll < 0.4 && this.#last !== null) return [[this.#edit(entityId)], { dependsOn: [this.#last] }]
    if (roll < 0.45) {
      this.#devices = this.#devices.filter((id) => id !== entityId)
      return [[{ kind: 'delete', entityType: 'device', entityId }]]
    }
    return [[this.#edit(entityId)]]
  }

  accepted(operations: Awaited<ReturnType<Outbox['enqueue']>>): void {
    this.#last = operations[0]?.key ?? this.#last
  }

  /** What there is to edit now. */
  follow(devices: readonly string[]): void {
    this.#devices = devices
  }

  #create(): Intent {
    this.#number += 1
    return { kind: 'create', entityType: 'device', fields: { ...deviceData({ name: `Display ${this.#number}` }) } }
  }

  #edit(entityId: string): Intent {
    this.#number += 1
    return { kind: 'update', entityType: 'device', entityId, fields: { name: `Renamed ${this.#number}` } }
  }
}

async function takeBackOne({ lanes }: Outbox, desk: OperationDesk): Promise<void> {
  for (const row of lanes.rows()) {
    if (row.state !== 'queued' || row.kind !== 'update' || row.batch !== null) continue
    await desk.rollBack([row.key])
    return
  }
}

/** What waits for a person stays: what the older file left undecided is never decided here. */
async function untilNothingMoves({ lanes }: Outbox): Promise<void> {
  const isMoving = (): boolean =>
    lanes.count('sending') + lanes.count('unknown') + lanes.count('accepted') > 0 || lanes.sendable(1, 0).length > 0
  while (isMoving()) await sleep(systemClock, 5)
}

const [folder = '', operations = '400'] = process.argv.slice(2)
await main(folder, Number(operations))
