import type { Operation } from '#shared/domain/operation.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { settle } from '../outbox/settle.ts'
import type { Step } from '../outbox/step.ts'
import type { Timekeeper } from '../outbox/timekeeper.ts'
import type { Verdict } from '../outbox/verdict.ts'
import type { Ids } from '../platform/ids.ts'

/** Stores verdicts: the one place where what was found out about operations becomes their state. */
export class Decider {
  readonly #outbox: Outbox
  readonly #timekeeper: Timekeeper
  readonly #retryLimit: () => number
  readonly #ids: Ids
  #moves = 0

  constructor(dependencies: { outbox: Outbox; timekeeper: Timekeeper; retryLimit: () => number; ids: Ids }) {
    this.#outbox = dependencies.outbox
    this.#timekeeper = dependencies.timekeeper
    this.#retryLimit = dependencies.retryLimit
    this.#ids = dependencies.ids
  }

  /** How many operations delivery has moved on since the start: what others did to them does not count. */
  get moves(): number {
    return this.#moves
  }

  /** `verdictOf`: null leaves the operation as it is. Rejects with OutpostError when the disk does not take it. */
  async decide(keys: readonly string[], verdictOf: (operation: Operation) => Verdict | null): Promise<void> {
    this.#moves += (await this.#outbox.transitionBeside(keys, this.#stepOf(verdictOf))).length
  }

  /** As `decide`, while nothing else moves: for verdicts that look at more than the operation. */
  async decideAlone(keys: readonly string[], verdictOf: (operation: Operation) => Verdict | null): Promise<void> {
    await this.#outbox.transition(keys, this.#stepOf(verdictOf))
  }

  #stepOf(verdictOf: (operation: Operation) => Verdict | null): (operation: Operation) => Step | null {
    this.#timekeeper.refresh()
    const newId = (): string => this.#ids.uuid()
    const context = { stamp: this.#timekeeper.stamp(), retryLimit: this.#retryLimit(), newId }
    return (operation) => {
      const verdict = verdictOf(operation)
      return verdict === null ? null : settle(operation, verdict, context)
    }
  }

  /** Moves operations to a state without a verdict of the server. Null leaves one as it is. */
  async move(
    keys: readonly string[],
    changeOf: (operation: Operation) => { readonly changes: Partial<Operation>; readonly reason: string } | null,
  ): Promise<readonly Operation[]> {
    const { wall } = this.#timekeeper.stamp()
    const moved = await this.#outbox.transitionBeside(keys, (before): Step | null => {
      const change = changeOf(before)
      if (change === null) return null
      return { before, after: { ...before, ...change.changes, changedAt: wall }, reason: change.reason }
    })
    this.#moves += moved.length
    return moved
  }
}
