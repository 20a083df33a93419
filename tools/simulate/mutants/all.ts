import { CONFLICT_MUTANTS } from './conflicts.ts'
import type { Mutant } from './mutant.ts'
import { QUEUEING_MUTANTS } from './queueing.ts'
import { SENDING_MUTANTS } from './sending.ts'
import { STORING_MUTANTS } from './storing.ts'
import { WAITING_MUTANTS } from './waiting.ts'

/** Every bug that can be planted. */
export const MUTANTS: readonly Mutant[] = [
  ...SENDING_MUTANTS,
  ...STORING_MUTANTS,
  ...QUEUEING_MUTANTS,
  ...WAITING_MUTANTS,
  ...CONFLICT_MUTANTS,
]
