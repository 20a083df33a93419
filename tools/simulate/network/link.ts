import type { Chance } from '../world/chance.ts'
import type { Pc } from '../world/pc.ts'
import type { Timeline } from '../world/timeline.ts'
import { Wire } from './wire.ts'

export type Direction = 'up' | 'down'

/** How messages travel just now. Probabilities are per message. */
export interface Weather {
  readonly leastDelayMs: number
  readonly mostDelayMs: number
  /** It never arrives, although the connection stands. Events of the feed are not lost: they arrive damaged. */
  readonly loss: number
  readonly damage: number
  readonly duplication: number
  /** It may overtake, or be overtaken. */
  readonly reordering: number
}

export const FAIR: Weather = { leastDelayMs: 5, mostDelayMs: 60, loss: 0, damage: 0, duplication: 0, reordering: 0 }
export const ROUGH: Weather = {
  leastDelayMs: 20,
  mostDelayMs: 900,
  loss: 0.04,
  damage: 0.06,
  duplication: 0.05,
  reordering: 0.08,
}
export const SLOW: Weather = {
  leastDelayMs: 300,
  mostDelayMs: 2_500,
  loss: 0,
  damage: 0,
  duplication: 0,
  reordering: 0,
}

export interface LinkOptions {
  readonly timeline: Timeline
  readonly chance: Chance
  readonly pc: Pc
}

/** The network between one PC and the server. */
export class Link {
  readonly timeline: Timeline
  readonly pc: Pc
  readonly chance: Chance
  weather: Weather = FAIR
  /** Whoever dials is turned away at once. */
  isRefusing = false
  /** Messages that arrived damaged so far. */
  damaged = 0
  readonly #cuts = new Set<Direction>()
  readonly #wires = new Set<Wire>()

  constructor({ timeline, chance, pc }: LinkOptions) {
    this.timeline = timeline
    this.chance = chance
    this.pc = pc
  }

  /** A new connection. */
  open(): Wire {
    const wire = new Wire(this, () => this.#wires.delete(wire))
    this.#wires.add(wire)
    return wire
  }

  isCut(direction: Direction): boolean {
    return this.#cuts.has(direction)
  }

  /** From now on nothing arrives in these directions. What was sent waits to be sent again. */
  cut(...directions: readonly Direction[]): void {
    for (const direction of directions) this.#cuts.add(direction)
  }

  /** Everything passes again; what has waited arrives. */
  heal(): void {
    this.#cuts.clear()
    this.isRefusing = false
    for (const wire of [...this.#wires]) wire.resume()
  }

  /** Connections that stand, as far as one end knows. */
  get wires(): number {
    return this.#wires.size
  }
}
