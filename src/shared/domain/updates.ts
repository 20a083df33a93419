import { z } from 'zod'

/**
 * Where an update stands:
 *
 *     off ─ a feed is set ─▶ idle ─▶ checking ─▶ idle | available ─▶ downloading ─▶ ready
 *     ready ─▶ waiting (for what is on its way) ─▶ backing-up ─▶ installing ─▶ the program ends and starts anew
 *
 * What goes wrong leads back to where it came from, with a `problem`; the present version goes on.
 */
export const UPDATE_STATES = [
  'off',
  'idle',
  'checking',
  'available',
  'downloading',
  'ready',
  'waiting',
  'backing-up',
  'installing',
] as const
export type UpdateState = (typeof UPDATE_STATES)[number]

/**
 * Why there is no update, or why it was not installed. `unreachable`: the feed's place; `no-feed`: nothing is there for this kind of
 * PC; `no-keys`: nobody may sign; `unsigned`, `wrong-key`; `broken`: what the feed says cannot be read; `older`: than this one;
 * `truncated`, `damaged`: the download; `no-room`: on the disk; `busy`: it waited too long for what was on its way; `backup-failed`;
 * `install-failed`; `by-hand`: this installation cannot replace itself.
 */
export const UPDATE_PROBLEMS = [
  'unreachable',
  'no-feed',
  'no-keys',
  'unsigned',
  'wrong-key',
  'broken',
  'older',
  'truncated',
  'damaged',
  'no-room',
  'busy',
  'backup-failed',
  'install-failed',
  'by-hand',
] as const
export type UpdateProblem = (typeof UPDATE_PROBLEMS)[number]

export const updateStatusSchema = z.object({
  state: z.enum(UPDATE_STATES),
  /** The version that runs. */
  version: z.string(),
  offered: z
    .object({
      version: z.string(),
      bytes: z.number(),
      /** Plain text; empty: the feed says nothing. */
      notes: z.string(),
      releasedAt: z.number().nullable(),
    })
    .nullable(),
  progress: z.object({ bytes: z.number(), total: z.number() }).nullable(),
  /** How many operations are on their way while the installation waits for them. */
  inFlight: z.number(),
  lastCheckedAt: z.number().nullable(),
  /** Nothing is installed by itself, and nothing is said of it, until then. */
  putOffUntil: z.number().nullable(),
  /** `detail`: what is missing or was answered, for the details. */
  problem: z.object({ code: z.enum(UPDATE_PROBLEMS), detail: z.string(), at: z.number() }).nullable(),
  /** This installation can replace itself. */
  canInstall: z.boolean(),
})
export type UpdateStatus = z.infer<typeof updateStatusSchema>
