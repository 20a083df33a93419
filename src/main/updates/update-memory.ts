import { z } from 'zod'
import { readSmallFile, writeFileAtomically } from '../platform/file-atomic.ts'

const rememberedSchema = z.object({
  lastCheckedAt: z.number().nullable().catch(null),
  putOffUntil: z.number().nullable().catch(null),
  /** The version that was received whole, and waits to be installed. */
  received: z.string().nullable().catch(null),
})
export type Remembered = z.infer<typeof rememberedSchema>

const NOTHING: Remembered = { lastCheckedAt: null, putOffUntil: null, received: null }
const MAX_BYTES = 10_000

/** What is known of updates from one start to the next. */
export class UpdateMemory {
  readonly #file: string
  #last: Promise<unknown> = Promise.resolve()

  constructor(file: string) {
    this.#file = file
  }

  /** Never rejects: what cannot be read is found out again. */
  async read(): Promise<Remembered> {
    try {
      const text = await readSmallFile(this.#file, MAX_BYTES)
      return text === null ? NOTHING : rememberedSchema.parse(JSON.parse(text))
    } catch {
      return NOTHING
    }
  }

  /** Never rejects: not to remember costs a look at the feed. */
  write(remembered: Remembered): Promise<void> {
    const written = this.#last.then(() => writeFileAtomically(this.#file, `${JSON.stringify(remembered)}\n`))
    this.#last = written.catch(() => undefined)
    return this.#last.then(() => undefined)
  }
}
