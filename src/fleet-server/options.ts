import { z } from 'zod'
import { idSchema } from '#shared/domain/ids.ts'

export const ROLES = ['viewer', 'operator', 'admin'] as const
export const roleSchema = z.enum(ROLES)
export type Role = z.infer<typeof roleSchema>

/** Everything the server can be told at its start, with the defaults. */
export const serverOptionsSchema = z.strictObject({
  /** 0: any free port. */
  port: z.number().int().min(0).max(65_535).default(0),
  host: z.string().min(1).max(255).default('127.0.0.1'),
  devices: z.number().int().min(0).max(200_000).default(1_000),
  seed: z.number().int().min(0).max(4_294_967_295).default(7),
  /** Folder of the database and the token secret; null: a temporary one, removed at the end. */
  data: z.string().min(1).nullable().default(null),
  /** Feed events of the simulation per second, all kinds together. */
  eventsPerSecond: z.number().min(0).max(50_000).default(50),
  /** How many of those are about alerts and about schedules; null: a few, as in a real fleet. */
  alertsPerSecond: z.number().min(0).max(50_000).nullable().default(null),
  schedulesPerSecond: z.number().min(0).max(50_000).nullable().default(null),
  /** Edits per minute by the simulated other operators. */
  editsPerMinute: z.number().min(0).max(60_000).default(6),
  tenant: idSchema.default('main'),
  /** What tells this site from others with the same tenant; left out: the tenant. */
  siteId: idSchema.optional(),
  siteName: z.string().trim().min(1).max(200).default('Demo site'),
  /** Role and name of the user in the token that is printed at the start. */
  role: roleSchema.default('operator'),
  userName: z.string().trim().min(1).max(200).default('Operator'),
  /** Null: tokens do not end. */
  tokenTtlSeconds: z.number().min(0.1).max(315_360_000).nullable().default(null),
  /** The server names new entities itself, instead of taking the console's id. */
  assignsIds: z.boolean().default(false),
  /** False: `operations:lookup` is refused, as by a server that keeps no results by key. */
  hasLookup: z.boolean().default(true),
  /** Tells consoles the codes of new devices, whose screens nobody can look at: for demos and tests. */
  showsCodes: z.boolean().default(false),
  testSwitches: z.boolean().default(false),
  /** Share of acknowledgements that are never sent although the operations were applied, 0 to 1. */
  dropAcks: z.number().min(0).max(1).default(0),
  /** Delay of every acknowledgement of operations. */
  delayMs: z.number().min(0).max(600_000).default(0),
  /** Feed events kept for consoles that come back. */
  retention: z.number().int().min(10).max(100_000_000).default(200_000),
  /** A console that lets more bytes than this wait for it is disconnected. */
  maxBufferedBytes: z
    .number()
    .int()
    .min(100_000)
    .default(16 * 1_024 * 1_024),
})
export type ServerOptions = z.infer<typeof serverOptionsSchema>

export const SERVER_NAME = 'Outpost reference server'
export const SERVER_VERSION = '0.1.0'
