import { laneOf } from '#shared/domain/ids.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { BaseChange } from '../replica/base.ts'
import { type Cause, causeOf, refOf } from './change-of-event.ts'

/** A change that waits to be applied. */
export interface WaitingChange {
  readonly change: BaseChange
  /** The operation that led to it; null: none did. */
  readonly cause: Cause
}

/** All that waits of one entity, in the order it came. */
interface Lane {
  readonly changes: WaitingChange[]
  /** Of its oldest event. */
  readonly firstSequence: number
  readonly firstAt: number
  lastAt: number
}

/** An entity that never falls quiet is applied after so many times the wanted quiet. */
const MAX_QUIETS = 10

/**
 * Changes of the feed that wait to be applied, in two classes: what devices report and alerts first, the rest behind it.
 * Of one entity they keep their order, whatever class they are in; reports of one device that follow each other become
 * one.
 */
export class WaitingChanges {
  readonly capacity: number
  readonly #urgent = new Map<string, Lane>()
  readonly #other = new Map<string, Lane>()
  #size = 0

  constructor(capacity: number) {
    this.capacity = capacity
  }

  get size(): number {
    return this.#size
  }

  /** @param at monotonic, milliseconds. `full`: it was not taken. */
  add(event: FeedEvent, change: BaseChange, at: number): 'waiting' | 'merged' | 'full' {
    const name = laneOf(refOf(change))
    const known = this.#urgent.get(name) ?? this.#other.get(name)
    if (known !== undefined && mergeReport(known, change)) {
      known.lastAt = at
      return 'merged'
    }
    if (this.#size >= this.capacity) return 'full'
    const waiting = { change, cause: causeOf(event) }
    this.#size++
    if (known !== undefined) {
      known.changes.push(waiting)
      known.lastAt = at
      return 'waiting'
    }
    const { sequence } = event.payload
    const lane: Lane = { changes: [waiting], firstSequence: sequence, firstAt: at, lastAt: at }
    ;(isUrgent(event) ? this.#urgent : this.#other).set(name, lane)
    return 'waiting'
  }

  /** Takes entity by entity, in the order in which they are to be applied, those that have been quiet for `quietMs`. */
  *take(at: number, quietMs: number): Generator<readonly WaitingChange[]> {
    for (const lanes of [this.#urgent, this.#other]) {
      for (const [name, lane] of lanes) {
        if (at - lane.lastAt < quietMs && at - lane.firstAt < quietMs * MAX_QUIETS) continue
        lanes.delete(name)
        this.#size -= lane.changes.length
        yield lane.changes
      }
    }
  }

  /** The sequence of the oldest event that waits; null: none does. */
  oldest(): number | null {
    // Entities stand in the order of their oldest events.
    const [urgent] = this.#urgent.values()
    const [other] = this.#other.values()
    if (urgent === undefined || other === undefined) return (urgent ?? other)?.firstSequence ?? null
    return Math.min(urgent.firstSequence, other.firstSequence)
  }

  /** Forgets everything; returns how much it was. */
  clear(): number {
    const size = this.#size
    this.#urgent.clear()
    this.#other.clear()
    this.#size = 0
    return size
  }
}

function isUrgent({ name }: FeedEvent): boolean {
  return name === 'device:status-update' || name === 'health:alert'
}

/** Puts a report in the place of the one before it, where nothing of that one would be left anyway. */
function mergeReport({ changes }: Lane, second: BaseChange): boolean {
  const first = changes.at(-1)
  if (first?.change.kind !== 'reported' || second.kind !== 'reported') return false
  for (const field in first.change.reported) if (!Object.hasOwn(second.reported, field)) return false
  changes[changes.length - 1] = { ...first, change: second }
  return true
}
