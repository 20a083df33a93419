import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { crashRounds, type RoundsReport } from '../../../tools/crash/rounds.ts'

/** A seed whose rounds kill while operations are accepted, sent and migrated. */
const ROUNDS = { rounds: 12, seed: 11, series: 1 }

async function play(isHasty: boolean): Promise<RoundsReport> {
  const report = await crashRounds({ ...ROUNDS, isHasty }, () => undefined)
  if (report.evidence !== null) rmSync(report.evidence, { recursive: true, force: true })
  return report
}

describe('the crash test', () => {
  it('finds nothing in the console as it is', async () => {
    const { violations, accepted, kills } = await play(false)
    expect(violations).toEqual([])
    expect(accepted).toBeGreaterThan(50)
    expect(Object.values(kills).reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(ROUNDS.rounds)
  })

  it('finds what is lost when the console says "accepted" before it is on disk', async () => {
    expect((await play(true)).lost).toBeGreaterThan(0)
  })
})
