import { DEVICE_STATUSES } from '../domain/device-status.ts'
import { isWholeReport } from '../domain/report-cells.ts'
import type { EntityReport } from '../domain/view.ts'

/** A whole report of a device, without the names of its values: a third of the text, which is written, sent, kept and read. */
type ReportRow = readonly [
  id: string,
  status: number,
  lastSeenAt: number,
  score: number,
  cpu: number,
  memory: number,
  storage: number,
  temperature: number,
]

/** Reports as JSON. Numbers come out as they went in. */
export function reportsText(reports: readonly EntityReport[]): string {
  return `[${reports.map(reportText).join()}]`
}

/** What `reportsText` was made of. */
export function reportsOf(text: string): EntityReport[] {
  return (JSON.parse(text) as (ReportRow | EntityReport)[]).map((item) => (isRow(item) ? reportOf(item) : item))
}

function reportText(report: EntityReport): string {
  const { entityType, id, reported } = report
  if (entityType !== 'device' || !isWholeReport(reported)) return JSON.stringify(report)
  const { status, lastSeenAt, health } = reported
  const { score, cpu, memory, storage, temperature } = health
  const row: ReportRow = [id, DEVICE_STATUSES.indexOf(status), lastSeenAt, score, cpu, memory, storage, temperature]
  return JSON.stringify(row)
}

function isRow(item: ReportRow | EntityReport): item is ReportRow {
  return Array.isArray(item)
}

function reportOf([id, status, lastSeenAt, score, cpu, memory, storage, temperature]: ReportRow): EntityReport {
  const health = { score, cpu, memory, storage, temperature }
  return { entityType: 'device', id, reported: { status: DEVICE_STATUSES[status], lastSeenAt, health } }
}
