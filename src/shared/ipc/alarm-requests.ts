import { z } from 'zod'
import { GAP_REASONS, HISTORY_PERIODS } from '../domain/alarm-history.ts'

const count = z.number().int().min(0)
const time = z.number()
const span = z.object({ from: time, to: time })

const periodFiguresSchema = span.extend({
  observedMs: z.number().min(0),
  raised: z.object({ critical: count, high: count, medium: count, low: count }),
  late: count,
  perTenMinutes: z.number().nullable(),
  peak: count,
  floodMs: count,
  floodShare: z.number().nullable(),
  acknowledged: count,
  medianMs: z.number().nullable(),
  p95Ms: z.number().nullable(),
  standing: z.number().int().nullable(),
})

/** What is recorded of the alarms of a site over a period. */
const alarmHistorySchema = z.object({
  /** The parts are hours; else days. */
  isHours: z.boolean(),
  /** When the record began; null: it has not. */
  since: time.nullable(),
  /** Everything before is recorded. */
  until: time,
  whole: periodFiguresSchema,
  /** As long, and just before. */
  before: periodFiguresSchema,
  parts: z.array(periodFiguresSchema),
  /** What is not known of the period, in order. */
  gaps: z.array(span.extend({ reason: z.enum(GAP_REASONS) })),
})
export type AlarmHistory = z.infer<typeof alarmHistorySchema>

/** The record of alarms. */
export const ALARM_REQUESTS = {
  'alarms:history': { request: z.object({ period: z.enum(HISTORY_PERIODS) }), response: alarmHistorySchema },
} as const
