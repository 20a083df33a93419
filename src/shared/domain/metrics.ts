import { z } from 'zod'

export const METRIC_UNITS = ['ms', 'bytes', 'count'] as const

export const metricSummarySchema = z.object({
  name: z.string(),
  unit: z.enum(METRIC_UNITS),
  count: z.number(),
  last: z.number().nullable(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  max: z.number().nullable(),
})
export type MetricSummary = z.infer<typeof metricSummarySchema>

/** One metric over the last minutes; only of metrics that have samples in it. */
export const rollingFiguresSchema = z.object({
  name: z.string(),
  unit: z.enum(METRIC_UNITS),
  count: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
})
export type RollingFigures = z.infer<typeof rollingFiguresSchema>

export const performanceAlertSchema = z.object({
  metric: z.string(),
  level: z.enum(['warning', 'critical']),
  value: z.number(),
  threshold: z.number(),
  at: z.number(),
})
export type PerformanceAlert = z.infer<typeof performanceAlertSchema>
