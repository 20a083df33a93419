import type { Cancel, Clock } from '../platform/clock.ts'
import { readSmallFileNow, writeFileAtomically } from '../platform/file-atomic.ts'
import type { Logger } from '../platform/logger.ts'
import { parseWindowFile, type WindowRecord } from './window-record.ts'

const SAVE_DELAY_MS = 500
const MAX_FILE_BYTES = 100_000

export interface WindowStateFileDependencies {
  readonly path: string
  readonly clock: Clock
  readonly logger: Logger
}

/** Remembers which windows are open, and where. A convenience: no fault of this file is more than a line in the log. */
export class WindowStateFile {
  readonly #dependencies: WindowStateFileDependencies
  #waiting: readonly WindowRecord[] | null = null
  #cancelTimer: Cancel | null = null
  #lastWrite: Promise<void> = Promise.resolve()

  constructor(dependencies: WindowStateFileDependencies) {
    this.#dependencies = dependencies
  }

  /** Empty: none are remembered, or the file cannot be read. */
  async load(): Promise<readonly WindowRecord[]> {
    try {
      const text = readSmallFileNow(this.#dependencies.path, MAX_FILE_BYTES)
      return text === null ? [] : parseWindowFile(JSON.parse(text))
    } catch (error) {
      this.#dependencies.logger.warn('the places of the windows could not be read', { error })
      return []
    }
  }

  /** Saves the last of many changes, once they pause. */
  remember(windows: readonly WindowRecord[]): void {
    this.#waiting = windows
    this.#cancelTimer?.()
    this.#cancelTimer = this.#dependencies.clock.schedule(SAVE_DELAY_MS, () => void this.flush())
  }

  /** Saves what waits now. Resolves when it is written; never rejects. */
  flush(): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    const windows = this.#waiting
    this.#waiting = null
    if (windows !== null) this.#lastWrite = this.#lastWrite.then(() => this.#write(windows))
    return this.#lastWrite
  }

  async #write(windows: readonly WindowRecord[]): Promise<void> {
    try {
      await writeFileAtomically(this.#dependencies.path, JSON.stringify({ version: 2, windows }))
    } catch (error) {
      this.#dependencies.logger.warn('the places of the windows could not be saved', { error })
    }
  }
}
