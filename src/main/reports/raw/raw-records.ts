import { z } from 'zod'
import { GAP_REASONS } from '#shared/domain/alarm-history.ts'
import { ALARM_PRIORITIES } from '#shared/domain/alarms.ts'
import { METRIC_UNITS, performanceAlertSchema } from '#shared/domain/metrics.ts'
import { reportSchema } from '#shared/domain/report.ts'

/**
 * The raw records of a report: text, one JSON object a line. The first line says which report they belong to; each of the
 * others is a fact. Whoever has them can count every figure of the report again (`npm run report:verify`).
 */
export const RAW_FORMAT = 'outpost-report-records'
export const RAW_VERSION = 1

const span = { fromAt: z.number(), toAt: z.number() }

export const rawHeaderSchema = z.object({
  format: z.literal(RAW_FORMAT),
  version: z.literal(RAW_VERSION),
  about: reportSchema.pick({ createdAt: true, program: true, site: true, period: true }),
})

const state = z.object({
  deviceId: z.string(),
  name: z.string(),
  at: z.number(),
  state: z.enum(['online', 'idle', 'offline', 'removed']),
})
const alarm = z.object({
  alarmId: z.string(),
  raisedAt: z.number(),
  step: z.enum(['raised', 'acknowledged']),
  at: z.number(),
  priority: z.enum(ALARM_PRIORITIES),
  isLate: z.boolean(),
})
const point = z.object({
  name: z.string(),
  unit: z.enum(METRIC_UNITS),
  at: z.number(),
  count: z.number(),
  sum: z.number(),
  min: z.number(),
  max: z.number(),
  buckets: z.array(z.tuple([z.number(), z.number()])),
})

/** The kinds of facts. A line is `{"type": …}` with the fields of its kind. */
export const RAW_RECORDS = {
  run: z.object(span),
  observation: z.object(span),
  state,
  alarm,
  'alarm-gap': z.object({ ...span, reason: z.enum(GAP_REASONS) }),
  /** The operations of these numbers, the last included, are of this kind. */
  kind: z.object({ fromNumber: z.number(), toNumber: z.number(), kind: z.string() }),
  /** One line of the ledger's export, as it is there. */
  ledger: z.object({ text: z.string() }),
  point,
  alert: performanceAlertSchema,
} as const
export type RawType = keyof typeof RAW_RECORDS
