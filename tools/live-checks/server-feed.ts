import { z } from 'zod'
import { sleep, systemClock } from '../../src/main/platform/clock.ts'

const feedSchema = z.object({
  madeEvents: z.number(),
  sentEvents: z.number(),
  sentBytes: z.number(),
  highestSequence: z.number(),
  behind: z.number(),
  skipped: z.number(),
  eventsPerSecond: z.array(z.number()),
})

/** What a server started with test switches says it made and sent. */
export async function feedOf(url: string): Promise<z.infer<typeof feedSchema>> {
  const response = await fetch(`${url}/v1/audit/feed`)
  if (!response.ok) throw new Error(`the server answered ${response.status} about its feed`)
  return feedSchema.parse(await response.json())
}

const POLL_MS = 250
const CALM_POLLS = 3

/** Resolves when a paused server makes no more events. */
export async function untilAtRest(url: string): Promise<void> {
  let made = -1
  for (let calm = 0; calm < CALM_POLLS; ) {
    const { madeEvents } = await feedOf(url)
    calm = madeEvents === made ? calm + 1 : 0
    made = madeEvents
    await sleep(systemClock, POLL_MS)
  }
}
