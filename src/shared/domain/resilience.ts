import { z } from 'zod'

/** Kinds of failure, by what can be done about them. The table is in `src/main/resilience/classify.ts`. */
export const FAILURE_CLASSES = [
  'network',
  'timeout',
  'rate-limited',
  'server-error',
  'unauthenticated',
  'conflict',
  'permanent',
  'breaker-open',
  'cancelled',
] as const
export const failureClassSchema = z.enum(FAILURE_CLASSES)
export type FailureClass = z.infer<typeof failureClassSchema>

/** How much a failure matters to the operator. */
export const SEVERITIES = ['info', 'warning', 'error', 'critical'] as const
export const severitySchema = z.enum(SEVERITIES)
export type Severity = z.infer<typeof severitySchema>

/**
 * The states of a circuit breaker.
 *
 * ```
 *            failures reach the threshold            its timeout has passed: one call may try
 *   closed ────────────────────────────────▶ open ────────────────────────────────▶ half-open
 *     ▲                                        ▲                                      │   │
 *     │                                        └───────────── the try failed ─────────┘   │
 *     └─────────────────────────── enough tries in a row worked ──────────────────────────┘
 * ```
 * A person may hold it `forced-open` (nothing is sent) or `forced-closed` (everything is sent, nothing is counted
 * against it). Letting go, like a reset, leads to `closed` with all failures forgotten.
 */
export const BREAKER_STATES = ['closed', 'open', 'half-open', 'forced-open', 'forced-closed'] as const
export const breakerStateSchema = z.enum(BREAKER_STATES)
export type BreakerState = z.infer<typeof breakerStateSchema>

/** What a person sets a breaker to; `auto`: it decides by itself. */
export const breakerModeSchema = z.enum(['open', 'closed', 'auto'])
export type BreakerMode = z.infer<typeof breakerModeSchema>

/** One destination's breaker with its statistics since the start. Times: milliseconds since the epoch. */
export const breakerStatusSchema = z.object({
  /** The destination and what is asked of it: `https://fleet.example.org/ · operations`. */
  name: z.string(),
  state: breakerStateSchema,
  since: z.number(),
  /** Let through. What is neither a success nor a failure is under way, or never left this PC. */
  calls: z.number(),
  /** Answered by a healthy server, which a refusal, a conflict or "too many requests" is as well. */
  successes: z.number(),
  /** Not answered, or answered with an error of the server's own. */
  failures: z.number(),
  /** Not let through. */
  refused: z.number(),
  /** How often it has opened by itself. */
  opened: z.number(),
  /** While it is closed: the failures of the last minute, which may open it. */
  recentFailures: z.number(),
  /** When it last opened by itself or was opened by a person; null while it is closed. */
  openedAt: z.number().nullable(),
  /** When a call may try again; null: at once, when a try is over, or when a person lets it. */
  nextProbeAt: z.number().nullable(),
  lastFailure: z
    .object({
      code: z.string(),
      message: z.string(),
      class: failureClassSchema,
      severity: severitySchema,
      at: z.number(),
    })
    .nullable(),
})
export type BreakerStatus = z.infer<typeof breakerStatusSchema>

/** How long what failed waits for its next try. `manual`: a person decides about it. */
export const RETRY_STRATEGIES = ['exponential', 'linear', 'immediate', 'manual'] as const
export type RetryStrategy = (typeof RETRY_STRATEGIES)[number]

/** The settings of breakers and retries with their defaults; part of the settings of the product. */
export const RESILIENCE_SETTINGS = {
  /** Failures within a minute after which nothing more is sent for a while. */
  breakerFailureThreshold: z.number().int().min(1).max(1_000).default(5),
  /** Tries in a row that must work before everything is sent again. */
  breakerSuccessThreshold: z.number().int().min(1).max(100).default(2),
  /** How long nothing is sent, unless the server names a time of its own. */
  breakerTimeoutMs: z.number().int().min(1_000).max(3_600_000).default(60_000),
  /** Attempts of one call, the first included. */
  retryMaxAttempts: z.number().int().min(1).max(100).default(3),
  /** Of requests, and of queued changes that the server has refused. */
  retryStrategy: z.enum(RETRY_STRATEGIES).default('exponential'),
  retryInitialDelayMs: z.number().int().min(0).max(600_000).default(1_000),
  retryMaxDelayMs: z.number().int().min(0).max(3_600_000).default(30_000),
  retryMultiplier: z.number().min(1).max(10).default(2),
  retryJitter: z.boolean().default(true),
}
