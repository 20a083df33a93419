// Fills the queue and tells how much memory it takes. Started with --expose-gc, by the figure P11 only.
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { AcknowledgingServer } from './acknowledging-server.ts'
import { chunksOf, waitingMix } from './intents.ts'
import { QueueHost } from './queue-host.ts'

const INTENTS_PER_CALL = 500
const BYTES_PER_MB = 1_048_576
/** What was let go of late, such as messages of the storage worker, is let go of by then. */
const SETTLE_MS = 300

const planSchema = z.object({ file: z.string(), from: z.number(), to: z.number() })

interface Memory {
  readonly heapMb: number
  readonly rssMb: number
}

async function main(): Promise<void> {
  const plan = planSchema.parse(JSON.parse(process.argv[2] ?? ''))
  const host = await QueueHost.open(plan.file, new AcknowledgingServer())
  await fill(host, 0, plan.from)
  const before = await memory()
  await fill(host, plan.from, plan.to)
  const waiting = host.waiting
  const after = await memory()
  await host.close()
  process.stdout.write(JSON.stringify({ before, after, waiting }))
}

async function fill(host: QueueHost, from: number, to: number): Promise<void> {
  for (const intents of chunksOf(waitingMix(from, to), INTENTS_PER_CALL)) await host.enqueue(intents)
}

/** JavaScript's own memory of this thread after a full collection, with buffers; and all of the process beside it. */
async function memory(): Promise<Memory> {
  await sleep(SETTLE_MS)
  globalThis.gc?.()
  await sleep(SETTLE_MS)
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heapMb: (heapUsed + external) / BYTES_PER_MB, rssMb: rss / BYTES_PER_MB }
}

await main()
