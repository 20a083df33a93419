/** What a planted bug is directed against; every one of these has several. */
export const AREAS = [
  'unknown outcomes',
  'attempts and pauses',
  'ownership',
  'starvation',
  'device reports',
  'disk',
  'conservation',
  'ledger',
  'screen',
  'convergence',
  'order',
  'batches',
  'dependencies',
  'validity windows',
  'coalescing',
  'quarantine',
  'taking back',
  'merging',
  'conflicts',
] as const
export type Area = (typeof AREAS)[number]

/** One place in the shipped code: `find` stands there exactly once. */
export interface Patch {
  /** From the project's folder. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** A bug that is planted into the shipped code while it is loaded. */
export interface Mutant {
  readonly name: string
  readonly area: Area
  /** What the console does wrong then. */
  readonly sentence: string
  readonly patches: readonly Patch[]
}

/** A planted bug does not fit the code any more. */
export class MutantError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MutantError'
  }
}

/** The text with the bug in it. Throws MutantError where it cannot be planted. */
export function patched(mutant: Mutant, patch: Patch, source: string): string {
  const count = source.split(patch.find).length - 1
  if (count === 1) return source.replace(patch.find, () => patch.replace)
  const where = count === 0 ? 'is not there any more' : `is there ${count} times`
  throw new MutantError(
    `The planted bug "${mutant.name}" does not fit: in ${patch.file}, this ${where}:\n${patch.find}`,
  )
}
