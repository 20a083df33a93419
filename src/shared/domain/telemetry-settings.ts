import { z } from 'zod'
import { parseDsn } from './dsn.ts'

const MAX_PATTERNS_LENGTH = 4_000

/** Reports about errors of the console itself. Part of the settings of the product. */
export const TELEMETRY_SETTINGS = {
  /** Where they are sent; empty: nothing is collected, kept or sent. */
  telemetryDsn: z
    .string()
    .refine((text) => text === '' || parseDsn(text) !== null, {
      error: 'The address is https://key@host/project (http:// only for this PC) and holds no password.',
    })
    .default(''),
  telemetryEnvironment: z
    .string()
    .refine((text) => /^(?!none$)[^\s/]{1,64}$/i.test(text), { error: 'A word without blanks and slashes.' })
    .default('production'),
  /** Empty: the version of the program. */
  telemetryRelease: z
    .string()
    .refine((text) => /^[^\s/\\]{0,200}$/.test(text), { error: 'A word without blanks and slashes, or nothing.' })
    .default(''),
  /** The share of errors that is reported, by chance: 1 is all. */
  telemetrySampleRate: z.number().min(0).max(1).default(1),
  /** Parts of messages that are not reported, with semicolons between them; `*` stands for anything. */
  telemetryIgnore: z.string().max(MAX_PATTERNS_LENGTH).default(''),
  /** Who is signed in, and at which site: as ids. */
  telemetrySendsUser: z.boolean().default(false),
  /** Pictures of the memory of a process that crashed. They stay on this PC, but may hold anything that the process knew. */
  keepCrashDumps: z.boolean().default(false),
} as const
