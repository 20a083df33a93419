import { z } from 'zod'
import { connectionStatusSchema } from '../domain/connection.ts'
import { metricSummarySchema } from '../domain/metrics.ts'
import { queueStatusSchema, storageStatusSchema, syncStatusSchema } from '../domain/queue.ts'
import { breakerModeSchema, breakerStatusSchema } from '../domain/resilience.ts'
import { effectiveSettingsSchema } from '../domain/settings.ts'
import { done, nothing } from './common.ts'

const breakerName = z.string().min(1).max(2_100)
export const breakers = z.object({ breakers: z.array(breakerStatusSchema) })

/** What a window knows when it opens: everything but the entities, in one answer. */
export const appStateSchema = z.object({
  /** The site this is about. */
  siteId: z.string(),
  app: z.object({
    version: z.string(),
    electron: z.string(),
    isPackaged: z.boolean(),
    profileDirectory: z.string(),
    logDirectory: z.string(),
    /** Nobody has used or prepared this profile before this start, and somebody sits in front of it. */
    isFirstRun: z.boolean(),
    /** Notices about this start that the operator must see, each a sentence. */
    notices: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
  connection: connectionStatusSchema,
  queue: queueStatusSchema,
  sync: syncStatusSchema,
  storage: storageStatusSchema,
  settings: effectiveSettingsSchema,
})
export type AppState = z.infer<typeof appStateSchema>

/** The console itself. */
export const CONSOLE_REQUESTS = {
  'app:state': { request: nothing, response: appStateSchema },
  'settings:update': {
    request: z.object({ changes: z.record(z.string().max(60), z.unknown()) }),
    response: effectiveSettingsSchema,
  },
  'breakers:list': { request: nothing, response: breakers },
  /** `not-found` where the open site has none of this name. */
  'breakers:force': { request: z.object({ name: breakerName, mode: breakerModeSchema }), response: done },
  'breakers:reset': { request: z.object({ name: breakerName }), response: done },
  'metrics:read': { request: nothing, response: z.object({ metrics: z.array(metricSummarySchema) }) },
  'metrics:record': {
    request: z.object({
      samples: z
        .array(z.object({ name: z.string().max(80), unit: z.enum(['ms', 'bytes', 'count']), value: z.number() }))
        .min(1)
        .max(200),
    }),
    response: done,
  },
} as const
