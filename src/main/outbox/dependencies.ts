import type { OperationIndexRow } from '../database/store.ts'

type Dependent = Pick<OperationIndexRow, 'clientSequence' | 'dependsOn'>

const NONE: readonly number[] = []

/** Which operations wait for which others, by their numbers. */
export class Dependencies {
  readonly #dependants = new Map<number, Set<number>>()

  /** Nothing waits for anything. */
  get isNone(): boolean {
    return this.#dependants.size === 0
  }

  add(row: Dependent): void {
    for (const sequence of row.dependsOn) {
      const dependants = this.#dependants.get(sequence) ?? new Set()
      this.#dependants.set(sequence, dependants.add(row.clientSequence))
    }
  }

  remove(row: Dependent): void {
    for (const sequence of row.dependsOn) {
      const dependants = this.#dependants.get(sequence)
      dependants?.delete(row.clientSequence)
      if (dependants?.size === 0) this.#dependants.delete(sequence)
    }
  }

  replace(before: Dependent, after: Dependent): void {
    if (before.dependsOn === after.dependsOn || before.dependsOn.join() === after.dependsOn.join()) return
    this.remove(before)
    this.add(after)
  }

  /** In the order they were made. */
  dependantsOf(sequence: number): readonly number[] {
    const dependants = this.#dependants.get(sequence)
    return dependants === undefined ? NONE : [...dependants].sort((a, b) => a - b)
  }
}
