import type { FailureClass, Severity } from '#shared/domain/resilience.ts'

/** What a failed call tells of itself: the shape of a DeliveryError, and of every error with a code. */
export interface FailureSigns {
  /** `refused`: the server answered no. `not-sent`: it never left this PC. `unknown`: it may have been done. */
  readonly outcome?: 'unknown' | 'refused' | 'not-sent'
  readonly code: string
  readonly retryAfterMs: number | null
}

/** What follows from a class. `pause`: wait for a person. `conflict`: compare both sides. `quarantine`: never by itself. */
export type Reaction = 'retry' | 'pause' | 'conflict' | 'quarantine' | 'none'

/** `failure` speaks against the destination, `success` for it; `neutral` says nothing about it. */
export type Evidence = 'success' | 'failure' | 'neutral'

export interface Failure {
  readonly code: string
  readonly message: string
  readonly class: FailureClass
  readonly severity: Severity
  readonly reaction: Reaction
  readonly evidence: Evidence
  /** The server's own word on when to come back. */
  readonly retryAfterMs: number | null
  /** For the operator: what it means and what to do. */
  readonly advice: string
}

type ClassRow = Pick<Failure, 'severity' | 'reaction' | 'evidence' | 'advice'> & { readonly codes: readonly string[] }

/**
 * Every class of failure: what is done about it, how much it matters, and what it says of the destination. Busy, signed
 * out, conflicting and plainly refused are answers of a healthy server.
 */
export const FAILURE_TABLE: Readonly<Record<FailureClass, ClassRow>> = {
  network: {
    reaction: 'retry',
    severity: 'warning',
    evidence: 'failure',
    advice: 'The server could not be reached. Check the network; the console goes on trying.',
    codes: [
      'network',
      'not-connected',
      'ECONNREFUSED',
      'ECONNRESET',
      'ECONNABORTED',
      'EPIPE',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ENETDOWN',
    ],
  },
  timeout: {
    reaction: 'retry',
    severity: 'warning',
    evidence: 'failure',
    advice: 'The server did not answer in time. It may have done what was asked; look before you repeat it.',
    codes: ['timeout', 'timed-out', 'ETIMEDOUT', 'http-408'],
  },
  'rate-limited': {
    reaction: 'retry',
    severity: 'info',
    evidence: 'success',
    advice: 'The server asks for a pause. Nothing has to be done.',
    codes: ['rate-limited', 'http-429'],
  },
  'server-error': {
    reaction: 'retry',
    severity: 'error',
    evidence: 'failure',
    advice: 'The server has trouble of its own. Try again later; if it lasts, tell its administrator.',
    // `protocol`: what came back made no sense.
    codes: ['unavailable', 'internal', 'protocol'],
  },
  unauthenticated: {
    reaction: 'pause',
    severity: 'critical',
    evidence: 'success',
    advice: 'The server does not accept the token. Sign in again in the settings.',
    codes: ['unauthenticated', 'token-expired', 'http-401'],
  },
  conflict: {
    reaction: 'conflict',
    severity: 'warning',
    evidence: 'success',
    advice: 'Somebody else changed the same. Compare both values and choose.',
    codes: ['conflict', 'http-409', 'http-412'],
  },
  permanent: {
    reaction: 'quarantine',
    severity: 'error',
    evidence: 'success',
    advice: 'The server refused this. Correct it before you try again.',
    codes: [
      'refused',
      'forbidden',
      'tenant-forbidden',
      'malformed',
      'not-found',
      'too-large',
      'unsupported',
      'cursor-expired',
      'protocol-too-old',
      'protocol-too-new',
    ],
  },
  'breaker-open': {
    reaction: 'none',
    severity: 'warning',
    evidence: 'neutral',
    advice: 'The server failed several times in a row and is left alone for a while. Reset its breaker to try at once.',
    codes: ['breaker-open'],
  },
  cancelled: {
    reaction: 'none',
    severity: 'info',
    evidence: 'neutral',
    advice: 'It was cancelled. Nothing has to be done.',
    codes: ['cancelled'],
  },
}

const CLASS_BY_CODE: ReadonlyMap<string, FailureClass> = new Map(
  Object.entries(FAILURE_TABLE).flatMap(([name, { codes }]) =>
    codes.map((code): [string, FailureClass] => [code, name as FailureClass]),
  ),
)

/** The class of a failure, by its code first: the outcome alone decides only where the code says nothing. */
export function classOf({ code, outcome }: FailureSigns): FailureClass {
  const known = CLASS_BY_CODE.get(code)
  if (known !== undefined) return known
  if (/^http-5\d\d$/.test(code)) return 'server-error'
  return outcome === 'unknown' || outcome === 'not-sent' ? 'network' : 'permanent'
}

/** Everything that follows from whatever a call was rejected with. */
export function classify(error: unknown): Failure {
  const signs = signsOf(error)
  const failureClass = classOf(signs)
  const { reaction, severity, advice } = FAILURE_TABLE[failureClass]
  return {
    code: signs.code,
    message: messageOf(error),
    class: failureClass,
    advice,
    severity,
    reaction,
    evidence: evidenceOf(signs, failureClass),
    retryAfterMs: signs.retryAfterMs,
  }
}

/** What never left this PC tells nothing about the other end, nor does an error that nobody knows: it is our own. */
function evidenceOf({ code, outcome }: FailureSigns, failureClass: FailureClass): Evidence {
  if (outcome === 'not-sent' || code === 'not-connected') return 'neutral'
  const isAnswer = failureClass !== 'permanent' || outcome === 'refused' || CLASS_BY_CODE.has(code)
  return isAnswer || /^http-4\d\d$/.test(code) ? FAILURE_TABLE[failureClass].evidence : 'neutral'
}

export function isRetryable(error: unknown): boolean {
  return FAILURE_TABLE[classOf(signsOf(error))].reaction === 'retry'
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message
  return typeof error === 'string' ? error : 'Something that is no error was thrown.'
}

function signsOf(error: unknown): FailureSigns {
  if (typeof error !== 'object' || error === null) return { code: 'unexpected', retryAfterMs: null }
  const { code, outcome, retryAfterMs } = error as Readonly<Record<string, unknown>>
  return {
    code: typeof code === 'string' ? code : 'unexpected',
    retryAfterMs: Number.isFinite(retryAfterMs) ? Math.max(0, retryAfterMs as number) : null,
    ...(outcome === 'unknown' || outcome === 'refused' || outcome === 'not-sent' ? { outcome } : {}),
  }
}
