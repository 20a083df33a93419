import { z } from 'zod'

/** How bad it is, as receivers of reports sort it. */
export const ERROR_LEVELS = ['fatal', 'error', 'warning', 'info', 'debug'] as const
export type ErrorLevel = (typeof ERROR_LEVELS)[number]

/**
 * Why a report was not sent. `full`: no room for it; `sampled`: by chance, as set; `ignored`: as set; `repeated`: the same
 * too often; `refused`: by the receiver; `broken`: what was kept cannot be read.
 */
export const DROP_REASONS = ['full', 'sampled', 'ignored', 'repeated', 'refused', 'broken'] as const
export type DropReason = (typeof DROP_REASONS)[number]

/** Why sending fails. `rejected`: the receiver does not know the key or the project. */
export const SEND_TROUBLES = ['unreachable', 'busy', 'rejected', 'refused', 'unstored'] as const
export type SendTrouble = (typeof SEND_TROUBLES)[number]

export const telemetryStatusSchema = z.object({
  isOn: z.boolean(),
  /** Scheme and host of the receiver; null: off. */
  receiver: z.string().nullable(),
  kept: z.number(),
  keptBytes: z.number(),
  /** Since the start. */
  sent: z.number(),
  dropped: z.partialRecord(z.enum(DROP_REASONS), z.number()),
  lastSentAt: z.number().nullable(),
  /** When the next try is due; null: at once, or nothing is kept. */
  nextTryAt: z.number().nullable(),
  lastTrouble: z.object({ code: z.enum(SEND_TROUBLES), message: z.string(), at: z.number() }).nullable(),
  crashDumps: z.object({ isOn: z.boolean(), folder: z.string(), count: z.number(), newestAt: z.number().nullable() }),
})
export type TelemetryStatus = z.infer<typeof telemetryStatusSchema>

export const testReportSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('sent'), eventId: z.string() }),
  z.object({ outcome: z.enum(['kept', 'refused']), eventId: z.string(), trouble: z.enum(SEND_TROUBLES).nullable() }),
  z.object({ outcome: z.literal('off') }),
])
export type TestReport = z.infer<typeof testReportSchema>
