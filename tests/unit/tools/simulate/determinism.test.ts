import { describe, expect, it } from 'vitest'
import { runSeed, runSteps } from '../../../../tools/simulate/run/run-seed.ts'
import { planOf } from '../../../../tools/simulate/steps/plan.ts'

describe('a simulated run', () => {
  it('does the same for the same seed and steps, down to the last line', async () => {
    const [first, second] = [await runSeed(11, 60, true), await runSeed(11, 60, true)]
    expect(second.hash).toBe(first.hash)
    expect(second.lines).toEqual(first.lines)
    expect(second.figures).toEqual(first.figures)
  })

  it('does the same whether or not its lines are kept', async () => {
    expect((await runSeed(12, 40, false)).hash).toBe((await runSeed(12, 40, true)).hash)
  })

  it('does something else for another seed', async () => {
    expect((await runSeed(1, 20, false)).hash).not.toBe((await runSeed(2, 20, false)).hash)
  })

  it('has steps that stay what they are when others are left out', async () => {
    const steps = planOf(5, 30)
    expect(planOf(5, 50).slice(0, 30)).toEqual(steps)
    const some = steps.filter((_, index) => index % 3 === 0)
    const { lines } = await runSteps(5, some, true)
    const done = lines.flatMap((line) => /step-\d+ (\w+) /.exec(line)?.[1] ?? [])
    expect(done).toEqual(some.map(({ action }) => action))
  })
})
