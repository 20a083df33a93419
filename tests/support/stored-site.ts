import { ALARM_EVENT_TYPES } from '#shared/domain/alarm-events.ts'
import { ALARM_PRIORITIES } from '#shared/domain/alarms.ts'
import { migrate } from '#sqlite/migrate.ts'
import { openDatabase } from '#sqlite/open.ts'
import { ArchiveDatabase } from '../../src/main/archive/archive-database.ts'
import { SITE_MIGRATIONS } from '../../src/main/database/migrations/all.ts'
import type { ReportAbout } from '../../src/main/reports/compile.ts'
import { type Facts, HOUR, ledgerOf, MIDNIGHT } from './report-facts.ts'

/** Lays the facts of a report down as the console does: the archive, and a site's database with its ledger. */
export function storeFacts(
  facts: Facts,
  about: ReportAbout,
  { archiveFile, siteFile }: { archiveFile: string; siteFile: string },
): void {
  const { key } = about.site
  const archive = new ArchiveDatabase(archiveFile, 0)
  for (const { fromAt, toAt } of facts.runs) archive.writer.noteRun(fromAt, toAt)
  for (const { fromAt, toAt } of facts.observations) archive.writer.noteObservation(key, fromAt, toAt)
  for (const { deviceId, name, at, state } of facts.states)
    archive.writer.addChanges(key, at, [{ deviceId, name, before: null, state, at }])
  archive.writer.addPoints(facts.points)
  for (const alert of facts.alerts) archive.writer.addAlert(alert)
  archive.close()
  storeLedger(facts, siteFile)
  storeAlarms(facts, siteFile)
}

function storeAlarms({ alarms, alarmGaps }: Facts, siteFile: string): void {
  const database = openDatabase(siteFile)
  const insert = database.prepare(`
    INSERT INTO alarm_events (at, type, alarm_id, raised_at, mark, priority, device_id, kind, actor, note, is_late)
    VALUES (?, ?, ?, ?, 0, ?, 'gate-1', 'test', NULL, '', ?)`)
  for (const { at, step, alarmId, raisedAt, priority, isLate } of alarms) {
    const places = [ALARM_EVENT_TYPES.indexOf(step), ALARM_PRIORITIES.indexOf(priority)] as const
    insert.run(at, places[0], alarmId, raisedAt, places[1], isLate ? 1 : 0)
  }
  const mark = { epoch: '', sequence: 0, since: 0, observedFrom: 0, seenAt: MIDNIGHT + 12 * HOUR }
  database.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run('alarm_record', JSON.stringify(mark))
  const gap = database.prepare('INSERT INTO alarm_gaps (from_at, to_at, reason) VALUES (?, ?, ?)')
  for (const { fromAt, toAt, reason } of alarmGaps) gap.run(fromAt, toAt, reason)
  database.close()
}

function storeLedger(facts: Facts, siteFile: string): void {
  const { lines, head } = ledgerOf(facts.steps)
  const database = openDatabase(siteFile)
  migrate(database, SITE_MIGRATIONS, 0)
  const insert = database.prepare('INSERT INTO ledger (line, body, hash) VALUES (?, ?, ?)')
  for (const { line, body, hash } of lines) insert.run(line, body, Buffer.from(hash, 'hex'))
  const states = Object.entries(head.states).flatMap(([state, n]) => Array.from({ length: n }, () => state))
  const columns = database.pragma('table_info(operations)') as { name: string; notnull: number; type: string }[]
  for (const [index, state] of states.entries()) {
    const needed = columns.filter(
      ({ name, notnull }) => notnull === 1 || name === 'client_sequence' || name === 'state',
    )
    const [kind = '', command] = (facts.kinds[index] ?? '').split('.')
    const known: Readonly<Record<string, unknown>> = {
      ...{ client_sequence: index + 1, state, kind },
      intent: JSON.stringify({ kind, command }),
    }
    const values = needed.map(({ name, type }) => known[name] ?? (type === 'INTEGER' ? 0 : `${name}-${index}`))
    database
      .prepare(
        `INSERT INTO operations (${needed.map(({ name }) => name).join()}) VALUES (${needed.map(() => '?').join()})`,
      )
      .run(...values)
  }
  database.close()
}
