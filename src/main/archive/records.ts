import type { GapReason } from '#shared/domain/alarm-history.ts'
import type { Distribution } from '#shared/domain/distribution.ts'
import type { METRIC_UNITS, PerformanceAlert } from '#shared/domain/metrics.ts'

export type MetricUnit = (typeof METRIC_UNITS)[number]

/** Lengths of a point in milliseconds: minutes are kept for days, hours for a year. */
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export type Step = typeof MINUTE_MS | typeof HOUR_MS

/** What one metric showed from `at` on for one step. */
export interface MetricPoint extends Distribution {
  readonly name: string
  readonly unit: MetricUnit
  /** Start of the minute or hour, milliseconds since the epoch. */
  readonly at: number
}

export interface PointsQuery {
  readonly step: Step
  /** Points that begin in here; `toAt` is not included. */
  readonly fromAt: number
  readonly toAt: number
  /** Null: of all metrics. */
  readonly names: readonly string[] | null
}

/** `step`: hours are joined with the minutes of what is in no hour yet. */
export interface SeriesQuery extends PointsQuery {
  /** What one point stands for: a multiple of the step. The first begins at `fromAt`. */
  readonly everyMs: number
}

/** A span of time, its end not included. */
export interface Span {
  readonly fromAt: number
  readonly toAt: number
}

/** A device is in this state from `at` on. `removed`: the server no longer has it. */
export interface DeviceStateRow {
  readonly deviceId: string
  readonly name: string
  readonly at: number
  readonly state: RecordedState
}

/** As devices report it; `removed`: deleted. */
export type RecordedState = 'online' | 'idle' | 'offline' | 'removed'

/** A device's state has changed, as it was seen. */
export interface StateChange {
  readonly deviceId: string
  readonly name: string
  /** Null: it was not there before. */
  readonly before: RecordedState | null
  readonly state: RecordedState
  /** By the server's clock. */
  readonly at: number
}

/** How long what is kept; milliseconds. */
export interface Retention {
  readonly minutesMs: number
  readonly hoursMs: number
  readonly observationsMs: number
}

/** For so long it is not known what happened to the alarms of a site. */
export interface AlarmGapRow extends Span {
  readonly reason: GapReason
}

export type { PerformanceAlert }
