import type { Operation } from '#shared/domain/operation.ts'
import type { OperationResult } from '#shared/protocol/operations.ts'
import { MAX_BACKOFF_MS } from '../outbox/lanes.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { settle } from '../outbox/settle.ts'
import type { Verdict } from '../outbox/verdict.ts'
import type { SendBlock } from '../outbox/why-waiting.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import type { Service } from '../platform/service.ts'
import { judge } from './judge.ts'
import { judgeFailure } from './judge-failure.ts'
import { DeliveryError, type DeliveryServer } from './server-port.ts'
import { wireOf } from './wire.ts'

/** Batches on their way at the same time. */
const WINDOW = 4
const BATCH = 100
/** Room for the envelope around the operations of one message. */
const ENVELOPE_BYTES = 16_384
/** Keys, numbers and names that travel with each operation's payload. */
const OPERATION_OVERHEAD_BYTES = 400
/** A lookup that got no answer is asked again after this. */
const LOOKUP_RETRY_MS = 1_000
/** The disk refused to store a step: look again after this. */
const STORAGE_RETRY_MS = 1_000

/**
 * Drains the outbox. Every send is stored as `sending` before it leaves; every answer is stored before it counts;
 * what got no answer is `unknown` and is asked for by key before anything of its lane is sent again.
 */
export class Delivery implements Service {
  readonly #outbox: Outbox
  readonly #server: DeliveryServer
  readonly #clock: Clock
  readonly #random: Random
  readonly #logger: Logger
  readonly #retryLimit: () => number
  readonly #blockChanged: Emitter<SendBlock | null>
  /** A batch was refused as a whole: its operations go one by one, so that one bad one does not stop the others. */
  readonly #alone = new Set<string>()
  readonly #cancels: Cancel[] = []
  readonly #inFlight = new Set<Promise<void>>()
  /** Operations some exchange still answers for. Any other that is `sending` has an answer that could not be stored. */
  readonly #onTheWay = new Set<string>()
  #cancelWake: Cancel | null = null
  #isPaused = false
  #isPumping = false
  #isPumpWanted = false
  #isLookingUp = false
  /** Monotonic; a lookup that failed is not repeated at once. */
  #lookUpNotBefore = 0
  #isStopped = false

  constructor(dependencies: {
    outbox: Outbox
    server: DeliveryServer
    clock: Clock
    random: Random
    logger: Logger
    /** Refusals before an operation asks for attention. */
    retryLimit: () => number
  }) {
    this.#outbox = dependencies.outbox
    this.#server = dependencies.server
    this.#clock = dependencies.clock
    this.#random = dependencies.random
    this.#logger = dependencies.logger
    this.#retryLimit = dependencies.retryLimit
    this.#blockChanged = new Emitter((error) => this.#logger.error('a delivery listener failed', { error }))
  }

