import { canTransition, type OperationState, operationStateSchema } from '#shared/domain/operation.ts'
import type { LedgerEntry } from '../ledger-chain.ts'
import { type LedgerTotals, totalsOf } from './format.ts'

/** What a line of the ledger says happened, parsed. */
export interface LedgerRecord {
  readonly from: string | null
  readonly to: string
  readonly operations: readonly LedgerEntry[]
  /** After this line, where the line says so. */
  readonly created?: number | undefined
  readonly states?: Readonly<Record<string, number>> | undefined
}

/** States an operation can begin in: waiting, or over at once when it takes back what was never sent. */
const FIRST_STATES: readonly OperationState[] = ['queued', 'cancelled']

/** The books: which state each operation is in after the lines so far, and how many are in each. */
export class LedgerAccounts {
  readonly #states = new Map<number, OperationState>()
  readonly #keys = new Set<string>()
  readonly #counts: Partial<Record<OperationState, number>> = {}

  get totals(): LedgerTotals {
    return totalsOf(this.#states.size, this.#counts)
  }

  /** Books one line. Returns what is wrong with it, in words; null when all is well. */
  book(record: LedgerRecord): string | null {
    return this.#bookSteps(record) ?? this.#balance() ?? this.#compare(record)
  }

  #bookSteps({ from, to, operations }: LedgerRecord): string | null {
    const target = operationStateSchema.safeParse(to)
    if (!target.success) return `it names a state "${to}" that this version does not know`
    if (operations.length === 0) return 'it names no operation'
    for (const entry of operations) {
      const wrong = from === null ? this.#make(entry, target.data) : this.#move(entry, from, target.data)
      if (wrong !== null) return wrong
    }
    return null
  }

  #make(entry: LedgerEntry, to: OperationState): string | null {
    if (typeof entry === 'number' || entry.length !== 3) return 'it makes an operation without naming its key'
    const [number, , key] = entry
    if (!FIRST_STATES.includes(to)) return `it makes operation ${number} as ${to}`
    if (this.#states.has(number)) return `it makes operation ${number}, which was made before`
    if (this.#keys.has(key)) return `it makes operation ${number} with the key of another, ${key}`
    this.#keys.add(key)
    this.#put(number, to)
    return null
  }

  #move(entry: LedgerEntry, from: string, to: OperationState): string | null {
    const number = typeof entry === 'number' ? entry : entry[0]
    const state = this.#states.get(number)
    if (state === undefined) return `it moves operation ${number}, which was never made`
    if (state !== from) return `it moves operation ${number} from ${from}, which is ${state}`
    if (!canTransition(state, to)) return `it moves operation ${number} from ${from} to ${to}, which cannot follow`
    this.#counts[state] = (this.#counts[state] ?? 0) - 1
    this.#put(number, to)
    return null
  }

  #put(number: number, state: OperationState): void {
    this.#states.set(number, state)
    this.#counts[state] = (this.#counts[state] ?? 0) + 1
  }

  /** A line may say itself how many operations there are then, in all and in each state. */
  #compare({ created, states }: LedgerRecord): string | null {
    if (created !== undefined && created !== this.#states.size) {
      return `it says that ${created} operations were made by then; ${this.#states.size} were`
    }
    if (states === undefined) return null
    const counts: Readonly<Record<string, number>> = this.#counts
    const names = new Set([...Object.keys(states), ...Object.keys(counts)])
    for (const name of names) {
      const [said, counted] = [states[name] ?? 0, counts[name] ?? 0]
      if (said !== counted) return `it says that ${said} operations are ${name} then; ${counted} are`
    }
    return null
  }

  /** Counted apart from the operations themselves, so that a mistake in either shows. */
  #balance(): string | null {
    const { created, ...rest } = this.totals
    const sum = Object.values(rest).reduce((total, n) => total + n, 0)
    return sum === created ? null : `after it ${created} operations were made and ${sum} are accounted for`
  }
}
