import { z } from 'zod'

const feedSchema = z.object({
  madeEvents: z.number(),
  sentEvents: z.number(),
  sentBytes: z.number(),
  highestSequence: z.number(),
  behind: z.number(),
  skipped: z.number(),
})

/** What a server started with test switches says it made and sent. */
export async function feedOf(url: string): Promise<z.infer<typeof feedSchema>> {
  const response = await fetch(`${url}/v1/audit/feed`)
  if (!response.ok) throw new Error(`the server answered ${response.status} about its feed`)
  return feedSchema.parse(await response.json())
}
