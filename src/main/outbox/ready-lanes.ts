import { PRIORITIES } from '#shared/domain/operation.ts'

/** Every so many picks the least urgent lane that waits goes first, so that none waits for ever. */
const TURN_OF_THE_LEAST = 8

/** Names of lanes that can be sent from, by urgency, each in the order in which they became ready. */
export class ReadyLanes {
  readonly #byPriority: readonly Set<string>[] = PRIORITIES.map(() => new Set<string>())
  readonly #priorities = new Map<string, number>()
  #picks = 0

  /** `priority`: null takes the lane out. */
  set(name: string, priority: number | null): void {
    const known = this.#priorities.get(name)
    if (known === (priority ?? undefined)) return
    if (known !== undefined) this.#byPriority[known]?.delete(name)
    if (priority === null) this.#priorities.delete(name)
    else {
      this.#byPriority[priority]?.add(name)
      this.#priorities.set(name, priority)
    }
  }

  /**
   * The lanes in the order in which they are due, each once; `picked` tells which of them were used. They must not change
   * while this is read.
   *
   * @param first goes before all others if it is ready
   */
  *inTurn(first: string | null = null): IterableIterator<string> {
    const urgent = this.#fromTheMost()
    const least = this.#fromTheLeast()
    const given = new Set<string>()
    if (first !== null && this.#priorities.has(first)) {
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

  *#fromTheMost(): IterableIterator<string> {
    for (const lanes of this.#byPriority) yield* lanes
  }

  *#fromTheLeast(): IterableIterator<string> {
    for (const lanes of [...this.#byPriority].reverse()) yield* lanes
  }
}

function nextNew(names: Iterator<string>, given: ReadonlySet<string>): string | null {
  for (let next = names.next(); next.done !== true; next = names.next()) {
    if (!given.has(next.value)) return next.value
  }
  return null
}
