import { existsSync } from 'node:fs'
import { openArchiveForReading } from '../archive/archive-database.ts'
import type { ArchiveReader } from '../archive/archive-reader.ts'
import { HOUR_MS, type MetricPoint, MINUTE_MS, type Span } from '../archive/records.ts'
import { exportLedger } from '../database/ledger/export.ts'
import { openStoredLedger } from '../database/ledger/stored-ledger.ts'
import { openStoredAlarms } from '../database/stored-alarms.ts'
import type { ReportAbout, ReportSource } from './compile.ts'

/** The files that a report is made of. */
export interface StoredPlaces {
  readonly archiveFile: string
  /** The database of the site. */
  readonly siteFile: string
}

/** Longer periods are counted from hours: minutes are not kept so long. */
const MINUTES_UP_TO_MS = 48 * HOUR_MS

/**
 * The facts of a period as they lie on this PC, read beside the console that goes on writing.
 *
 * @throws SqliteOpenError or StoredLedgerError
 */
export function openStoredSource(
  { archiveFile, siteFile }: StoredPlaces,
  { period, site, createdAt, program }: ReportAbout,
): ReportSource & { close(): void } {
  const ledger = openStoredLedger(siteFile)
  const alarms = openStoredAlarms(siteFile)
  const span = { from: period.fromAt, to: period.toAt }
  const archive = existsSync(archiveFile) ? openArchiveForReading(archiveFile) : null
  const reader = archive?.reader ?? null
  return {
    runs: () => reader?.runs(period) ?? [],
    observations: () => reader?.observations(site.key, period) ?? [],
    deviceStates: () => reader?.deviceStates(site.key, period) ?? [],
    alarms: () => alarms.steps(span),
    alarmGaps: () => alarms.gaps(span).map(({ from, to, reason }) => ({ fromAt: from, toAt: to, reason })),
    points: () => (reader === null ? [] : pointsOf(reader, period)),
    alerts: () => reader?.alerts(period) ?? [],
    kinds: () => ledger.kinds(),
    ledger: () => exportLedger(ledger, ledger.about(createdAt, program)),
    close: () => {
      ledger.close()
      alarms.close()
      archive?.close()
    },
  }
}

function pointsOf(reader: ArchiveReader, period: Span): Iterable<MetricPoint> {
  const query = { ...period, names: null }
  const isShort = period.toAt - period.fromAt <= MINUTES_UP_TO_MS
  return isShort ? reader.points({ ...query, step: MINUTE_MS }) : reader.pointsByHour(query)
}
