import type { Direction, Link } from './link.ts'

/** What was lost on the way is sent again this soon after the way is free. */
const RESEND_MS = 40

interface Manner {
  readonly mayBeLost: boolean
  readonly mayOvertake: boolean
  /** When a second copy arrives, if there is one; null: there never is. */
  readonly secondAfterMs: number | null
}

interface Way {
  /** When the last message arrives: those behind it come later. */
  lastAt: number
  /** What was held until then arrives before anything that was sent since. */
  resumedAt: number
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
    up: { lastAt: 0, resumedAt: 0, held: [], isEnded: false },
    down: { lastAt: 0, resumedAt: 0, held: [], isEnded: false },
  }

  constructor(link: Link, onOver: () => void) {
    this.#link = link
    this.#onOver = onOver
  }

  /** `run`: what the server does when it arrives. `isRequest`: it may arrive twice; else it belongs to the making of the connection. */
  toServer(run: () => void, isRequest = false): void {
    // A second copy that came much later would be judged anew, as no server of this protocol does within one connection.
    this.#send('up', run, { mayBeLost: true, mayOvertake: true, secondAfterMs: isRequest ? 0 : null })
  }

  /** `run`: what the console does when it arrives, maybe twice. A PC that sleeps hears it when it wakes. */
  toConsole(run: () => void): void {
    this.#send('down', run, { mayBeLost: true, mayOvertake: true, secondAfterMs: this.#link.weather.mostDelayMs })
  }

  /** The same for an event of the feed: those arrive in their order, and `damaged` takes the place of some. */
  eventToConsole(run: () => void, damaged: () => void): void {
    const { weather, chance } = this.#link
    const isDamaged = chance.hits(weather.damage)
    if (isDamaged) this.#link.damaged++
    const manner = { mayBeLost: false, mayOvertake: false, secondAfterMs: isDamaged ? null : weather.mostDelayMs }
    this.#send('down', isDamaged ? damaged : run, manner)
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
      if (held.length === 0) continue
      way.held = []
      way.resumedAt = this.#link.timeline.now + RESEND_MS
      way.lastAt = Math.max(way.lastAt, way.resumedAt)
      for (const run of held) this.#arriveAt(way.resumedAt, direction, run)
    }
  }

  #send(direction: Direction, run: () => void, { mayBeLost, mayOvertake, secondAfterMs }: Manner): void {
    const { weather, chance, timeline } = this.#link
    if (mayBeLost && chance.hits(weather.loss)) return
    const way = this.#ways[direction]
    const isOvertaking = mayOvertake && chance.hits(weather.reordering)
    const travelled = timeline.now + chance.between(weather.leastDelayMs, weather.mostDelayMs)
    const at = Math.max(travelled, isOvertaking ? way.resumedAt : way.lastAt)
    if (!isOvertaking) way.lastAt = at
    this.#arriveAt(at, direction, run)
    if (chance.hits(weather.duplication) && secondAfterMs !== null) {
      this.#arriveAt(at + secondAfterMs, direction, run)
    }
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
