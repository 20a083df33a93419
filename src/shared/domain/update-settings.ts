import { z } from 'zod'

/** A public key that updates are signed with: Ed25519, its 32 bytes in base64. */
const KEY = /^ed25519:[A-Za-z0-9+/]{43}=$/

const webAddress = z.url({ protocol: /^https?$/ })

/** New versions of the program. Part of the settings of the product. */
export const UPDATE_SETTINGS = {
  /** A web server inside the site, or a folder on this PC or on a share; empty: nothing is looked for, and nobody is asked. */
  updateFeed: z
    .string()
    .max(2_000)
    .refine((text) => text === '' || isFeedPlace(text), {
      error: 'the place is an http:// or https:// address without a password, or the full path of a folder',
    })
    .default(''),
  /** Who may sign a new version, with semicolons between them; with none, none is taken. */
  updateKeys: z
    .string()
    .max(1_000)
    .refine((text) => updateKeysOf(text).every((key) => KEY.test(key)), {
      error: 'a key is “ed25519:” and 44 characters; several have semicolons between them',
    })
    .default(''),
  updateCheckEveryMs: z.number().int().min(60_000).max(604_800_000).default(14_400_000),
  /** `ask`: a person downloads and installs. `when-idle`: by itself, within the hours of `updateWindow`. `never`: it is only told. */
  updateInstall: z.enum(['ask', 'when-idle', 'never']).default('ask'),
  /** When the console may restart by itself, as `HH:MM-HH:MM` by this PC's clock; empty: never by itself. */
  updateWindow: z
    .string()
    .regex(/^(?:([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?$/, 'the hours are HH:MM-HH:MM')
    .default(''),
} as const

function isFeedPlace(text: string): boolean {
  if (/^https?:\/\//i.test(text)) return webAddress.safeParse(text).success && !/^[a-z]+:\/\/[^/?#]*@/i.test(text)
  return text.startsWith('/') || text.startsWith('\\\\') || /^[A-Za-z]:[\\/]/.test(text)
}

/** The keys of `updateKeys`. */
export function updateKeysOf(text: string): string[] {
  const keys = text.split(';').map((key) => key.trim())
  return keys.filter((key) => key !== '')
}

/** The hours of `updateWindow`; null: there are none. */
export function updateHours(text: string): { readonly from: string; readonly to: string } | null {
  const [from, to] = text.split('-')
  return from === undefined || to === undefined || from === to ? null : { from, to }
}
