import type { Mutant } from './mutant.ts'

/** Every bug that can be planted. */
export const MUTANTS: readonly Mutant[] = []
