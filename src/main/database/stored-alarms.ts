import { ALARM_EVENT_TYPES } from '#shared/domain/alarm-events.ts'
import { type AlarmGap, GAP_REASONS, gapsIn, type Span } from '#shared/domain/alarm-history.ts'
import { ALARM_PRIORITIES } from '#shared/domain/alarms.ts'
import type { Severity } from '#shared/domain/entities.ts'
import { schemaVersion } from '#sqlite/migrate.ts'
import { openDatabase, type SqliteDatabase } from '#sqlite/open.ts'

/** In `meta`: what happened to alarms before has been deleted. */
export const EVENTS_KEPT_FROM = 'alarm_events_from'
/** In `meta`: how far the record of alarms goes, as `replica/alarm-mark.ts` writes it. */
const MARK = 'alarm_record'
/** The first schema with a record of alarms. */
const FIRST_SCHEMA = 4

/** An alarm was raised, or somebody has acknowledged it. Times by the server's clock. */
export interface AlarmStep {
  readonly alarmId: string
  /** With the id it names the occurrence. */
  readonly raisedAt: number
  readonly step: 'raised' | 'acknowledged'
  readonly at: number
  readonly priority: Severity
  /** It was raised while nobody saw it, and was still there afterwards. */
  readonly isLate: boolean
}

interface StepRow {
  readonly alarm_id: string
  readonly raised_at: number
  readonly type: number
  readonly at: number
  readonly priority: number
  readonly is_late: number
}

const RAISED = ALARM_EVENT_TYPES.indexOf('raised')
const ACKNOWLEDGED = ALARM_EVENT_TYPES.indexOf('acknowledged')

/** The record of alarms in a site's database, read beside the console or without it. Nothing is written. */
export class StoredAlarms {
  readonly #database: SqliteDatabase
  readonly #isRecorded: boolean

  /** @throws SqliteOpenError */
  constructor(file: string) {
    this.#database = openDatabase(file, { readonly: true })
    this.#isRecorded = schemaVersion(this.#database) >= FIRST_SCHEMA
    // One state of the file for all that is read.
    this.#database.exec('BEGIN')
  }

  /** Oldest first. */
  *steps({ from, to }: Span): Generator<AlarmStep> {
    if (!this.#isRecorded) return
    const rows = this.#database
      .prepare<[number, number, number, number], StepRow>(`
        SELECT alarm_id, raised_at, type, at, priority, is_late FROM alarm_events
        WHERE at >= ? AND at < ? AND type IN (?, ?) ORDER BY at, id`)
      .iterate(from, to, RAISED, ACKNOWLEDGED)
    for (const { alarm_id: alarmId, raised_at: raisedAt, type, at, priority: rank, is_late } of rows) {
      const priority = ALARM_PRIORITIES[rank]
      if (priority === undefined) continue
      yield {
        ...{ alarmId, raisedAt, at, priority, isLate: is_late === 1 },
        step: type === RAISED ? 'raised' : 'acknowledged',
      }
    }
  }

  /** When it is not known what happened. */
  gaps(span: Span): readonly AlarmGap[] {
    const { since = null, seenAt = 0 } = this.#isRecorded ? this.#mark() : {}
    const kept = this.#meta(EVENTS_KEPT_FROM)
    const known = gapsIn(span, {
      since,
      until: Number.POSITIVE_INFINITY,
      keptFrom: kept === undefined ? null : Number(kept),
      gaps: this.#isRecorded ? this.#storedGaps(span) : [],
    })
    // Apart from those that are known for sure: whoever knows that the site was seen later may shorten it.
    const from = Math.max(span.from, seenAt, ...known.map(({ to }) => to))
    return from < span.to ? [...known, { from, to: span.to, reason: 'not-yet' }] : known
  }

  close(): void {
    this.#database.close()
  }

  #storedGaps({ from }: Span): AlarmGap[] {
    return this.#database
      .prepare<[number], { from_at: number; to_at: number; reason: string }>(
        'SELECT from_at, to_at, reason FROM alarm_gaps WHERE to_at > ? ORDER BY from_at',
      )
      .all(from)
      .map(({ from_at, to_at, reason }) => ({
        from: from_at,
        to: to_at,
        reason: GAP_REASONS.find((known) => known === reason) ?? 'history-lost',
      }))
  }

  #mark(): { readonly since?: number; readonly seenAt?: number } {
    try {
      const { since, seenAt } = JSON.parse(this.#meta(MARK) ?? '{}') as { since?: unknown; seenAt?: unknown }
      return typeof since === 'number' && typeof seenAt === 'number' ? { since, seenAt } : {}
    } catch {
      return {}
    }
  }

  #meta(name: string): string | undefined {
    return this.#database.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck().get(name)
  }
}

/** @throws SqliteOpenError */
export function openStoredAlarms(file: string): StoredAlarms {
  return new StoredAlarms(file)
}
