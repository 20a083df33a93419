import { type EntityRef, laneOf } from '#shared/domain/ids.ts'
import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationIndexRow } from '../database/store.ts'

/** States in which the head of a lane keeps everything behind it from being sent. */
function holdsLane(row: OperationIndexRow): boolean {
  // A refused edit is rolled back on screen, so later edits do not build on it; without its create nothing can follow.
  if (row.state === 'quarantined') return row.kind === 'create'
  return row.state !== 'queued'
}

/** No waiting time is longer. A later time than this can only come from a clock that was set back. */
export const MAX_BACKOFF_MS = 300_000

function isDueAt(nextAttemptAt: number | null, now: number): boolean {
  return nextAttemptAt === null || nextAttemptAt <= now || nextAttemptAt - now > MAX_BACKOFF_MS
}

/**
 * The unsettled operations by lane, in the order they were made, and which lanes can be sent from now. An operation
 * is sendable when it is queued, its time has come, and nothing before it in its lane holds it back.
 */
export class Lanes {
  readonly #rows = new Map<string, OperationIndexRow>()
  readonly #lanes = new Map<string, OperationIndexRow[]>()
  /** Sendable lanes by priority, each in the order in which they became sendable. */
  readonly #ready: readonly Set<string>[] = [new Set(), new Set(), new Set(), new Set()]
  readonly #backingOff = new Map<string, number>()
  readonly #byState = new Map<OperationState, number>()
  #bytes = 0
  #retrying = 0

  get size(): number {
    return this.#rows.size
  }

  get bytes(): number {
    return this.#bytes
  }

  get(key: string): OperationIndexRow | undefined {
    return this.#rows.get(key)
  }

  rows(): IterableIterator<OperationIndexRow> {
    return this.#rows.values()
  }

  /** All of one lane, in the order they were made. */
  laneRows(ref: EntityRef): readonly OperationIndexRow[] {
    return this.#lanes.get(laneOf(ref)) ?? []
  }

  /** Milliseconds since the epoch; null: nothing waits. */
  get oldestCreatedAt(): number | null {
    for (const row of this.#rows.values()) return row.createdAt
    return null
  }

  /** Queued operations that the server has refused before. */
  get retrying(): number {
    return this.#retrying
  }

  count(state: OperationState): number {
    return this.#byState.get(state) ?? 0
  }

  /** Adds a new operation at the end of its lane, or replaces the row of a known one. `now`: milliseconds since the epoch. */
  put(row: OperationIndexRow, now: number): void {
    const known = this.#rows.get(row.key)
    const name = laneOf(row)
    const lane = this.#lanes.get(name) ?? []
    if (known === undefined) {
      // Commits of concurrent callers may come back in another order than their numbers.
      const after = lane.findLastIndex((other) => other.clientSequence < row.clientSequence)
      lane.splice(after + 1, 0, row)
      this.#lanes.set(name, lane)
    } else {
      lane[lane.indexOf(known)] = row
      this.#tally(known, -1)
    }
    this.#rows.set(row.key, row)
    this.#tally(row, 1)
    this.#refresh(name, now)
  }

  /** Takes a settled operation out. */
  remove(key: string, now: number): void {
    const row = this.#rows.get(key)
    if (row === undefined) return
    const name = laneOf(row)
    const rest = (this.#lanes.get(name) ?? []).filter((other) => other !== row)
    if (rest.length === 0) this.#lanes.delete(name)
    else this.#lanes.set(name, rest)
    this.#rows.delete(key)
    this.#tally(row, -1)
    this.#refresh(name, now)
  }

  /** The next operations to send, at most one of each lane, most urgent first. */
  sendable(limit: number, maxBytes: number): OperationIndexRow[] {
    const picked: OperationIndexRow[] = []
    let bytes = 0
    for (const lanes of this.#ready) {
      for (const name of lanes) {
        const row = this.#nextOf(this.#lanes.get(name) ?? [])
        if (row === null) continue
        bytes += row.bytes
        if (picked.length >= limit || (picked.length > 0 && bytes > maxBytes)) return picked
        picked.push(row)
      }
    }
    return picked
  }

  /** Moves lanes whose waiting time is over to the sendable ones. */
  wake(now: number): void {
    for (const [name, at] of this.#backingOff) if (isDueAt(at, now)) this.#refresh(name, now)
  }

  /** When the next waiting lane may be tried; null when none waits. */
  nextWakeAt(): number | null {
    let next: number | null = null
    for (const at of this.#backingOff.values()) if (next === null || at < next) next = at
    return next
  }

  /** What holds `row` back in its lane; null when it is at the front. */
  holder(row: OperationIndexRow): OperationIndexRow | null {
    for (const other of this.laneRows(row)) {
      if (other.key === row.key) return null
      if (other.state === 'queued' || holdsLane(other)) return other
    }
    return null
  }

  #nextOf(lane: readonly OperationIndexRow[]): OperationIndexRow | null {
    for (const row of lane) {
      if (row.state === 'queued') return row
      if (holdsLane(row)) return null
    }
    return null
  }

  #refresh(name: string, now: number): void {
    const next = this.#nextOf(this.#lanes.get(name) ?? [])
    this.#backingOff.delete(name)
    const priority = next === null ? -1 : next.priority
    const isDue = next !== null && isDueAt(next.nextAttemptAt, now)
    if (next !== null && !isDue && next.nextAttemptAt !== null) this.#backingOff.set(name, next.nextAttemptAt)
    this.#ready.forEach((lanes, index) => {
      if (isDue && index === priority) lanes.add(name)
      else lanes.delete(name)
    })
  }

  #tally(row: OperationIndexRow, by: 1 | -1): void {
    this.#byState.set(row.state, this.count(row.state) + by)
    this.#bytes += by * row.bytes
    if (row.state === 'queued' && row.attempts > 0) this.#retrying += by
  }
}
