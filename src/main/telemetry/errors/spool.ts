import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeNewFile } from '../../platform/file-atomic.ts'

export const MAX_KEPT_EVENTS = 100
export const MAX_KEPT_BYTES = 5 * 1_024 * 1_024

/** A report that waits to be sent. */
export interface KeptEvent {
  readonly id: string
  readonly bytes: number
}

interface Entry extends KeptEvent {
  readonly file: string
  /** Null: it lies on the disk. */
  readonly text: string | null
}

/** `<milliseconds>-<event id>.json`, so that names sort by age. */
const FILE_NAME = /^\d{13}-([0-9a-f]{32})\.json$/

export interface SpoolDependencies {
  readonly folder: string
  readonly now: () => number
  /** So many could not be kept any longer. */
  readonly onDropped: (reason: 'full' | 'broken', count: number) => void
  /** The disk does not take it; it is kept in memory only. */
  readonly onUnstored: (cause: unknown) => void
}

/**
 * Reports that wait to be sent, a file for each, the oldest first. Bounded: when it is full the oldest go. What the disk
 * does not take waits in memory, within the same bounds.
 */
export class EventSpool {
  readonly #dependencies: SpoolDependencies
  #entries: Entry[] = []
  #bytes = 0

  constructor(dependencies: SpoolDependencies) {
    this.#dependencies = dependencies
  }

  /** Finds what was left by earlier starts. Never rejects: without a readable folder there is nothing. */
  async open(): Promise<void> {
    const { folder } = this.#dependencies
    const names = await readdir(folder).catch((): string[] => [])
    for (const name of names.toSorted()) {
      const id = FILE_NAME.exec(name)?.[1]
      const file = join(folder, name)
      const size = id === undefined ? null : await sizeOf(file)
      if (id !== undefined && size !== null) this.#take({ id, bytes: size, file, text: null })
    }
    await this.#makeRoom()
  }

  get count(): number {
    return this.#entries.length
  }

  get bytes(): number {
    return this.#bytes
  }

  get oldest(): KeptEvent | null {
    return this.#entries[0] ?? null
  }

  has(id: string): boolean {
    return this.#entries.some((entry) => entry.id === id)
  }

  /** Resolves when it is on the disk, or in memory where the disk takes nothing. Never rejects. */
  async add(id: string, text: string): Promise<void> {
    const { folder, now, onUnstored } = this.#dependencies
    const file = join(folder, `${String(now()).padStart(13, '0')}-${id}.json`)
    const entry = { id, file, bytes: Buffer.byteLength(text) }
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeNewFile(file, text)
      this.#take({ ...entry, text: null })
    } catch (cause) {
      onUnstored(cause)
      this.#take({ ...entry, text })
    }
    await this.#makeRoom()
  }

  /** The event as it was kept; null: it cannot be read any more, and is gone. */
  async read(id: string): Promise<string | null> {
    const entry = this.#entries.find((one) => one.id === id)
    if (entry === undefined) return null
    const text = entry.text ?? (await readFile(entry.file, 'utf8').catch(() => null))
    if (text !== null && isEvent(text, id)) return text
    await this.remove(id)
    this.#dependencies.onDropped('broken', 1)
    return null
  }

  async remove(id: string): Promise<void> {
    const entry = this.#entries.find((one) => one.id === id)
    if (entry === undefined) return
    this.#entries = this.#entries.filter((one) => one !== entry)
    this.#bytes -= entry.bytes
    await rm(entry.file, { force: true }).catch(() => undefined)
  }

  #take(entry: Entry): void {
    this.#entries.push(entry)
    this.#bytes += entry.bytes
  }

  async #makeRoom(): Promise<void> {
    let dropped = 0
    for (let oldest = this.oldest; oldest !== null && this.#isOver; oldest = this.oldest) {
      await this.remove(oldest.id)
      dropped += 1
    }
    if (dropped > 0) this.#dependencies.onDropped('full', dropped)
  }

  get #isOver(): boolean {
    return this.#entries.length > MAX_KEPT_EVENTS || this.#bytes > MAX_KEPT_BYTES
  }
}

/** Takes away all that is kept. Never rejects. */
export async function forgetKept(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined)
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    const found = await stat(file)
    return found.isFile() ? found.size : null
  } catch {
    return null
  }
}

/** What is on the disk is not trusted: half of a file, or somebody else's, is no report. */
function isEvent(text: string, id: string): boolean {
  try {
    const event: unknown = JSON.parse(text)
    return typeof event === 'object' && event !== null && 'event_id' in event && event.event_id === id
  } catch {
    return false
  }
}
