import type { Operation } from '#shared/domain/operation.ts'
import type { OperationResult } from '#shared/protocol/operations.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Verdict } from '../outbox/verdict.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import { BatchSize } from './batch-size.ts'
import type { Decider } from './decider.ts'
import { judgeTogether } from './judge.ts'
import { judgeFailure } from './judge-failure.ts'
import { DeliveryError, type DeliveryServer } from './server-port.ts'
import type { ValidityGuard } from './validity-guard.ts'
import { wireOf } from './wire.ts'

/** Room for the envelope around the operations of one message. */
const ENVELOPE_BYTES = 16_384
/** Keys, numbers and names that travel with each operation's payload. */
const OPERATION_OVERHEAD_BYTES = 400

export interface SenderDependencies {
  readonly outbox: Outbox
  readonly server: DeliveryServer
  readonly decider: Decider
  readonly validity: ValidityGuard
  readonly clock: Clock
  readonly random: Random
}

/** Sends batches: each is stored as `sending` before it leaves, each answer is stored before it counts. */
export class Sender {
  readonly #dependencies: SenderDependencies
  readonly #size = new BatchSize()
  /** A batch was refused as a whole: its operations go one by one, so that one bad one does not stop the others. */
  readonly #alone = new Set<string>()
  /** Operations some exchange still answers for. Any other that is `sending` has an answer that could not be stored. */
  readonly #onTheWay = new Set<string>()
  /** Monotonic: the server asked to be left alone until then. */
  #busyUntil = 0

  constructor(dependencies: SenderDependencies) {
    this.#dependencies = dependencies
  }

  /** How long the server wants to be left alone, in milliseconds; 0: it takes more. */
  busyForMs(): number {
    return Math.max(0, this.#busyUntil - this.#dependencies.clock.monotonic())
  }

  /** Tries again at once, whatever the server said. */
  hurry(): void {
    this.#busyUntil = 0
  }

  /** Stores the next batch as `sending` and returns what is to leave; empty: nothing can go now. */
  async take(): Promise<readonly Operation[]> {
    const { outbox, validity, decider } = this.#dependencies
    const keys = this.#pick()
    if (keys.length === 0) return []
    validity.refresh()
    const tooOld: string[] = []
    const taken = await decider.move(keys, (operation) => {
      if (operation.state !== 'queued') return null
      if (!validity.isValid(operation)) {
        tooOld.push(operation.key)
        return null
      }
      return { changes: { state: 'sending', nextAttemptAt: null }, reason: 'sent' }
    })
    await validity.hold(tooOld)
    for (const operation of taken) this.#onTheWay.add(operation.key)
    // A batch that lost a member to its validity window must not leave in part.
    const whole = taken.filter(({ batch }) => batch === null || countOf(taken, batch.id) === batch.size)
    if (whole.length < taken.length) await this.#takeBack(taken.filter((operation) => !whole.includes(operation)))
    return whole.length > 0 || outbox.lanes.sendable(1, 0).length === 0 ? whole : this.take()
  }

  /** Sends what was taken and stores the answer. Rejects when the answer cannot be stored. */
  async send(batch: readonly Operation[]): Promise<void> {
    const { server, clock, decider } = this.#dependencies
    const keys = batch.map((operation) => operation.key)
    const startedAt = clock.monotonic()
    try {
      const verdictOf = await server.apply(batch.map(wireOf)).then(
        (results) => this.#answered(results, batch, clock.monotonic() - startedAt),
        (error: unknown) => this.#failed(error, batch),
      )
      await decider.decide(keys, (operation) => (operation.state === 'sending' ? verdictOf(operation) : null))
    } finally {
      for (const key of keys) this.#onTheWay.delete(key)
    }
  }

  /** The disk did not take an answer: the outcome is not known here, so it is asked for like any lost answer. */
  async doubtAbandoned(): Promise<void> {
    const { lanes } = this.#dependencies.outbox
    if (lanes.count('sending') <= this.#onTheWay.size) return
    const abandoned: string[] = []
    for (const row of lanes.rows()) {
      if (row.state === 'sending' && !this.#onTheWay.has(row.key)) abandoned.push(row.key)
    }
    await this.#dependencies.decider.decide(abandoned, (operation) =>
      operation.state === 'sending' ? { kind: 'unknown', reason: 'answer-not-stored' } : null,
    )
  }

  #pick(): string[] {
    const { outbox, server } = this.#dependencies
    const limits = server.limits()
    const count = this.#size.current(limits.batchOperations)
    const bytes = limits.messageBytes - ENVELOPE_BYTES - count * OPERATION_OVERHEAD_BYTES
    const rows = outbox.lanes.sendable(count, bytes)
    const first = rows[0]
    const isAlone = first !== undefined && first.batch === null && this.#alone.has(first.key)
    const picked = isAlone ? [first] : rows.filter((row) => row.batch !== null || !this.#alone.has(row.key))
    return picked.map((row) => row.key)
  }

  async #takeBack(operations: readonly Operation[]): Promise<void> {
    const verdict: Verdict = {
      kind: 'retry',
      reason: 'batch-not-whole',
      error: null,
      isAttempt: false,
      notBefore: null,
    }
    const keys = operations.map((operation) => operation.key)
    await this.#dependencies.decider.decide(keys, (operation) => (operation.state === 'sending' ? verdict : null))
    for (const key of keys) this.#onTheWay.delete(key)
  }

  #answered(
    results: readonly OperationResult[],
    batch: readonly Operation[],
    tookMs: number,
  ): (operation: Operation) => Verdict {
    this.#size.answered(batch.length, tookMs)
    for (const operation of batch) this.#alone.delete(operation.key)
    return judgeTogether(new Map(results.map((result) => [result.key, result])))
  }

  #failed(error: unknown, batch: readonly Operation[]): (operation: Operation) => Verdict {
    const { clock, random } = this.#dependencies
    this.#size.lost()
    if (error instanceof DeliveryError && error.retryAfterMs !== null) {
      this.#busyUntil = Math.max(this.#busyUntil, clock.monotonic() + error.retryAfterMs)
    }
    const { verdictOf, goesAlone } = judgeFailure(error, batch.length, clock.now(), random)
    if (goesAlone) for (const operation of batch) this.#alone.add(operation.key)
    return verdictOf
  }
}

function countOf(operations: readonly Operation[], batchId: string): number {
  return operations.filter(({ batch }) => batch?.id === batchId).length
}
