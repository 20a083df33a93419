import { z } from 'zod'

/**
 * The life of the connection to one site.
 *
 * ```
 * disconnected ──connect──▶ connecting ──transport open──▶ authenticating ──welcome──▶ resyncing ──caught up──▶ online
 *      ▲                        │                               │                         │                  ▲   │
 *      │                        └──── unreachable ──┐           ├── token refused ──▶ needs-auth     answers │   │ answers
 *      │                                            ▼           │                                   on time  │   ▼ late
 *      └──────────── disconnect (from any) ─────  offline ◀─────┴──── link lost (from any) ───────────────── degraded
 * ```
 * `offline` keeps trying by itself; `needs-auth` waits for a new token; `disconnected` waits for the operator.
 */
export const CONNECTION_STATES = [
  'disconnected',
  'connecting',
  'authenticating',
  'resyncing',
  'online',
  'degraded',
  'needs-auth',
  'offline',
] as const
export const connectionStateSchema = z.enum(CONNECTION_STATES)
export type ConnectionState = z.infer<typeof connectionStateSchema>

/** Why the connection is not online, in a stable code the interface turns into a sentence. */
export const CONNECTION_REASONS = [
  'none',
  'by-operator',
  'disabled',
  'unreachable',
  'timeout',
  'heartbeat-lost',
  'server-shutdown',
  'server-closed',
  'token-missing',
  'token-expired',
  'token-refused',
  'tenant-refused',
  'protocol-too-old',
  'protocol-too-new',
  'rate-limited',
  'bad-server-message',
  'insecure-address',
  'network-changed',
] as const
export const connectionReasonSchema = z.enum(CONNECTION_REASONS)
export type ConnectionReason = z.infer<typeof connectionReasonSchema>

export const connectionStatisticsSchema = z.object({
  attempts: z.number(),
  successes: z.number(),
  failures: z.number(),
  reconnects: z.number(),
  /** Milliseconds online since the app started. */
  uptimeMs: z.number(),
  bytesReceived: z.number(),
  bytesSent: z.number(),
  eventsReceived: z.number(),
  /** Messages that were malformed, unknown or not asked for: counted and dropped. */
  dropped: z.record(z.string(), z.number()),
  transitions: z.record(z.string(), z.number()),
  rtt: z.object({
    last: z.number().nullable(),
    p50: z.number().nullable(),
    p95: z.number().nullable(),
    p99: z.number().nullable(),
  }),
})
export type ConnectionStatistics = z.infer<typeof connectionStatisticsSchema>

/** What the interface shows about the connection. Times: milliseconds since the epoch by this PC's clock. */
export const connectionStatusSchema = z.object({
  state: connectionStateSchema,
  reason: connectionReasonSchema,
  /** A sentence of detail from the server or the network layer, never a secret. */
  detail: z.string().nullable(),
  since: z.number(),
  lastOnlineAt: z.number().nullable(),
  /** The next try while offline. */
  nextAttemptAt: z.number().nullable(),
  attempt: z.number(),
  serverUrl: z.string().nullable(),
  isDemo: z.boolean(),
  siteName: z.string().nullable(),
  tenant: z.string().nullable(),
  user: z.string().nullable(),
  /** What the server promised when it was heard last; null or absent: it has not been heard. */
  capabilities: z.array(z.string()).nullable().optional(),
  /** Does the server's health address answer, whatever the socket says? Null: not probed yet. */
  isServerReachable: z.boolean().nullable(),
  rttMs: z.number().nullable(),
  /** How far the server's clock is ahead of this PC's, to a tenth of a second. Null or absent: not known. */
  serverAheadMs: z.number().nullable().optional(),
  statistics: connectionStatisticsSchema,
})
export type ConnectionStatus = z.infer<typeof connectionStatusSchema>
