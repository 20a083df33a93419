import { z } from 'zod'
import { wallboardDataSchema, wallboardRecordSchema } from '../board/document-schema.ts'
import { commandResultSchema, givenCommandSchema } from './commands.ts'
import { checksumSchema, folderSchema, mediaTypeSchema, webAddressSchema } from './content-fields.ts'
import { DEVICE_STATUSES } from './device-status.ts'
import { type EntityType, idSchema, operationKeySchema, timestampSchema } from './ids.ts'

/**
 * An entity has two halves. `data` is what operators edit; every accepted edit raises `version` by one and is compared
 * (compare-and-set) against it. `reported` is what devices and the server report; it never raises `version`, so a
 * device that reports every second does not make an operator's edit clash.
 */

const name = z.string().trim().min(1).max(200)
const text = z.string().max(2_000)
const tag = z.string().trim().min(1).max(60)
const tags = z.array(tag).max(50)

export const pairingCodeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{6}$/, 'a pairing code has six letters and digits')

export const deviceStatusSchema = z.enum(DEVICE_STATUSES)

export const deviceDataSchema = z.object({
  name,
  /** The place the device belongs to, for example a station or a shop. */
  site: z.string().trim().min(1).max(200),
  /** Where in the site it hangs, in free words. */
  location: z.string().max(200),
  model: z.string().max(100),
  serial: z.string().max(100),
  tags,
  playlistId: idSchema.nullable(),
  /** What the device belongs to besides its site. Absent: nothing; older servers know no groups. */
  groups: tags.optional(),
  /** Of a new device only: the code on its screen, by which the server knows it. No record of a server has it. */
  pairingCode: pairingCodeSchema.optional(),
})
export type DeviceData = z.infer<typeof deviceDataSchema>

export const deviceHealthSchema = z.object({
  /** 0 (worst) to 100. */
  score: z.number().min(0).max(100),
  /** Per cent. */
  cpu: z.number().min(0).max(100),
  memory: z.number().min(0).max(100),
  storage: z.number().min(0).max(100),
  /** Degrees Celsius. */
  temperature: z.number().min(-60).max(200),
})
export type DeviceHealth = z.infer<typeof deviceHealthSchema>

/** The last command the device was through with. */
export const lastCommandSchema = z.object({
  /** Idempotency key of the command's operation. */
  key: operationKeySchema,
  command: givenCommandSchema,
  result: commandResultSchema,
  at: timestampSchema,
})
export type LastCommand = z.infer<typeof lastCommandSchema>

/** The picture of its screen that a device took last. The picture itself is asked for: see `devices:screenshot`. */
export const takenScreenshotSchema = z.object({
  /** Idempotency key of the command's operation. */
  key: operationKeySchema,
  at: timestampSchema,
})
export type TakenScreenshot = z.infer<typeof takenScreenshotSchema>

export const deviceReportedSchema = z.object({
  status: deviceStatusSchema,
  lastSeenAt: timestampSchema,
  health: deviceHealthSchema,
  /** Absent or null: none yet, or none since the server reports about commands. */
  lastCommand: lastCommandSchema.nullable().optional(),
  /** Absent or null: none yet, or the server keeps none. */
  screenshot: takenScreenshotSchema.nullable().optional(),
})
export type DeviceReported = z.infer<typeof deviceReportedSchema>

export const playlistItemSchema = z.object({
  id: idSchema,
  contentId: idSchema,
  durationSeconds: z.number().int().min(1).max(86_400),
})
export const playlistDataSchema = z.object({
  name,
  description: text,
  items: z.array(playlistItemSchema).max(1_000),
})
export type PlaylistData = z.infer<typeof playlistDataSchema>

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is HH:MM')
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is YYYY-MM-DD')
export const scheduleDataSchema = z.object({
  name,
  playlistId: idSchema,
  deviceIds: z.array(idSchema).max(10_000),
  /** 0 = Sunday … 6 = Saturday. */
  days: z.array(z.number().int().min(0).max(6)).max(7),
  startTime: timeOfDay,
  endTime: timeOfDay,
  timeZone: z.string().max(60),
  priority: z.number().int().min(0).max(100),
  enabled: z.boolean(),
  /** Groups of devices, besides the devices themselves. Absent: none; older servers know none. */
  groups: tags.optional(),
  /** The first and the last day on which it begins, in its own zone, both included. Absent or null: without end. */
  startDate: date.nullable().optional(),
  endDate: date.nullable().optional(),
})
export type ScheduleData = z.infer<typeof scheduleDataSchema>

export const SCHEDULE_RESULTS = ['ok', 'partial', 'failed'] as const

/** One time that a schedule was carried out. */
export const scheduleRunSchema = z.object({
  at: timestampSchema,
  result: z.enum(SCHEDULE_RESULTS),
  deviceCount: z.number().int().min(0),
  /** Idempotency key of the command that asked for it. Absent: its time had come. */
  key: operationKeySchema.optional(),
})
export type ScheduleRun = z.infer<typeof scheduleRunSchema>

/** How many runs a server tells of one schedule. */
export const MAX_RUNS = 10

export const scheduleReportedSchema = z.object({
  lastExecutedAt: timestampSchema.nullable(),
  lastResult: z.enum(SCHEDULE_RESULTS).nullable(),
  /** The last runs, newest first. Absent: the server keeps none. */
  runs: z.array(scheduleRunSchema).max(MAX_RUNS).optional(),
})
export type ScheduleReported = z.infer<typeof scheduleReportedSchema>

