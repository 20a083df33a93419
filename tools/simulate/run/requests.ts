import type { Step } from '../steps/plan.ts'
import type { SeedReport } from './run-seed.ts'

/** What a worker is asked to do. */
export type Request =
  | { readonly kind: 'run'; readonly seed: number; readonly steps: number; readonly keepsTrace: boolean }
  /** Find the fewest steps with which the run breaks the same promise. */
  | { readonly kind: 'shrink'; readonly seed: number; readonly steps: number }
  /** Nothing more is asked. */
  | { readonly kind: 'end' }

export interface Shrunk {
  readonly report: SeedReport
  readonly steps: readonly Step[]
}

export interface WorkerData {
  /** The name of the planted bug; null: none. */
  readonly mutant: string | null
}

export type Answer =
  | { readonly kind: 'ran'; readonly report: SeedReport }
  | { readonly kind: 'shrunk'; readonly shrunk: Shrunk }
  /** The worker cannot work at all, as with a planted bug that does not fit any more. */
  | { readonly kind: 'unfit'; readonly message: string }
