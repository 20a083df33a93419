import { readSmallFileNow, setFileAside, writeFileAtomically } from '../platform/file-atomic.ts'
import { formatJsonRecord, parseJsonRecord } from './json-record.ts'

/** Largest settings or policy file that is read, in bytes. */
export const MAX_CONFIG_BYTES = 1_048_576

export interface SettingsRecord {
  /** Everything in the file, also names this version does not know. */
  readonly entries: ReadonlyMap<string, unknown>
  /** What went wrong while reading, each a sentence. */
  readonly problems: readonly string[]
}

/** Where the explicitly set values are kept. */
export interface SettingsStorage {
  /** Never rejects: a broken file never stops the app. */
  load(): Promise<SettingsRecord>
  /** Resolves when the values are safe on disk. */
  save(entries: ReadonlyMap<string, unknown>): Promise<void>
}

/** The settings file in the profile. An unusable one is renamed and kept, never overwritten. */
export class SettingsFile implements SettingsStorage {
  readonly #path: string
  readonly #now: () => number

  constructor(path: string, now: () => number) {
    this.#path = path
    this.#now = now
  }

  async load(): Promise<SettingsRecord> {
    try {
      const text = readSmallFileNow(this.#path, MAX_CONFIG_BYTES)
      if (text === null) return { entries: new Map(), problems: [] }
      const entries = parseJsonRecord(text)
      return entries === null ? await this.#setAside('is damaged') : { entries, problems: [] }
    } catch {
      return this.#setAside('cannot be read')
    }
  }

  async save(entries: ReadonlyMap<string, unknown>): Promise<void> {
    await writeFileAtomically(this.#path, formatJsonRecord(entries))
  }

  async #setAside(fault: string): Promise<SettingsRecord> {
    try {
      const aside = await setFileAside(this.#path, `corrupt-${this.#now()}`)
      return nothingRead(`The settings file ${fault}. It was kept as ${aside}, and the app starts with its defaults.`)
    } catch {
      return nothingRead(`The settings file ${this.#path} ${fault}. The app starts with its defaults.`)
    }
  }
}

function nothingRead(problem: string): SettingsRecord {
  return { entries: new Map(), problems: [problem] }
}
