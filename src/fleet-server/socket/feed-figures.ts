import type { LoggedEvent } from '../store/feed-log.ts'

/** What went to one console. */
export interface ConsoleFigures {
  readonly clientId: string
  events: number
  messages: number
  bytes: number
  /** The sequence of the last event handed to its connection. */
  highestSequence: number
}

/** What a server has really made and sent since its start. */
export interface FeedReport {
  /** Events committed, by name. */
  readonly made: Readonly<Record<string, number>>
  readonly madeEvents: number
  readonly sentEvents: number
  readonly sentMessages: number
  readonly sentBytes: number
  /** Events made in each of the last whole seconds, oldest first. */
  readonly eventsPerSecond: readonly number[]
  readonly highestSequence: number
  /**
   * From the time an event names to the moment it was handed to the connections, in milliseconds; of a sample of events.
   * What lies between is its transaction, with the wait for the disk.
   */
  readonly handedAfterMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number }
  readonly consoles: readonly ConsoleFigures[]
}

const KEPT_SECONDS = 60
const SECOND_MS = 1_000
/** Later than this counts as this. */
const MAX_DELAY_MS = 10_000

/** Counts, as cheaply as it can: it is asked for every message. */
export class FeedFigures {
  readonly #made = new Map<string, number>()
  readonly #consoles = new Set<ConsoleFigures>()
  readonly #seconds: number[] = []
  readonly #delays = new Uint32Array(MAX_DELAY_MS + 1)
  #second = 0
  #madeInSecond = 0
  #madeEvents = 0
  #highestSequence = 0
  /** Of consoles that have left. */
  #left = { events: 0, messages: 0, bytes: 0 }

  addConsole(clientId: string): ConsoleFigures {
    const figures = { clientId, events: 0, messages: 0, bytes: 0, highestSequence: 0 }
    this.#consoles.add(figures)
    return figures
  }

  removeConsole(figures: ConsoleFigures): void {
    if (!this.#consoles.delete(figures)) return
    const { events, messages, bytes } = this.#left
    this.#left = {
      events: events + figures.events,
      messages: messages + figures.messages,
      bytes: bytes + figures.bytes,
    }
  }

  /** @param at when they were handed to the connections, by the clock that stamps events. */
  committed(events: readonly LoggedEvent[], at: number): void {
    this.#turnSecond(at)
    this.#madeInSecond += events.length
    this.#madeEvents += events.length
    for (const { name } of events) this.#made.set(name, (this.#made.get(name) ?? 0) + 1)
    const last = events.at(-1)
    if (last === undefined) return
    this.#highestSequence = last.sequence
    const delay = Math.min(MAX_DELAY_MS, Math.max(0, Math.round(at - last.at)))
    this.#delays[delay] = (this.#delays[delay] ?? 0) + 1
  }

  report(at: number): FeedReport {
    this.#turnSecond(at)
    const consoles = [...this.#consoles].map((one) => ({ ...one }))
    const sum = (of: 'events' | 'messages' | 'bytes'): number =>
      consoles.reduce((total, one) => total + one[of], this.#left[of])
    return {
      made: Object.fromEntries(this.#made),
      madeEvents: this.#madeEvents,
      sentEvents: sum('events'),
      sentMessages: sum('messages'),
      sentBytes: sum('bytes'),
      eventsPerSecond: [...this.#seconds],
      highestSequence: this.#highestSequence,
      handedAfterMs: this.#percentiles(),
      consoles,
    }
  }

  #turnSecond(at: number): void {
    const second = Math.floor(at / SECOND_MS)
    if (this.#second === 0) this.#second = second
    if (second <= this.#second) return
    const passed = Math.min(KEPT_SECONDS, second - this.#second)
    for (let past = 0; past < passed; past += 1) this.#seconds.push(past === 0 ? this.#madeInSecond : 0)
    this.#seconds.splice(0, Math.max(0, this.#seconds.length - KEPT_SECONDS))
    this.#second = second
    this.#madeInSecond = 0
  }

  #percentiles(): FeedReport['handedAfterMs'] {
    const total = this.#delays.reduce((sum, count) => sum + count, 0)
    const below = (share: number): number => {
      let left = Math.ceil(total * share)
      const found = this.#delays.findIndex((count) => {
        left -= count
        return left <= 0
      })
      return total === 0 ? 0 : found
    }
    return { p50: below(0.5), p95: below(0.95), p99: below(0.99), max: below(1) }
  }
}
