import { describe, expect, it } from 'vitest'
import { decide } from '../../../../src/main/delivery/conflict/decide.ts'
import type { Engine } from './histories/editor.ts'
import { runHistory } from './histories/history.ts'
import { PLANTED_BUGS } from './histories/planted-bugs.ts'

const HISTORIES = 10_000
/** A planted bug has to be found within this many. */
const HISTORIES_FOR_BUG = 2_000

const ENGINE: Engine = { decide: (...about) => decide(...about), showsAnswer: true }

describe('people who edit the same things at the same time', () => {
  it(`lose nothing silently in ${HISTORIES} histories, whatever the strategies are`, () => {
    const seen = new Map<string, number>()
    const losses: string[] = []
    for (let seed = 1; seed <= HISTORIES; seed += 1) {
      const report = runHistory(seed, ENGINE)
      if (report.losses.length > 0) losses.push(`history ${seed}: ${report.losses.join('; ')}`)
      for (const [what, count] of Object.entries(report.seen)) seen.set(what, (seen.get(what) ?? 0) + count)
    }
    expect(losses).toEqual([])
    // Every way that a conflict can go was gone often enough to mean something.
    for (const count of seen.values()) expect(count).toBeGreaterThan(500)
  })

  it('live the same history from the same seed', () => {
    expect(runHistory(77, ENGINE)).toEqual(runHistory(77, ENGINE))
  })

  it.each(Object.entries(PLANTED_BUGS))('are told of it when the engine %s', (_bug, engine) => {
    const found = Array.from({ length: HISTORIES_FOR_BUG }, (_, index) => index + 1).find(
      (seed) => runHistory(seed, engine).losses.length > 0,
    )
    expect(found).toBeDefined()
  })
})
