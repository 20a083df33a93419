import { randomUUID } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { publishFile } from './file-atomic.ts'

/**
 * A file that is written beside its place and put there as a whole: whoever looks at the place sees the old file or the
 * complete new one. Call `append` any number of times, `seal` once, then `publish` or `discard`.
 */
export interface StagedFile {
  append(text: string): Promise<void>
  /** Everything appended would survive a power cut now. */
  seal(): Promise<void>
  /** Puts it in its place. When it rejects, only `discard` can tell whether it is there. */
  publish(): Promise<void>
  /** Takes it away. True: it certainly never was in its place. Never rejects. */
  discard(): Promise<boolean>
}

/** Begins a file for `path`. Rejects with the system's error. */
export type StageFile = (path: string) => Promise<StagedFile>

/** Only the user may read it until it is handed on. */
const PRIVATE_FILE_MODE = 0o600

export const stageFile: StageFile = async (path) => {
  const temporary = `${path}.${randomUUID()}.tmp`
  return new FileBeside(path, temporary, await open(temporary, 'wx', PRIVATE_FILE_MODE))
}

class FileBeside implements StagedFile {
  readonly #path: string
  readonly #temporary: string
  #file: FileHandle | null

  constructor(path: string, temporary: string, file: FileHandle) {
    this.#path = path
    this.#temporary = temporary
    this.#file = file
  }

  async append(text: string): Promise<void> {
    await this.#open.appendFile(text, 'utf8')
  }

  async seal(): Promise<void> {
    await this.#open.sync()
    await this.#close()
  }

  async publish(): Promise<void> {
    await publishFile(this.#temporary, this.#path)
  }

  async discard(): Promise<boolean> {
    try {
      await this.#close().catch(() => undefined)
      await unlink(this.#temporary)
      return true
    } catch {
      // It is not where it was written any more, or cannot be reached: it may have got to its place.
      return false
    }
  }

  get #open(): FileHandle {
    if (this.#file === null) throw new Error('the file is complete: nothing can be added')
    return this.#file
  }

  async #close(): Promise<void> {
    const file = this.#file
    this.#file = null
    await file?.close()
  }
}
