import type { ConflictSettings } from '#shared/domain/conflict.ts'
import { laneOf } from '#shared/domain/ids.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Verdict } from '../outbox/verdict.ts'
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import type { RetryPace } from '../resilience/backoff.ts'
import { refusalDelay } from './backoff.ts'
import type { Decider } from './decider.ts'
import { judge } from './judge.ts'
import type { Quiet } from './quiet.ts'
import { judgeReadBack } from './read-back.ts'
import { DeliveryError, type DeliveryServer } from './server-port.ts'
import { messageOf } from './storage-wait.ts'
import type { Unstored } from './unstored.ts'

/** A question that got no answer is asked again after this. */
const ASK_AGAIN_MS = 1_000
/** Most entities asked for in one reading. */
const READ_LIMIT = 200

/**
 * Settles unknown outcomes: asks the server by key what became of operations that got no answer, or reads back what it
 * holds where it cannot be asked.
 */
export class Doubts {
  readonly #outbox: Outbox
  readonly #server: DeliveryServer
  readonly #decider: Decider
  readonly #clock: Clock
  readonly #random: Random
  readonly #logger: Logger
  readonly #quiet: Quiet
  readonly #unstored: Unstored
  readonly #pace: () => RetryPace
  readonly #conflicts: () => ConflictSettings
  /** Number of the last operation that was asked about: the next question goes on behind it. */
  #askedUpTo = 0
  /** Most of them in one question: less after answers that could not be stored, so that one bad one is soon alone. */
  #most = Number.POSITIVE_INFINITY
  #isAsking = false
  /** Monotonic. */
  #notBefore = 0

  constructor(dependencies: {
    outbox: Outbox
    server: DeliveryServer
    decider: Decider
    clock: Clock
    random: Random
    logger: Logger
    quiet: Quiet
    unstored: Unstored
    pace: () => RetryPace
    conflicts: () => ConflictSettings
  }) {
    this.#outbox = dependencies.outbox
    this.#server = dependencies.server
    this.#decider = dependencies.decider
    this.#clock = dependencies.clock
    this.#random = dependencies.random
    this.#logger = dependencies.logger
    this.#quiet = dependencies.quiet
    this.#unstored = dependencies.unstored
    this.#pace = dependencies.pace
    this.#conflicts = dependencies.conflicts
  }

  /** When to look again, in milliseconds; null when there is nothing to ask, or the answer is on its way. */
  dueIn(): number | null {
    if (this.#isAsking || this.#outbox.lanes.count('unknown') === 0) return null
    // Even when it seems to be due by now: time has passed since the last look, and a running question comes back by itself.
    return Math.max(1, this.#notBefore - this.#clock.monotonic(), this.#restMs())
  }

  /** Starts a question when one is due; null otherwise. The promise settles when the answers are stored. */
  ask(): Promise<void> | null {
    if (this.#isAsking || this.#outbox.lanes.count('unknown') === 0) return null
    if (this.#clock.monotonic() < this.#notBefore) return null
    const isLookup = this.#server.capabilities().lookup
    const keys = this.#unknownKeys(isLookup ? this.#server.limits().lookupKeys : READ_LIMIT)
    if (keys.length === 0) return null
    this.#isAsking = true
    return (isLookup ? this.#lookUp(keys) : this.#readBack(keys)).finally(() => {
      this.#isAsking = false
    })
  }

  /** Ask at once, whatever went wrong before. */
  hurry(): void {
    this.#notBefore = 0
  }

  #unknownKeys(limit: number): string[] {
    // What belongs to another user is asked for as well: asking changes nothing, and knowing frees the lane.
    const unknown = [...this.#outbox.lanes.rows({ states: ['unknown'] })].filter(
      ({ key, trouble }) => trouble === null && this.#unstored.restMs(key) === 0,
    )
    unknown.sort((a, b) => a.clientSequence - b.clientSequence)
    // Each gets its turn, also when the server leaves some of the first ones out of its answers.
    const behind = unknown.filter((row) => row.clientSequence > this.#askedUpTo)
    const rows = [...behind, ...unknown.slice(0, unknown.length - behind.length)].slice(0, Math.min(limit, this.#most))
    this.#askedUpTo = rows.at(-1)?.clientSequence ?? 0
    return rows.map((row) => row.key)
  }

  async #lookUp(keys: readonly string[]): Promise<void> {
    const results = await this.#answer(this.#server.lookup(keys))
    if (results === null) return
    const byKey = new Map(results.map((result) => [result.key, result]))
    const answered = keys.filter((key) => byKey.has(key))
    if (answered.length < keys.length) this.#later()
    await this.#store(answered, (operation) => {
      const found = byKey.get(operation.key)
      if (operation.state !== 'unknown' || found === undefined) return null
      return found.known ? judge(operation, found.result, true, this.#conflicts()) : this.#inTime(operation, NOT_KNOWN)
    })
  }

  async #readBack(keys: readonly string[]): Promise<void> {
    const rows = keys.flatMap((key) => this.#outbox.lanes.get(key) ?? [])
    const refs = [...new Map(rows.map((row) => [laneOf(row), row])).values()]
    const isNamedByServer = this.#server.capabilities().assignedIds
    const found = await this.#answer(this.#server.read(refs))
    if (found === null) return
    const records = new Map(found.map(({ ref, record }) => [laneOf(ref), record]))
    if (records.size < refs.length) this.#later()
    await this.#store(keys, (operation) => {
      const record = records.get(laneOf(operation.intent))
      if (operation.state !== 'unknown' || record === undefined) return null
      return this.#inTime(operation, judgeReadBack(operation, record, isNamedByServer))
    })
  }

  async #store(keys: readonly string[], verdictOf: (operation: Operation) => Verdict | null): Promise<void> {
    try {
      await this.#decider.decide(keys, verdictOf)
    } catch (error) {
      // Asking again at once would get the same answer, as fast as the server gives it.
      const rows = keys.flatMap((key) => this.#outbox.lanes.get(key) ?? [])
      this.#unstored.refused(rows, messageOf(error))
      this.#most = Math.max(1, Math.floor(keys.length / 2))
      throw error
    }
    this.#most *= 2
  }

  /** How long all of them are left alone, in milliseconds; 0: one at least may be asked about. */
  #restMs(): number {
    if (this.#unstored.size === 0) return 0
    let least = Number.POSITIVE_INFINITY
    for (const { key, trouble } of this.#outbox.lanes.rows({ states: ['unknown'] })) {
      if (trouble === null) least = Math.min(least, this.#unstored.restMs(key))
    }
    return least
  }

  async #answer<T>(question: Promise<T>): Promise<T | null> {
    try {
      return await question
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error
      this.#logger.info('the question about lost answers was not answered', { code: error.code })
      this.#quiet.heed(error)
      this.#later()
      return null
    }
  }

  /** What the server failed over is not sent again at once, and later each time. */
  #inTime({ attempts, lastError }: Operation, verdict: Verdict): Verdict {
    if (verdict.kind !== 'retry' || lastError?.code !== 'internal') return verdict
    const delay = refusalDelay(Math.max(0, attempts - 1), this.#pace(), this.#random)
    return { ...verdict, notBefore: this.#clock.now() + (delay ?? 0), asksPerson: delay === null }
  }

  #later(): void {
    this.#notBefore = this.#clock.monotonic() + ASK_AGAIN_MS
  }
}

const NOT_KNOWN: Verdict = {
  kind: 'retry',
  reason: 'not-known-to-server',
  error: null,
  isAttempt: false,
  notBefore: null,
}
