import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationIndexRow } from '../database/store.ts'

/** What is counted of an operation. */
export type Counted = Pick<OperationIndexRow, 'state' | 'trouble' | 'bytes' | 'attempts' | 'userId'>

/** What waits of one user. */
export interface UserTally {
  /** What the server has not taken yet. */
  readonly waiting: number
  /** Of that, what waits for nothing but to be sent. */
  readonly queued: number
}

const NONE: UserTally = { waiting: 0, queued: 0 }

/** Running counts over the unsettled operations. */
export class Tally {
  readonly #byState = new Map<OperationState, number>()
  readonly #byUser = new Map<string, UserTally>()
  #bytes = 0
  #retrying = 0
  #troubled = 0

  get bytes(): number {
    return this.#bytes
  }

  get retrying(): number {
    return this.#retrying
  }

  get troubled(): number {
    return this.#troubled
  }

  count(state: OperationState): number {
    return this.#byState.get(state) ?? 0
  }

  get byUser(): ReadonlyMap<string, UserTally> {
    return this.#byUser
  }

  add(row: Counted): void {
    this.#change(row, 1)
  }

  remove(row: Counted): void {
    this.#change(row, -1)
  }

  #change(row: Counted, by: 1 | -1): void {
    // What cannot be read waits for a person, whatever state it was stored in.
    const state = row.trouble === null ? row.state : 'quarantined'
    this.#byState.set(state, this.count(state) + by)
    this.#bytes += by * row.bytes
    if (row.trouble !== null) this.#troubled += by
    if (state === 'queued' && row.attempts > 0) this.#retrying += by
    // One that cannot be read counts as taken when the server said so.
    if (row.state === 'accepted') return
    const { waiting, queued } = this.#byUser.get(row.userId) ?? NONE
    this.#byUser.set(row.userId, { waiting: waiting + by, queued: queued + (state === 'queued' ? by : 0) })
  }
}
