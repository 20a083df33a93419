import type { Violation } from '../checks/violation.ts'
import { MemoryImage } from '../disk/memory-image.ts'
import { type Outcome, Simulation } from '../simulation.ts'
import { planOf, type Step } from '../steps/plan.ts'

/** What one run came to. Plain data: it travels between threads. */
export interface SeedReport {
  readonly seed: number
  readonly steps: number
  /** Of the whole trace: two runs with the same hash did the same. */
  readonly hash: string
  readonly violation: Violation | null
  readonly figures: Outcome['figures']
  /** The trace, or its last lines. */
  readonly lines: readonly string[]
}

/** The steps that a seed stands for. */
export function runSeed(seed: number, count: number, keepsTrace: boolean): Promise<SeedReport> {
  return runSteps(seed, planOf(seed, count), keepsTrace)
}

/** Never rejects: whatever is thrown in a run, handled by nobody, breaks the promise `no-mistakes`. */
export async function runSteps(seed: number, steps: readonly Step[], keepsTrace: boolean): Promise<SeedReport> {
  const simulation = new Simulation({ seed, steps, keepsTrace, newImage: () => new MemoryImage() })
  const onMistake = (error: unknown): void => simulation.report('no-mistakes', wordsOf(error))
  process.on('unhandledRejection', onMistake)
  process.on('uncaughtException', onMistake)
  try {
    const outcome = await simulation.run()
    simulation.dispose()
    const { hash, violation, figures, lines } = outcome
    return { seed, steps: steps.length, hash, violation, figures, lines }
  } finally {
    process.off('unhandledRejection', onMistake)
    process.off('uncaughtException', onMistake)
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return (error.stack ?? error.message).split('\n').slice(0, 3).join(' ')
}
