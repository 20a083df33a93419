import type { Operation } from '#shared/domain/operation.ts'
import type { Verdict } from '../outbox/verdict.ts'
import type { Random } from '../platform/random.ts'
import type { RetryPace } from '../resilience/backoff.ts'
import { passingDelay, refusalDelay } from './backoff.ts'
import { DeliveryError } from './server-port.ts'

/** The link went away before anything left; by then it usually shows as offline. */
const NOT_SENT_DELAY_MS = 250

export interface FailureVerdict {
  readonly verdictOf: (operation: Operation) => Verdict
  /** The request was refused as a whole: its units go one by one next, so that one bad one does not stop the others. */
  readonly goesAlone: boolean
}

/** It may have been done before the server failed. One that makes the server fail again and again asks for a person. */
function serverMistake({ code, message }: DeliveryError, units: number): FailureVerdict {
  const verdict: Verdict = {
    kind: 'unknown',
    reason: `refused:${code}`,
    error: { code, message },
    isAttempt: units === 1,
  }
  return { verdictOf: () => verdict, goesAlone: units > 1 }
}

/**
 * What a request that brought no results means for its operations. Only a refusal of a single unit, or a mistake that
 * the server made over it, counts as an attempt: network trouble, a busy server and a token that has ended never do.
 *
 * @param units operations of their own and batches in the request
 * @param now milliseconds since the epoch
 * @param pace how long a refused one waits for its next try
 */
export function judgeFailure(
  error: unknown,
  units: number,
  { now, pace, random }: { readonly now: number; readonly pace: RetryPace; readonly random: Random },
): FailureVerdict {
  if (error instanceof DeliveryError && error.outcome === 'unknown' && error.code === 'internal') {
    return serverMistake(error, units)
  }
  if (!(error instanceof DeliveryError) || error.outcome === 'unknown') {
    return { verdictOf: () => ({ kind: 'unknown', reason: 'answer-lost' }), goesAlone: false }
  }
  if (error.outcome === 'not-sent') {
    const notBefore = now + NOT_SENT_DELAY_MS
    const verdict: Verdict = { kind: 'retry', reason: 'not-sent', error: null, isAttempt: false, notBefore }
    return { verdictOf: () => verdict, goesAlone: false }
  }
  return refusal(error, units, { now, pace, random })
}

function refusal(
  { code, message, retryAfterMs }: DeliveryError,
  units: number,
  { now, pace, random }: { readonly now: number; readonly pace: RetryPace; readonly random: Random },
): FailureVerdict {
  const isPassing = ['rate-limited', 'unavailable', 'unauthenticated', 'token-expired'].includes(code)
  const isAttempt = !isPassing && units === 1
  return {
    verdictOf: ({ attempts }) => {
      const delay = isAttempt ? refusalDelay(attempts, pace, random) : passingDelay(attempts, pace, random)
      const notBefore = now + Math.max(retryAfterMs ?? 0, delay ?? 0)
      const asksPerson = delay === null
      return { kind: 'retry', reason: `refused:${code}`, error: { code, message }, isAttempt, notBefore, asksPerson }
    },
    goesAlone: !isPassing && units > 1,
  }
}
