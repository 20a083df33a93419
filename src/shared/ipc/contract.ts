import { z } from 'zod'
import { connectionStatusSchema } from '../domain/connection.ts'
import { entityTypeSchema } from '../domain/ids.ts'
import { performanceAlertSchema } from '../domain/metrics.ts'
import { operationStateSchema } from '../domain/operation.ts'
import { queueStatusSchema, storageStatusSchema, syncStatusSchema } from '../domain/queue.ts'
import { sessionStatusSchema } from '../domain/session.ts'
import { effectiveSettingsSchema } from '../domain/settings.ts'
import { siteIdSchema } from '../domain/sites.ts'
import { updateStatusSchema } from '../domain/updates.ts'
import { uploadsSchema } from '../domain/uploads.ts'
import { pageSchema, targetSchema, windowStatusSchema } from '../domain/window.ts'
import { ALARM_REQUESTS } from './alarm-requests.ts'
import { ANALYTICS_REQUESTS } from './analytics-requests.ts'
import { BOARD_REQUESTS } from './board-requests.ts'
import { breakers, CONSOLE_REQUESTS } from './console-requests.ts'
import { DESK_REQUESTS } from './desk-requests.ts'
import { DIAGNOSTICS_REQUESTS, diagnosticsProgressSchema } from './diagnostics-requests.ts'
import { LIST_REQUESTS } from './list-requests.ts'
import { METRIC_REQUESTS } from './metric-requests.ts'
import { OPERATION_REQUESTS } from './operation-requests.ts'
import { REPORT_REQUESTS, reportProgressSchema, reportScheduleSchema } from './report-requests.ts'
import { SITE_REQUESTS, sites } from './site-requests.ts'
import { TELEMETRY_REQUESTS } from './telemetry-requests.ts'
import { UPDATE_REQUESTS } from './update-requests.ts'
import { UPLOAD_REQUESTS } from './upload-requests.ts'
import { USAGE_REQUESTS } from './usage-requests.ts'
import { WINDOW_REQUESTS } from './window-requests.ts'
import { WORKPLACE_REQUESTS } from './workplace-requests.ts'

/** Requests a window may make of the main process. Channel names are `domain:verb`. */
export const IPC_REQUESTS = {
  ...CONSOLE_REQUESTS,
  ...ALARM_REQUESTS,
  ...BOARD_REQUESTS,
  ...ANALYTICS_REQUESTS,
  ...LIST_REQUESTS,
  ...OPERATION_REQUESTS,
  ...DESK_REQUESTS,
  ...SITE_REQUESTS,
  ...METRIC_REQUESTS,
  ...REPORT_REQUESTS,
  ...DIAGNOSTICS_REQUESTS,
  ...TELEMETRY_REQUESTS,
  ...UPDATE_REQUESTS,
  ...USAGE_REQUESTS,
  ...UPLOAD_REQUESTS,
  ...WINDOW_REQUESTS,
  ...WORKPLACE_REQUESTS,
} as const

export type IpcRequestName = keyof typeof IPC_REQUESTS
export const IPC_REQUEST_NAMES = Object.keys(IPC_REQUESTS) as IpcRequestName[]
export type IpcRequest<N extends IpcRequestName> = z.infer<(typeof IPC_REQUESTS)[N]['request']>
export type IpcResponse<N extends IpcRequestName> = z.infer<(typeof IPC_REQUESTS)[N]['response']>

/**
 * What the main process tells windows: of a site those that look at it, of the app all. Each event carries the whole new
 * value. Changes of the replica have a port of their own.
 */
export const IPC_EVENTS = {
  'connection:changed': connectionStatusSchema,
  'queue:changed': queueStatusSchema,
  'sync:changed': syncStatusSchema,
  'storage:changed': storageStatusSchema,
  'settings:changed': effectiveSettingsSchema,
  /** Operations that changed, were made or were settled; the page asks for what it shows. */
  'operations:changed': z.object({ keys: z.array(z.string()) }),
  'operation:settled': z.object({
    key: z.string(),
    state: operationStateSchema,
    entityType: entityTypeSchema,
    entityId: z.string(),
    entityName: z.string(),
    /** Why, when it did not go through: the server's or the console's own code, and a sentence. */
    code: z.string().nullable(),
    message: z.string().nullable(),
    /** This window is the one to say so: it was made here, or its window is gone and this one stands in. */
    isOwn: z.boolean(),
  }),
  /** Somebody signed in or out, or what waits of others changed. */
  'session:changed': sessionStatusSchema,
  /** Figures of all sites, told to every window. */
  'sites:changed': sites,
  /** This window looks at another site from now on, since it asked to or since its own site is gone. */
  'sites:switched': z.object({
    siteId: siteIdSchema,
    /** It is the site it was before, but another place is open under its id: everything is to be read anew. */
    isRenewed: z.boolean(),
  }),
  'channel:event': z.object({ subscription: z.string(), name: z.string(), payload: z.unknown() }),
  'performance:alert': performanceAlertSchema,
  /** The report that this window is writing. */
  'reports:progress': reportProgressSchema,
  /** The diagnostics bundle that this window is writing. */
  'diagnostics:progress': diagnosticsProgressSchema,
  /** A report is written by itself, or was, or is due at another time. */
  'reports:schedule-changed': reportScheduleSchema,
  /** Where an update of the program stands. */
  'updates:changed': updateStatusSchema,
  /** Files on their way to the server; told a few times a second while they are. */
  'uploads:changed': uploadsSchema,
  /** This window's screens and its fullness, or the number of windows, are others now. */
  'windows:changed': windowStatusSchema,
  /** This window is to show a page, of another site where one is given. */
  'windows:go': z.object({ page: pageSchema, target: targetSchema, siteId: siteIdSchema.nullable() }),
  /** The system took a key or a button for back or forward. */
  'windows:step': z.object({ by: z.enum(['back', 'forward']) }),
  /** Told when a breaker changes who may call; the figures in between are asked for. */
  'breakers:changed': breakers,
} as const
export type IpcEventName = keyof typeof IPC_EVENTS
export const IPC_EVENT_NAMES = Object.keys(IPC_EVENTS) as IpcEventName[]
export type IpcEvent<N extends IpcEventName> = z.infer<(typeof IPC_EVENTS)[N]>