const pixels = z.number().int().min(1).max(65_535)
export const contentDataSchema = z.object({
  name,
  kind: z.enum(['image', 'video', 'web']),
  durationSeconds: z.number().int().min(1).max(86_400),
  sizeBytes: z.number().int().min(0),
  tags,
  /** Where it lies in the library. Absent: at the top; older servers know no folders. */
  folder: folderSchema.optional(),
  /** Of a web page: what devices open. */
  url: webAddressSchema.optional(),
  /** Of a file that was uploaded: what its bytes are. Absent or null: the server says nothing about them. */
  checksum: checksumSchema.nullable().optional(),
  mediaType: mediaTypeSchema.nullable().optional(),
  /** In pixels. Absent or null: not known. */
  width: pixels.nullable().optional(),
  height: pixels.nullable().optional(),
})
export type ContentData = z.infer<typeof contentDataSchema>

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const
export const severitySchema = z.enum(SEVERITIES)
export type Severity = z.infer<typeof severitySchema>

/** What operators do with an alarm (ISA-18.2); docs/alarms.md tells its states. */
export const alertDataSchema = z.object({
  acknowledged: z.boolean(),
  /** What the operator noted when acknowledging. */
  note: text,
  /** Set aside until then, by the server's clock; null: not. */
  shelvedUntil: timestampSchema.nullable(),
  shelvedReason: text,
  isOutOfService: z.boolean(),
  outOfServiceReason: text,
})
export type AlertData = z.infer<typeof alertDataSchema>

/** An alarm's `data` that nobody has touched. */
export const UNTOUCHED_ALERT: AlertData = {
  acknowledged: false,
  note: '',
  shelvedUntil: null,
  shelvedReason: '',
  isOutOfService: false,
  outOfServiceReason: '',
}

/**
 * The same as servers send it and as it is stored: those from before shelving leave the newer fields out. Not for edits: there
 * a field that is left out is one that is not changed.
 */
export const alertDataRecordSchema = alertDataSchema.extend({
  shelvedUntil: alertDataSchema.shape.shelvedUntil.default(null),
  shelvedReason: alertDataSchema.shape.shelvedReason.default(''),
  isOutOfService: alertDataSchema.shape.isOutOfService.default(false),
  outOfServiceReason: alertDataSchema.shape.outOfServiceReason.default(''),
})

export const alertReportedSchema = z.object({
  deviceId: idSchema,
  severity: severitySchema,
  kind: z.string().max(60),
  message: text,
  raisedAt: timestampSchema,
  clearedAt: timestampSchema.nullable(),
  /** When and by whom it was acknowledged last, as the server noted it. Absent: an older server does not note it. */
  acknowledgedAt: timestampSchema.nullable().optional(),
  acknowledgedBy: z.string().max(200).nullable().optional(),
  /** Suppressed by design: what makes it pointless now, in words. Absent or null: it is not. */
  suppressedBy: text.nullable().optional(),
})
export type AlertReported = z.infer<typeof alertReportedSchema>

const nothingReported = z.object({})

/** The schema of both halves, per entity type. */
export const ENTITY_SCHEMAS = {
  device: { data: deviceDataSchema, reported: deviceReportedSchema },
  playlist: { data: playlistDataSchema, reported: nothingReported },
  schedule: { data: scheduleDataSchema, reported: scheduleReportedSchema },
  content: { data: contentDataSchema, reported: nothingReported },
  alert: { data: alertDataSchema, reported: alertReportedSchema },
  wallboard: { data: wallboardDataSchema, reported: nothingReported },
} as const satisfies Record<EntityType, { data: z.ZodObject; reported: z.ZodObject }>

/** The schema of `data` as it comes from servers and from storage. */
export const RECORD_DATA_SCHEMAS = {
  device: deviceDataSchema,
  playlist: playlistDataSchema,
  schedule: scheduleDataSchema,
  content: contentDataSchema,
  alert: alertDataRecordSchema,
  wallboard: wallboardRecordSchema,
} as const satisfies Record<EntityType, z.ZodObject>

/** Field values of an entity, validated by the schema of its type. Plain JSON. */
export type Fields = { readonly [field: string]: unknown }

/** What the server said about one entity, as kept in the replica and sent in snapshots. */
export interface EntityRecord {
  readonly entityType: EntityType
  readonly id: string
  /** Raised by one with every accepted edit of `data`. */
  readonly version: number
  /** The feed sequence of the last change of either half; orders `reported`. */
  readonly sequence: number
  readonly data: Fields
  readonly reported: Fields
}

export const entityRecordSchema = z
  .discriminatedUnion('entityType', [
    recordOf('device'),
    recordOf('playlist'),
    recordOf('schedule'),
    recordOf('content'),
    recordOf('alert'),
    recordOf('wallboard'),
  ])
  .transform((record): EntityRecord => record)

function recordOf<T extends EntityType>(entityType: T) {
  return z.object({
    entityType: z.literal(entityType),
    id: idSchema,
    version: z.number().int().min(1),
    sequence: z.number().int().min(0),
    data: RECORD_DATA_SCHEMAS[entityType],
    reported: ENTITY_SCHEMAS[entityType].reported,
  })
}
