import { z } from 'zod'
import { FLAG_NAMES, FLAG_ORIGINS } from '../domain/flags.ts'
import { cancelled, refused } from '../domain/transfer.ts'
import { pageSchema } from '../domain/window.ts'
import { done, nothing } from './common.ts'

const flagName = z.enum(FLAG_NAMES)

export const usageSchema = z.object({
  isOn: z.boolean(),
  /** Oldest first; days as `2026-11-22`. */
  days: z.array(z.object({ day: z.string(), counts: z.record(z.string(), z.number()) })),
  /** Counts that are still to be written could not be, and why. */
  problem: z.string().nullable(),
})
export type Usage = z.infer<typeof usageSchema>

/** What is counted of the use of this console, on this PC alone; and the features that not everybody has. */
export const USAGE_REQUESTS = {
  'usage:read': { request: nothing, response: usageSchema },
  /** Somebody has seen this. Counted where the operator wants that, else forgotten at once. */
  'usage:seen': { request: z.object({ page: pageSchema.optional(), flag: flagName.optional() }), response: done },
  /** Deletes all that was counted. */
  'usage:clear': { request: nothing, response: usageSchema },
  /** Asks for a file and writes all that was counted into it, as CSV. */
  'usage:export': {
    request: nothing,
    response: z.discriminatedUnion('outcome', [
      cancelled,
      refused,
      z.object({ outcome: z.literal('written'), fileName: z.string() }),
    ]),
  },
  'flags:read': {
    request: nothing,
    response: z.object({
      flags: z.array(z.object({ name: flagName, variant: z.string(), origin: z.enum(FLAG_ORIGINS) })),
    }),
  },
} as const
