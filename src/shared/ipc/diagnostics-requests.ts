import { z } from 'zod'
import { DIAGNOSTICS_STEPS } from '../domain/diagnostics.ts'
import { diagnosticsExportSchema } from '../domain/transfer.ts'
import { done, nothing } from './common.ts'

/** Everything that helps to find out what went wrong, in one file. */
export const DIAGNOSTICS_REQUESTS = {
  /**
   * Asks for a file and writes the bundle into it, whole or not at all. Answers when it is written: until then
   * `diagnostics:progress` tells how far it is. One at a time for each window: `rate-limited` for another.
   */
  'diagnostics:export': {
    request: z.object({ withScreenshots: z.boolean(), withValues: z.boolean() }),
    response: diagnosticsExportSchema,
  },
  /** Ends what this window is writing; nothing of it is left. */
  'diagnostics:cancel': { request: nothing, response: done },
} as const

/** How far the bundle of this window is: the step, and how many bytes of it were read. */
export const diagnosticsProgressSchema = z.object({ step: z.enum(DIAGNOSTICS_STEPS), bytes: z.number() })
