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

/** Goes over the whole fleet once, whatever is asked of it. */
export function fleetFactsOf(rows: readonly EntityView[], { sets, hasScores, hasLost }: WantedFacts): FleetFacts {
  const all = emptyTally()
  const wanted = DEVICE_SETS.filter((set) => sets.has(set)).map((set) => [set, new Map<string, Tally>()] as const)
  const offline: EntityView[] = []
  for (const view of rows) {
    const status = view.reported['status']
    const score = hasScores ? scoreOf(view) : 0
    const isUnconfirmed = view.pending.length > 0
    count(all, status, score, isUnconfirmed)
    if (hasLost && status === 'offline') offline.push(view)
    for (const [set, tallies] of wanted) {
      for (const name of membersOf(view, set)) {
        const known = tallies.get(name)
        const tally = known ?? emptyTally()
        if (known === undefined) tallies.set(name, tally)
        count(tally, status, score, isUnconfirmed)
      }
    }
  }
  return { all, by: new Map(wanted), offline }
}

export function figureOf(tally: Tally, figure: DeviceFigure): number | null {
  if (figure === 'availability') return tally.total === 0 ? null : (100 * (tally.total - tally.offline)) / tally.total
  if (figure === 'score') return tally.total === 0 ? null : tally.scores / tally.total
  return tally[figure]
}

export const NO_TALLY: Readonly<Tally> = emptyTally()

function count(tally: Tally, status: unknown, score: number, isUnconfirmed: boolean): void {
  tally.total += 1
  tally.scores += score
  if (isUnconfirmed) tally.unconfirmed += 1
  if (status === 'online' || status === 'idle' || status === 'offline') tally[status] += 1
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
