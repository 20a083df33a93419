import type { Cancel, Clock } from '../platform/clock.ts'
import type { SupervisedProcess } from '../platform/supervised-process.ts'
import { RestartPlan } from './restart-plan.ts'

/** How long a console that is told to end may take. */
const GRACE_MS = 15_000
/** Characters that are kept of what it said, and the lines of them that a screen has room for. */
const MAX_KEPT = 8_000
const MAX_LINES = 6
/** What Chromium tells those who develop it. */
const OF_CHROMIUM = /^\[\d+:\d+\/|^DevTools listening/

/** What is on the screens while there is no console. */
export interface RestPicture {
  /** @param nextAt milliseconds since the epoch */
  show(told: { deaths: number; nextAt: number; lastWords: string }, onStartNow: () => void): void
  hide(): void
}

export interface SupervisorDependencies {
  readonly start: () => SupervisedProcess
  readonly picture: RestPicture
  readonly clock: Clock
  /** Nothing is left to be looked after. */
  readonly onDone: () => void
}

/**
 * Starts the console, and starts it again when it dies. The console itself loses nothing by that: what it has accepted is on
 * the disk before it says so.
 */
export class Supervisor {
  readonly #dependencies: SupervisorDependencies
  readonly #plan = new RestartPlan()
  #console: SupervisedProcess | null = null
  #cancelWait: Cancel = () => undefined
  #lastWords = ''
  #isEnding = false

  constructor(dependencies: SupervisorDependencies) {
    this.#dependencies = dependencies
  }

  run(): void {
    this.#start()
  }

  /** Ends the console too, as the system wants when somebody logs off. */
  stop(): void {
    if (this.#isEnding) return
    this.#isEnding = true
    this.#cancelWait()
    if (this.#console === null) return this.#done()
    this.#console.end()
    this.#cancelWait = this.#dependencies.clock.schedule(GRACE_MS, () => this.#console?.kill())
  }

  #start(): void {
    this.#cancelWait()
    const { start, picture } = this.#dependencies
    const started = start()
    this.#console = started
    this.#lastWords = ''
    // Until then what is on the screen is better than nothing.
    started.onReady(() => picture.hide())
    started.onComplaint((text) => {
      this.#lastWords = (this.#lastWords + text).slice(-MAX_KEPT)
    })
    started.onEnded((isWanted) => this.#ended(isWanted))
  }

  #ended(isWanted: boolean): void {
    this.#console = null
    if (isWanted || this.#isEnding) return this.#done()
    const { clock, picture } = this.#dependencies
    const { waitMs, deaths, isResting } = this.#plan.died(clock.monotonic())
    this.#cancelWait = clock.schedule(waitMs, () => this.#start())
    if (!isResting) return
    picture.show({ deaths, nextAt: clock.now() + waitMs, lastWords: wordsIn(this.#lastWords) }, () => {
      if (this.#console === null && !this.#isEnding) this.#start()
    })
  }

  #done(): void {
    this.#cancelWait()
    this.#dependencies.picture.hide()
    this.#dependencies.onDone()
  }
}

/** What the console itself has said last. */
function wordsIn(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !OF_CHROMIUM.test(line))
  return lines.slice(-MAX_LINES).join('\n')
}
