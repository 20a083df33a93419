import { z } from 'zod'
import { connectionReasonSchema, connectionStateSchema } from './connection.ts'
import { severitySchema } from './entities.ts'
import { entityTypeSchema, idSchema } from './ids.ts'
import { normalServerUrlSchema } from './server-url.ts'

/** Most sites that one console keeps. Each has a store and a connection of its own. */
export const MAX_SITES = 20
export const siteIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'a site id may hold a-z, 0-9 and - only')
export const siteNameSchema = z.string().trim().max(80)

/** One site as the settings name it. */
export const siteEntrySchema = z.strictObject({
  /** Made once, and the same for as long as the site is in the list. */
  id: siteIdSchema,
  /** Empty: the site is called as its server calls it. */
  name: siteNameSchema.default(''),
  /** Null: the embedded demo site. */
  serverUrl: normalServerUrlSchema.nullable(),
  tenant: idSchema.default('main'),
  /** A site that is not is neither opened nor connected; nothing of it is lost. */
  isEnabled: z.boolean().default(true),
})
export type SiteEntry = z.infer<typeof siteEntrySchema>

/** The list of sites: no id and no place twice, since two sites never share a store. */
export const siteListSchema = z
  .array(siteEntrySchema)
  .min(1, 'the list of sites is empty')
  .max(MAX_SITES, `a console keeps at most ${MAX_SITES} sites`)
  .refine((sites) => new Set(sites.map(({ id }) => id)).size === sites.length, 'a site id is there twice')
  .refine(
    (sites) => new Set(sites.map(placeOf)).size === sites.length,
    'the same tenant of the same server is there twice',
  )
  .refine((sites) => sites.some(({ isEnabled }) => isEnabled), 'every site is switched off')

/** Which fleet a site is: one tenant of one server. There is one demo. */
function placeOf({ serverUrl, tenant }: Pick<SiteEntry, 'serverUrl' | 'tenant'>): string {
  return serverUrl === null ? 'demo' : `${serverUrl}\n${tenant}`
}

/** The site of a console that was told an address only, or nothing at all. */
export const FIRST_SITE_ID = 'main'

/** `opening`: its store is being read. `failed`: it cannot be opened, `problem` says why. `closed`: switched off. */
export const SITE_STATES = ['opening', 'open', 'failed', 'closed'] as const

/** A site as every window sees it, whichever site it looks at. Times: milliseconds since the epoch. */
export const siteSummarySchema = z.object({
  id: siteIdSchema,
  /** What it is called here, else by its server, else by its address. Empty: the demo that has no name yet. */
  name: z.string(),
  serverUrl: z.string().nullable(),
  tenant: z.string(),
  isDemo: z.boolean(),
  state: z.enum(SITE_STATES),
  /** Why it cannot be opened, or be changed over, in a sentence. */
  problem: z.string().nullable(),
  /** Null: it is not open. */
  connection: z.object({ state: connectionStateSchema, reason: connectionReasonSchema, since: z.number() }).nullable(),
  user: z.string().nullable(),
  /** What the server has not taken. */
  waiting: z.number(),
  conflicts: z.number(),
  refused: z.number(),
  /** Waited too long and ask to be confirmed again. */
  stale: z.number(),
  oldestWaitingAt: z.number().nullable(),
  /** Active alerts that nobody has acknowledged and that are not set aside. */
  alerts: z.record(severitySchema, z.number()),
  devices: z.object({ total: z.number(), offline: z.number() }),
  lastSyncAt: z.number().nullable(),
})
export type SiteSummary = z.infer<typeof siteSummarySchema>

export const ATTENTION_KINDS = ['site', 'alert', 'conflict', 'refused', 'stale', 'waiting'] as const
export type AttentionKind = (typeof ATTENTION_KINDS)[number]

/** One thing that needs a person, at whichever site. */
export const attentionItemSchema = z.object({
  siteId: siteIdSchema,
  kind: z.enum(ATTENTION_KINDS),
  severity: severitySchema,
  /** Since when: milliseconds since the epoch; 0: not known. */
  since: z.number(),
  /** What it is about: the name of a device or another thing; empty for a site itself. */
  subject: z.string(),
  /** The server's or the console's sentence, where there is one. */
  detail: z.string(),
  /** Where it is decided. */
  entity: z.object({ entityType: entityTypeSchema, entityId: z.string() }).nullable(),
  operationKey: z.string().nullable(),
  /** The alarm, where it is one. */
  alarmId: z.string().nullable(),
  /** How many things are told of in this one item. */
  count: z.number(),
})
export type AttentionItem = z.infer<typeof attentionItemSchema>

/** The most urgent items of each site, and how many there are in all. */
export const attentionSchema = z.object({
  items: z.array(attentionItemSchema),
  /** Items of each site that are left out of `items`. */
  more: z.record(z.string(), z.number()),
})
export type Attention = z.infer<typeof attentionSchema>
