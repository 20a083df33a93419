import { PRIORITIES } from '#shared/domain/operation.ts'
import { type LaneTable, NO_LANE } from './table/lane-table.ts'

/** Every so many picks the least urgent lane that waits goes first, so that none waits for ever. */
const TURN_OF_THE_LEAST = 8

/** Lanes that can be sent from, by urgency, each in the order in which they became ready: a linked list for each urgency. */
export class ReadyLanes {
  readonly #lanes: LaneTable
  readonly #first = PRIORITIES.map(() => NO_LANE)
  readonly #last = PRIORITIES.map(() => NO_LANE)
  #picks = 0

  constructor(lanes: LaneTable) {
    this.#lanes = lanes
  }

  has(lane: number): boolean {
    return lane !== NO_LANE && this.#lanes.columns.at.priority[lane] !== NO_LANE
  }

  /** `priority`: null takes the lane out. */
  set(lane: number, priority: number | null): void {
    const { at } = this.#lanes.columns
    const known = at.priority[lane] ?? NO_LANE
    const wanted = priority ?? NO_LANE
    if (known === wanted) return
    if (known !== NO_LANE) this.#unlink(lane, known)
    at.priority[lane] = wanted
    if (wanted !== NO_LANE) this.#append(lane, wanted)
  }

  /**
   * The lanes in the order in which they are due, each once; `picked` tells which of them were used. They must not change
   * while this is read.
   *
   * @param first goes before all others if it is ready; `NO_LANE`: none does.
   */
  *inTurn(first: number): IterableIterator<number> {
    const urgent = this.#fromTheMost()
    const least = this.#fromTheLeast()
    const given = new Set<number>()
    if (this.has(first)) {
      given.add(first)
      yield first
    }
    for (;;) {
      const isTurnOfTheLeast = (this.#picks + 1) % TURN_OF_THE_LEAST === 0
      const next = nextNew(isTurnOfTheLeast ? least : urgent, given)
      if (next === null) return
      given.add(next)
      yield next
    }
  }

  /** The lane that was given last is sent from. Whoever has its turn keeps it until then. */
  picked(): void {
    this.#picks++
  }

  #append(lane: number, priority: number): void {
    const { nextReady, previousReady } = this.#lanes.columns.at
    const last = this.#last[priority] ?? NO_LANE
    previousReady[lane] = last
    nextReady[lane] = NO_LANE
    if (last === NO_LANE) this.#first[priority] = lane
    else nextReady[last] = lane
    this.#last[priority] = lane
  }

  #unlink(lane: number, priority: number): void {
    const { nextReady, previousReady } = this.#lanes.columns.at
    const next = nextReady[lane] ?? NO_LANE
    const previous = previousReady[lane] ?? NO_LANE
    if (previous === NO_LANE) this.#first[priority] = next
    else nextReady[previous] = next
    if (next === NO_LANE) this.#last[priority] = previous
    else previousReady[next] = previous
  }

  *#fromTheMost(): IterableIterator<number> {
    for (const first of this.#first) yield* this.#from(first)
  }

  *#fromTheLeast(): IterableIterator<number> {
    for (const first of [...this.#first].reverse()) yield* this.#from(first)
  }

  *#from(first: number): IterableIterator<number> {
    for (let lane = first; lane !== NO_LANE; lane = this.#lanes.columns.at.nextReady[lane] ?? NO_LANE) yield lane
  }
}

function nextNew(lanes: Iterator<number>, given: ReadonlySet<number>): number | null {
  for (let next = lanes.next(); next.done !== true; next = lanes.next()) {
    if (!given.has(next.value)) return next.value
  }
  return null
}
