import { isSettled, type OperationState } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Store } from '../database/store.ts'
import type { Lanes } from './lanes.ts'
import { outpostErrorOf } from './store-trouble.ts'

const MERGED_INTO = 'merged-into:'

/** The reason that is recorded when an operation is carried along by a later one. */
export function mergedInto(key: string): string {
  return MERGED_INTO + key
}

/** Finds out what a change that is to follow others has to wait for. */
export class Predecessors {
  readonly #store: Store
  readonly #lanes: Lanes

  constructor(dependencies: { store: Store; lanes: Lanes }) {
    this.#store = dependencies.store
    this.#lanes = dependencies.lanes
  }

  /**
   * The keys that still wait, each merged one replaced by the one that carries it. What the server has taken is left out.
   * Rejects with OutpostError `invalid-operation` when one of them will never be applied, or is not known here.
   */
  async waitingOf(keys: readonly string[]): Promise<readonly string[]> {
    const found = await Promise.all(keys.map((key) => this.#waiting(key)))
    return [...new Set(found.flatMap((key) => key ?? []))]
  }

  async #waiting(key: string): Promise<string | null> {
    if (this.#lanes.has(key)) return key
    const { operations, unreadable } = await this.#asked(this.#store.operations([key]))
    const state = (operations[0] ?? unreadable[0])?.state
    if (state === undefined) throw gone('What this change builds on does not exist.')
    if (state === 'merged') return this.#waiting(await this.#carrierOf(key))
    if (isWithoutEffect(state)) throw gone('What this change builds on was taken back or has expired.')
    return isSettled(state) ? null : key
  }

  async #carrierOf(key: string): Promise<string> {
    const last = (await this.#asked(this.#store.transitions(key))).at(-1)
    if (last === undefined || !last.reason.startsWith(MERGED_INTO)) throw gone('What this change builds on is gone.')
    return last.reason.slice(MERGED_INTO.length)
  }

  async #asked<T>(question: Promise<T>): Promise<T> {
    return question.catch((error: unknown) => {
      throw outpostErrorOf(error)
    })
  }
}

function isWithoutEffect(state: OperationState): boolean {
  return state === 'cancelled' || state === 'expired'
}

function gone(message: string): OutpostError {
  return new OutpostError('invalid-operation', message)
}
