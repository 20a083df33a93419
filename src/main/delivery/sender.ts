import type { ConflictSettings } from '#shared/domain/conflict.ts'
import { laneOf } from '#shared/domain/ids.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { OperationResult } from '#shared/protocol/operations.ts'
import type { WaitingOperation } from '../outbox/lanes.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Verdict } from '../outbox/verdict.ts'
import type { Clock } from '../platform/clock.ts'
import type { Random } from '../platform/random.ts'
import type { RetryPace } from '../resilience/backoff.ts'
import { BatchSize } from './batch-size.ts'
import type { Decider } from './decider.ts'
import { judgeTogether } from './judge.ts'
import { judgeFailure } from './judge-failure.ts'
import type { Quiet } from './quiet.ts'
import type { DeliveryServer } from './server-port.ts'
import { messageOf } from './storage-wait.ts'
import type { Unstored } from './unstored.ts'
import type { ValidityGuard } from './validity-guard.ts'
import { wireRequest } from './wire.ts'

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
  readonly quiet: Quiet
  readonly unstored: Unstored
  readonly pace: () => RetryPace
  readonly conflicts: () => ConflictSettings
  /** It leaves now, so many milliseconds after it was made. */
  readonly onSent?: ((waitedMs: number) => void) | undefined
}

/** Sends batches: each is stored as `sending` before it leaves, each answer is stored before it counts. */
export class Sender {
  readonly #dependencies: SenderDependencies
  readonly #size = new BatchSize()
  /** A request was refused as a whole: its units go one by one, so that one bad one does not stop the others. */
  readonly #alone = new Set<string>()
  /** Operations some exchange still answers for. Any other that is `sending` has an answer that could not be stored. */
  readonly #onTheWay = new Set<string>()

  constructor(dependencies: SenderDependencies) {
    this.#dependencies = dependencies
  }

  /** Stores the next batch as `sending` and returns what is to leave; empty: nothing can go now. */
  async take(): Promise<readonly Operation[]> {
    const { validity } = this.#dependencies
    for (let before = ''; ; ) {
      // A sleep of the PC just now must not go unnoticed.
      validity.refresh()
      const rows = this.#pick()
      const names = rows.map((row) => row.key).join()
      // What did not leave the queue just now will not do so at a second look either.
      if (rows.length === 0 || names === before) return []
      before = names
      const tooOld = rows.filter((row) => !validity.isValid(row.kind, row.waitingSince))
      if (tooOld.length > 0) await validity.hold(tooOld.map((row) => row.key))
      else {
        const taken = await this.#takeWhole(rows)
        if (taken.length > 0) return taken
      }
    }
  }

  /** What was taken does not leave after all. */
  async giveBack(operations: readonly Operation[], reason = 'not-sent'): Promise<void> {
    const verdict: Verdict = { kind: 'retry', reason, error: null, isAttempt: false, notBefore: null }
    const keys = operations.map((operation) => operation.key)
    try {
      await this.#dependencies.decider.decide(keys, (operation) => (operation.state === 'sending' ? verdict : null))
    } finally {
      for (const key of keys) this.#onTheWay.delete(key)
    }
  }

  /** Sends what was taken and stores the answer. Rejects when the answer cannot be stored. */
  async send(batch: readonly Operation[]): Promise<void> {
    const { outbox, server, clock, validity } = this.#dependencies
    // Somebody else may have signed in since they were taken, and the connection is theirs by now.
    if (!batch.every(({ user }) => outbox.isOfUser(user.id))) return this.giveBack(batch, 'user-changed')
    // The PC may have slept since they were taken, which a disk can make long enough to be possible.
    validity.refresh()
    if (!batch.every(({ intent, waitingSince }) => validity.isValid(intent.kind, waitingSince))) {
      return this.giveBack(batch, 'slept-before-sent')
    }
    const keys = batch.map((operation) => operation.key)
    const startedAt = clock.monotonic()
    const now = clock.now()
    for (const { createdAt } of batch) this.#dependencies.onSent?.(Math.max(0, now - createdAt))
    try {
      const verdictOf = await server.apply(wireRequest(batch, server.capabilities().atomicBatch)).then(
        (results) => this.#answered(results, batch, clock.monotonic() - startedAt),
        (error: unknown) => this.#failed(error, batch),
      )
      await this.#store(batch, verdictOf)
    } finally {
      for (const key of keys) this.#onTheWay.delete(key)
    }
  }

