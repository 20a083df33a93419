import { z } from 'zod'
import { METRIC_UNITS, performanceAlertSchema, rollingFiguresSchema } from '../domain/metrics.ts'
import { ROLLING_MINUTES } from '../domain/rolling.ts'
import { nothing } from './common.ts'

/** A chart is no wider: of a longer time each point stands for more. */
export const MAX_SERIES_POINTS = 1_500
const MAX_SERIES = 60
/** Of one moment at most so much is told; `isCut` says when there was more. */
export const MAX_LOG_LINES = 200
export const MAX_ALERTS = 500

const moment = z.number().int().min(0).max(8.64e15)
const span = { fromAt: moment, toAt: moment }
const isForward = ({ fromAt, toAt }: { fromAt: number; toAt: number }): boolean => fromAt < toAt
const spans = z.array(z.object({ fromAt: z.number(), toAt: z.number() }))
const numbers = z.array(z.number())

const figuresSchema = z.object({
  count: z.number(),
  mean: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
})

/** One metric over time: the columns belong together, and only points with samples are told. */
export const metricSeriesSchema = z.object({
  name: z.string(),
  unit: z.enum(METRIC_UNITS),
  /** Start of each point, rising. */
  at: numbers,
  count: numbers,
  mean: numbers,
  p50: numbers,
  p95: numbers,
  p99: numbers,
  max: numbers,
  /** Of all samples of the time together; percentiles of samples, not means of percentiles. */
  whole: figuresSchema,
  /** When the largest sample was taken: the start of its point. */
  maxAt: z.number(),
})
export type MetricSeriesRead = z.infer<typeof metricSeriesSchema>

/** What the console has measured of itself over time, as it is kept on this PC. */
export const METRIC_REQUESTS = {
  'metrics:names': {
    request: nothing,
    response: z.object({ metrics: z.array(z.object({ name: z.string(), unit: z.enum(METRIC_UNITS) })) }),
  },
  'metrics:points': {
    request: z
      .object({
        names: z.array(z.string().min(1).max(80)).min(1).max(MAX_SERIES),
        ...span,
        most: z.number().int().min(2).max(MAX_SERIES_POINTS),
      })
      .refine(isForward),
    response: z.object({
      /** What one point stands for, in milliseconds; the first begins at `fromAt` or in the minute or hour that it is in. */
      everyMs: z.number(),
      series: z.array(metricSeriesSchema),
      /** When the program ran: what is between is not known. */
      runs: spans,
      /** From when on the console says that it is slow; only of metrics that have limits. */
      limits: z.array(z.object({ name: z.string(), warning: z.number(), critical: z.number() })),
    }),
  },
  /** The last minutes, exact to a few seconds; nothing of what was measured before the program started. */
  'metrics:rolling': {
    request: z.object({ minutes: z.literal(ROLLING_MINUTES) }),
    response: z.object({ minutes: z.literal(ROLLING_MINUTES), metrics: z.array(rollingFiguresSchema) }),
  },
  'metrics:alerts': {
    request: z.object(span).refine(isForward),
    response: z.object({ alerts: z.array(performanceAlertSchema), isCut: z.boolean() }),
  },
  /** What the console knows of a moment, besides operations. */
  'metrics:moment': {
    request: z.object(span).refine(isForward),
    response: z.object({
      /** When the site came into view or went out of it: the copy was current from then on, or no longer. */
      sight: z.array(z.object({ at: z.number(), isSeen: z.boolean() })),
      lines: z.array(
        z.object({
          at: z.number(),
          level: z.enum(['error', 'warn', 'info', 'debug']),
          scope: z.string(),
          text: z.string(),
        }),
      ),
      isCut: z.boolean(),
    }),
  },
} as const
