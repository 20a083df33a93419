import { planOf } from '../steps/plan.ts'
import type { Shrunk } from './requests.ts'
import { runSteps } from './run-seed.ts'
import { shrink } from './shrink.ts'

/** Enough for a hundred steps; what is left then is short all the same. */
const MOST_TRIES = 600

/** The fewest steps of a seed with which the same promise is broken, and how. */
export async function shrinkSeed(seed: number, count: number): Promise<Shrunk> {
  const all = planOf(seed, count)
  const { violation } = await runSteps(seed, all, false)
  if (violation === null) return { report: await runSteps(seed, all, true), steps: all }
  const isSame = async (steps: typeof all): Promise<boolean> =>
    (await runSteps(seed, steps, false)).violation?.promise === violation.promise
  const steps = await shrink(all, (some) => isSame([...some]), MOST_TRIES)
  return { report: await runSteps(seed, steps, true), steps }
}
