import type { DeviceHealth } from '#shared/domain/entities.ts'
import type { HealthSample } from '#shared/protocol/device-health.ts'
import type { SqliteDatabase, SqliteStatement } from '#sqlite/open.ts'

/** Of each device at most one sample in so long; in a large fleet fewer, so that about 167 a second are written at most. */
const MIN_SPACING_MS = 60_000
const SPACING_MS_PER_DEVICE = 6
/** In a fleet with more devices than this they are not all due at once after a start, but one after the other. */
const SPREAD_FROM_DEVICES = 1_000
/** All samples are kept for so long, and one of each quarter of an hour for a day. */
const KEPT_MS = 3_600_000
const LASTING_EVERY_MS = 900_000
const LASTING_KEPT_MS = 24 * 3_600_000

/** The health of the devices over the last day. Devices are named by the rows of their entities. */
export class HealthTable {
  /** When the last sample of each device was taken. */
  readonly #lastAt = new Map<number, number>()
  readonly #newestAt: SqliteStatement<[number], number | null>
  readonly #add: SqliteStatement<[number, number, number, number, number, number, number, number]>
  readonly #thin: SqliteStatement<[number, number, number]>
  readonly #read: SqliteStatement<[number, number, number], HealthSample>
  readonly #forget: SqliteStatement<[number]>

  constructor(database: SqliteDatabase) {
    this.#newestAt = database
      .prepare<[number], number | null>('SELECT max(at) FROM health_samples WHERE device = ?')
      .pluck()
    this.#add = database.prepare('INSERT OR REPLACE INTO health_samples VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    this.#thin = database.prepare(
      'DELETE FROM health_samples WHERE device = ? AND at < ? AND (is_lasting = 0 OR at < ?)',
    )
    this.#read = database.prepare(
      `SELECT at, score, cpu, memory, storage, temperature FROM health_samples
       WHERE device = ? AND at >= ? ORDER BY at DESC LIMIT ?`,
    )
    this.#forget = database.prepare('DELETE FROM health_samples WHERE device = ?')
  }

  /** Inside a transaction: takes a sample where the last one is old enough. `devices`: how many there are. */
  note(device: number, at: number, health: DeviceHealth, devices: number): void {
    const spacing = Math.max(MIN_SPACING_MS, devices * SPACING_MS_PER_DEVICE)
    const last = this.#lastAt.get(device) ?? this.#newestAt.get(device) ?? turnOf(device, at, devices, spacing)
    // A clock that was set back is no reason to wait until it is where it was.
    if (last !== null && Math.abs(at - last) < spacing) {
      this.#lastAt.set(device, last)
      return
    }
    const { score, cpu, memory, storage, temperature } = health
    const isLasting = last === null || quarterOf(at) !== quarterOf(last)
    this.#add.run(device, at, isLasting ? 1 : 0, score, cpu, memory, storage, temperature)
    this.#thin.run(device, at - KEPT_MS, at - LASTING_KEPT_MS)
    this.#lastAt.set(device, at)
  }

  /** The newest samples from `since` on, oldest first. */
  read(device: number, since: number, limit: number): HealthSample[] {
    return this.#read.all(device, since, limit).reverse()
  }

  forget(device: number): void {
    this.#forget.run(device)
    this.#lastAt.delete(device)
  }
}

/** A time before now, so that devices of a large fleet come one after the other. Null: at once. */
function turnOf(device: number, at: number, devices: number, spacing: number): number | null {
  return devices <= SPREAD_FROM_DEVICES ? null : at - Math.round((spacing * (device % devices)) / devices)
}

function quarterOf(at: number): number {
  return Math.floor(at / LASTING_EVERY_MS)
}
