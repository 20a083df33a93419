import { z } from 'zod'

/** An address the product may talk to: https anywhere, http on this PC only, never with a password in it. */
export const serverUrlSchema = serverUrl(false)
/** The same, answered in the one form that two writings of an address have in common. */
export const normalServerUrlSchema = serverUrl(true)

export function isAllowedServerUrl(value: string): boolean {
  return serverUrlSchema.safeParse(value).success
}

function serverUrl(normalize: boolean): z.ZodType<string, string> {
  return z
    .union([
      z.url({ protocol: /^https$/, normalize }),
      z.url({ protocol: /^http$/, hostname: /^(?:127\.0\.0\.1|localhost|\[::1\])$/, normalize }),
    ])
    .refine((value) => value.length <= 2_000 && !/^[a-z]+:\/\/[^/?#]*@/.test(value))
}
