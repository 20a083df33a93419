import { z } from 'zod'
import {
  bulkChoiceSchema,
  bulkPreviewSchema,
  bulkResolutionSchema,
  choicePreviewSchema,
  choiceSchema,
  conflictHistorySchema,
  decisionNoteSchema,
  resolutionSchema,
  undoSummarySchema,
} from '../domain/conflict-desk.ts'
import { conflictOutlineSchema, conflictSelectionSchema, outlineRequestSchema } from '../domain/conflict-outline.ts'
import { connectionStatusSchema } from '../domain/connection.ts'
import { entityTypeSchema, idSchema } from '../domain/ids.ts'
import { metricSummarySchema, performanceAlertSchema } from '../domain/metrics.ts'
import { intentSchema, operationStateSchema, prioritySchema } from '../domain/operation.ts'
import { stageStatisticsSchema } from '../domain/pipeline.ts'
import {
  operationViewSchema,
  queueStatusSchema,
  storageStatusSchema,
  syncStatusSchema,
  transitionViewSchema,
} from '../domain/queue.ts'
import { breakerModeSchema, breakerStatusSchema } from '../domain/resilience.ts'
import { sessionStatusSchema } from '../domain/session.ts'
import { effectiveSettingsSchema } from '../domain/settings.ts'
import { attentionSchema, siteEntrySchema, siteIdSchema, siteListSchema, siteSummarySchema } from '../domain/sites.ts'
import {
  bundleExportSchema,
  bundleImportSchema,
  bundleInspectionSchema,
  ledgerExportSchema,
  quarantineExportSchema,
  quarantineImportSchema,
  takeInAsSchema,
} from '../domain/transfer.ts'
import { replicaPageSchema } from '../domain/view.ts'
import { pageSchema, recoverySchema, targetSchema, windowKindSchema, windowStatusSchema } from '../domain/window.ts'
import { alarmRuleSchema } from '../protocol/alarm-rules.ts'
import { healthSamplesSchema } from '../protocol/device-health.ts'
import { screenshotSchema } from '../protocol/screenshot.ts'

const keys = z.array(z.uuid()).min(1).max(1_000)
const nothing = z.object({}).strict()
const done = z.object({})
const conflictHistoryRequest = z.object({
  entityType: entityTypeSchema.optional(),
  entityId: idSchema.optional(),
  resolutionId: z.uuid().optional(),
  /** Only what holds every word of it: in names, ids, fields, values, notes, or who decided. */
  text: z.string().max(200).optional(),
  /** Only what the settings have decided. */
  isAutomatic: z.literal(true).optional(),
  /** Only from then on, in milliseconds since the epoch. */
  since: z.number().min(0).optional(),
  offset: z.number().int().min(0).max(10_000_000),
  limit: z.number().int().min(1).max(200),
})
const bulkConflicts = z.object({ selection: conflictSelectionSchema, choice: bulkChoiceSchema })
const breakerName = z.string().min(1).max(2_100)
const sites = z.object({ sites: z.array(siteSummarySchema) })
const newSite = siteEntrySchema.pick({ name: true, serverUrl: true, tenant: true })
const siteList = z.object({ siteId: siteIdSchema, sites: siteListSchema })
const breakers = z.object({ breakers: z.array(breakerStatusSchema) })

/** One line per operation of a bulk request: what could be done and what could not, and why. */
const outcomes = z.object({
  outcomes: z.array(z.object({ key: z.string(), ok: z.boolean(), message: z.string().nullable() })),
})

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

