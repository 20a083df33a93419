import { beforeEach, describe, expect, it } from 'vitest'
import { restoreSite } from '../../../src/main/bootstrap/restore-site.ts'
import type { Store, StoredPart, StoredState } from '../../../src/main/database/store.ts'
import type { Outbox } from '../../../src/main/outbox/outbox.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { Replica } from '../../../src/main/replica/replica.ts'
import { SnapshotReader } from '../../../src/main/replica/snapshot-reader.ts'
import type { EntityView } from '../../../src/shared/domain/view.ts'
import { deviceRecord } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const WINDOW = 1

let steps: string[]
let replica: Replica
let outbox: Outbox

beforeEach(() => {
  steps = []
  replica = new Replica({ store: {} as Store, clock: new ManualClock(), logger: silentLogger })
  outbox = {
    restore: () => undefined,
    take: ({ operations }: StoredPart) => void steps.push(`${operations.length} operations`),
    restored: async () => void steps.push('queue'),
    sortOut: () => [undefined, undefined],
  } as unknown as Outbox
})

const records = (from: number, count: number): StoredPart => ({
  entities: Array.from({ length: count }, (_, index) => deviceRecord(`dev_${from + index}`)),
  ...{ operations: [], effects: [], problems: [`problem ${from}`] },
})
const operations: StoredPart = { entities: [], operations: [{}, {}] as never, effects: [null, null], problems: [] }

function stateOf(...parts: (StoredPart | Error)[]): StoredState {
  async function* read(): AsyncGenerator<StoredPart, void, void> {
    for (const part of parts) {
      if (part instanceof Error) throw part
      yield part
    }
  }
  return { meta: {}, counters: {} as never, lastClientSequence: 0, aliases: [], problems: ['head'], parts: read() }
}

const firstPage = async (): Promise<string[]> => {
  const page = await new SnapshotReader(() => replica).page(WINDOW, 'device', null)
  return (JSON.parse(page.entities) as EntityView[]).map(({ id }) => id)
}

describe('reading a stored site', () => {
  it('shows records only when all that waits is there, and the first of them before the rest is read', async () => {
    const mayReadOn = Promise.withResolvers<void>()
    const queueIsThere = Promise.withResolvers<void>()
    const restoring = restoreSite(
      stateOf(operations, records(0, 250), records(250, 250)),
      { replica, outbox },
      {
        onQueue: () => {
          expect(replica.count('device')).toBe(0)
          queueIsThere.resolve()
        },
        mayReadOn: mayReadOn.promise,
      },
    )
    await queueIsThere.promise
    expect(steps).toEqual(['2 operations', '0 operations', 'queue'])
    expect(await firstPage()).toHaveLength(250)
    expect(replica.count('device')).toBe(250)
    mayReadOn.resolve()
    expect(await restoring).toEqual(['head', 'problem 0', 'problem 250'])
    expect(replica.count('device')).toBe(500)
    expect(replica.more()).toBeNull()
  })

  it('lets others have their turn after each part', async () => {
    let turns = 0
    const letOthers = async (): Promise<void> => {
      turns += 1
    }
    await restoreSite(stateOf(operations, records(0, 5), records(5, 5)), { replica, outbox }, { letOthers })
    // Three parts, and two steps in which the queue finds out what can be sent.
    expect(turns).toBe(5)
  })

  it('is over for a site that holds nothing', async () => {
    expect(await restoreSite(stateOf(), { replica, outbox })).toEqual(['head'])
    expect(steps).toEqual(['queue'])
    expect(await firstPage()).toEqual([])
  })

  it('fails those who wait for records when the rest cannot be read', async () => {
    const restoring = restoreSite(stateOf(records(0, 5), new Error('the disk is broken')), { replica, outbox })
    const page = firstPage()
    await expect(restoring).rejects.toThrowError('the disk is broken')
    await expect(page).rejects.toThrowError('the disk is broken')
  })
})
