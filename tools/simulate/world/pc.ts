import { type BootClock, UptimeBootClock } from '../../../src/main/platform/boot-clock.ts'
import type { Cancel, Clock } from '../../../src/main/platform/clock.ts'
import type { Timeline } from './timeline.ts'

/** Systems report their uptime in hundredths of a second. */
const UPTIME_STEP_MS = 10
/** The shortest time a timer takes. */
const LEAST_DELAY_MS = 1

export interface PcOptions {
  readonly timeline: Timeline
  /** What the wall clock shows when the world begins, in milliseconds since the epoch. */
  readonly wall: number
  /** How much faster than true time its clocks run, in millionths. */
  readonly driftPpm: number
  /** Whether its monotonic clock goes on while it sleeps: so on Windows, not on Linux. */
  readonly countsSleep: boolean
}

/** The machine a console runs on: clocks that may be wrong, sleep, and starts that are told apart. */
export class Pc {
  readonly timeline: Timeline
  readonly countsSleep: boolean
  readonly #rate: number
  #wallOffset: number
  #bootNumber = 1
  #bootedAt = 0
  /** True time asleep, of sleeps that are over. */
  #sleptMs = 0
  #sleepingSince: number | null = null
  #lastSleep: { readonly from: number; readonly to: number } | null = null
  readonly #wakers = new Set<() => void>()

  constructor({ timeline, wall, driftPpm, countsSleep }: PcOptions) {
    this.timeline = timeline
    this.countsSleep = countsSleep
    this.#rate = 1 + driftPpm / 1_000_000
    this.#wallOffset = wall
  }

  get wall(): number {
    return Math.floor(this.#wallOffset + this.timeline.now * this.#rate)
  }

  /** Names the present start. */
  get boot(): string {
    return `boot-${this.#bootNumber}`
  }

  /** Since the present start, sleep included, as the system reports it. */
  get uptime(): number {
    const ms = (this.timeline.now - this.#bootedAt) * this.#rate
    return Math.floor(ms / UPTIME_STEP_MS) * UPTIME_STEP_MS
  }

  get isAsleep(): boolean {
    return this.#sleepingSince !== null
  }

  /** In true time, up to now while it sleeps; null: it has not slept. */
  get lastSleep(): { readonly from: number; readonly to: number } | null {
    return this.#sleepingSince === null ? this.#lastSleep : { from: this.#sleepingSince, to: this.timeline.now }
  }

  /** Milliseconds on the clock that programs measure with. */
  get ticks(): number {
    const { now } = this.timeline
    const asleep = this.#sleptMs + (this.#sleepingSince === null ? 0 : now - this.#sleepingSince)
    return (this.countsSleep ? now : now - asleep) * this.#rate
  }

  /** True time that so many milliseconds of its own take. */
  trueMs(ownMs: number): number {
    return ownMs / this.#rate
  }

  setWall(byMs: number): void {
    this.#wallOffset += byMs
  }

  sleep(): void {
    this.#sleepingSince ??= this.timeline.now
  }

  wake(): void {
    if (this.#sleepingSince === null) return
    this.#sleptMs += this.timeline.now - this.#sleepingSince
    this.#lastSleep = { from: this.#sleepingSince, to: this.timeline.now }
    this.#sleepingSince = null
    const wakers = [...this.#wakers]
    this.#wakers.clear()
    for (const waker of wakers) waker()
  }

  /** Runs `run` as soon as it is awake: at once when it is. */
  whenAwake(run: () => void): void {
    if (this.isAsleep) this.#wakers.add(run)
    else run()
  }

  /** It was switched off and on again: whatever ran is gone. */
  reboot(): void {
    this.#wakers.clear()
    if (this.#sleepingSince !== null) this.#sleptMs += this.timeline.now - this.#sleepingSince
    this.#sleepingSince = null
    this.#bootNumber++
    this.#bootedAt = this.timeline.now
  }
}

/** Time as one run of a program sees it: its timers end with it. */
export class ProgramClock implements Clock {
  readonly #pc: Pc
  readonly #startedAt: number
  readonly #timers = new Set<{ cancel: Cancel }>()
  #isEnded = false

  constructor(pc: Pc) {
    this.#pc = pc
    this.#startedAt = pc.ticks
  }

  now(): number {
    return this.#pc.wall
  }

  monotonic(): number {
    return this.#pc.ticks - this.#startedAt
  }

  schedule(delayMs: number, task: () => void): Cancel {
    if (this.#isEnded) return () => undefined
    const dueAt = this.#pc.ticks + Math.max(LEAST_DELAY_MS, delayMs)
    const timer: { cancel: Cancel } = { cancel: () => undefined }
    this.#timers.add(timer)
    const arm = (): void => {
      const delay = this.#pc.trueMs(Math.max(0, dueAt - this.#pc.ticks))
      timer.cancel = this.#pc.timeline.after(delay, () => this.#pc.whenAwake(fire))
    }
    const fire = (): void => {
      if (!this.#timers.has(timer)) return
      // It slept meanwhile, on a clock that stood still.
      if (this.#pc.ticks < dueAt - LEAST_DELAY_MS / 2) return arm()
      this.#timers.delete(timer)
      task()
    }
    arm()
    return () => {
      timer.cancel()
      this.#timers.delete(timer)
    }
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#timers.size
  }

  /** The program is gone: nothing of it runs any more. */
  end(): void {
    this.#isEnded = true
    for (const timer of this.#timers) timer.cancel()
    this.#timers.clear()
  }

  /** As the shipped clock reads it from the system. */
  bootClock(): BootClock {
    const pc = this.#pc
    return new UptimeBootClock(this, pc.boot, () => pc.uptime)
  }
}
