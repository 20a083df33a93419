import { z } from 'zod'
import { REPORT_FORMATS, REPORT_STEPS } from '../domain/report-formats.ts'
import { cancelled, refused, reportExportSchema } from '../domain/transfer.ts'
import { SPOKEN_LANGUAGES } from '../i18n/languages.ts'
import { done, nothing } from './common.ts'

const moment = z.number().int().min(0).max(8.64e15)
const period = z.object({ fromAt: moment, toAt: moment }).refine(({ fromAt, toAt }) => fromAt < toAt)

/** Reports that are written by themselves. */
export const reportScheduleSchema = z.object({
  /** Null: none is wanted, or there is no folder for it. */
  nextAt: z.number().nullable(),
  isWriting: z.boolean(),
  /** `files`: what was written. `problem`: why something was not; it is tried again. */
  last: z.object({ at: z.number(), files: z.array(z.string()), problem: z.string().nullable() }).nullable(),
})

/** Reports about a site and about the console. */
export const REPORT_REQUESTS = {
  /**
   * Asks for a file and writes the report of the window's site into it, whole or not at all. Answers when it is written: until
   * then `reports:progress` tells how far it is. One at a time for each window: `rate-limited` for another.
   */
  'reports:export': {
    // `language`: of what people read in it; left out: the one that the console speaks.
    request: z.object({ period, format: z.enum(REPORT_FORMATS), language: z.enum(SPOKEN_LANGUAGES).optional() }),
    response: reportExportSchema,
  },
  /** Ends what this window is writing; nothing of it is left. */
  'reports:cancel': { request: nothing, response: done },
  /** When the next report is written by itself, and what became of the last. */
  'reports:schedule': { request: nothing, response: reportScheduleSchema },
  /** Asks for the folder of the reports that are written by themselves. A window never names one. */
  'reports:choose-folder': {
    request: nothing,
    response: z.discriminatedUnion('outcome', [
      cancelled,
      refused,
      z.object({ outcome: z.literal('chosen'), folder: z.string() }),
    ]),
  },
} as const

/** How far the report of this window is: the step, and how many records of it were read. */
export const reportProgressSchema = z.object({ step: z.enum(REPORT_STEPS), records: z.number() })
