import { z } from 'zod'
import { GAP_REASONS } from './alarm-history.ts'
import { ALARM_PRIORITIES } from './alarms.ts'
import { METRIC_UNITS } from './metrics.ts'

/** The published shape of a report as JSON: `docs/report.schema.json` is made of it. */
export const REPORT_FORMAT = 'outpost-report'
export const REPORT_VERSION = 1

/** Outages and operations that a report names one by one; of more it names the longest and tells the number. */
export const MAX_OUTAGES = 500

const count = z.number().int().min(0)
const at = z.number().int()
const ms = z.number().min(0)
const share = z.number().min(0).max(1)

const spanSchema = z.object({ fromAt: at, toAt: at })

/** How much of the time the report can speak about. */
const coverageSchema = z.object({
  /** The program ran for so long. */
  ranMs: ms,
  /** The copy of the site was current for so long: what the fleet's figures are counted over. */
  observedMs: ms,
  /** `observedMs` of the whole period. */
  observedShare: share,
  /** The program ran and the copy was not current: no connection, or still reading. */
  offlineMs: ms,
  /** When nothing could be seen, the program running or not. */
  gaps: z.array(spanSchema),
})

/** `availability`: null when it was not observed at all. */
const deviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  observedMs: ms,
  upMs: ms,
  downMs: ms,
  availability: share.nullable(),
  outages: count,
  longestOutageMs: ms,
})

/** A stretch in which a device was seen offline without a break; of what was not seen nothing is counted. */
const outageSchema = z.object({
  deviceId: z.string(),
  name: z.string(),
  fromAt: at,
  /** Null: it was offline at the end of the period. */
  toAt: at.nullable(),
  downMs: ms,
})

const fleetSchema = z.object({
  devices: count,
  observedMs: ms,
  upMs: ms,
  downMs: ms,
  /** `upMs` of `observedMs`, over all devices; null when nothing was observed. */
  availability: share.nullable(),
  outages: count,
  /** Hour by hour, day by day or week by week, as long as the period is. */
  timeline: z.array(z.object({ fromAt: at, toAt: at, upMs: ms, downMs: ms, availability: share.nullable() })),
  perDevice: z.array(deviceSchema),
  /** The longest, at most `MAX_OUTAGES`. */
  longest: z.array(outageSchema),
})

const agesSchema = z.object({ count, p50: ms, p95: ms, p99: ms, max: ms })

/** What happened in the period to operations of one kind: `create`, `update`, `delete`, `command.NAME`; `unknown` of those whose row is gone. */
const kindCountsSchema = z.object({
  kind: z.string(),
  created: count,
  applied: count,
  unconfirmed: count,
  expired: count,
  cancelled: count,
  merged: count,
  quarantined: count,
  conflicted: count,
})
export type KindCounts = z.infer<typeof kindCountsSchema>

/** All of the ledger since it began, and what of it happened in the period. */
const reliabilitySchema = z.object({
  /** `created = applied + unconfirmed + pending + quarantined + expired + cancelled + merged`, at the end of the ledger. */
  totals: z.object({
    created: count,
    applied: count,
    unconfirmed: count,
    pending: count,
    quarantined: count,
    expired: count,
    cancelled: count,
    merged: count,
  }),
  /** Made and in no state: always 0, or the ledger is damaged. */
  lost: count,
  /** Applied, and applied once more: always 0, or the ledger is damaged. */
  appliedTwice: count,
  /** In the period. `ended` counts by the state an operation ended in. */
  period: z.object({
    created: count,
    ended: z.record(z.string(), count),
    /** Refused by the server, or not to be read. */
    quarantined: count,
    conflicted: count,
    /** The answer was lost; then told apart by asking the server. */
    unknown: count,
    unknownSettled: count,
    stalls: count,
    /** The same by kind; kinds to which nothing happened are left out. */
    perKind: z.array(kindCountsSchema),
    /** In the stretches of the fleet's timeline. */
    timeline: z.array(z.object({ fromAt: at, toAt: at, created: count, applied: count })),
  }),
  /** From being made to being applied, of what was applied in the period; null: nothing was. */
  ages: agesSchema.nullable(),
  ledger: z.object({
    lines: count,
    /** The hash of the last line: whoever noted it can tell whether the past was changed. */
    head: z.string(),
    isIntact: z.boolean(),
    problem: z.string().nullable(),
  }),
})

/** Of the alarms of the site. `response`: from being raised to being acknowledged, of those acknowledged in the period. */
const answeredSchema = z.object({
  raised: count,
  /** Of those: raised while nobody looked, and known since they were still there afterwards. */
  late: count,
  acknowledged: count,
  /** Raised in the period, and acknowledged by nobody until its end. */
  untouched: count,
  response: agesSchema.nullable(),
})

const alarmsSchema = answeredSchema.extend({
  perPriority: z.array(z.object({ priority: z.enum(ALARM_PRIORITIES), ...answeredSchema.shape })),
  /** For so long it is not known what happened to alarms. */
  unobservedMs: ms,
  gaps: z.array(spanSchema.extend({ reason: z.enum(GAP_REASONS) })),
})

const metricSchema = z.object({
  name: z.string(),
  unit: z.enum(METRIC_UNITS),
  count,
  mean: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
  warnings: count,
  criticals: count,
  /** In the stretches of the fleet's timeline; null: no samples. */
  timeline: z.array(z.object({ fromAt: at, toAt: at, p95: z.number().nullable() })),
})

const performanceSchema = z.object({
  metrics: z.array(metricSchema),
  alerts: z.array(
    z.object({
      at,
      metric: z.string(),
      level: z.enum(['warning', 'critical']),
      value: z.number(),
      threshold: z.number(),
    }),
  ),
})

export const reportSchema = z.object({
  format: z.literal(REPORT_FORMAT),
  version: z.literal(REPORT_VERSION),
  /** By this PC's clock; so are the times of `performance`. Those of the site are its server's. */
  createdAt: at,
  program: z.string(),
  site: z.object({ key: z.string(), name: z.string() }),
  period: spanSchema,
  coverage: coverageSchema,
  fleet: fleetSchema,
  alarms: alarmsSchema,
  reliability: reliabilitySchema,
  performance: performanceSchema,
})
export type Report = z.infer<typeof reportSchema>
/** What a report comes to, without what it names one by one. */
export const reportHeadlineSchema = z.object({
  site: reportSchema.shape.site,
  period: spanSchema,
  coverage: coverageSchema.omit({ gaps: true }),
  fleet: fleetSchema.omit({ perDevice: true, longest: true, timeline: true }),
  reliability: reliabilitySchema.pick({ totals: true, lost: true, appliedTwice: true, ledger: true }),
})
export type ReportHeadline = z.infer<typeof reportHeadlineSchema>

export function headlineOf(report: Report): ReportHeadline {
  return reportHeadlineSchema.parse(report)
}

export type FleetSection = Report['fleet']
export type AlarmSection = Report['alarms']
export type Ages = z.infer<typeof agesSchema>
export type ReliabilitySection = Report['reliability']
export type PerformanceSection = Report['performance']
export type Coverage = Report['coverage']
