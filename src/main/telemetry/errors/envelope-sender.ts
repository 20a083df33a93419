import { disabledUntil, isRateLimited, type RateLimits, serializeEnvelope, updateRateLimits } from '@sentry/core'
import type { Dsn } from '#shared/domain/dsn.ts'
import type { SendTrouble } from '#shared/domain/telemetry.ts'
import { type Cancel, type Clock, dateOf } from '../../platform/clock.ts'
import type { EnvelopeAnswer, PostEnvelope } from './post-envelope.ts'
import type { EventSpool } from './spool.ts'

/** A receiver that names a later time is asked again by then all the same. */
const MAX_PAUSE_MS = 24 * 3_600_000
const CLIENT = 'outpost-console/1.0'

export interface SenderDependencies {
  readonly clock: Clock
  readonly spool: EventSpool
  readonly post: PostEnvelope
  readonly dsn: () => Dsn
  /** How long to wait after so many failures in a row, in milliseconds. */
  readonly waitAfter: (failures: number) => number
  readonly onSent: () => void
  readonly onRefused: () => void
  readonly onTrouble: (code: SendTrouble, message: string) => void
}

type Outcome = 'sent' | 'refused' | { readonly code: SendTrouble; readonly message: string }

/**
 * Sends what is kept, one at a time and the oldest first, and takes it from the disk when it was taken. Whatever goes wrong,
 * a report is sent again under the id it has, by which the receiver knows it.
 */
export class EnvelopeSender {
  readonly #dependencies: SenderDependencies
  readonly #ending = new AbortController()
  #limits: RateLimits = {}
  /** Whose limits these are. */
  #limitedBy = ''
  #failures = 0
  #running: Promise<void> | null = null
  #cancelTimer: Cancel | null = null
  #nextTryAt: number | null = null

  constructor(dependencies: SenderDependencies) {
    this.#dependencies = dependencies
  }

  /** When it is tried again, by the wall clock; null: at once, or nothing is kept. */
  get nextTryAt(): number | null {
    return this.#nextTryAt
  }

  /** Something is kept: it is sent, now or when the pause is over. */
  wake(): void {
    if (this.#cancelTimer !== null) return
    if (this.#limitedMs() > 0) this.#pauseIfNeeded()
    else void this.#start()
  }

  /** Tries at once, unless the receiver has asked for a pause. Resolves when the round is over. */
  async tryNow(): Promise<void> {
    await this.#running
    if (this.#limitedMs() > 0) return
    this.#endPause()
    await this.#start()
  }

  /** What is under way is given up; it is kept. */
  async stop(): Promise<void> {
    this.#ending.abort()
    this.#endPause()
    await this.#running
  }

  #start(): Promise<void> {
    if (this.#ending.signal.aborted) return Promise.resolve()
    this.#running ??= this.#round().finally(() => {
      this.#running = null
      this.#pauseIfNeeded()
    })
    return this.#running
  }

  async #round(): Promise<void> {
    const { spool, onSent, onRefused, onTrouble } = this.#dependencies
    for (let kept = spool.oldest; kept !== null && !this.#ending.signal.aborted; kept = spool.oldest) {
      const text = await spool.read(kept.id)
      if (text === null) continue
      const outcome = await this.#send(kept.id, text)
      if (this.#ending.signal.aborted && outcome !== 'sent') return
      if (typeof outcome === 'object') {
        this.#failures += 1
        onTrouble(outcome.code, outcome.message)
        return
      }
      this.#failures = 0
      // Counted first: what no longer waits is sent or left out, at every moment.
      if (outcome === 'sent') onSent()
      else onRefused()
      await spool.remove(kept.id)
      if (this.#limitedMs() > 0) return
    }
  }

  async #send(id: string, text: string): Promise<Outcome> {
    const { post, dsn, clock } = this.#dependencies
    const { key, endpoint } = dsn()
    const header = { event_id: id, sent_at: dateOf(clock.now()).toISOString() }
    const item = { type: 'event', length: Buffer.byteLength(text) } as const
    try {
      const answer = await post({
        endpoint,
        headers: {
          'Content-Type': 'application/x-sentry-envelope',
          // In a header and not in the address: addresses are logged on the way.
          'X-Sentry-Auth': `Sentry sentry_version=7, sentry_client=${CLIENT}, sentry_key=${key}`,
        },
        body: textOf(serializeEnvelope([header, [[item, text]]] as unknown as Parameters<typeof serializeEnvelope>[0])),
        signal: this.#ending.signal,
      })
      const known = this.#limitedBy === endpoint ? this.#limits : {}
      this.#limits = updateRateLimits(known, { ...answer, headers: { ...answer.headers } }, clock.now())
      this.#limitedBy = endpoint
      return outcomeOf(answer)
    } catch (error) {
      return { code: 'unreachable', message: error instanceof Error ? error.message : String(error) }
    }
  }

  #pauseIfNeeded(): void {
    const { spool, clock, waitAfter } = this.#dependencies
    this.#endPause()
    if (spool.oldest === null || this.#ending.signal.aborted) return
    const now = clock.now()
    const ownMs = this.#failures === 0 ? 0 : waitAfter(this.#failures)
    const pauseMs = Math.min(MAX_PAUSE_MS, Math.max(this.#limitedMs(), ownMs))
    this.#nextTryAt = now + pauseMs
    this.#cancelTimer = clock.schedule(pauseMs, () => {
      this.#endPause()
      void this.#start()
    })
  }

  /** How long the receiver asked to be left alone, from now on. */
  #limitedMs(): number {
    const { clock, dsn } = this.#dependencies
    const now = clock.now()
    if (this.#limitedBy !== dsn().endpoint || !isRateLimited(this.#limits, 'error', now)) return 0
    return disabledUntil(this.#limits, 'error') - now
  }

  #endPause(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#nextTryAt = null
  }
}

function outcomeOf({ statusCode }: EnvelopeAnswer): Outcome {
  if (statusCode >= 200 && statusCode < 300) return 'sent'
  const message = `it answered ${statusCode}`
  if (statusCode === 429 || statusCode === 408 || statusCode >= 500) return { code: 'busy', message }
  // The report is as good as any: it is the address or the key that is not.
  if (statusCode === 401 || statusCode === 403 || statusCode === 404) return { code: 'rejected', message }
  if (statusCode >= 400) return 'refused'
  return { code: 'rejected', message }
}

function textOf(envelope: string | Uint8Array): string {
  return typeof envelope === 'string' ? envelope : Buffer.from(envelope).toString('utf8')
}
