import type { Cancel, Clock } from '../platform/clock.ts'
import { type Opening, type Place, planOpening, type Screen, type Size } from './window-bounds.ts'

/** A move that a person made is one only when it stays; the system moves windows too when a screen goes. */
const SETTLE_MS = 1_000

/**
 * The place of one window through the coming and going of screens. A screen that is switched off for the night takes
 * its windows nowhere: they wait on another one and return in the morning.
 */
export class WindowPlace {
  readonly #clock: Clock
  readonly #minimum: Size
  #settled: Place
  #isAway: boolean
  #next: Place | null = null
  #cancelTimer: Cancel = () => undefined

  constructor(start: { place: Place; isAway: boolean; minimum: Size; clock: Clock }) {
    this.#settled = start.place
    this.#isAway = start.isAway
    this.#minimum = start.minimum
    this.#clock = start.clock
  }

  /** Where it belongs. */
  get current(): Place {
    return this.#isAway ? this.#settled : (this.#next ?? this.#settled)
  }

  get isAway(): boolean {
    return this.#isAway
  }

  /** It stands somewhere else now. */
  moved(place: Place): void {
    this.#next = place
    this.#cancelTimer()
    this.#cancelTimer = this.#clock.schedule(SETTLE_MS, () => this.#settle())
  }

  /** A person has put it somewhere else: that is its place from now on. */
  adopt(): void {
    this.#isAway = false
  }

  /** Where to put the window now that the screens are these; null: where it is. */
  followScreens(screens: readonly Screen[]): Opening | null {
    const isHomeThere = screens.some((screen) => screen.id === this.#settled.displayId)
    if (this.#settled.displayId === null || isHomeThere !== this.#isAway) return null
    this.#forget()
    const opening = planOpening(this.#settled, screens, this.#minimum)
    this.#isAway = opening.isAway
    return opening
  }

  stop(): void {
    this.#settle()
    this.#cancelTimer()
  }

  #settle(): void {
    if (this.#next !== null && !this.#isAway) this.#settled = this.#next
    this.#forget()
  }

  #forget(): void {
    this.#next = null
    this.#cancelTimer()
  }
}