/** Requests a window may make of the main process. Channel names are `domain:verb`. */
export const IPC_REQUESTS = {
  'app:state': { request: nothing, response: appStateSchema },
  /** `page`: null for the first. `not-found`: the pages have to be read from the first again. */
  'replica:snapshot': {
    request: z.object({ entityType: entityTypeSchema, page: z.string().max(100).nullable() }),
    response: replicaPageSchema,
  },
  /** Hands the page the port of its change feed, from which it hears what the pages of a snapshot do not hold any more. */
  'replica:feed': { request: nothing, response: done },
  /** Resolves when every intent is durably queued: all of them or none. */
  'operations:enqueue': {
    request: z.object({
      intents: z.array(intentSchema).min(1).max(1_000),
      /** Applied together or not at all, and rolled back together. At most 100. */
      isBatch: z.boolean().optional(),
      /** Keys of waiting operations that must be applied first. */
      dependsOn: z.array(z.uuid()).max(100).optional(),
      priority: prioritySchema.optional(),
    }),
    response: z.object({
      operations: z.array(
        z.object({
          key: z.string(),
          entityId: z.string(),
          clientSequence: z.number(),
          /** Waiting changes of the same thing that this one carries along: rolling it back rolls them back too. */
          merged: z.array(z.string()),
        }),
      ),
    }),
  },
  'operations:list': {
    request: z.object({
      scope: z.enum(['pending', 'history']),
      /** Of those that wait: every word of it is in the thing's name or id, or in what is changed of it. */
      text: z.string().max(200).optional(),
      states: z.array(operationStateSchema).optional(),
      entityType: entityTypeSchema.optional(),
      entityId: idSchema.optional(),
      offset: z.number().int().min(0).max(10_000_000),
      limit: z.number().int().min(1).max(1_000),
    }),
    response: z.object({ total: z.number(), operations: z.array(operationViewSchema) }),
  },
  'operations:transitions': {
    request: z.object({ key: z.uuid() }),
    response: z.object({ transitions: z.array(transitionViewSchema) }),
  },
  /** What is on disk of a change that cannot be read; null: nothing, or it can be read. Long ones are cut. */
  'operations:payload': {
    request: z.object({ key: z.uuid() }),
    response: z.object({ payload: z.string().nullable(), isCut: z.boolean() }),
  },
  'operations:retry': { request: z.object({ keys }), response: outcomes },
  'operations:rollback': { request: z.object({ keys }), response: outcomes },
  /** Gives up refused changes; recorded as discarded. */
  'operations:discard': { request: z.object({ keys }), response: outcomes },
  /** Undoes that changes were rolled back or discarded: each waits again as it was. Asked twice, it is there once. */
  'operations:restore': { request: z.object({ keys: z.array(z.uuid()).min(1).max(100_000) }), response: outcomes },
  /** What rolling back or discarding would do to others; the first of those that end with it in full. */
  'operations:consequences': {
    request: z.object({ keys: z.array(z.uuid()).min(1).max(100_000) }),
    response: z.object({ along: z.number(), examples: z.array(operationViewSchema), refused: z.number() }),
  },
  /** Commands that waited too long are still wanted: they are sent as if given now. */
  'operations:confirm': { request: z.object({ keys }), response: outcomes },
  'operations:prioritize': { request: z.object({ keys, priority: prioritySchema }), response: outcomes },
  /** Corrects values of a refused change and sends it again. `invalid-operation` names the field at fault. */
  'operations:edit': {
    request: z.object({ key: z.uuid(), fields: z.record(z.string().min(1).max(60), z.unknown()) }),
    response: outcomes,
  },
  /** The operation and everything that cannot go before it is settled; each names what it waits behind. */
  'operations:chain': {
    request: z.object({ key: z.uuid() }),
    response: z.object({
      links: z.array(z.object({ operation: operationViewSchema, behindKey: z.string().nullable() })),
    }),
  },
  /** For a conflicted operation: send it again on top of the server's version. Keeping theirs is a roll back. */
  'operations:keep-mine': { request: z.object({ keys }), response: outcomes },
  /** What waits for a person's decision, in groups; with both sides of every field of the groups that are open. */
  'conflicts:outline': { request: outlineRequestSchema, response: conflictOutlineSchema },
  /** What a choice would come to. `not-found`: it is in no conflict any more. */
  'conflicts:preview': { request: z.object({ key: z.uuid(), choice: choiceSchema }), response: choicePreviewSchema },
  /** `seenVersion`: the one that was listed; refused when the server's values are others by now. */
  'conflicts:resolve': {
    request: z.object({
      key: z.uuid(),
      choice: choiceSchema,
      seenVersion: z.number().int().min(0),
      note: decisionNoteSchema.optional(),
    }),
    response: resolutionSchema,
  },
  /** For many at once. */
  'conflicts:preview-bulk': { request: bulkConflicts, response: bulkPreviewSchema },
  'conflicts:resolve-bulk': {
    request: bulkConflicts.extend({ note: decisionNoteSchema.optional() }),
    response: bulkResolutionSchema,
  },
  /** Takes the last decision back. `not-found`: it is not the last one any more. */
  'conflicts:undo': { request: z.object({ resolutionId: z.uuid() }), response: undoSummarySchema },
  /** What was decided, by persons and by itself, and the values that lost; newest first. */
  'conflicts:history': { request: conflictHistoryRequest, response: conflictHistorySchema },
  /** Writes what waits into a signed bundle, where the operator says. docs/bundles.md tells what becomes of it here. */
  'bundle:export': { request: nothing, response: bundleExportSchema },
  /** Asks for a bundle, checks it and says what it is. Nothing is taken in before `bundle:import`. */
  'bundle:inspect': { request: nothing, response: bundleInspectionSchema },
  /** Takes in the bundle that was inspected last: all that is not here yet, or none. `not-found`: it was another one. */
  'bundle:import': { request: z.object({ token: z.string().max(100) }), response: bundleImportSchema },
  /** Writes refused changes, or all of them (`null`), into a file that a person can read. They stay in the queue. */
  'quarantine:export': { request: z.object({ keys: keys.nullable() }), response: quarantineExportSchema },
  'quarantine:import': { request: z.object({ as: takeInAsSchema }), response: quarantineImportSchema },
  /** Writes the ledger of the open site, for its verifier. */
  'ledger:export': { request: nothing, response: ledgerExportSchema },
  'session:status': { request: nothing, response: sessionStatusSchema },
  /**
   * Forgets the token and disconnects; the queue stays. `waiting`: operations of the one who signs out. While there are
   * any, nothing happens without `force`.
   */
  'session:sign-out': {
    request: z.object({ force: z.boolean() }),
    response: z.object({ signedOut: z.boolean(), waiting: z.number() }),
  },
  /** All sites, and the one that this window looks at. */
  'sites:list': { request: nothing, response: sites.extend({ current: z.string() }) },
  /** `site-closed`: it is not open; the window goes on looking at the one before. */
  'sites:switch': { request: z.object({ siteId: siteIdSchema }), response: done },
  /** Tries again to open a site that could not be opened. */
  'sites:reopen': { request: z.object({ siteId: siteIdSchema }), response: done },
  /** Puts a site into the list, and opens it. `invalid-setting`: it is there already, or there are too many. */
  'sites:add': { request: newSite, response: siteList },
  'sites:edit': { request: siteEntrySchema, response: siteList },
  /**
   * Takes a site out of the list. Its folder stays on disk with everything that waits, and is used again when the site comes
   * back. While anything waits there, or nobody knows (null), nothing happens without `force`.
   */
  'sites:remove': {
    request: z.object({ siteId: siteIdSchema, force: z.boolean() }),
    response: z.object({ removed: z.boolean(), waiting: z.number().nullable(), folder: z.string() }),
  },
  /** What needs a person, over all sites, the most urgent first. */
  'sites:attention': { request: nothing, response: attentionSchema },
  'queue:pause': { request: z.object({ isPaused: z.boolean() }), response: done },
  'connection:connect': { request: nothing, response: done },
  'connection:disconnect': { request: nothing, response: done },
  /** Gives the connection a new token. It stays in the main process; no answer ever carries one. */
  'connection:token': { request: z.object({ token: z.string().trim().min(1).max(8_192) }), response: done },
  /** Asks the server's health address and answers what it said, without changing anything. */
  'connection:test': {
    request: z.object({ serverUrl: z.string().max(2_000) }),
    response: z.object({ isReachable: z.boolean(), message: z.string(), rttMs: z.number().nullable() }),
  },
  'sync:now': { request: nothing, response: done },
  /** What each stage of the live feed has done since the start, and how often the feed was read again. */
  'sync:stages': {
    request: nothing,
    response: z.object({ stages: z.array(stageStatisticsSchema), resyncs: z.number() }),
  },
  /** Confirmed by the server; refused with `server-refused` where the user has no permission. */
  'channel:subscribe': {
    request: z.object({ channel: z.string().min(3).max(200) }),
    response: z.object({ subscription: z.string() }),
  },
  'channel:unsubscribe': { request: z.object({ subscription: z.string().max(100) }), response: done },
  /** A read-only request straight to the server, with a timeout. */
  'server:request': {
    request: z.object({
      name: z.enum(['ping']),
      timeoutMs: z.number().int().min(100).max(60_000).optional(),
    }),
    response: z.object({ value: z.unknown() }),
  },
  /** The last picture of a device's screen, from the server. Null: it has none, or keeps none of any device. */
  'device:screenshot': {
    request: z.object({ deviceId: idSchema }),
    response: z.object({ screenshot: screenshotSchema.nullable() }),
  },
  /** What the server keeps of a device's health of the last day, oldest first. Null: it keeps nothing of any device. */
  'device:health': {
    request: z.object({ deviceId: idSchema }),
    response: z.object({ samples: healthSamplesSchema.nullable() }),
  },
  /** The rules by which the server raises alarms. Null: it tells none. */
  'server:alarm-rules': {
    request: nothing,
    response: z.object({ rules: z.array(alarmRuleSchema).nullable() }),
  },
  /** Codes that devices show now, from servers that tell them (demos): none from others, and none without a connection. */
  'device:codes': { request: nothing, response: z.object({ codes: z.array(z.string().max(20)).max(100) }) },
  /** What the window is among the others. The recovery after a crash is told once. */
  'windows:self': { request: nothing, response: windowStatusSchema.extend({ recovery: recoverySchema.nullable() }) },
  /** Opens another window, on the screen given or where there is room. `rate-limited`: too many are open. */
  'windows:open': {
    request: z.object({
      kind: windowKindSchema,
      page: pageSchema,
      target: targetSchema,
      displayId: z.number().nullable(),
    }),
    response: z.object({ windowId: z.number() }),
  },
  /** Shows a page in a console window, opening one where there is none. */
  'windows:show': { request: z.object({ page: pageSchema, target: targetSchema }), response: done },
  /** Moves this window to a screen, into full screen or out of it. `not-found`: the screen is gone. */
  'windows:place': {
    request: z.object({ isFullScreen: z.boolean().optional(), displayId: z.number().optional() }),
    response: done,
  },
  /** Whether anybody can see the page; a window that nobody sees is told less. */
  'windows:visibility': { request: z.object({ isHidden: z.boolean() }), response: done },
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
