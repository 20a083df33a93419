import { z } from 'zod'
import { idSchema, timestampSchema } from '../domain/ids.ts'

/** Sent in the Socket.IO `auth` object of the handshake. */
export const handshakeSchema = z.object({
  token: z.string().min(1).max(8_192),
  tenant: idSchema,
  /** One per installed profile, kept for ever: the server keeps `clientSequence` per client. */
  clientId: idSchema,
  protocol: z.object({ min: z.number().int().min(1), max: z.number().int().min(1) }),
  /** The last feed sequence this client has stored, or null for none. With the feed's `epoch`. */
  cursor: z.number().int().min(0).nullable(),
  epoch: z.string().max(128).nullable(),
  client: z.object({ name: z.string().max(100), version: z.string().max(50) }),
  /** What the console can do beyond the least; unknown names are ignored. Absent: nothing. */
  capabilities: z.array(z.string().max(60)).max(50).optional(),
})
export type Handshake = z.infer<typeof handshakeSchema>

/** What a server may promise, or says of its ways, beyond the least it must do; older servers name fewer. */
export const CAPABILITIES = [
  'idempotent-apply',
  'compare-and-set',
  'delta-feed',
  'batch',
  'lookup',
  'atomic-batch',
  'command-reports',
  'assigned-ids',
  'feed-batches',
  'compact-changes',
  'whole-feed',
  'screenshots',
  'pairing',
  'shown-codes',
  'health-history',
  'alarm-rules',
  'wallboards',
  'plays',
  'thumbnails',
  'uploads',
] as const

/** The first event after a successful handshake. */
export const welcomeSchema = z.object({
  protocol: z.number().int().min(1),
  serverTime: timestampSchema,
  server: z.object({ name: z.string().max(100), version: z.string().max(50) }),
  site: z.object({ id: idSchema, name: z.string().min(1).max(200) }),
  tenant: idSchema,
  user: z.object({ id: idSchema, name: z.string().max(200), role: z.enum(['viewer', 'operator', 'admin']) }),
  /** When the token ends; null: it does not. */
  tokenExpiresAt: timestampSchema.nullable(),
  /** Unknown capabilities are ignored, so that servers may grow. */
  capabilities: z.array(z.string().max(60)).max(50),
  /** Channels this user may subscribe to. */
  channels: z.array(z.string().max(200)).max(200),
  /** Names one life of the feed. Another epoch means: sequences start anew, take a snapshot. */
  epoch: z.string().min(1).max(128),
  /** The newest feed sequence. */
  head: z.number().int().min(0),
  /** `delta`: the cursor can be resumed; `snapshot`: it can not. */
  resume: z.enum(['delta', 'snapshot']),
  limits: z.object({
    messageBytes: z.number().int().min(1_024),
    batchOperations: z.number().int().min(1),
    lookupKeys: z.number().int().min(1),
    page: z.number().int().min(1),
  }),
})
export type Welcome = z.infer<typeof welcomeSchema>
