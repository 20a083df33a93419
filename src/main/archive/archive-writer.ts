import { mergeDistributions } from '#shared/domain/distribution.ts'
import type { SqliteDatabase } from '#sqlite/open.ts'
import { type MetricPoint, MINUTE_MS, type PerformanceAlert, type StateChange, type Step } from './records.ts'

interface StoredDistribution {
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
  readonly buckets: string
}

/** Writes what was seen. Each method is one transaction; each can be repeated without harm. */
export class ArchiveWriter {
  readonly #database: SqliteDatabase
  readonly #statements: ReturnType<typeof prepare>

  constructor(database: SqliteDatabase) {
    this.#database = database
    this.#statements = prepare(database)
  }

  /** A point that is there already gets these samples as well: a restart within the minute loses none. */
  addPoints(points: readonly MetricPoint[]): void {
    this.#together(() => {
      for (const point of points) this.putPoint(MINUTE_MS, this.#metric(point), point)
    })
  }

  /** For use inside a transaction. */
  putPoint(step: Step, metric: number, point: Omit<MetricPoint, 'name' | 'unit'>): void {
    const { pointOf, putPoint } = this.#statements
    const known = pointOf.get(step, metric, point.at)
    const all =
      known === undefined
        ? point
        : (mergeDistributions([{ ...known, buckets: JSON.parse(known.buckets) as MetricPoint['buckets'] }, point]) ??
          point)
    putPoint.run(step, metric, point.at, all.count, all.sum, all.min, all.max, JSON.stringify(all.buckets))
  }

  addAlert({ at, metric, level, value, threshold }: PerformanceAlert): void {
    this.#statements.addAlert.run(at, metric, level, value, threshold)
  }

  /** The program runs since `fromAt` and ran at `toAt`. */
  noteRun(fromAt: number, toAt: number): void {
    const { extendRun, addRun } = this.#statements
    this.#together(() => {
      if (extendRun.run(toAt, fromAt).changes === 0) addRun.run(fromAt, Math.max(fromAt, toAt))
    })
  }

  /** The copy of the site was current from `fromAt` to `toAt`. */
  noteObservation(site: string, fromAt: number, toAt: number): void {
    const { noteObservation } = this.#statements
    this.#together(() => noteObservation.run(this.#site(site), fromAt, Math.max(fromAt, toAt)))
  }

  /**
   * The states of these devices when an observation began at `at`. Written only where it differs from what was known, and
   * never over something newer.
   */
  addBaseline(site: string, at: number, devices: readonly Omit<StateChange, 'before' | 'at'>[]): void {
    this.#together(() => {
      const siteNumber = this.#site(site)
      for (const { deviceId, name, state } of devices) {
        const device = this.#device(siteNumber, deviceId, name)
        const last = this.#statements.lastState.get(device)
        if (last === undefined || (last.at <= at && last.state !== state)) this.#putState(device, at, state)
      }
    })
  }

  /**
   * Changes as they were seen. Of a device that is not known yet its state before is noted too, from `observedFrom` on.
   */
  addChanges(site: string, observedFrom: number, changes: readonly StateChange[]): void {
    this.#together(() => {
      const siteNumber = this.#site(site)
      for (const { deviceId, name, before, state, at } of changes) {
        const device = this.#device(siteNumber, deviceId, name)
        const last = this.#statements.lastState.get(device)
        if (before !== null && last?.state !== before && (last?.at ?? 0) < observedFrom && observedFrom < at)
          this.#putState(device, observedFrom, before)
        if (this.#statements.lastState.get(device)?.state !== state) this.#putState(device, at, state)
      }
    })
  }

  #putState(device: number, at: number, state: string): void {
    this.#statements.putState.run(device, at, state)
  }

  #metric({ name, unit }: MetricPoint): number {
    const { metricOf, addMetric } = this.#statements
    return metricOf.get(name, unit)?.id ?? Number(addMetric.run(name, unit).lastInsertRowid)
  }

  #site(key: string): number {
    const { siteOf, addSite } = this.#statements
    return siteOf.get(key)?.id ?? Number(addSite.run(key).lastInsertRowid)
  }

  #device(site: number, key: string, name: string): number {
    const { deviceOf, addDevice, renameDevice } = this.#statements
    const known = deviceOf.get(site, key)
    if (known === undefined) return Number(addDevice.run(site, key, name).lastInsertRowid)
    if (known.name !== name) renameDevice.run(name, known.id)
    return known.id
  }

  #together(work: () => void): void {
    this.#database.transaction(work).immediate()
  }
}

function prepare(database: SqliteDatabase) {
  return {
    metricOf: database.prepare<[string, string], { id: number }>('SELECT id FROM metrics WHERE name = ? AND unit = ?'),
    addMetric: database.prepare('INSERT INTO metrics (name, unit) VALUES (?, ?)'),
    pointOf: database.prepare<[number, number, number], StoredDistribution>(
      'SELECT count, sum, min, max, buckets FROM points WHERE step = ? AND metric = ? AND at = ?',
    ),
    putPoint: database.prepare('INSERT OR REPLACE INTO points VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    addAlert: database.prepare('INSERT INTO alerts VALUES (?, ?, ?, ?, ?)'),
    extendRun: database.prepare('UPDATE runs SET to_at = max(to_at, ?) WHERE from_at = ?'),
    addRun: database.prepare('INSERT INTO runs (from_at, to_at) VALUES (?, ?)'),
    siteOf: database.prepare<[string], { id: number }>('SELECT id FROM sites WHERE key = ?'),
    addSite: database.prepare('INSERT INTO sites (key) VALUES (?)'),
    noteObservation: database.prepare(
      `INSERT INTO observations VALUES (?, ?, ?)
       ON CONFLICT (site, from_at) DO UPDATE SET to_at = max(to_at, excluded.to_at)`,
    ),
    deviceOf: database.prepare<[number, string], { id: number; name: string }>(
      'SELECT id, name FROM devices WHERE site = ? AND key = ?',
    ),
    addDevice: database.prepare('INSERT INTO devices (site, key, name) VALUES (?, ?, ?)'),
    renameDevice: database.prepare('UPDATE devices SET name = ? WHERE id = ?'),
    lastState: database.prepare<[number], { at: number; state: string }>(
      'SELECT at, state FROM device_states WHERE device = ? ORDER BY at DESC LIMIT 1',
    ),
    putState: database.prepare('INSERT OR REPLACE INTO device_states VALUES (?, ?, ?)'),
  }
}
