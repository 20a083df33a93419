import { z } from 'zod'
import { readSmallFileNow, writeFileAtomically } from '../platform/file-atomic.ts'
import type { Logger } from '../platform/logger.ts'

const MAX_FILE_BYTES = 1_000
/** After so long the graphics hardware is tried again: a driver may have come. */
const BELIEVED_MS = 7 * 86_400_000

const recordSchema = z.object({ electron: z.string(), failedAt: z.number() })

/** How the windows are drawn, as far as the running Electron knows. */
export interface Graphics {
  /** Windows are drawn without graphics hardware. Call before the app is ready. */
  readonly drawInSoftware: () => void
  /** The hardware cannot be used, or is not to be. Known when a window has been drawn. */
  readonly isInSoftware: () => boolean
}

export interface GraphicsMemoryDependencies {
  readonly file: string
  readonly electronVersion: string
  readonly now: () => number
  readonly graphics: Graphics
  readonly logger: Logger
}

/**
 * Many PCs of control rooms, virtual ones above all, have no graphics hardware that can be used. Finding that out takes several
 * attempts, for which the first window waits: so it is remembered for a week, or until the next version of Electron.
 */
export class GraphicsMemory {
  readonly #dependencies: GraphicsMemoryDependencies
  #isFollowed = false

  constructor(dependencies: GraphicsMemoryDependencies) {
    this.#dependencies = dependencies
  }

  /** Leaves out what has failed before. Call before the app is ready. */
  follow(): void {
    const { file, electronVersion, now, graphics } = this.#dependencies
    const record = readRecord(file)
    const ageMs = record === null ? Number.NaN : now() - record.failedAt
    if (record?.electron !== electronVersion || !(ageMs >= 0 && ageMs < BELIEVED_MS)) return
    graphics.drawInSoftware()
    this.#isFollowed = true
  }

  /** Remembers what this start has shown. Call when a window has been drawn. Never rejects: it costs some time at the next start. */
  async learn(): Promise<void> {
    const { file, electronVersion, now, graphics, logger } = this.#dependencies
    // Without an attempt there is nothing to be learnt.
    if (this.#isFollowed || !graphics.isInSoftware()) return
    logger.info('there is no graphics hardware that can be used: windows are drawn by the processor')
    try {
      await writeFileAtomically(file, `${JSON.stringify({ electron: electronVersion, failedAt: now() })}\n`)
    } catch (error) {
      const cause = error instanceof Error ? error.message : ''
      logger.warn('how windows are drawn could not be remembered', { cause })
    }
  }
}

function readRecord(file: string): z.infer<typeof recordSchema> | null {
  try {
    const text = readSmallFileNow(file, MAX_FILE_BYTES)
    return text === null ? null : recordSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
