import { z } from 'zod'
import { commandResultSchema, givenCommandSchema } from '../domain/commands.ts'
import {
  alertDataRecordSchema,
  alertReportedSchema,
  deviceHealthSchema,
  deviceStatusSchema,
  entityRecordSchema,
  MAX_RUNS,
  playlistDataSchema,
  SCHEDULE_RESULTS,
  scheduleRunSchema,
} from '../domain/entities.ts'
import { entityTypeSchema, idSchema, operationKeySchema, timestampSchema } from '../domain/ids.ts'
import { MAX_FEED_BATCH } from './version.ts'

/** Topics of channels. A channel is named `<tenant>/<topic>`. */
export const TOPICS = ['devices', 'playlists', 'schedules', 'content', 'alerts', 'wallboards'] as const
export type Topic = (typeof TOPICS)[number]

export function channelName(tenant: string, topic: Topic): string {
  return `${tenant}/${topic}`
}

/**
 * Every event carries `sequence`, counting 1, 2, 3 … over the whole feed of a tenant, and `previous`, the sequence of the
 * event before it in the same channel (0 for the first). A client that holds `previous` of a channel knows that
 * it missed nothing, whichever channels it listens to.
 */
const envelope = {
  sequence: z.number().int().min(1),
  previous: z.number().int().min(0),
  channel: z.string().min(3).max(200),
  at: timestampSchema,
}

/** Who changed something: a person, and the operation's key when it came in as an operation. */
const cause = {
  actor: z.string().max(200),
  key: operationKeySchema.nullable(),
}

export const deviceStatusUpdateSchema = z.object({
  ...envelope,
  deviceId: idSchema,
  status: deviceStatusSchema,
  lastSeenAt: timestampSchema,
  health: deviceHealthSchema.optional(),
})

/** A device is through with a command: what the server had accepted by `key` is done, or has failed. Once per command. */
export const commandReportedSchema = z.object({
  ...envelope,
  deviceId: idSchema,
  key: operationKeySchema,
  command: givenCommandSchema,
  result: commandResultSchema,
  /** For a person: why it failed. */
  message: z.string().max(500).nullable(),
})

export const playlistUpdatedSchema = z.object({
  ...envelope,
  ...cause,
  playlistId: idSchema,
  change: z.enum(['created', 'updated', 'deleted', 'reordered']),
  version: z.number().int().min(1),
  /** The whole playlist after the change; null when deleted. */
  data: playlistDataSchema.nullable(),
})

export const healthAlertSchema = z.object({
  ...envelope,
  ...cause,
  alertId: idSchema,
  change: z.enum(['raised', 'updated', 'cleared']),
  version: z.number().int().min(1),
  data: alertDataRecordSchema,
  reported: alertReportedSchema,
})

export const scheduleExecutedSchema = z.object({
  ...envelope,
  scheduleId: idSchema,
  executedAt: timestampSchema,
  result: z.enum(SCHEDULE_RESULTS),
  deviceCount: z.number().int().min(0),
  /** Idempotency key of the command that asked for it. Absent: its time had come. */
  key: operationKeySchema.optional(),
  /** For a person: why not all devices took it. */
  message: z.string().max(500).nullable().optional(),
  /** The last runs of the schedule with this one, newest first. Absent: the server keeps none. */
  runs: z.array(scheduleRunSchema).max(MAX_RUNS).optional(),
})

/** Any other change of an entity, by an operator or an administrator: created, edited, deleted. */
export const entityChangedSchema = z.object({
  ...envelope,
  ...cause,
  entityType: entityTypeSchema,
  entityId: idSchema,
  version: z.number().int().min(1),
  /** The whole entity after the change; null when deleted. */
  record: entityRecordSchema.nullable(),
})

/** The events of the feed, by their Socket.IO event name. */
export const FEED_EVENTS = {
  'device:status-update': deviceStatusUpdateSchema,
  'command:reported': commandReportedSchema,
  'playlist:updated': playlistUpdatedSchema,
  'health:alert': healthAlertSchema,
  'schedule:executed': scheduleExecutedSchema,
  'entity:changed': entityChangedSchema,
} as const

export type FeedEventName = keyof typeof FEED_EVENTS
export const FEED_EVENT_NAMES = Object.keys(FEED_EVENTS) as FeedEventName[]

export type FeedEventPayload<N extends FeedEventName> = z.infer<(typeof FEED_EVENTS)[N]>
/** One event with its name, as it travels in `sync:changes` and inside both programs. */
export type FeedEvent = {
  [N in FeedEventName]: { readonly name: N; readonly payload: FeedEventPayload<N> }
}[FeedEventName]

export const feedEventSchema: z.ZodType<FeedEvent> = z.discriminatedUnion('name', [
  z.object({ name: z.literal('device:status-update'), payload: deviceStatusUpdateSchema }),
  z.object({ name: z.literal('command:reported'), payload: commandReportedSchema }),
  z.object({ name: z.literal('playlist:updated'), payload: playlistUpdatedSchema }),
  z.object({ name: z.literal('health:alert'), payload: healthAlertSchema }),
  z.object({ name: z.literal('schedule:executed'), payload: scheduleExecutedSchema }),
  z.object({ name: z.literal('entity:changed'), payload: entityChangedSchema }),
])

/** Several events of the feed in one message, for consoles that asked for `feed-batches`. */
export const FEED_BATCH = 'feed:batch'

/**
 * The envelope of a batch: events in the order of their sequences, of any channels. Each is validated by itself, so that
 * one that can not be read does not spoil the others.
 */
export const feedBatchSchema = z.object({
  events: z
    .array(z.object({ name: z.string().max(100), payload: z.unknown() }))
    .min(1)
    .max(MAX_FEED_BATCH),
})
