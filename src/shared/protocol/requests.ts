import { z } from 'zod'
import { type EntityRecord, entityRecordSchema, pairingCodeSchema } from '../domain/entities.ts'
import { entityTypeSchema, idSchema, operationKeySchema, timestampSchema } from '../domain/ids.ts'
import { isPlainDeviceRecord } from '../domain/plain-device.ts'
import { alarmRuleSchema } from './alarm-rules.ts'
import { healthSamplesSchema, MAX_HEALTH_SAMPLES } from './device-health.ts'
import { feedEventSchema } from './feed.ts'
import { lookupResultSchema, operationResultSchema, wireOperationSchema } from './operations.ts'
import { playsRequestSchema, playsResponseSchema } from './plays.ts'
import { screenshotSchema } from './screenshot.ts'
import { thumbnailSchema } from './thumbnail.ts'
import { MAX_BATCH_OPERATIONS, MAX_LOOKUP_KEYS, MAX_PAGE, MAX_READ_ENTITIES } from './version.ts'

const channel = z.string().min(3).max(200)
const entityRef = z.object({ entityType: entityTypeSchema, entityId: idSchema })

/** Every request a console may make, with the shape of its argument and of the value in the reply. */
export const REQUESTS = {
  ping: { request: z.object({ at: z.number() }), response: z.object({ serverTime: timestampSchema }) },
  'auth:renew': {
    request: z.object({ token: z.string().min(1).max(8_192) }),
    response: z.object({ tokenExpiresAt: timestampSchema.nullable() }),
  },
  'channel:subscribe': {
    request: z.object({ channel }),
    /** `last` is the newest sequence of this channel: the `previous` of the next event. */
    response: z.object({ channel, last: z.number().int().min(0) }),
  },
  'channel:unsubscribe': { request: z.object({ channel }), response: z.object({ channel }) },
  'sync:snapshot': {
    request: z.object({ page: z.string().max(500).nullable(), limit: z.number().int().min(1).max(MAX_PAGE) }),
    response: z.object({
      epoch: z.string().min(1).max(128),
      /**
       * The head when the first page was read, the same on every page. Later pages may already hold newer records;
       * reading the changes after `sequence` with the version guard makes the copy exact.
       */
      sequence: z.number().int().min(0),
      total: z.number().int().min(0),
      // The quick check first: a fleet has many devices, and the schema takes many times as long.
      records: z.array(z.union([z.custom<EntityRecord>(isPlainDeviceRecord), entityRecordSchema])).max(MAX_PAGE),
      nextPage: z.string().max(500).nullable(),
    }),
  },
  'sync:changes': {
    request: z.object({
      since: z.number().int().min(0),
      limit: z.number().int().min(1).max(MAX_PAGE),
      /** With `compact-changes`: reports of devices that a newer one supersedes may be left out. */
      compact: z.boolean().optional(),
    }),
    response: z.object({
      epoch: z.string().min(1).max(128),
      head: z.number().int().min(0),
      events: z.array(feedEventSchema).max(MAX_PAGE),
      hasMore: z.boolean(),
    }),
  },
  'entities:read': {
    request: z.object({ refs: z.array(entityRef).min(1).max(MAX_READ_ENTITIES) }),
    response: z.object({
      /** In the order of `refs`. */
      entities: z
        .array(
          z.object({
            ref: entityRef,
            /** Null when there is none, deleted or never made; `version` is then 0. */
            record: entityRecordSchema.nullable(),
            version: z.number().int().min(0),
          }),
        )
        .max(MAX_READ_ENTITIES),
    }),
  },
  'operations:apply': {
    request: z.object({ operations: z.array(wireOperationSchema).min(1).max(MAX_BATCH_OPERATIONS) }),
    response: z.object({ results: z.array(operationResultSchema).max(MAX_BATCH_OPERATIONS) }),
  },
  'operations:lookup': {
    request: z.object({ keys: z.array(operationKeySchema).min(1).max(MAX_LOOKUP_KEYS) }),
    response: z.object({ results: z.array(lookupResultSchema).max(MAX_LOOKUP_KEYS) }),
  },
  /** With `screenshots`. Null: the device has taken none, or it is not kept any more. */
  'devices:screenshot': {
    request: z.object({ deviceId: idSchema }),
    response: z.object({ screenshot: screenshotSchema.nullable() }),
  },
  /** With `thumbnails`. Null: there is no picture of it. */
  'content:thumbnail': {
    request: z.object({ contentId: idSchema }),
    response: z.object({ thumbnail: thumbnailSchema.nullable() }),
  },
  /** With `health-history`: the newest `limit` samples from `since` on that are kept, oldest first. */
  'devices:health': {
    request: z.object({
      deviceId: idSchema,
      since: timestampSchema,
      limit: z.number().int().min(1).max(MAX_HEALTH_SAMPLES),
    }),
    response: z.object({ samples: healthSamplesSchema }),
  },
  /** With `alarm-rules`: every rule by which the server raises alarms. */
  'alarms:rules': {
    request: z.object({}),
    response: z.object({ rules: z.array(alarmRuleSchema).max(200) }),
  },
  /** With `plays`: what was shown, how often and where. */
  'analytics:plays': { request: playsRequestSchema, response: playsResponseSchema },
  /** With `shown-codes`: what the screens of new devices show. */
  'devices:unpaired': {
    request: z.object({}),
    response: z.object({
      devices: z
        .array(
          z.object({
            code: pairingCodeSchema,
            model: z.string().max(100),
            serial: z.string().max(100),
            expiresAt: timestampSchema,
          }),
        )
        .max(100),
    }),
  },
} as const

export type RequestName = keyof typeof REQUESTS
export const REQUEST_NAMES = Object.keys(REQUESTS) as RequestName[]
export type RequestOf<N extends RequestName> = z.infer<(typeof REQUESTS)[N]['request']>
export type ResponseOf<N extends RequestName> = z.infer<(typeof REQUESTS)[N]['response']>

/** Events outside the feed that the server may send at any time. */
export const NOTICES = {
  /** The server is about to close politely; it will be back after `restartInMs` if that is known. */
  'server:shutdown': z.object({ reason: z.string().max(500), restartInMs: z.number().int().min(0).nullable() }),
  /** The token has ended; the server closes the connection after this. */
  'auth:expired': z.object({ message: z.string().max(500) }),
} as const
export type NoticeName = keyof typeof NOTICES
