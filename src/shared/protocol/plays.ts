import { z } from 'zod'
import { idSchema, timestampSchema } from '../domain/ids.ts'

/** Stretches of one question, and rows of each list of its answer. */
export const MAX_PLAY_STRETCHES = 120
export const MAX_PLAY_ROWS = 200
export const HOURS_OF_WEEK = 168

const count = z.number().int().min(0)

/** Where something was shown: everywhere, at one place, or on the devices of one group. */
const placeSchema = z.object({ site: z.string().max(200).nullable(), group: z.string().max(200).nullable() })

export const playsRequestSchema = z.object({
  /** Where each stretch begins, rising, and where the last one ends. */
  edges: z
    .array(timestampSchema)
    .min(2)
    .max(MAX_PLAY_STRETCHES + 1)
    .refine((edges) => edges.every((at, index) => index === 0 || at > (edges[index - 1] ?? at)), {
      message: 'the edges do not rise',
    }),
  place: placeSchema,
  /** IANA name: by its clocks the hours of the week are counted. */
  timeZone: z.string().min(1).max(64),
  /** Most rows of each list. */
  limit: z.number().int().min(1).max(MAX_PLAY_ROWS),
})

/** What was played. A play is a piece of content that a device has shown to its end. */
export const playsResponseSchema = z.object({
  /** From when on plays are recorded; null: none is. */
  recordedFrom: timestampSchema.nullable(),
  plays: count,
  seconds: count,
  /** Plays of each stretch; null: nothing is recorded of it. */
  timeline: z.array(count.nullable()).max(MAX_PLAY_STRETCHES),
  /** The most played first; those of no plays are left out. */
  contents: z.array(z.object({ id: idSchema, plays: count, seconds: count })).max(MAX_PLAY_ROWS),
  playlists: z.array(z.object({ id: idSchema, plays: count, seconds: count })).max(MAX_PLAY_ROWS),
  sites: z.array(z.object({ name: z.string().max(200), plays: count, seconds: count })).max(MAX_PLAY_ROWS),
  /** How many rows each list would have. */
  inAll: z.object({ contents: count, playlists: count, sites: count }),
  /** Plays of each hour of the week, Monday from midnight on first. */
  hours: z.array(count).length(HOURS_OF_WEEK),
})
export type PlaysRequest = z.infer<typeof playsRequestSchema>
export type PlaysResponse = z.infer<typeof playsResponseSchema>
