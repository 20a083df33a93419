/** An attempt had no answer in its time. The other end may have done what was asked. */
export class CallTimeoutError extends Error {
  readonly code = 'timeout'
  readonly outcome = 'unknown'
  readonly retryAfterMs = null

  constructor(timeoutMs: number) {
    super(`There was no answer within ${Math.round(timeoutMs)} ms.`)
    this.name = 'CallTimeoutError'
  }
}

/** The caller does not want the answer any more. */
export class CallCancelledError extends Error {
  readonly code = 'cancelled'
  readonly retryAfterMs = null

  constructor() {
    super('The call was cancelled.')
    this.name = 'CallCancelledError'
  }
}

/** Why a breaker lets nothing through now. */
export interface BreakerRefusal {
  /** `probing`: one call is trying the server at this moment. */
  readonly reason: 'open' | 'probing' | 'forced-open'
  /** Until a call may try; null: when the one on its way is over, or when a person lets it. */
  readonly nextProbeInMs: number | null
}

/** A breaker did not let the call through: nothing was sent. */
export class BreakerOpenError extends Error {
  readonly code = 'breaker-open'
  readonly outcome = 'not-sent'
  readonly reason: BreakerRefusal['reason']
  readonly retryAfterMs: number | null

  constructor(name: string, { reason, nextProbeInMs }: BreakerRefusal) {
    super(sentenceFor(name, reason, nextProbeInMs))
    this.name = 'BreakerOpenError'
    this.reason = reason
    this.retryAfterMs = nextProbeInMs
  }
}

function sentenceFor(name: string, reason: BreakerRefusal['reason'], nextProbeInMs: number | null): string {
  if (reason === 'forced-open') return `“${name}” was switched off by hand. Switch it on again to use it.`
  if (reason === 'probing') return `“${name}” failed several times in a row; one call is trying it right now.`
  const seconds = Math.max(1, Math.ceil((nextProbeInMs ?? 0) / 1_000))
  return `“${name}” failed several times in a row. It is tried again in ${seconds} s, or at once after a reset.`
}
