import type { Migration } from '#sqlite/migrate.ts'

/**
 * What happened to alarms, kept over months:
 *
 * - `alarm_events`: each step of each alarm, once; `type` and `priority` are places in the lists of the program.
 * - `alarm_tracks`: how far each alarm that the server still tells of is recorded, written with its events.
 * - `alarm_days`: the sums of each day, written with the events that they count, and kept longer than those.
 * - `alarm_gaps`: when not everything was seen.
 */
export const alarmRecord: Migration = {
  id: 4,
  name: 'alarm-record',
  up(database) {
    database.exec(`
      CREATE TABLE alarm_events (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        type INTEGER NOT NULL,
        alarm_id TEXT NOT NULL,
        raised_at INTEGER NOT NULL,
        mark INTEGER NOT NULL,
        priority INTEGER NOT NULL,
        device_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        actor TEXT,
        note TEXT NOT NULL,
        is_late INTEGER NOT NULL,
        UNIQUE (alarm_id, raised_at, type, mark)
      ) STRICT;
      CREATE INDEX alarm_events_by_time ON alarm_events (at);

      CREATE TABLE alarm_tracks (
        alarm_id TEXT PRIMARY KEY,
        track TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE alarm_days (
        start INTEGER PRIMARY KEY,
        counts BLOB NOT NULL,
        slots BLOB NOT NULL,
        waits BLOB NOT NULL
      ) STRICT;

      CREATE TABLE alarm_gaps (
        from_at INTEGER PRIMARY KEY,
        to_at INTEGER NOT NULL,
        reason TEXT NOT NULL
      ) STRICT;
    `)
  },
}
