import { z } from 'zod'

/** Who works at this console for the open site. */
export const sessionStatusSchema = z.object({
  /** Null: nobody is signed in. Known without a connection too. */
  user: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** There is a token that the server has not refused. */
  isSignedIn: z.boolean(),
  /** Waiting operations of other people: never sent before they sign in, never deleted. */
  othersWaiting: z.number(),
})
export type SessionStatus = z.infer<typeof sessionStatusSchema>
