import { siteIdSchema } from '#shared/domain/sites.ts'
import { parseJsonRecord } from '../config/json-record.ts'
import { readSmallFileNow, writeFileAtomically } from '../platform/file-atomic.ts'
import type { Logger } from '../platform/logger.ts'

const MAX_FILE_BYTES = 10_000

/** Remembers which site was looked at last, so that the next start begins there. Losing it costs a click. */
export class LastSite {
  readonly #file: string
  readonly #logger: Logger
  #lastWrite: Promise<void> = Promise.resolve()

  constructor(file: string, logger: Logger) {
    this.#file = file
    this.#logger = logger
  }

  /** Null: none is known. Never throws. */
  read(): string | null {
    try {
      const text = readSmallFileNow(this.#file, MAX_FILE_BYTES)
      const parsed = siteIdSchema.safeParse(text === null ? null : parseJsonRecord(text)?.get('site'))
      return parsed.success ? parsed.data : null
    } catch {
      return null
    }
  }

  write(siteId: string): void {
    this.#lastWrite = this.#lastWrite
      .then(() => writeFileAtomically(this.#file, `${JSON.stringify({ site: siteId })}\n`))
      .catch((error: unknown) => {
        const cause = error instanceof Error ? error.message : ''
        this.#logger.warn('the last site could not be remembered', { cause })
      })
  }

  /** Resolves when what was written is on disk. */
  settled(): Promise<void> {
    return this.#lastWrite
  }
}
