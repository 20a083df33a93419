import { ArchiveDatabase } from '../../../src/main/archive/archive-database.ts'
import { HOUR_MS, type MetricPoint, type Span } from '../../../src/main/archive/records.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'

export const DAY_MS = 24 * HOUR_MS
/** A device goes down and comes back three times a day: a fleet that is not well. */
const CHANGES_PER_DAY = 6
const METRICS = 60
const BUCKETS = 60
/** Devices do not go down all at once. */
const SHIFT_MS = 7_919

export interface Filled {
  readonly changes: number
  readonly points: number
  readonly metrics: number
}

/** An archive of so many days, as the console would have kept it: states of the devices, and its own figures by the hour. */
export function fillArchive(
  file: string,
  { site, devices, period }: { site: string; devices: number; period: Span },
): Filled {
  const archive = new ArchiveDatabase(file, 0)
  const days = Math.round((period.toAt - period.fromAt) / DAY_MS)
  archive.writer.noteRun(period.fromAt, period.toAt)
  for (let day = 0; day < days; day += 1) {
    const fromAt = period.fromAt + day * DAY_MS
    archive.writer.noteObservation(site, fromAt, fromAt + 23 * HOUR_MS)
  }
  for (let device = 0; device < devices; device += 1) {
    archive.writer.addChanges(site, period.fromAt, changesOf(device, days * CHANGES_PER_DAY, period.fromAt))
  }
  for (let metric = 0; metric < METRICS; metric += 1)
    archive.writer.addPoints(hoursOf(metric, days * 24, period.fromAt))
  archive.close()
  // Minutes of past days are long hours by now.
  const database = openDatabase(file)
  database.prepare('UPDATE points SET step = ?').run(HOUR_MS)
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  return { changes: devices * days * CHANGES_PER_DAY, points: METRICS * days * 24, metrics: METRICS }
}

function changesOf(device: number, count: number, fromAt: number) {
  const deviceId = `device-${String(device).padStart(36, '0')}`
  return Array.from({ length: count }, (_none, index) => ({
    ...{ deviceId, name: `Screen ${device}`, before: null },
    state: index % 2 === 0 ? ('online' as const) : ('offline' as const),
    at: fromAt + (index * DAY_MS) / CHANGES_PER_DAY + ((device * SHIFT_MS) % HOUR_MS),
  }))
}

function hoursOf(metric: number, count: number, fromAt: number): MetricPoint[] {
  const buckets = Array.from({ length: BUCKETS }, (_none, index) => [index + 1, 60] as const)
  return Array.from({ length: count }, (_none, hour) => ({
    ...{ name: `metric_${metric}`, unit: 'ms' as const, at: fromAt + hour * HOUR_MS },
    ...{ count: BUCKETS * 60, sum: 60 * ((BUCKETS * (BUCKETS + 1)) / 2), min: 1, max: BUCKETS, buckets },
  }))
}
