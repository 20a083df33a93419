import { mergeDistributions } from '#shared/domain/distribution.ts'
import type { SqliteDatabase } from '#sqlite/open.ts'
import type { ArchiveWriter } from './archive-writer.ts'
import { HOUR_MS, type MetricPoint, MINUTE_MS, type Retention } from './records.ts'

/** Rows that one step removes at most: a few milliseconds. */
const ROWS_PER_STEP = 2_000
/** Minutes that come late (a clock was set back) still get into their hour when it is this far behind. */
const LATE_MS = 5 * MINUTE_MS

const ROLLED_UP_TO = 'rolled_up_to'

interface MinuteRow {
  readonly metric: number
  readonly at: number
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
  readonly buckets: string
}

/** Makes hours of minutes and removes what is too old, in small steps. */
export class ArchiveTidy {
  readonly #database: SqliteDatabase
  readonly #writer: ArchiveWriter
  readonly #statements: ReturnType<typeof prepare>

  constructor(database: SqliteDatabase, writer: ArchiveWriter) {
    this.#database = database
    this.#writer = writer
    this.#statements = prepare(database)
  }

  /** Does one step; false: nothing is left to do at this time. */
  step(now: number, retention: Retention): boolean {
    return this.#database.transaction(() => this.#rollUp(now) || this.#remove(now, retention)).immediate()
  }

  /** One hour that is over becomes one point per metric. The hour and the mark that it is done are one transaction. */
  #rollUp(now: number): boolean {
    const { metaOf, putMeta, firstMinuteFrom, minutes } = this.#statements
    const doneTo = metaOf.get(ROLLED_UP_TO)?.value ?? 0
    const first = firstMinuteFrom.get(MINUTE_MS, doneTo)?.at ?? null
    if (first === null) return false
    const hour = first - (first % HOUR_MS)
    if (hour + HOUR_MS + LATE_MS > now) return false
    const byMetric = Map.groupBy(minutes.all(MINUTE_MS, hour, hour + HOUR_MS), ({ metric }) => metric)
    for (const [metric, rows] of byMetric) {
      const all = mergeDistributions(
        rows.map((row) => ({ ...row, buckets: JSON.parse(row.buckets) as MetricPoint['buckets'] })),
      )
      if (all !== null) this.#writer.putPoint(HOUR_MS, metric, { ...all, at: hour })
    }
    putMeta.run(ROLLED_UP_TO, hour + HOUR_MS)
    return true
  }

  #remove(now: number, { minutesMs, hoursMs, observationsMs }: Retention): boolean {
    const { removePoints, removeAlerts, removeRuns, removeObservations, removeStates } = this.#statements
    // A minute that is in no hour yet is never removed.
    const rolledUpTo = this.#statements.metaOf.get(ROLLED_UP_TO)?.value ?? 0
    const removed =
      removePoints.run(MINUTE_MS, Math.min(now - minutesMs, rolledUpTo), ROWS_PER_STEP).changes +
      removePoints.run(HOUR_MS, now - hoursMs, ROWS_PER_STEP).changes +
      removeAlerts.run(now - hoursMs).changes +
      removeRuns.run(now - observationsMs).changes +
      removeObservations.run(now - observationsMs).changes +
      removeStates.run({ before: now - observationsMs, rows: ROWS_PER_STEP }).changes
    return removed > 0
  }
}

function prepare(database: SqliteDatabase) {
  return {
    metaOf: database.prepare<[string], { value: number }>('SELECT value FROM meta WHERE name = ?'),
    putMeta: database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)'),
    firstMinuteFrom: database.prepare<[number, number], { at: number | null }>(
      'SELECT min(at) AS at FROM points WHERE step = ? AND at >= ?',
    ),
    minutes: database.prepare<[number, number, number], MinuteRow>(
      'SELECT metric, at, count, sum, min, max, buckets FROM points WHERE step = ? AND at >= ? AND at < ?',
    ),
    removePoints: database.prepare(
      `DELETE FROM points WHERE (step, metric, at) IN
         (SELECT step, metric, at FROM points WHERE step = ? AND at < ? LIMIT ?)`,
    ),
    removeAlerts: database.prepare('DELETE FROM alerts WHERE at < ?'),
    removeRuns: database.prepare('DELETE FROM runs WHERE to_at < ?'),
    removeObservations: database.prepare('DELETE FROM observations WHERE to_at < ?'),
    // The newest of the old ones stays: it says what the device was since then. One that was removed is past.
    removeStates: database.prepare(
      `DELETE FROM device_states WHERE (device, at) IN
         (SELECT device, at FROM device_states AS old WHERE at < :before AND (state = 'removed' OR EXISTS
            (SELECT 1 FROM device_states AS newer WHERE newer.device = old.device AND newer.at > old.at AND newer.at < :before))
          LIMIT :rows)`,
    ),
  }
}
