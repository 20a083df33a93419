import type { METRIC_UNITS } from '../domain/metrics.ts'
import type { Report } from '../domain/report.ts'
import type { Cell, CellKind, ReportWriting } from './cells.ts'
import type { ReportTexts } from './texts/report-texts.ts'
import { filled } from './texts.ts'

export interface ReportColumn {
  readonly title: string
  /** Numbers stand at the end of their column. */
  readonly isNumber: boolean
}

/** A table of a report. `id` is stable: formats name their sheets and sections by it. */
export interface ReportTable {
  readonly id: keyof ReportTexts['sections']
  readonly title: string
  /** Short enough for the name of a sheet, and no other table's. */
  readonly sheet: string
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Everything a report says, as tables, in the order in which they are read: all formats are made of these. */
export function reportTables(report: Report, writing: ReportWriting): readonly ReportTable[] {
  const words = writing.texts
  return [
    summary(report, writing),
    coverage(report, words),
    gaps(report, words),
    devices(report, words),
    outages(report, words),
    alarms(report, words),
    alarmGaps(report, words),
    operations(report, words),
    kinds(report, words),
    reliability(report, words),
    metrics(report, writing),
    slowTimes(report, writing),
  ]
}

function summary(report: Report, { texts, languageName }: ReportWriting): ReportTable {
  const { site, period, createdAt, program, fleet, alarms: answered, coverage, reliability } = report
  const words = texts.summary
  return facts('summary', texts, [
    [words.site, cell('text', site.name)],
    [words.from, cell('time', period.fromAt)],
    [words.to, cell('time', period.toAt)],
    [words.createdAt, cell('time', createdAt)],
    [words.program, cell('text', program)],
    [words.language, cell('text', languageName)],
    [words.devices, cell('count', fleet.devices)],
    [words.availability, cell('share', fleet.availability)],
    [words.outages, cell('count', fleet.outages)],
    [words.offline, cell('duration', coverage.offlineMs)],
    [words.alarms, cell('count', answered.raised)],
    [words.response, cell('duration', answered.response?.p50 ?? null)],
    [words.applied, cell('count', reliability.period.ended['applied'] ?? 0)],
    [words.lost, cell('count', reliability.lost)],
  ])
}

function coverage(
  { coverage: { ranMs, observedMs, observedShare, offlineMs } }: Report,
  texts: ReportTexts,
): ReportTable {
  const words = texts.coverage
  return facts('coverage', texts, [
    [words.ran, cell('duration', ranMs)],
    [words.observed, cell('duration', observedMs)],
    [words.observedShare, cell('share', observedShare)],
    [words.offline, cell('duration', offlineMs)],
  ])
}

function gaps({ coverage: { gaps: spans } }: Report, texts: ReportTexts): ReportTable {
  const { from, to, length } = texts.gap
  return list(
    'gaps',
    texts,
    [text(from), text(to), number(length)],
    spans.map(({ fromAt, toAt }) => [cell('time', fromAt), cell('time', toAt), cell('duration', toAt - fromAt)]),
  )
}

function devices({ fleet: { perDevice } }: Report, texts: ReportTexts): ReportTable {
  const { name, id, availability, observed, up, down, outages: count, longest } = texts.device
  const titles = [availability, observed, up, down, count, longest]
  return list(
    'devices',
    texts,
    [text(name), text(id), ...titles.map(number)],
    perDevice.map((device) => [
      cell('text', device.name),
      cell('text', device.id),
      cell('share', device.availability),
      cell('duration', device.observedMs),
      cell('duration', device.upMs),
      cell('duration', device.downMs),
      cell('count', device.outages),
      cell('duration', device.longestOutageMs),
    ]),
  )
}

function outages({ fleet: { longest } }: Report, texts: ReportTexts): ReportTable {
  const { name, id, from, to, down } = texts.outage
  return list(
    'outages',
    texts,
    [text(name), text(id), text(from), text(to), number(down)],
    longest.map((outage) => [
      cell('text', outage.name),
      cell('text', outage.deviceId),
      cell('time', outage.fromAt),
      cell('time', outage.toAt),
      cell('duration', outage.downMs),
    ]),
  )
}

function alarms({ alarms: { perPriority, ...all } }: Report, texts: ReportTexts): ReportTable {
  const { priority, priorities, ...titles } = texts.alarm
  return list(
    'alarms',
    texts,
    [text(priority), ...Object.values(titles).map(number)],
    [...perPriority, { priority: 'all', ...all } as const].map((answered) => [
      cell('text', priorities[answered.priority]),
      cell('count', answered.raised),
      cell('count', answered.late),
      cell('count', answered.acknowledged),
      cell('count', answered.untouched),
      cell('duration', answered.response?.p50 ?? null),
      cell('duration', answered.response?.p95 ?? null),
      cell('duration', answered.response?.max ?? null),
    ]),
  )
}

function alarmGaps({ alarms: { gaps: spans } }: Report, texts: ReportTexts): ReportTable {
  const { from, to, length } = texts.gap
  const { reason: why, reasons } = texts.alarmGap
  return list(
    'alarmGaps',
    texts,
    [text(from), text(to), number(length), text(why)],
    spans.map(({ fromAt, toAt, reason }) => [
      cell('time', fromAt),
      cell('time', toAt),
      cell('duration', toAt - fromAt),
      cell('text', reasons[reason]),
    ]),
  )
}

function operations({ reliability: { period, ages } }: Report, texts: ReportTexts): ReportTable {
  const words = texts.operations
  const ended = (state: string): Cell => cell('count', period.ended[state] ?? 0)
  return facts('operations', texts, [
    [words.created, cell('count', period.created)],
    [words.applied, ended('applied')],
    [words.unconfirmed, ended('unconfirmed')],
    [words.expired, ended('expired')],
    [words.cancelled, ended('cancelled')],
    [words.merged, ended('merged')],
    [words.quarantined, cell('count', period.quarantined)],
    [words.conflicted, cell('count', period.conflicted)],
    [words.unknown, cell('count', period.unknown)],
    [words.unknownSettled, cell('count', period.unknownSettled)],
    [words.stalls, cell('count', period.stalls)],
    [words.ageP50, cell('duration', ages?.p50 ?? null)],
    [words.ageP95, cell('duration', ages?.p95 ?? null)],
    [words.ageP99, cell('duration', ages?.p99 ?? null)],
    [words.ageMax, cell('duration', ages?.max ?? null)],
  ])
}

function kinds({ reliability: { period } }: Report, texts: ReportTexts): ReportTable {
  const { name, names, detailed, ...titles } = texts.kind
  const counted = Object.keys(titles) as (keyof typeof titles)[]
  return list(
    'kinds',
    texts,
    [text(name), ...Object.values(titles).map(number)],
    period.perKind.map((row) => [
      cell('text', kindInWords(row.kind, names, detailed)),
      ...counted.map((title) => cell('count', row[title])),
    ]),
  )
}

function kindInWords(kind: string, names: Readonly<Record<string, string>>, detailed: string): string {
  const [first = kind, ...rest] = kind.split('.')
  const word = names[first] ?? first
  return rest.length === 0 ? word : filled(detailed, { kind: word, name: rest.join('.') })
}

function reliability({ reliability: { totals, lost, appliedTwice, ledger } }: Report, texts: ReportTexts): ReportTable {
  const words = texts.reliability
  const states = [
    'created',
    'applied',
    'unconfirmed',
    'pending',
    'quarantined',
    'expired',
    'cancelled',
    'merged',
  ] as const
  return facts('reliability', texts, [
    ...states.map((state) => [words[state], cell('count', totals[state])] as const),
    [words.lost, cell('count', lost)],
    [words.appliedTwice, cell('count', appliedTwice)],
    [words.lines, cell('count', ledger.lines)],
    [words.head, cell('text', ledger.head)],
    [words.intact, cell('text', ledger.isIntact ? words.yes : words.no)],
  ])
}

function metrics({ performance: { metrics: all } }: Report, { texts, metricName }: ReportWriting): ReportTable {
  const { name, ...titles } = texts.metric
  return list(
    'metrics',
    texts,
    [text(name), ...Object.values(titles).map(number)],
    all.map((metric) => [
      cell('text', metricName(metric.name)),
      cell('count', metric.count),
      measured(metric.unit, metric.mean),
      measured(metric.unit, metric.p50),
      measured(metric.unit, metric.p95),
      measured(metric.unit, metric.p99),
      measured(metric.unit, metric.max),
      cell('count', metric.warnings),
      cell('count', metric.criticals),
    ]),
  )
}

function slowTimes({ performance: section }: Report, { texts, metricName }: ReportWriting): ReportTable {
  const { at, metric, level, value, threshold } = texts.alert
  const unitOf = new Map(section.metrics.map(({ name, unit }) => [name, unit]))
  return list(
    'alerts',
    texts,
    [text(at), text(metric), text(level), number(value), number(threshold)],
    section.alerts.map((alert) => [
      cell('time', alert.at),
      cell('text', metricName(alert.metric)),
      cell('text', texts.levels[alert.level]),
      measured(unitOf.get(alert.metric) ?? 'count', alert.value),
      measured(unitOf.get(alert.metric) ?? 'count', alert.threshold),
    ]),
  )
}

function facts(id: ReportTable['id'], texts: ReportTexts, rows: readonly (readonly [string, Cell])[]): ReportTable {
  const columns = [text(texts.figure), number(texts.value)]
  const [title, sheet] = [texts.sections[id], texts.sheets[id]]
  return { id, title, sheet, columns, rows: rows.map(([name, value]) => [cell('text', name), value]) }
}

function list(
  id: ReportTable['id'],
  texts: ReportTexts,
  columns: readonly ReportColumn[],
  rows: readonly (readonly Cell[])[],
): ReportTable {
  return { id, title: texts.sections[id], sheet: texts.sheets[id], columns, rows }
}

function text(title: string): ReportColumn {
  return { title, isNumber: false }
}

function number(title: string): ReportColumn {
  return { title, isNumber: true }
}

function cell(kind: CellKind, value: string | number | null): Cell {
  return { kind, value }
}

function measured(unit: (typeof METRIC_UNITS)[number], value: number): Cell {
  return { kind: unit, value }
}
