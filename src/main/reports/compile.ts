import { REPORT_FORMAT, REPORT_VERSION, type Report } from '#shared/domain/report.ts'
import type { ReportStep } from '#shared/domain/report-formats.ts'
import type { AlarmGapRow, DeviceStateRow, MetricPoint, PerformanceAlert, Span } from '../archive/records.ts'
import type { AlarmStep } from '../database/stored-alarms.ts'
import { AlarmAccounts } from './figures/alarms.ts'
import { FleetAccounts } from './figures/availability.ts'
import { coverageOf } from './figures/coverage.ts'
import type { KindRun } from './figures/operation-kinds.ts'
import { PerformanceAccounts } from './figures/performance.ts'
import { ReliabilityAccounts } from './figures/reliability.ts'
import { joinedSpans } from './figures/spans.ts'

/** The name under which the watchdog of the queue counts that nothing moved. */
export const STALL_METRIC = 'queue_stall'

/** They may be read while they come. */
export type Rows<T> = Iterable<T> | AsyncIterable<T>

/** Where the facts of a report come from: the databases of this PC, or the raw records that were exported with it. */
export interface ReportSource {
  runs(): Rows<Span>
  observations(): Rows<Span>
  /** One device after the other, oldest first. */
  deviceStates(): Rows<DeviceStateRow>
  /** What happened to alarms in the period, oldest first; and when that is not known. */
  alarms(): Rows<AlarmStep>
  alarmGaps(): Rows<AlarmGapRow>
  /** By metric, oldest first. */
  points(): Rows<MetricPoint>
  alerts(): Rows<PerformanceAlert>
  /** Of which kind the operations of the ledger are; numbers rising. */
  kinds(): Rows<KindRun>
  /** The lines of the ledger's export. */
  ledger(): Rows<string>
}

export interface ReportAbout {
  readonly createdAt: number
  readonly program: string
  readonly site: Report['site']
  readonly period: Span
}

export type ReportStage = Extract<ReportStep, 'fleet' | 'operations' | 'performance'>

/** Says how far it is: the stage, and how many records of it were read. */
export type OnStage = (stage: ReportStage, records: number) => void

/** Between two words about how far it is. */
const RECORDS_PER_WORD = 20_000

/** Counts a report. The same facts make the same report, to the last digit. */
export async function compileReport(
  source: ReportSource,
  about: ReportAbout,
  onStage: OnStage = () => undefined,
): Promise<Report> {
  const { period } = about
  const observations = await all(source.observations())
  const fleet = new FleetAccounts(period, joinedSpans(observations, period))
  await each(
    source.deviceStates(),
    (row) => fleet.take(row),
    (records) => onStage('fleet', records),
  )
  const alarms = new AlarmAccounts(period)
  await each(source.alarms(), (step) => alarms.take(step))
  const reliability = new ReliabilityAccounts(period)
  await each(source.kinds(), (run) => reliability.takeKind(run))
  await each(
    source.ledger(),
    (line) => reliability.take(line),
    (records) => onStage('operations', records),
  )
  const figures = new PerformanceAccounts(period)
  await each(
    source.points(),
    (point) => figures.take(point),
    (records) => onStage('performance', records),
  )
  const section = figures.end(await all(source.alerts()))
  const stalls = section.metrics.find(({ name }) => name === STALL_METRIC)?.count ?? 0
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    ...about,
    coverage: coverageOf(period, await all(source.runs()), observations),
    fleet: fleet.end(),
    alarms: alarms.end(await all(source.alarmGaps()), observations),
    reliability: reliability.end(stalls),
    performance: section,
  }
}

async function each<T>(
  rows: Rows<T>,
  take: (row: T) => void,
  tell: (count: number) => void = () => undefined,
): Promise<void> {
  let count = 0
  const taken = (row: T): void => {
    take(row)
    count += 1
    if (count % RECORDS_PER_WORD === 0) tell(count)
  }
  // Not awaited one by one where they are here already: there may be millions of them.
  if (Symbol.iterator in rows) for (const row of rows) taken(row)
  else for await (const row of rows) taken(row)
  tell(count)
}

async function all<T>(rows: Rows<T>): Promise<T[]> {
  const found: T[] = []
  for await (const row of rows) found.push(row)
  return found
}
