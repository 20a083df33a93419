// The queue on a slow disk, in a process whose syncs are held up. Started by the figure P17 only.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import { AcknowledgingServer } from './acknowledging-server.ts'
import { editOf } from './intents.ts'
import { QueueHost } from './queue-host.ts'
import { median } from './statistics.ts'

/** How often the loop is looked at. Each look comes this much late by itself. */
const RESOLUTION_MS = 1
const NS_PER_MS = 1_000_000

const planSchema = z.object({
  file: z.string(),
  callers: z.number(),
  warmUpMs: z.number(),
  durationMs: z.number(),
  devices: z.number(),
})

async function main(): Promise<void> {
  const plan = planSchema.parse(JSON.parse(process.argv[2] ?? ''))
  const host = await QueueHost.open(plan.file, new AcknowledgingServer())
  let next = 0
  const accept = (): Promise<void> => {
    next += 1
    return host.enqueue([editOf(next % plan.devices)])
  }
  await enqueueFor(plan.warmUpMs, plan.callers, accept)
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const durations = await enqueueFor(plan.durationMs, plan.callers, accept)
  delay.disable()
  const lagMs = (value: number): number => Math.max(0, value / NS_PER_MS - RESOLUTION_MS)
  const report = {
    lagP50Ms: lagMs(delay.percentile(50)),
    lagP99Ms: lagMs(delay.percentile(99)),
    lagMaxMs: lagMs(delay.max),
    acceptP50Ms: median(durations),
    accepted: durations.length,
  }
  await host.close()
  process.stdout.write(JSON.stringify(report))
}

/** Callers that each wait for their own accept before the next one. Returns how long each took, in milliseconds. */
async function enqueueFor(durationMs: number, callers: number, accept: () => Promise<void>): Promise<number[]> {
  const durations: number[] = []
  const endsAt = performance.now() + durationMs
  const call = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      const startedAt = performance.now()
      await accept()
      durations.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: callers }, call))
  return durations
}

await main()
