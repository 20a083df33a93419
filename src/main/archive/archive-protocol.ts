import type { MessagePort } from 'node:worker_threads'
import type { MetricSeriesRead } from '#shared/ipc/metric-requests.ts'
import type {
  MetricPoint,
  MetricUnit,
  PerformanceAlert,
  PointsQuery,
  Retention,
  SeriesQuery,
  Span,
  StateChange,
} from './records.ts'

/** Everything that can be asked of the archive, by name: what it is given and what it answers. */
export interface ArchiveCalls {
  addPoints(points: readonly MetricPoint[]): void
  addAlert(alert: PerformanceAlert): void
  noteRun(fromAt: number, toAt: number): void
  noteObservation(site: string, fromAt: number, toAt: number): void
  addBaseline(site: string, at: number, devices: readonly Omit<StateChange, 'before' | 'at'>[]): void
  addChanges(site: string, observedFrom: number, changes: readonly StateChange[]): void
  /** Does a step of tidying; false: nothing is left to do. */
  tidy(now: number, retention: Retention): boolean
  metricNames(): { name: string; unit: MetricUnit }[]
  points(query: PointsQuery): MetricPoint[]
  /** The same, reduced to what a chart shows. */
  series(query: SeriesQuery): MetricSeriesRead[]
  runs(span: Span): Span[]
  alerts(span: Span): PerformanceAlert[]
  observations(site: string, span: Span): Span[]
  /** Writes a copy of all of it into a file that is not there yet. */
  backUp(to: string): void
  /** Of the library that keeps it. */
  sqliteVersion(): string
  close(): void
}

export type ArchiveCallName = keyof ArchiveCalls

/** Given to the thread when it starts. */
export interface ArchiveThreadData {
  readonly port: MessagePort
  readonly file: string
  /** Milliseconds since the epoch: recorded with migrations, and names what had to be set aside. */
  readonly at: number
}

export interface ArchiveRequest {
  readonly id: number
  readonly name: ArchiveCallName
  readonly values: readonly unknown[]
}

export type ArchiveReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string }

/** The first message: whether it is open. `setAside`: a damaged file was put away under this name, and a new one begun. */
export type ArchiveOpened =
  | { readonly ok: true; readonly setAside: string | null }
  | { readonly ok: false; readonly message: string }
