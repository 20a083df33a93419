import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { USAGE_KEPT_DAYS, USAGE_KEYS } from '#shared/domain/usage.ts'
import type { Usage } from '#shared/ipc/usage-requests.ts'
import { type Cancel, type Clock, dateOf, startOfDay } from '../../platform/clock.ts'
import { readSmallFile, writeFileAtomically } from '../../platform/file-atomic.ts'

const MAX_FILE_BYTES = 2_000_000
/** Counts are no hurry: at most one write in this time. */
const WRITE_AFTER_MS = 30_000

const KNOWN: ReadonlySet<string> = new Set(USAGE_KEYS)
const fileSchema = z.object({ days: z.record(z.string(), z.record(z.string(), z.number().int().min(0))) })

export interface UsageRecordDependencies {
  readonly clock: Clock
  readonly file: string
  /** Whether the operator wants it counted. Off: nothing is counted, read or written. */
  readonly isOn: () => boolean
}

/**
 * How often which feature was used, day by day, on this PC alone. Lost with the file, and nothing else is. Only the names of
 * `USAGE_KEYS` are counted, whoever asks.
 */
export class UsageRecord {
  readonly #dependencies: UsageRecordDependencies
  readonly #days = new Map<string, Map<string, number>>()
  #reading: Promise<void> | null = null
  #writing: Promise<void> = Promise.resolve()
  #cancelWrite: Cancel | null = null
  #problem: string | null = null

  constructor(dependencies: UsageRecordDependencies) {
    this.#dependencies = dependencies
  }

  count(key: string): void {
    if (!this.#dependencies.isOn() || !KNOWN.has(key)) return
    add(this.#days, dayOf(this.#dependencies.clock.now()), key, 1)
    this.#cancelWrite ??= this.#dependencies.clock.schedule(WRITE_AFTER_MS, () => void this.write())
  }

  /** All that was counted, also when nothing is counted any more: it can be looked at until it is deleted. */
  async read(): Promise<Usage> {
    await this.#readFile()
    this.#forgetOld()
    const days = [...this.#days].sort(([a], [b]) => (a < b ? -1 : 1))
    return {
      isOn: this.#dependencies.isOn(),
      days: days.map(([day, counts]) => ({ day, counts: Object.fromEntries(counts) })),
      problem: this.#problem,
    }
  }

  /** Rejects with the system's error. */
  async clear(): Promise<Usage> {
    this.#cancelWrite?.()
    this.#cancelWrite = null
    await this.#readFile()
    await this.#writing
    this.#days.clear()
    await rm(this.#dependencies.file, { force: true })
    this.#problem = null
    return this.read()
  }

  /** Writes what was counted since the last time. Never rejects. */
  write(): Promise<void> {
    if (this.#cancelWrite === null) return this.#writing
    this.#cancelWrite()
    this.#cancelWrite = null
    this.#writing = this.#writing.then(() => this.#writeFile())
    return this.#writing
  }

  stop(): Promise<void> {
    return this.write()
  }

  async #writeFile(): Promise<void> {
    await this.#readFile()
    this.#forgetOld()
    const days = Object.fromEntries([...this.#days].map(([day, counts]) => [day, Object.fromEntries(counts)]))
    try {
      await writeFileAtomically(this.#dependencies.file, `${JSON.stringify({ days })}\n`)
      this.#problem = null
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error)
    }
  }

  /** Once. What cannot be read is begun anew: it is no more than counts. */
  #readFile(): Promise<void> {
    this.#reading ??= this.#readStored()
    return this.#reading
  }

  async #readStored(): Promise<void> {
    try {
      const text = await readSmallFile(this.#dependencies.file, MAX_FILE_BYTES)
      if (text === null) return
      const { days } = fileSchema.parse(JSON.parse(text))
      for (const [day, counts] of Object.entries(days)) {
        for (const [key, count] of Object.entries(counts)) if (KNOWN.has(key)) add(this.#days, day, key, count)
      }
    } catch {
      // Whatever it held cannot be told any more.
    }
  }

  #forgetOld(): void {
    const first = dayOf(startOfDay(this.#dependencies.clock.now(), USAGE_KEPT_DAYS - 1))
    for (const day of this.#days.keys()) if (day < first) this.#days.delete(day)
  }
}

function add(days: Map<string, Map<string, number>>, day: string, key: string, count: number): void {
  const counts = days.get(day) ?? new Map<string, number>()
  counts.set(key, (counts.get(key) ?? 0) + count)
  days.set(day, counts)
}

/** By the calendar where this PC is, as `2026-11-22`. */
export function dayOf(at: number): string {
  const date = dateOf(at)
  const padded = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${padded(date.getMonth() + 1)}-${padded(date.getDate())}`
}
