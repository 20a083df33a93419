import type { SqliteDatabase } from '#sqlite/open.ts'
import type { StretchRow } from './stretch-rows.ts'

/** What the figures need of an event. */
export interface CountedEventRow {
  readonly at: number
  readonly type: number
  readonly raised_at: number
  readonly priority: number
  readonly is_late: number
}

type EventValues = [
  at: number,
  type: number,
  alarmId: string,
  raisedAt: number,
  mark: number,
  priority: number,
  deviceId: string,
  kind: string,
  actor: string | null,
  note: string,
  isLate: number,
]

/** The prepared statements of the record of alarms, made once per open database. */
export function alarmStatements(database: SqliteDatabase) {
  return {
    insertEvent: database.prepare<EventValues>(`
      INSERT INTO alarm_events (at, type, alarm_id, raised_at, mark, priority, device_id, kind, actor, note, is_late)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`),
    eventsSince: database.prepare<[number], CountedEventRow>(
      'SELECT at, type, raised_at, priority, is_late FROM alarm_events WHERE at >= ? ORDER BY at',
    ),
    removeEvents: database.prepare<[number, number]>(`
      DELETE FROM alarm_events WHERE id IN (SELECT id FROM alarm_events WHERE at < ? ORDER BY at LIMIT ?)`),
    putTrack: database.prepare<[string, string]>('INSERT OR REPLACE INTO alarm_tracks (alarm_id, track) VALUES (?, ?)'),
    removeTrack: database.prepare<[string]>('DELETE FROM alarm_tracks WHERE alarm_id = ?'),
    tracks: database.prepare<[], { track: string }>('SELECT track FROM alarm_tracks'),
    active: database.prepare<[], { n: number }>(
      "SELECT count(*) AS n FROM alarm_tracks WHERE json_valid(track) AND track ->> '$.isActive' = 1",
    ),
    day: database.prepare<[number], StretchRow>('SELECT start, counts, slots, waits FROM alarm_days WHERE start = ?'),
    daysSince: database.prepare<[number], StretchRow>(
      'SELECT start, counts, slots, waits FROM alarm_days WHERE start >= ? ORDER BY start',
    ),
    putDay: database.prepare<[number, Buffer, Buffer, Buffer]>(
      'INSERT OR REPLACE INTO alarm_days (start, counts, slots, waits) VALUES (?, ?, ?, ?)',
    ),
    removeDays: database.prepare<[number]>('DELETE FROM alarm_days WHERE start < ?'),
    putGap: database.prepare<[number, number, string]>(`
      INSERT INTO alarm_gaps (from_at, to_at, reason) VALUES (?, ?, ?)
      ON CONFLICT (from_at) DO UPDATE SET to_at = max(to_at, excluded.to_at)`),
    gapsSince: database.prepare<[number], { from_at: number; to_at: number; reason: string }>(
      'SELECT from_at, to_at, reason FROM alarm_gaps WHERE to_at > ? ORDER BY from_at',
    ),
    removeGaps: database.prepare<[number]>('DELETE FROM alarm_gaps WHERE to_at < ?'),
    metaOf: database.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?'),
    putMeta: database.prepare<[string, string]>('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)'),
  }
}
export type AlarmStatements = ReturnType<typeof alarmStatements>
