import { z } from 'zod'

export const keys = z.array(z.uuid()).min(1).max(1_000)
export const nothing = z.object({}).strict()
export const done = z.object({})
/** One line per operation of a bulk request: what could be done and what could not, and why. */
export const outcomes = z.object({
  outcomes: z.array(z.object({ key: z.string(), ok: z.boolean(), message: z.string().nullable() })),
})
