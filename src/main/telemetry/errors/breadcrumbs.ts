import type { Clock } from '../../platform/clock.ts'
import type { Crumb } from './report.ts'

export const MAX_CRUMBS = 50
/** The same again among so many is counted and not noted anew: what is asked every second must not push out the rest. */
const LOOK_BACK = 10

export interface DatedCrumb extends Crumb {
  /** Milliseconds since the epoch; of several the last. */
  readonly at: number
  readonly times: number
}

/** The last things that happened. */
export class Breadcrumbs {
  readonly #clock: Clock
  #crumbs: DatedCrumb[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(crumb: Crumb): void {
    const at = this.#clock.now()
    const since = Math.max(0, this.#crumbs.length - LOOK_BACK)
    const index = this.#crumbs.findLastIndex((one, place) => place >= since && isSame(one, crumb))
    const times = index === -1 ? 1 : (this.#crumbs[index]?.times ?? 0) + 1
    if (index !== -1) this.#crumbs.splice(index, 1)
    this.#crumbs.push({ ...crumb, at, times })
    if (this.#crumbs.length > MAX_CRUMBS) this.#crumbs.shift()
  }

  /** The oldest first. */
  list(): readonly DatedCrumb[] {
    return [...this.#crumbs]
  }

  clear(): void {
    this.#crumbs = []
  }
}

function isSame(one: Crumb, other: Crumb): boolean {
  return one.category === other.category && one.level === other.level && one.message === other.message
}
