import { DEVICE_STATUSES, type DeviceStatus } from './device-status.ts'
import type { DeviceHealth, DeviceReported, Fields } from './entities.ts'

/** Numbers of one report: the status and when it was last seen, and then `HEALTH`. */
const WIDTH = 7
const HEALTH = ['score', 'cpu', 'memory', 'storage', 'temperature'] as const
/** Cells of one array. */
const ARRAY_CELLS = 512

/**
 * What a device reported last, kept as numbers in an array. A fleet reports thousands of times a second and each report
 * stays until the next: as objects they would all be copied by the garbage collector, which then stops what is drawn for
 * 10 ms and more, several times a second. `update` writes over what was there, for everybody who holds the cell.
 */
export class ReportCell implements DeviceReported {
  readonly #numbers: Float64Array
  readonly #at: number

  constructor(numbers: Float64Array, at: number) {
    this.#numbers = numbers
    this.#at = at
  }

  get status(): DeviceStatus {
    return DEVICE_STATUSES[this.#number(0)] as DeviceStatus
  }

  get lastSeenAt(): number {
    return this.#number(1)
  }

  get health(): DeviceHealth {
    return {
      score: this.#number(2),
      cpu: this.#number(3),
      memory: this.#number(4),
      storage: this.#number(5),
      temperature: this.#number(6),
    }
  }

  update({ status, lastSeenAt, health }: DeviceReported): void {
    const at = this.#at
    this.#numbers[at] = DEVICE_STATUSES.indexOf(status)
    this.#numbers[at + 1] = lastSeenAt
    this.#numbers[at + 2] = health.score
    this.#numbers[at + 3] = health.cpu
    this.#numbers[at + 4] = health.memory
    this.#numbers[at + 5] = health.storage
    this.#numbers[at + 6] = health.temperature
  }

  /** As it came, also for `JSON.stringify`. Does not change with the cell. */
  toJSON(): DeviceReported {
    return { status: this.status, lastSeenAt: this.lastSeenAt, health: this.health }
  }

  #number(index: number): number {
    return this.#numbers[this.#at + index] as number
  }
}

/** Makes cells. */
export class ReportCells {
  #numbers = new Float64Array(0)
  #used = 0

  /**
   * The cell with what was reported now: that of `before` where it is one. Null: it is not a whole report and nothing else,
   * and stays an object.
   */
  renewed(before: unknown, reported: Fields): ReportCell | null {
    if (!isWholeReport(reported)) return null
    const cell = before instanceof ReportCell ? before : this.#newCell()
    cell.update(reported)
    return cell
  }

  #newCell(): ReportCell {
    if (this.#used === this.#numbers.length) {
      this.#numbers = new Float64Array(ARRAY_CELLS * WIDTH)
      this.#used = 0
    }
    const cell = new ReportCell(this.#numbers, this.#used)
    this.#used += WIDTH
    return cell
  }
}

/**
 * Whether it is a report of a device with all of its values and nothing else, in the usual order. They have been checked
 * where they came in.
 */
export function isWholeReport(reported: Fields): reported is DeviceReported {
  const { status, lastSeenAt, health } = reported
  if (typeof lastSeenAt !== 'number' || typeof health !== 'object' || health === null) return false
  return (
    DEVICE_STATUSES.some((one) => one === status) &&
    hasOnly(reported, REPORTED) &&
    hasOnly(health as Fields, HEALTH) &&
    HEALTH.every((part) => typeof (health as Fields)[part] === 'number')
  )
}

const REPORTED = ['status', 'lastSeenAt', 'health']

/** These fields in this order, and no other. */
function hasOnly(fields: Fields, names: readonly string[]): boolean {
  let count = 0
  for (const field in fields) if (field !== names[count++]) return false
  return count === names.length
}
