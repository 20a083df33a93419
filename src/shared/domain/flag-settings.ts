import { z } from 'zod'

/** Features that not everybody has yet, and experiments ([the table](flags.ts)): decided here, or left to the assignment. */
export const FLAG_SETTINGS = {
  flagSiteTrend: z.enum(['assigned', 'line', 'strip']).default('assigned'),
  flagHoursMap: z.enum(['assigned', 'off', 'on']).default('assigned'),
} as const

/** Whether this PC counts which features are used. Nothing of it leaves the PC. */
export const USAGE_SETTINGS = {
  usageAnalytics: z.boolean().default(false),
} as const
