import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { errorCodeSchema } from '#shared/errors/result.ts'
import { progressSchema } from './progress.ts'

/** Longest line either way takes: a whole list of operations, or a thousand changes. */
export const MAX_LINE_BYTES = 8_388_608

/** A line to the console: a request as windows make it, and the file that a person would have been asked for. */
export const lineSchema = z.strictObject({
  v: z.literal(1),
  id: z.string().min(1).max(100),
  name: z.string().max(60),
  request: z.unknown(),
  site: z.string().max(60).optional(),
  file: z.string().min(1).max(4_096).refine(isAbsolute, 'the path is not absolute').optional(),
  /** Lines that tell how far it is may come before the answer. */
  progress: z.boolean().optional(),
})
export type Line = z.infer<typeof lineSchema>

/** A line back: the envelope of every answer. */
export const answerSchema = z.discriminatedUnion('ok', [
  z.object({ v: z.literal(1), id: z.string(), ok: z.literal(true), value: z.unknown() }),
  z.object({
    v: z.literal(1),
    id: z.string(),
    ok: z.literal(false),
    error: z.object({ code: errorCodeSchema, message: z.string(), field: z.string().optional() }),
  }),
])

/** Before the answer, where it was asked for. */
export const progressLineSchema = z.object({ v: z.literal(1), id: z.string(), progress: progressSchema })

/** Undefined: it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
