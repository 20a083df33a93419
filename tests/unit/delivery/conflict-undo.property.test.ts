import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Office } from '../../support/bundle-pc.ts'
import { booksOf, edit } from '../../support/queue-rig.ts'

const DEVICES = ['dev_1', 'dev_2', 'dev_3', 'dev_4', 'dev_5']
const DRAIN_MS = 30_000
const ROUNDS = 10
/** Two databases for each history: on a busy machine that takes a while. */
const TIMEOUT_MS = 120_000

/** One change that clashes. `rest`: a field of it that does not, so that keeping theirs still sends something. */
const change = fc.record({ isCarried: fc.boolean(), hasRest: fc.boolean() })
const plan = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: DEVICES.length }),
  choice: fc.constantFrom('theirs' as const, 'mine' as const),
  isRestarted: fc.boolean(),
  isSentMeanwhile: fc.boolean(),
})

describe('undoing a decision about changes that were carried to another PC', () => {
  it(
    'lets every change reach the server once, from whichever PC',
    async () => {
      await fc.assert(
        fc.asyncProperty(plan, async ({ changes, choice, isRestarted, isSentMeanwhile }) => {
          const office = new Office()
          try {
            const [a, b] = [await office.pc('pc-a'), await office.pc('pc-b')]
            office.seedDevices(...DEVICES)
            const make = async (isCarried: boolean): Promise<void> => {
              for (const [index, one] of changes.entries()) {
                if (one.isCarried !== isCarried) continue
                const fields = { name: 'mine', ...(one.hasRest ? { location: 'mine' } : {}) }
                await a.host.outbox.enqueue([edit(DEVICES[index] ?? '', fields)])
              }
            }
            await make(true)
            const { outcome } = await a.export()
            await make(false)
            for (const id of DEVICES) office.server.edit(id, { name: 'theirs' })
            a.goOnline()
            await office.clock.advance(DRAIN_MS)
            if (isRestarted) await a.reopen()
            a.goOffline()
            const { resolutionId, outcomes } = await a.host.conflicts.resolveBulk(null, choice)
            expect(outcomes).toHaveLength(changes.length)
            if (isSentMeanwhile && outcome === 'written') {
              await b.import()
              b.goOnline()
              await office.clock.advance(DRAIN_MS)
              await b.host.conflicts.keepMine([...b.host.outbox.lanes.rows()].map((row) => row.key))
              await office.clock.advance(DRAIN_MS)
            }
            const undone = await a.host.conflicts.undo(resolutionId)
            expect(undone.outcomes).toHaveLength(changes.length)
            if (!isSentMeanwhile && outcome === 'written') await b.import()
            for (const pc of [a, b]) pc.goOnline()
            for (let round = 0; round < ROUNDS; round++) {
              await office.clock.advance(DRAIN_MS)
              for (const { host } of [a, b]) {
                await host.conflicts.keepMine([...host.outbox.lanes.rows()].map((row) => row.key))
              }
            }
            const effects = DEVICES.map((id) => office.server.effects.filter(({ entityId }) => entityId === id).length)
            expect(effects).toEqual(DEVICES.map((_, index) => (index < changes.length ? 1 : 0)))
            for (const { host } of [a, b]) expect(await booksOf(host)).toEqual([])
          } finally {
            await office.close()
          }
        }),
        { numRuns: 30 },
      )
    },
    TIMEOUT_MS,
  )
})
