import { DEVICE_SETS, type DeviceFigure, type DeviceSet } from '#shared/board/names.ts'
import type { EntityView } from '#shared/domain/view.ts'

/** Devices that belong together, counted. */
export interface Tally {
  total: number
  online: number
  idle: number
  offline: number
  unconfirmed: number
  scores: number
}

export interface FleetFacts {
  readonly all: Tally
  readonly by: ReadonlyMap<DeviceSet, ReadonlyMap<string, Tally>>
  readonly offline: readonly EntityView[]
}

/** What of a fleet is wanted: what nobody asks for is not counted. */
export interface WantedFacts {
  readonly sets: ReadonlySet<DeviceSet>
  readonly hasScores: boolean
  readonly hasLost: boolean
}

const emptyTally = (): Tally => ({ total: 0, online: 0, idle: 0, offline: 0, unconfirmed: 0, scores: 0 })

/**
 * Counts a fleet again and again. Rows keep their places and are the same objects until they change, so of a list that follows
 * another only those are counted anew that are others: the first time takes tens of milliseconds for 50,000 devices, and a frame
 * has sixteen.
 */
export class FleetCount {
  #rows: readonly EntityView[] = []
  #wanted: WantedFacts = { sets: new Set(), hasScores: false, hasLost: false }
  #all = emptyTally()
  #by = new Map<DeviceSet, Map<string, Tally>>()
  readonly #offline = new Set<EntityView>()

  /** @param rows is not changed any more */
  of(rows: readonly EntityView[], wanted: WantedFacts): FleetFacts {
    if (!includes(this.#wanted, wanted)) this.#beginAnew(wanted)
    const before = this.#rows
    const come: EntityView[] = []
    for (let at = 0; at < Math.max(rows.length, before.length); at += 1) {
      const [one, other] = [before[at], rows[at]]
      if (one === other) continue
      if (one !== undefined) this.#count(one, -1)
      if (other !== undefined) come.push(other)
    }
    // Behind all that leave: a row that has only moved is among both.
    for (const view of come) this.#count(view, 1)
    this.#rows = rows
    return { all: this.#all, by: this.#by, offline: [...this.#offline] }
  }

  /** What was asked for once is counted along: the bindings that are due are others each time. */
  #beginAnew({ sets, hasScores, hasLost }: WantedFacts): void {
    this.#wanted = {
      sets: new Set([...this.#wanted.sets, ...sets]),
      hasScores: this.#wanted.hasScores || hasScores,
      hasLost: this.#wanted.hasLost || hasLost,
    }
    this.#rows = []
    this.#all = emptyTally()
    this.#by = new Map(
      DEVICE_SETS.filter((set) => this.#wanted.sets.has(set)).map((set) => [set, new Map<string, Tally>()]),
    )
    this.#offline.clear()
  }

  #count(view: EntityView, by: 1 | -1): void {
    const part: Part = {
      status: view.reported['status'],
      score: this.#wanted.hasScores ? scoreOf(view) : 0,
      isUnconfirmed: view.pending.length > 0,
      by,
    }
    add(this.#all, part)
    if (this.#wanted.hasLost && part.status === 'offline') {
      if (by === 1) this.#offline.add(view)
      else this.#offline.delete(view)
    }
    for (const [set, tallies] of this.#by) {
      for (const name of membersOf(view, set)) addTo(tallies, name, part)
    }
  }
}

interface Part {
  readonly status: unknown
  readonly score: number
  readonly isUnconfirmed: boolean
  readonly by: 1 | -1
}

function includes(held: WantedFacts, wanted: WantedFacts): boolean {
  const hasFlags = (held.hasScores || !wanted.hasScores) && (held.hasLost || !wanted.hasLost)
  return hasFlags && [...wanted.sets].every((set) => held.sets.has(set))
}

/** Of a name that nobody has any more nothing is left. */
function addTo(tallies: Map<string, Tally>, name: string, part: Part): void {
  const tally = tallies.get(name) ?? emptyTally()
  add(tally, part)
  if (tally.total === 0) tallies.delete(name)
  else tallies.set(name, tally)
}

export function figureOf(tally: Tally, figure: DeviceFigure): number | null {
  if (figure === 'availability') return tally.total === 0 ? null : (100 * (tally.total - tally.offline)) / tally.total
  if (figure === 'score') return tally.total === 0 ? null : tally.scores / tally.total
  return tally[figure]
}

export const NO_TALLY: Readonly<Tally> = emptyTally()

function add(tally: Tally, { status, score, isUnconfirmed, by }: Part): void {
  tally.total += by
  tally.scores += by * score
  if (isUnconfirmed) tally.unconfirmed += by
  if (status === 'online' || status === 'idle' || status === 'offline') tally[status] += by
}

function scoreOf({ reported }: EntityView): number {
  const { health } = reported as { health?: { score?: unknown } }
  return typeof health?.score === 'number' ? health.score : 0
}

function membersOf({ data }: EntityView, set: DeviceSet): readonly string[] {
  if (set === 'tag') return textsOf(data['tags'])
  if (set === 'group') return textsOf(data['groups'])
  const value = data[set === 'playlist' ? 'playlistId' : set]
  return typeof value === 'string' ? [value] : []
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
