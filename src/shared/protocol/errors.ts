import { z } from 'zod'

/** Everything a fleet server may refuse, by a stable code. */
export const SERVER_ERROR_CODES = [
  'unauthenticated',
  'token-expired',
  'tenant-forbidden',
  'protocol-too-old',
  'protocol-too-new',
  'malformed',
  'forbidden',
  'not-found',
  'cursor-expired',
  'rate-limited',
  'too-large',
  'unavailable',
  'unsupported',
  'internal',
] as const
export const serverErrorCodeSchema = z.enum(SERVER_ERROR_CODES)
export type ServerErrorCode = z.infer<typeof serverErrorCodeSchema>

export const serverErrorSchema = z.object({
  code: serverErrorCodeSchema,
  /** For a person; may be logged and shown. */
  message: z.string().max(2_000),
  /** With `rate-limited` and `unavailable`: do not try again earlier. */
  retryAfterMs: z.number().int().min(0).optional(),
})
export type ServerError = z.infer<typeof serverErrorSchema>

/** How every request over the socket is answered. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ServerError }

export function replySchema<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: serverErrorSchema }),
  ])
}
