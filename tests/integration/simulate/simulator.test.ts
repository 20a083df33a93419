import { describe, expect, it } from 'vitest'
import { Hand } from '../../../tools/simulate/run/hand.ts'
import { runSeed, type SeedReport } from '../../../tools/simulate/run/run-seed.ts'
import { runSeeds } from '../../../tools/simulate/run/run-seeds.ts'
import { wordsOfRun } from '../../../tools/simulate/words.ts'

const STEPS = 100

describe('the simulator', () => {
  it('finds every promise kept in a dozen runs', async () => {
    const reports: SeedReport[] = []
    await runSeeds({ from: 1, to: 12, steps: STEPS, hands: 2, onReport: (report) => reports.push(report) })
    const broken = reports.filter(({ violation }) => violation !== null).map(wordsOfRun)
    expect(broken).toEqual([])
    expect(reports.reduce((sum, { figures }) => sum + figures.applied, 0)).toBeGreaterThan(100)
  }, 60_000)

  it('does the same in another thread', async () => {
    const hand = new Hand(null)
    try {
      expect((await hand.run(3, STEPS, false)).hash).toBe((await runSeed(3, STEPS, false)).hash)
    } finally {
      await hand.close()
    }
  }, 60_000)
})
