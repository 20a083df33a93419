import { rm } from 'node:fs/promises'
import { readSmallFileNow, writeFileAtomically } from '../platform/file-atomic.ts'
import { parseJsonRecord } from './json-record.ts'
import { MAX_CONFIG_BYTES } from './settings-file.ts'

/** What the policy said when it could be read last, for a start at which it cannot. */
export interface PolicyCopy {
  /** Null: there is none of this file. */
  read(file: string): Promise<string | null>
  keep(file: string, text: string): Promise<void>
  /** The file is gone: so is what it said. */
  forget(): Promise<void>
}

/** In the profile. Its own faults are nobody's business: without it, less is known when the policy breaks. */
export class PolicyCopyFile implements PolicyCopy {
  readonly #path: string
  readonly #mayWrite: boolean

  constructor(path: string, mayWrite: boolean) {
    this.#path = path
    this.#mayWrite = mayWrite
  }

  async read(file: string): Promise<string | null> {
    const kept = this.#kept()
    const text = kept?.get('file') === file ? kept.get('text') : null
    return typeof text === 'string' ? text : null
  }

  async keep(file: string, text: string): Promise<void> {
    if (!this.#mayWrite || (await this.read(file)) === text) return
    await writeFileAtomically(this.#path, JSON.stringify({ file, text })).catch(() => undefined)
  }

  async forget(): Promise<void> {
    if (this.#mayWrite && this.#kept() !== null) await rm(this.#path, { force: true }).catch(() => undefined)
  }

  #kept(): ReadonlyMap<string, unknown> | null {
    try {
      // The text of a policy grows when it is written as a text within a text.
      const text = readSmallFileNow(this.#path, 3 * MAX_CONFIG_BYTES)
      return text === null ? null : parseJsonRecord(text)
    } catch {
      return null
    }
  }
}
