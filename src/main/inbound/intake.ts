import type { DropCause, StageStatistics } from '#shared/domain/pipeline.ts'
import { FEED_BATCH, type FeedEvent, feedBatchSchema } from '#shared/protocol/feed.ts'
import type { Logger } from '../platform/logger.ts'
import { isFeedEventName, validate } from './decode.ts'
import { StageCounter } from './stage-counter.ts'

const LOG_SAMPLE = 100

/** The stages `decode` and `validate`: what comes out is an event of the protocol. */
export class Intake {
  readonly #logger: Logger
  readonly #onDropped: (cause: DropCause) => void
  readonly #decoded = new StageCounter('decode')
  readonly #validated = new StageCounter('validate')
  /** A message could not be read and may have been an event: until all is read again, nothing counts as seen beyond it. */
  hasDropped = false

  /** @param dependencies.onDropped counts a dropped message with the connection's figures. */
  constructor(dependencies: { logger: Logger; onDropped: (cause: DropCause) => void }) {
    this.#logger = dependencies.logger
    this.#onDropped = dependencies.onDropped
  }

  /** Messages that arrived since the start. */
  get received(): number {
    return this.#decoded.received
  }

  /** Hands on the events of a message; none when it is none of ours, or makes no sense. Never throws. */
  take(name: string, payload: unknown, next: (event: FeedEvent) => void): void {
    if (name !== FEED_BATCH) return this.#takeOne(name, payload, next)
    const batch = feedBatchSchema.safeParse(payload)
    if (batch.success) {
      for (const event of batch.data.events) this.#takeOne(event.name, event.payload, next)
      return
    }
    this.#decoded.received++
    this.hasDropped = true
    this.#drop(this.#decoded, 'malformed', `${name}: ${batch.error.issues[0]?.message ?? ''}`.slice(0, 300))
  }

  #takeOne(name: string, payload: unknown, next: (event: FeedEvent) => void): void {
    this.#decoded.received++
    if (!isFeedEventName(name)) return this.#drop(this.#decoded, 'unknown-event', name.slice(0, 80))
    this.#decoded.passed++
    this.#validated.received++
    const validated = validate({ name, payload })
    if (!validated.ok) {
      this.hasDropped = true
      return this.#drop(this.#validated, 'malformed', validated.problem)
    }
    this.#validated.passed++
    next(validated.event)
  }

  statistics(): StageStatistics[] {
    return [this.#decoded.statistics(), this.#validated.statistics()]
  }

  #drop(stage: StageCounter, cause: DropCause, problem: string): void {
    this.#onDropped(cause)
    const count = stage.drop(cause)
    if (count % LOG_SAMPLE === 1) this.#logger.warn('dropped a message of the server', { cause, problem, count })
  }
}
