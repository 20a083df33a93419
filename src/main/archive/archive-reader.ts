import type { SqliteDatabase } from '#sqlite/open.ts'
import {
  type DeviceStateRow,
  HOUR_MS,
  type MetricPoint,
  type MetricUnit,
  MINUTE_MS,
  type PerformanceAlert,
  type PointsQuery,
  type RecordedState,
  type Span,
} from './records.ts'

interface PointRow {
  readonly name: string
  readonly unit: MetricUnit
  readonly at: number
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
  readonly buckets: string
}

/** Reads what was seen. Rows come one by one: a year of a large fleet does not fit into memory. */
export class ArchiveReader {
  readonly #database: SqliteDatabase
  readonly #statements: ReturnType<typeof prepare>

  constructor(database: SqliteDatabase) {
    this.#database = database
    this.#statements = prepare(database)
  }

  metricNames(): { name: string; unit: MetricUnit }[] {
    return this.#statements.metrics.all()
  }

  /** Of the library that keeps it. */
  sqliteVersion(): string {
    return String(this.#database.prepare('SELECT sqlite_version()').pluck().get())
  }

  /** By name, then time. */
  *points({ step, fromAt, toAt, names }: PointsQuery): Generator<MetricPoint> {
    const chosen = names === null ? '' : `AND metrics.name IN (${names.map(() => '?').join(', ')})`
    const rows = this.#database
      .prepare<(number | string)[], PointRow>(
        `SELECT metrics.name, metrics.unit, points.at, count, sum, min, max, buckets
         FROM metrics CROSS JOIN points ON points.metric = metrics.id AND points.step = ?
         WHERE points.at >= ? AND points.at < ? ${chosen} ORDER BY metrics.name, metrics.unit, points.at`,
      )
      .iterate(step, fromAt, toAt, ...(names ?? []))
    for (const row of rows) yield { ...row, buckets: bucketsOf(row) }
  }

  /** Hours, and minutes of what is in no hour yet; by name, unit and time. */
  *pointsByHour({ fromAt, toAt, names }: Omit<PointsQuery, 'step'>): Generator<MetricPoint> {
    const chosen = names === null ? '' : `AND metrics.name IN (${names.map(() => '?').join(', ')})`
    const rolledUpTo = this.#statements.rolledUpTo.get()?.value ?? 0
    const rows = this.#database
      .prepare<(number | string)[], PointRow>(
        `SELECT metrics.name, metrics.unit, points.at, count, sum, min, max, buckets
         FROM metrics CROSS JOIN points ON points.metric = metrics.id
         WHERE ((points.step = ${HOUR_MS} AND points.at >= ? AND points.at < ?)
             OR (points.step = ${MINUTE_MS} AND points.at >= ? AND points.at < ?)) ${chosen}
         ORDER BY metrics.name, metrics.unit, points.at`,
      )
      .iterate(fromAt, Math.min(toAt, rolledUpTo), Math.max(fromAt, rolledUpTo), toAt, ...(names ?? []))
    for (const row of rows) yield { ...row, buckets: JSON.parse(row.buckets) as MetricPoint['buckets'] }
  }

  alerts({ fromAt, toAt }: Span): PerformanceAlert[] {
    return this.#statements.alerts.all(fromAt, toAt)
  }

  /** Spans that touch the one asked for, oldest first, uncut. */
  runs({ fromAt, toAt }: Span): Span[] {
    return this.#statements.runs.all(fromAt, toAt)
  }

  /** Spans that touch the one asked for, oldest first, uncut. */
  observations(site: string, { fromAt, toAt }: Span): Span[] {
    return this.#statements.observations.all(site, fromAt, toAt)
  }

  /** From when on anything of the site was seen; null: never. */
  firstObserved(site: string): number | null {
    return this.#statements.firstObserved.get(site)?.at ?? null
  }

  /**
   * For each device of the site, by id: the state it had at `fromAt`, where one is known, and each change up to `toAt`, oldest
   * first.
   */
  deviceStates(site: string, { fromAt, toAt }: Span): IterableIterator<DeviceStateRow> {
    return this.#statements.deviceStates.iterate({ site, fromAt, toAt })
  }

  countDeviceStates(): number {
    return this.#statements.countStates.get()?.count ?? 0
  }
}

/** @throws Error with a sentence */
function bucketsOf({ name, at, buckets }: PointRow): MetricPoint['buckets'] {
  try {
    return JSON.parse(buckets) as MetricPoint['buckets']
  } catch (error) {
    const when = new Date(at).toISOString()
    throw new Error(`What was recorded of “${name}” at ${when} is damaged and cannot be read.`, { cause: error })
  }
}

function prepare(database: SqliteDatabase) {
  return {
    metrics: database.prepare<[], { name: string; unit: MetricUnit }>('SELECT name, unit FROM metrics ORDER BY name'),
    rolledUpTo: database.prepare<[], { value: number }>("SELECT value FROM meta WHERE name = 'rolled_up_to'"),
    alerts: database.prepare<[number, number], PerformanceAlert>(
      'SELECT metric, level, value, threshold, at FROM alerts WHERE at >= ? AND at < ? ORDER BY at, rowid',
    ),
    runs: database.prepare<[number, number], Span>(
      'SELECT from_at AS fromAt, to_at AS toAt FROM runs WHERE to_at > ? AND from_at < ? ORDER BY from_at',
    ),
    observations: database.prepare<[string, number, number], Span>(
      `SELECT from_at AS fromAt, to_at AS toAt FROM observations JOIN sites ON sites.id = site
       WHERE sites.key = ? AND to_at > ? AND from_at < ? ORDER BY from_at`,
    ),
    firstObserved: database.prepare<[string], { at: number | null }>(
      'SELECT min(from_at) AS at FROM observations JOIN sites ON sites.id = site WHERE sites.key = ?',
    ),
    deviceStates: database.prepare<
      [{ site: string; fromAt: number; toAt: number }],
      { deviceId: string; name: string; at: number; state: RecordedState }
    >(
      `SELECT devices.key AS deviceId, devices.name, device_states.at, device_states.state
       FROM devices JOIN sites ON sites.id = devices.site
       JOIN device_states ON device_states.device = devices.id
       WHERE sites.key = :site AND device_states.at < :toAt AND device_states.at >= ifnull(
         (SELECT max(before.at) FROM device_states AS before WHERE before.device = devices.id AND before.at <= :fromAt),
         :fromAt)
       ORDER BY devices.key, device_states.at`,
    ),
    countStates: database.prepare<[], { count: number }>('SELECT count(*) AS count FROM device_states'),
  }
}