  /**
   * The disk did not take an answer: the outcome is not known here, so it is asked for like any lost answer, after a rest.
   */
  async doubtAbandoned(): Promise<void> {
    const { outbox, unstored } = this.#dependencies
    const { lanes } = outbox
    if (lanes.count('sending') <= this.#onTheWay.size) return
    const abandoned: string[] = []
    for (const { key } of lanes.rows({ states: ['sending'] })) {
      if (!this.#onTheWay.has(key) && unstored.restMs(key) === 0) abandoned.push(key)
    }
    await this.#dependencies.decider.decide(abandoned, (operation) =>
      operation.state === 'sending' ? { kind: 'unknown', reason: 'answer-not-stored' } : null,
    )
  }

  async #store(batch: readonly Operation[], verdictOf: (operation: Operation) => Verdict): Promise<void> {
    const { decider, unstored } = this.#dependencies
    const keys = batch.map((operation) => operation.key)
    try {
      await decider.decide(keys, (operation) => (operation.state === 'sending' ? verdictOf(operation) : null))
    } catch (error) {
      unstored.refused(batch, messageOf(error))
      // The cause may lie in one answer, which must not cost the others theirs.
      const units = new Set(batch.map(unitOf))
      if (units.size > 1) for (const unit of units) this.#alone.add(unit)
      throw error
    }
    unstored.stored(keys)
  }

  #pick(): readonly WaitingOperation[] {
    const { outbox, server } = this.#dependencies
    const limits = server.limits()
    const count = this.#size.current(limits.batchOperations)
    const bytes = limits.messageBytes - ENVELOPE_BYTES - count * OPERATION_OVERHEAD_BYTES
    const rows = outbox.lanes.sendable(count, bytes)
    const first = rows[0]
    if (first === undefined) return []
    const unit = unitOf(first)
    const together = rows.filter((row) =>
      this.#alone.has(unit) ? unitOf(row) === unit : !this.#alone.has(unitOf(row)),
    )
    return server.capabilities().atomicBatch ? together : firstOfEachLane(together)
  }

  async #takeWhole(rows: readonly WaitingOperation[]): Promise<readonly Operation[]> {
    const { decider, validity } = this.#dependencies
    const taken = await decider.move(
      rows.map((row) => row.key),
      (operation) =>
        operation.state === 'queued' && validity.isValid(operation.intent.kind, operation.waitingSince)
          ? { changes: { state: 'sending', nextAttemptAt: null }, reason: 'sent' }
          : null,
    )
    // One that could not be read is not there: its batch must not leave in part.
    const there = new Set(taken.map((operation) => operation.key))
    const torn = new Set(rows.flatMap((row) => (row.batch === null || there.has(row.key) ? [] : [row.batch.id])))
    const whole = taken.filter(({ batch }) => batch === null || !torn.has(batch.id))
    if (whole.length < taken.length) {
      await this.giveBack(
        taken.filter((operation) => !whole.includes(operation)),
        'batch-not-whole',
      )
    }
    for (const operation of whole) this.#onTheWay.add(operation.key)
    return whole
  }

  #answered(
    results: readonly OperationResult[],
    batch: readonly Operation[],
    tookMs: number,
  ): (operation: Operation) => Verdict {
    this.#size.answered(batch.length, tookMs)
    for (const operation of batch) this.#alone.delete(unitOf(operation))
    return judgeTogether(new Map(results.map((result) => [result.key, result])), this.#dependencies.conflicts())
  }

  #failed(error: unknown, batch: readonly Operation[]): (operation: Operation) => Verdict {
    const { clock, random, quiet, pace } = this.#dependencies
    this.#size.lost()
    quiet.heed(error)
    const units = new Set(batch.map(unitOf))
    const { verdictOf, goesAlone } = judgeFailure(error, units.size, { now: clock.now(), pace: pace(), random })
    if (goesAlone) for (const unit of units) this.#alone.add(unit)
    return verdictOf
  }
}

/** Where a batch may be applied in part, what follows in a lane must not go on when the one before it could not. */
function firstOfEachLane(rows: readonly WaitingOperation[]): readonly WaitingOperation[] {
  const lanes = new Set<string>()
  return rows.filter((row) => {
    const isFirst = !lanes.has(laneOf(row))
    lanes.add(laneOf(row))
    return isFirst
  })
}

/** What leaves together or not at all: a batch, or an operation of its own. */
function unitOf({ batch, key }: Pick<WaitingOperation, 'batch' | 'key'>): string {
  return batch?.id ?? key
}
