import type { Cancel, Clock } from '../platform/clock.ts'
import { readSmallFile, writeFileAtomically } from '../platform/file-atomic.ts'
import type { Logger } from '../platform/logger.ts'
import { type WindowState, windowStateSchema } from './window-bounds.ts'

const SAVE_DELAY_MS = 500
const MAX_FILE_BYTES = 10_000

export interface WindowStateFileDependencies {
  readonly path: string
  readonly clock: Clock
  readonly logger: Logger
}

/** Remembers where the window was. A convenience: no fault of this file is more than a line in the log. */
export class WindowStateFile {
  readonly #dependencies: WindowStateFileDependencies
  #waiting: WindowState | null = null
  #cancelTimer: Cancel | null = null
  #lastWrite: Promise<void> = Promise.resolve()

  constructor(dependencies: WindowStateFileDependencies) {
    this.#dependencies = dependencies
  }

  async load(): Promise<WindowState | null> {
    try {
      const text = await readSmallFile(this.#dependencies.path, MAX_FILE_BYTES)
      return text === null ? null : windowStateSchema.parse(JSON.parse(text))
    } catch (error) {
      this.#dependencies.logger.warn('the place of the window could not be read', { error })
      return null
    }
  }

  /** Saves the last of many changes, once they pause. */
  remember(state: WindowState): void {
    this.#waiting = state
    this.#cancelTimer?.()
    this.#cancelTimer = this.#dependencies.clock.schedule(SAVE_DELAY_MS, () => void this.flush())
  }

  /** Saves what waits now. Resolves when it is written; never rejects. */
  flush(): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    const state = this.#waiting
    this.#waiting = null
    if (state !== null) this.#lastWrite = this.#lastWrite.then(() => this.#write(state))
    return this.#lastWrite
  }

  async #write(state: WindowState): Promise<void> {
    try {
      await writeFileAtomically(this.#dependencies.path, JSON.stringify(state))
    } catch (error) {
      this.#dependencies.logger.warn('the place of the window could not be saved', { error })
    }
  }
}
