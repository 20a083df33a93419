import { z } from 'zod'
import { fleetFiguresSchema, fleetPartSchema, spanSchema } from '../domain/analytics.ts'
import { cancelled, refused } from '../domain/transfer.ts'
import { playsResponseSchema } from '../protocol/plays.ts'

const asked = { period: spanSchema, part: fleetPartSchema }
/** IANA name of the zone in whose hours the week is told. */
const timeZone = z.string().min(1).max(64)

/** What happened at a site over time. */
export const ANALYTICS_REQUESTS = {
  /** From what this PC has seen. A newer question of the same window takes the place of an older one: `changed-meanwhile`. */
  'analytics:fleet': { request: z.object(asked), response: fleetFiguresSchema },
  /** From the server, which keeps what was played; `answer` is null where it does not. */
  'analytics:plays': {
    request: z.object({ ...asked, timeZone }),
    response: z.object({
      answer: playsResponseSchema.nullable(),
      /** What `answer.timeline` is of. */
      stretches: z.array(z.object({ fromAt: z.number(), toAt: z.number() })),
      /** The same length of time, right before; null: not all of it is recorded. */
      before: z.object({ plays: z.number(), seconds: z.number() }).nullable(),
    }),
  },
  /** Asks for a file and writes both into it as CSV. What the server does not tell is said in it. */
  'analytics:export': {
    request: z.object({ ...asked, timeZone }),
    response: z.discriminatedUnion('outcome', [
      cancelled,
      refused,
      z.object({ outcome: z.literal('written'), fileName: z.string(), hasPlays: z.boolean() }),
    ]),
  },
} as const
