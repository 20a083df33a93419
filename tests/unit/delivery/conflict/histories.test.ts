import { describe, expect, it } from 'vitest'
import { type Decision, decide } from '../../../../src/main/delivery/conflict/decide.ts'
import { mergeList } from '../../../../src/main/delivery/conflict/merge-list.ts'
import type { Mergers } from '../../../../src/main/delivery/conflict/three-way.ts'
import { conflictSettingsSchema } from '../../../../src/shared/domain/conflict.ts'
import type { Engine } from './histories/editor.ts'
import { type HistoryReport, runHistory } from './histories/history.ts'

const HISTORIES = 10_000
/** A planted bug has to be found within this many. */
const HISTORIES_FOR_BUG = 2_000

const ENGINE: Engine = { decide: (...about) => decide(...about), showsAnswer: true }

describe('people who edit the same things at the same time', () => {
  it(`lose nothing silently in ${HISTORIES} histories, whatever the strategies are`, () => {
    const seen = { taken: 0, rebased: 0, dropped: 0, desk: 0, 'decided by a person': 0 }
    for (let seed = 1; seed <= HISTORIES; seed += 1) {
      const report = runHistory(seed, ENGINE)
      if (report.losses.length > 0) expect.fail(`history ${seed}: ${report.losses.join('; ')}`)
      for (const what of Object.keys(seen) as (keyof typeof seen)[]) seen[what] += report.seen[what]
    }
    // Every way that a conflict can go was gone often enough to mean something.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(1_000)
  })

  it('live the same history from the same seed', () => {
    expect(runHistory(77, ENGINE)).toEqual(runHistory(77, ENGINE))
  })
})
