import { DEVICE_SETS, type DeviceFigure, type DeviceSet } from '#shared/board/names.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { EntityChange } from '../../stores/entity-slice.ts'

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

/** One device as it was counted. A row does not tell that any more: what is reported later is written over what it holds. */
interface Counted {
  view: EntityView
  status: unknown
  score: number
  isUnconfirmed: boolean
}

/**
 * Counts a fleet once and then along with its changes. To count 50,000 devices takes tens of milliseconds, and a frame has sixteen;
 * the few that changed since the last frame take next to nothing.
 */
export class FleetCount {
  #isCurrent = false
  #wanted: WantedFacts = { sets: new Set(), hasScores: false, hasLost: false }
  #all = emptyTally()
  readonly #by = new Map<DeviceSet, Map<string, Tally>>()
  readonly #counted = new Map<string, Counted>()
  readonly #offline = new Set<Counted>()

  /** Takes in what became of the fleet; nothing before it was counted the first time. */
  follow({ changed, removed }: Pick<EntityChange, 'changed' | 'removed'>): void {
    if (!this.#isCurrent) return
    if (changed === null) return this.forget()
    for (const view of changed) this.#take(view)
    for (const id of removed) this.#leave(id)
  }

  /** Holds nothing any more; the next `of` counts anew. */
  forget(): void {
    this.#isCurrent = false
    this.#all = emptyTally()
    this.#by.clear()
    this.#counted.clear()
    this.#offline.clear()
  }

  /** @param rows the whole fleet, asked for only when it has to be counted anew */
  of(rows: () => readonly EntityView[], wanted: WantedFacts): FleetFacts {
    if (!this.#isCurrent || !includes(this.#wanted, wanted)) this.#countAnew(rows(), wanted)
    return { all: this.#all, by: this.#by, offline: Array.from(this.#offline, ({ view }) => view) }
  }

  /** What was asked for once is counted along: the bindings that are due are others each time. */
  #countAnew(rows: readonly EntityView[], { sets, hasScores, hasLost }: WantedFacts): void {
    this.forget()
    this.#wanted = {
      sets: new Set([...this.#wanted.sets, ...sets]),
      hasScores: this.#wanted.hasScores || hasScores,
      hasLost: this.#wanted.hasLost || hasLost,
    }
    for (const set of DEVICE_SETS) if (this.#wanted.sets.has(set)) this.#by.set(set, new Map())
    for (const view of rows) this.#take(view)
    this.#isCurrent = true
  }

  #take(view: EntityView): void {
    const status = view.reported['status']
    const score = this.#wanted.hasScores ? scoreOf(view) : 0
    const isUnconfirmed = view.pending.length > 0
    const known = this.#counted.get(view.id)
    if (known === undefined) {
      const counted = { view, status, score, isUnconfirmed }
      this.#counted.set(view.id, counted)
      return this.#count(counted, 1)
    }
    const isSame = known.status === status && known.score === score && known.isUnconfirmed === isUnconfirmed
    if (isSame && known.view.data === view.data) {
      known.view = view
      return
    }
    this.#count(known, -1)
    Object.assign(known, { view, status, score, isUnconfirmed })
    this.#count(known, 1)
  }

  #leave(id: string): void {
    const known = this.#counted.get(id)
    if (known === undefined) return
    this.#counted.delete(id)
    this.#count(known, -1)
  }

  #count(counted: Counted, by: 1 | -1): void {
    const part: Part = { ...counted, by }
    add(this.#all, part)
    if (this.#wanted.hasLost && counted.status === 'offline') {
      if (by === 1) this.#offline.add(counted)
      else this.#offline.delete(counted)
    }
    for (const [set, tallies] of this.#by) {
      for (const name of membersOf(counted.view, set)) addTo(tallies, name, part)
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
