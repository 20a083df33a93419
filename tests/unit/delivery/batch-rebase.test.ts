import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deviceData, deviceRecord } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { ModelServer } from '../../support/model-server.ts'
import { countingIds, QueueHost, seededRandom, temporaryFolder } from '../../support/queue-host.ts'

const DEVICE = { entityType: 'device', entityId: 'dev_a' } as const
let folder: ReturnType<typeof temporaryFolder>
let host: QueueHost
let server: ModelServer
let clock: ManualClock

beforeEach(async () => {
  folder = temporaryFolder()
  clock = new ManualClock()
  server = new ModelServer()
  host = await QueueHost.open({
    file: join(folder.path, 'q.sqlite'),
    clock,
    random: seededRandom(1),
    ids: countingIds(),
    server,
  })
  server.seed('dev_a', { ...deviceData() })
  host.replica.apply({ kind: 'record', record: deviceRecord('dev_a') })
})
afterEach(async () => {
  await host.close()
  folder.remove()
})

describe('a batch with two edits of one thing that others have edited meanwhile', () => {
  it('goes on top of their edit as a whole, on the disk as in memory', async () => {
    server.edit('dev_a', { serial: 'theirs' })
    const made = await host.outbox.enqueue(
      [
        { kind: 'update', ...DEVICE, fields: { name: 'Mine' } },
        { kind: 'update', ...DEVICE, fields: { location: 'Hall' } },
      ],
      { isBatch: true },
    )
    const keys = made.map(({ key }) => key)
    const rebased = new Promise<void>((resolve) => {
      host.outbox.onChanged(() => {
        const [first] = host.outbox.lanes.laneRows(DEVICE)
        if (first?.state !== 'queued' || first.baseVersion !== 2) return
        server.setBlock('offline')
        resolve()
      })
    })
    await host.delivery.run()
    await rebased
    const stored = (await host.store.operations(keys)).operations.map(({ baseVersion }) => baseVersion)
    expect(stored).toEqual([2, 2])
    expect(host.outbox.lanes.laneRows(DEVICE).map(({ baseVersion }) => baseVersion)).toEqual(stored)
  })
})
