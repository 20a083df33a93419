import type { Direction, Link } from './link.ts'

/** What was lost on the way is sent again this soon after the way is free. */
const RESEND_MS = 40

interface Way {
  /** When the last message arrives: those behind it come later. */
  lastAt: number
  held: (() => void)[]
  isEnded: boolean
}

/**
 * One connection, with messages that keep their order in each direction unless the weather says otherwise. Each end may
 * go away without the other hearing of it.
 */
export class Wire {
  readonly #link: Link
  readonly #onOver: () => void
  readonly #ways: Readonly<Record<Direction, Way>> = {
    up: { lastAt: 0, held: [], isEnded: false },
    down: { lastAt: 0, held: [], isEnded: false },
  }

  constructor(link: Link, onOver: () => void) {
    this.#link = link
    this.#onOver = onOver
  }

  /** `run`: what the server does when it arrives. */
  toServer(run: () => void): void {
    this.#send('up', run)
  }

  /** `run`: what the console does when it arrives. A PC that sleeps hears it when it wakes. */
  toConsole(run: () => void): void {
    this.#send('down', run)
  }

  /** Nothing arrives in this direction any more, also what is on its way. */
  end(...directions: readonly Direction[]): void {
    for (const direction of directions) {
      this.#ways[direction].isEnded = true
      this.#ways[direction].held = []
    }
    if (this.#ways.up.isEnded && this.#ways.down.isEnded) this.#onOver()
  }

  /** The way is free again: what was held arrives, in its order. */
  resume(): void {
    for (const direction of ['up', 'down'] as const) {
      const way = this.#ways[direction]
      const held = way.held
      way.held = []
      for (const run of held) this.#arriveAt(this.#link.timeline.now + RESEND_MS, direction, run)
    }
  }

  #send(direction: Direction, run: () => void): void {
    const { weather, chance, timeline } = this.#link
    if (chance.hits(weather.loss)) return
    const way = this.#ways[direction]
    const at = timeline.now + chance.between(weather.leastDelayMs, weather.mostDelayMs)
    if (chance.hits(weather.reordering)) this.#arriveAt(at, direction, run)
    else {
      way.lastAt = Math.max(at, way.lastAt)
      this.#arriveAt(way.lastAt, direction, run)
    }
    if (chance.hits(weather.duplication)) this.#arriveAt(at + weather.mostDelayMs, direction, run)
  }

  #arriveAt(at: number, direction: Direction, run: () => void): void {
    const way = this.#ways[direction]
    this.#link.timeline.schedule(at, () => {
      if (way.isEnded) return
      if (this.#link.isCut(direction)) way.held.push(run)
      else if (direction === 'up') run()
      else this.#link.pc.whenAwake(() => (way.isEnded ? undefined : run()))
    })
  }
}
