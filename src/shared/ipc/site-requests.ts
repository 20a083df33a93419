import { z } from 'zod'
import { idSchema } from '../domain/ids.ts'
import { stageStatisticsSchema } from '../domain/pipeline.ts'
import { sessionStatusSchema } from '../domain/session.ts'
import { attentionSchema, siteEntrySchema, siteIdSchema, siteListSchema, siteSummarySchema } from '../domain/sites.ts'
import { alarmRuleSchema } from '../protocol/alarm-rules.ts'
import { healthSamplesSchema } from '../protocol/device-health.ts'
import { screenshotSchema } from '../protocol/screenshot.ts'
import { done, nothing } from './common.ts'

export const sites = z.object({ sites: z.array(siteSummarySchema) })
const newSite = siteEntrySchema.pick({ name: true, serverUrl: true, tenant: true })
const siteList = z.object({ siteId: siteIdSchema, sites: siteListSchema })

/** Sites, the connection and who is signed in. */
export const SITE_REQUESTS = {
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
} as const
