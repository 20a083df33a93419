import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { ConsoleApp } from '../../../tests/support/console-app.ts'
import { type FleetServerProcess, startFleetServer } from '../../../tests/support/fleet-server.ts'
import type { BenchContext } from '../context.ts'
import { LARGE_FLEET_DEVICES } from '../intents.ts'

const stagesSchema = z.object({
  value: z.object({
    stages: z.array(z.object({ name: z.string(), passed: z.number(), dropped: z.record(z.string(), z.number()) })),
    resyncs: z.number(),
  }),
})
const stateSchema = z.object({
  value: z.object({ sync: z.object({ state: z.string(), cursor: z.number().nullable() }) }),
})
const feedSchema = z.object({
  highestSequence: z.number(),
  eventsPerSecond: z.array(z.number()),
  behind: z.number(),
  handedAfterMs: z.object({ p50: z.number(), p95: z.number() }),
})

export type FeedReport = z.infer<typeof feedSchema>

/** A server process with the largest fleet, quiet at first. */
export function startLargeServer(args: readonly string[] = []): Promise<FleetServerProcess> {
  return startFleetServer(['--devices', String(LARGE_FLEET_DEVICES), '--retention', '5000000', ...args])
}

/** The built app in its window, connected to the server and current. */
export async function startLiveApp(context: BenchContext, server: FleetServerProcess): Promise<ConsoleApp> {
  const profile = context.folder.fresh('profile')
  const app = await ConsoleApp.start({ profile, serverUrl: server.url, token: server.token })
  await app.waitForConnection('online')
  await whenAppIsCurrent(app)
  return app
}

export async function whenAppIsCurrent(app: ConsoleApp): Promise<void> {
  for (;;) {
    const { sync } = stateSchema.parse(await app.request('app:state', {})).value
    if (sync.state === 'current') return
    await sleep(50)
  }
}

/** How far the app's copy has followed the feed. */
export async function cursorOf(app: ConsoleApp): Promise<number> {
  return stateSchema.parse(await app.request('app:state', {})).value.sync.cursor ?? 0
}

/** Events that came through the app's `order` stage since its start, and how often it read the feed again. */
export async function takenBy(app: ConsoleApp): Promise<{ readonly ordered: number; readonly resyncs: number }> {
  const { stages, resyncs } = stagesSchema.parse(await app.request('sync:stages', {})).value
  return { ordered: stages.find(({ name }) => name === 'order')?.passed ?? 0, resyncs }
}

export async function feedOf(server: FleetServerProcess): Promise<FeedReport> {
  const response = await fetch(`${server.url}/v1/audit/feed`, { headers: { authorization: `Bearer ${server.token}` } })
  return feedSchema.parse(await response.json())
}
