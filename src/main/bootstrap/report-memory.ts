import { z } from 'zod'
import { parseJsonRecord } from '../config/json-record.ts'
import { readSmallFileNow, writeFileAtomically } from '../platform/file-atomic.ts'

const MAX_FILE_BYTES = 200_000

const time = z.number().int().min(0)
const memorySchema = z.object({
  /** What was due before is not made up for: reports were not wanted then. */
  since: time,
  /** By site: the newest due time whose report is written. */
  written: z.record(z.string(), time),
  last: z.object({ at: time, files: z.array(z.string()), problem: z.string().nullable() }).nullable(),
})
export type ReportMemoryState = z.infer<typeof memorySchema>

/** Which reports were written by themselves. Lost, at most one is written again, over the same file. */
export class ReportMemory {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  /** Null: none was ever wanted, or what is known cannot be read. Never throws. */
  read(): ReportMemoryState | null {
    try {
      const text = readSmallFileNow(this.#file, MAX_FILE_BYTES)
      const record = text === null ? null : parseJsonRecord(text)
      return record === null ? null : memorySchema.parse(Object.fromEntries(record))
    } catch {
      return null
    }
  }

  /** Rejects with the system's error. */
  write(state: ReportMemoryState): Promise<void> {
    return writeFileAtomically(this.#file, `${JSON.stringify(state)}\n`)
  }
}
