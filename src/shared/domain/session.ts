import { z } from 'zod'

const user = z.object({ id: z.string(), name: z.string() })

/** Who works at this console for the open site. */
export const sessionStatusSchema = z.object({
  /** Null: nobody is signed in. Known without a connection too. */
  user: user.nullable(),
  /** Who is signed in or was last, since what waits is still theirs. Null: nobody ever was. */
  lastUser: user.nullable(),
  /** There is a token that the server has not refused. */
  isSignedIn: z.boolean(),
  /** Operations of `lastUser` that the server has not taken yet. */
  ownWaiting: z.number(),
  /** Waiting operations of other people: never sent before they sign in, never deleted. */
  othersWaiting: z.number(),
  /** Those of them that wait for nothing else than that. */
  othersQueued: z.number(),
})
export type SessionStatus = z.infer<typeof sessionStatusSchema>
