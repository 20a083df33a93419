import { isQuietAt } from '#shared/domain/notice-settings.ts'
import { updateHours } from '#shared/domain/update-settings.ts'
import type { Cancel, Clock } from '../platform/clock.ts'

/** As the settings say. */
export interface UpdateWishes {
  readonly updateFeed: string
  readonly updateKeys: string
  readonly updateCheckEveryMs: number
  readonly updateInstall: 'ask' | 'when-idle' | 'never'
  readonly updateWindow: string
}

export interface UpdateScheduleDependencies {
  readonly clock: Clock
  readonly wishes: () => UpdateWishes
  /** Minutes since midnight on this PC. */
  readonly minuteOfDay: () => number
  /** Nothing else is going on, and no version is here already. */
  readonly mayCheck: () => boolean
  readonly check: () => void
  /** A version is here, and nobody has put it off. */
  readonly mayInstall: () => boolean
  readonly install: () => void
}

/** Whether the hours for installing have begun. */
const HOURS_LOOK_MS = 60_000

/** When a new version is looked for, and when one is installed, without anybody asking. */
export class UpdateSchedule {
  readonly #dependencies: UpdateScheduleDependencies
  #cancelCheck: Cancel | null = null
  #cancelHours: Cancel | null = null

  constructor(dependencies: UpdateScheduleDependencies) {
    this.#dependencies = dependencies
  }

  /** Looks in `delayMs` and from then on, unless there is no feed. */
  lookFrom(delayMs: number): void {
    this.stop()
    if (this.#dependencies.wishes().updateFeed === '') return
    this.checkIn(delayMs)
    this.#lookAtHours()
  }

  checkIn(delayMs: number): void {
    this.#cancelCheck?.()
    this.#cancelCheck = this.#dependencies.clock.schedule(delayMs, () => {
      if (this.#dependencies.mayCheck()) this.#dependencies.check()
      else this.checkIn(this.#dependencies.wishes().updateCheckEveryMs)
    })
  }

  stop(): void {
    this.#cancelCheck?.()
    this.#cancelHours?.()
  }

  /** Within the hours that the settings name, and only then, it installs by itself. */
  #lookAtHours(): void {
    const { clock, wishes, minuteOfDay, mayInstall, install } = this.#dependencies
    this.#cancelHours = clock.schedule(HOURS_LOOK_MS, () => this.#lookAtHours())
    const { updateInstall, updateWindow } = wishes()
    const hours = updateHours(updateWindow)
    if (updateInstall !== 'when-idle' || hours === null || !mayInstall()) return
    if (isQuietAt(minuteOfDay(), hours)) install()
  }
}