  async run(): Promise<void> {
    this.#cancels.push(
      this.#outbox.onChanged(() => this.#pumpSoon()),
      this.#server.onBlockChanged(() => {
        this.#blockChanged.emit(this.block())
        this.#pumpSoon()
      }),
    )
    this.#pumpSoon()
  }

  /** Stops sending; answers that arrive within the current requests are still stored. */
  async stop(): Promise<void> {
    this.#isStopped = true
    for (const cancel of this.#cancels.splice(0)) cancel()
    this.#cancelWake?.()
    this.#blockChanged.clear()
    await Promise.allSettled(this.#inFlight)
  }

  /** Why nothing is sent now. */
  block(): SendBlock | null {
    return this.#isPaused ? 'paused' : this.#server.block()
  }

  onBlockChanged(listener: (block: SendBlock | null) => void): Cancel {
    return this.#blockChanged.subscribe(listener)
  }

  get isPaused(): boolean {
    return this.#isPaused
  }

  setPaused(isPaused: boolean): void {
    if (this.#isPaused === isPaused) return
    this.#isPaused = isPaused
    this.#blockChanged.emit(this.block())
    this.#pumpSoon()
  }

  /** One pump at a time; a wish during it is granted after it. */
  #pumpSoon(): void {
    if (this.#isPumping) {
      this.#isPumpWanted = true
      return
    }
    this.#isPumping = true
    void this.#pump()
      .catch((error: unknown) => {
        this.#logger.warn('sending has to wait', { cause: error instanceof Error ? error.message : String(error) })
        this.#wakeIn(STORAGE_RETRY_MS)
      })
      .finally(() => {
        this.#isPumping = false
        if (!this.#isPumpWanted) return
        this.#isPumpWanted = false
        this.#pumpSoon()
      })
  }

  async #pump(): Promise<void> {
    this.#cancelWake?.()
    this.#cancelWake = null
    if (this.#isStopped || this.block() !== null) return
    await this.#doubtAbandoned()
    this.#lookUpUnknown()
    const lanes = this.#outbox.lanes
    lanes.wake(this.#clock.now())
    while (this.#inFlight.size < WINDOW && !this.#isStopped && this.block() === null) {
      const batch = await this.#takeBatch()
      if (batch.length === 0) break
      const keys = batch.map((operation) => operation.key)
      for (const key of keys) this.#onTheWay.add(key)
      this.#track(
        this.#send(batch).finally(() => {
          for (const key of keys) this.#onTheWay.delete(key)
        }),
      )
    }
    this.#scheduleNext()
  }

  /** Comes back when the next waiting operation or lookup is due. */
  #scheduleNext(): void {
    const { lanes } = this.#outbox
    const wakeAt = lanes.nextWakeAt()
    const delays = wakeAt === null ? [] : [wakeAt - this.#clock.now()]
    // Even when it seems to be due by now: time has passed since the pump looked, and a running lookup pumps by itself.
    if (lanes.count('unknown') > 0 && !this.#isLookingUp) {
      delays.push(Math.max(1, this.#lookUpNotBefore - this.#clock.monotonic()))
    }
    if (delays.length > 0) this.#wakeIn(Math.min(...delays, MAX_BACKOFF_MS))
  }

  async #takeBatch(): Promise<readonly Operation[]> {
    const limits = this.#server.limits()
    const count = Math.min(BATCH, limits.batchOperations)
    const bytes = limits.messageBytes - ENVELOPE_BYTES - count * OPERATION_OVERHEAD_BYTES
    const rows = this.#outbox.lanes.sendable(count, bytes)
    const first = rows[0]
    const isAlone = first !== undefined && this.#alone.has(first.key)
    const picked = isAlone ? [first] : rows.filter((row) => !this.#alone.has(row.key))
    const now = this.#clock.now()
    return this.#outbox.transition(
      picked.map((row) => row.key),
      (operation) =>
        operation.state === 'queued'
          ? {
              before: operation,
              after: { ...operation, state: 'sending', changedAt: now, nextAttemptAt: null },
              reason: 'sent',
            }
          : null,
    )
  }

  async #send(batch: readonly Operation[]): Promise<void> {
    let results: ReadonlyMap<string, OperationResult>
    try {
      const answered = await this.#server.apply(batch.map(wireOf))
      results = new Map(answered.map((result) => [result.key, result]))
    } catch (error) {
      return this.#settleFailed(batch, error)
    }
    for (const operation of batch) this.#alone.delete(operation.key)
    await this.#settle(batch, (operation) => {
      const result = results.get(operation.key)
      // An answer that leaves an operation out says nothing about it.
      return result === undefined ? { kind: 'unknown', reason: 'answer-incomplete' } : judge(operation, result, false)
    })
  }

  async #settleFailed(batch: readonly Operation[], error: unknown): Promise<void> {
    const { verdictOf, goesAlone } = judgeFailure(error, batch.length, this.#clock.now(), this.#random)
    if (goesAlone) for (const operation of batch) this.#alone.add(operation.key)
    await this.#settle(batch, verdictOf)
  }

  /** The disk did not take an answer: the outcome is not known here, so it is asked for like any lost answer. */
  async #doubtAbandoned(): Promise<void> {
    if (this.#outbox.lanes.count('sending') <= this.#onTheWay.size) return
    const abandoned: string[] = []
    for (const row of this.#outbox.lanes.rows()) {
      if (row.state === 'sending' && !this.#onTheWay.has(row.key)) abandoned.push(row.key)
    }
    await this.#decide(abandoned, (operation) =>
      operation.state === 'sending' ? { kind: 'unknown', reason: 'answer-not-stored' } : null,
    )
  }

  /** Asks the server by key what became of operations that got no answer. */
  #lookUpUnknown(): void {
    if (this.#isLookingUp || this.#outbox.lanes.count('unknown') === 0) return
    if (this.#clock.monotonic() < this.#lookUpNotBefore) return
    this.#isLookingUp = true
    const limit = this.#server.limits().lookupKeys
    const keys: string[] = []
    for (const row of this.#outbox.lanes.rows()) {
      if (row.state === 'unknown' && keys.push(row.key) >= limit) break
    }
    this.#track(
      this.#lookUp(keys).finally(() => {
        this.#isLookingUp = false
      }),
    )
  }

  async #lookUp(keys: readonly string[]): Promise<void> {
    const results = await this.#server.lookup(keys).catch((error: unknown) => {
      if (error instanceof DeliveryError) return error
      throw error
    })
    if (results instanceof DeliveryError) {
      this.#logger.info('the lookup was not answered', { code: results.code })
      this.#lookUpNotBefore = this.#clock.monotonic() + Math.max(results.retryAfterMs ?? 0, LOOKUP_RETRY_MS)
      return
    }
    const byKey = new Map(results.map((result) => [result.key, result]))
    const answered = keys.filter((key) => byKey.has(key))
    await this.#decide(answered, (operation) => {
      const found = byKey.get(operation.key)
      if (operation.state !== 'unknown' || found === undefined) return null
      if (found.known) return judge(operation, found.result, true)
      return { kind: 'retry', reason: 'not-known-to-server', error: null, isAttempt: false, notBefore: null }
    })
    if (answered.length < keys.length) this.#lookUpNotBefore = this.#clock.monotonic() + LOOKUP_RETRY_MS
  }

  #settle(batch: readonly Operation[], verdictOf: (operation: Operation) => Verdict): Promise<void> {
    return this.#decide(
      batch.map((operation) => operation.key),
      (operation) => (operation.state === 'sending' ? verdictOf(operation) : null),
    )
  }

  async #decide(keys: readonly string[], verdictOf: (operation: Operation) => Verdict | null): Promise<void> {
    await this.#outbox.transition(keys, (operation) => {
      const verdict = verdictOf(operation)
      if (verdict === null) return null
      const { operation: after, ...rest } = settle(operation, verdict, this.#clock.now(), this.#retryLimit())
      return { before: operation, after, ...rest }
    })
  }

  /** Follows one exchange to its end. An answer that could not be stored leaves `sending`: it is doubted below. */
  #track(exchange: Promise<void>): void {
    const tracked = exchange
      .catch((error: unknown) => {
        this.#logger.error('an answer could not be stored', {
          cause: error instanceof Error ? error.message : String(error),
        })
        this.#wakeIn(STORAGE_RETRY_MS)
      })
      .finally(() => {
        this.#inFlight.delete(tracked)
        this.#pumpSoon()
      })
    this.#inFlight.add(tracked)
  }

  #wakeIn(delayMs: number): void {
    if (this.#isStopped) return
    this.#cancelWake?.()
    this.#cancelWake = this.#clock.schedule(Math.max(0, delayMs), () => this.#pumpSoon())
  }
}
