import { z } from 'zod'
import { timestampSchema } from '../domain/ids.ts'

/** Paths of the server's HTTP side, relative to its address. Version 1 of the protocol. */
export const HTTP_PATHS = {
  health: '/v1/health',
  changes: '/v1/sync/changes',
  snapshot: '/v1/sync/snapshot',
  read: '/v1/entities/read',
  operations: '/v1/operations',
  lookup: '/v1/operations/lookup',
  screenshot: '/v1/devices/screenshot',
  deviceHealth: '/v1/devices/health',
  alarmRules: '/v1/alarms/rules',
  plays: '/v1/analytics/plays',
  thumbnail: '/v1/content/thumbnail',
  token: '/v1/auth/token',
  renew: '/v1/auth/renew',
} as const

/** The answer of the health address. It needs no token and says nothing about tenants. */
export const healthSchema = z.object({
  service: z.literal('outpost-fleet-server'),
  protocol: z.object({ min: z.number().int(), max: z.number().int() }),
  serverTime: timestampSchema,
})

export const tokenReplySchema = z.object({ token: z.string().min(1), expiresAt: timestampSchema.nullable() })
