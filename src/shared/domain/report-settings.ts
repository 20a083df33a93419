import { z } from 'zod'
import { REPORT_FORMATS } from './report-formats.ts'

/** Reports that are written by themselves. Part of the settings of the product. */
export const REPORT_SETTINGS = {
  /** `daily`: about the day before. `weekly`: on Mondays, about the week before. */
  reportSchedule: z.enum(['off', 'daily', 'weekly']).default('off'),
  /** Chosen in a dialog, or by the administrator; windows cannot name one. */
  reportFolder: z.string().min(1).max(4_096).nullable().default(null),
  reportFormat: z.enum(REPORT_FORMATS).default('pdf'),
  /** By the clock on the wall where this PC is. */
  reportTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('06:00'),
}
