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

/** A server that was cut off is back within half a second. */
const AWAY_POLLS = 40

/** Resolves when a paused server makes no more events. One that is on its way down or up is asked again for a while. */
export async function untilAtRest(url: string): Promise<void> {
  let made = -1
  let away = 0
  for (let calm = 0; calm < CALM_POLLS; ) {
    try {
      const { madeEvents } = await feedOf(url)
      calm = madeEvents === made ? calm + 1 : 0
      made = madeEvents
    } catch (error) {
      away += 1
      if (away === AWAY_POLLS || !(error instanceof TypeError)) throw error
      calm = 0
    }
    await sleep(systemClock, POLL_MS)
  }
}
