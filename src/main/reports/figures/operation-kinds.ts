import type { KindCounts } from '#shared/domain/report.ts'

/** Operations that follow each other and are of the same kind, by their numbers in the ledger. */
export interface KindRun {
  readonly fromNumber: number
  /** Included. */
  readonly toNumber: number
  readonly kind: string
}

/** Of operations whose row cannot be read, or is not there. */
export const UNKNOWN_KIND = 'unknown'

const TOLD = ['applied', 'unconfirmed', 'expired', 'cancelled', 'merged', 'quarantined', 'conflicted'] as const
type Told = (typeof TOLD)[number]
type Counts = Record<'created' | Told, number>

/** What became of the operations of each kind. */
export class KindAccounts {
  readonly #runs: KindRun[] = []
  readonly #counts = new Map<string, Counts>()

  /** Before the steps of the ledger; numbers rising. */
  take(run: KindRun): void {
    this.#runs.push(run)
  }

  created(number: number): void {
    this.#of(number).created += 1
  }

  /** @param state the one that the operation is in from now on */
  reached(number: number, state: string): void {
    const told = TOLD.find((one) => one === state)
    if (told !== undefined) this.#of(number)[told] += 1
  }

  /** Kinds of which something happened, by name. */
  end(): KindCounts[] {
    const kinds = [...this.#counts].map(([kind, counts]) => ({ kind, ...counts }))
    return kinds.sort((one, other) => (one.kind < other.kind ? -1 : 1))
  }

  #of(number: number): Counts {
    const kind = this.#kindOf(number)
    const counts = this.#counts.get(kind) ?? {
      ...{ created: 0, applied: 0, unconfirmed: 0, expired: 0 },
      ...{ cancelled: 0, merged: 0, quarantined: 0, conflicted: 0 },
    }
    this.#counts.set(kind, counts)
    return counts
  }

  #kindOf(number: number): string {
    let [low, high] = [0, this.#runs.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const run = this.#runs[middle]
      if (run === undefined) break
      if (number < run.fromNumber) high = middle - 1
      else if (number > run.toNumber) low = middle + 1
      else return run.kind
    }
    return UNKNOWN_KIND
  }
}
