import type { Clock } from '../platform/clock.ts'

/** Nothing has moved although it could. */
export interface Stall {
  /** Milliseconds since the epoch. */
  readonly since: number
  /** For the operator: what is seen, and what is done about it. */
  readonly message: string
}

/** Longer than any request may take with the default settings: nothing healthy stands still for so long. */
const STALL_AFTER_MS = 15_000
/** After so many tries to heal it, the operator is asked to help. */
const MAX_HEALS = 4

/**
 * Watches that the queue moves when it can. Told at every look whether something could go and how often something has
 * moved so far; says when to heal, and what to tell the operator.
 */
export class Watchdog {
  readonly #clock: Clock
  #moves = -1
  /** Monotonic: when something last moved, or nothing could. */
  #goodAt: number
  #goodWall: number
  #heals = 0
  #stall: Stall | null = null

  constructor(clock: Clock) {
    this.#clock = clock
    this.#goodAt = clock.monotonic()
    this.#goodWall = clock.now()
  }

  get stall(): Stall | null {
    return this.#stall
  }

  /** How often it had to heal since the start. */
  get heals(): number {
    return this.#heals
  }

  /** @returns whether the queue stands still and is to be healed now. */
  look(couldMove: boolean, moves: number): boolean {
    const now = this.#clock.monotonic()
    if (!couldMove || moves !== this.#moves) {
      this.#moves = moves
      this.#goodAt = now
      this.#goodWall = this.#clock.now()
      this.#stall = null
      return false
    }
    const stoodStillMs = now - this.#goodAt
    if (stoodStillMs < STALL_AFTER_MS) return false
    const isStubborn = stoodStillMs >= STALL_AFTER_MS * MAX_HEALS
    this.#stall = {
      since: this.#goodWall,
      message: isStubborn
        ? 'Nothing is being sent although the server can be reached, and trying again has not helped. Restart the console; nothing is lost.'
        : 'Nothing is being sent although the server can be reached. It is being tried again.',
    }
    this.#heals++
    return true
  }
}
