import type { Intent } from '../../../src/shared/domain/operation.ts'
import type { WireOperation } from '../../../src/shared/protocol/operations.ts'
import { AcknowledgingServer } from '../acknowledging-server.ts'
import { BareOutbox } from '../bare-outbox.ts'
import { removeDatabase } from '../bench-folder.ts'
import { type BenchContext, FLEET_DEVICES } from '../context.ts'
import { chunksOf, drainMix, edits } from '../intents.ts'
import { DELIVERY_WINDOW, type QueueHost } from '../queue-host.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'

const GOAL: Goal = {
  id: 'P4',
  title: 'drain of 10,000 in order',
  unit: '× bare outbox',
  better: 'higher',
  floor: 0.45,
  aim: 0.7,
}
const OPERATIONS = 10_000
const QUICK_OPERATIONS = 2_000
const INTENTS_PER_CALL = 1_000
const BARE_WINDOW = 4
const BARE_BATCH = 100
const WARM_UP = 2_000
const WARM_UP_EDITS = edits(WARM_UP, FLEET_DEVICES - WARM_UP)

export interface Drained {
  readonly ms: number
  readonly inversions: number
  readonly batches: number
  readonly mostInFlight: number
  readonly largestBatch: number
}

export async function drain(context: BenchContext): Promise<FigureResult[]> {
  const count = drainSize(context)
  const rounds = await interleaved(
    context.rounds,
    () => drainBare(context, count),
    () => {
      const server = new AcknowledgingServer()
      return context.withHost(server, (host) => drainQueue(host, server, count))
    },
  )
  const inversions = rounds.reduce((sum, { second }) => sum + second.inversions, 0)
  if (inversions > 0) throw new Error(`${inversions} operations left their order`)
  const perSecond = (ms: number): number => (count / ms) * 1_000
  const note = `${count} waiting operations: four fifths commands, four to a device, and edits of other devices; ${inversions} inversions. The bare outbox has ${BARE_WINDOW} × ${BARE_BATCH} in flight, the queue up to ${DELIVERY_WINDOW} batches of the size it finds out.`
  return [
    resultOf(
      GOAL,
      rounds.map(({ first, second }) => ({
        ratio: first.ms / second.ms,
        measured: perSecond(second.ms),
        limit: perSecond(first.ms),
      })),
      {
        absoluteUnit: 'operations/s',
        note,
        details: {
          inversions,
          mostBatchesInFlight: Math.max(...rounds.map(({ second }) => second.mostInFlight)),
          largestBatch: Math.max(...rounds.map(({ second }) => second.largestBatch)),
        },
      },
    ),
  ]
}

function drainSize(context: BenchContext): number {
  return context.size(OPERATIONS, QUICK_OPERATIONS)
}

/** Drains the mix after a warm-up. */
export async function drainQueue(host: QueueHost, server: AcknowledgingServer, count: number): Promise<Drained> {
  await drainOnce(host, server, WARM_UP_EDITS)
  return drainOnce(host, server, drainMix(count))
}

/** Fills the queue while it cannot send, and measures until nothing waits any more. */
export async function drainOnce(
  host: QueueHost,
  server: AcknowledgingServer,
  intents: readonly Intent[],
): Promise<Drained> {
  server.setOnline(false)
  await fill(host, intents)
  server.resetCount()
  const startedAt = performance.now()
  server.setOnline(true)
  await settled(host)
  const ms = performance.now() - startedAt
  const { applied, inversions, batches, mostInFlight, largestBatch } = server
  if (applied !== intents.length) throw new Error(`${applied} of ${intents.length} operations reached the server`)
  return { ms, inversions, batches, mostInFlight, largestBatch }
}

async function fill(host: QueueHost, intents: readonly Intent[]): Promise<void> {
  for (const call of chunksOf(intents, INTENTS_PER_CALL)) await host.enqueue(call)
}

/** Resolves when the server has taken everything and that is stored. */
function settled(host: QueueHost): Promise<void> {
  return new Promise((resolve) => {
    const end = host.onChanged(() => {
      if (host.waiting > 0) return
      end()
      resolve()
    })
  })
}

async function drainBare(context: BenchContext, count: number): Promise<Drained> {
  const server = new AcknowledgingServer()
  const file = context.folder.fresh('outbox.sqlite')
  const outbox = new BareOutbox(file, server)
  try {
    outbox.fill(wireOperations(WARM_UP, 0))
    await outbox.drain(BARE_WINDOW, BARE_BATCH)
    outbox.fill(wireOperations(count, WARM_UP))
    server.resetCount()
    const startedAt = performance.now()
    await outbox.drain(BARE_WINDOW, BARE_BATCH)
    const ms = performance.now() - startedAt
    if (server.applied !== count) throw new Error('the bare outbox did not send everything')
    const { inversions, batches, mostInFlight, largestBatch } = server
    return { ms, inversions, batches, mostInFlight, largestBatch }
  } finally {
    outbox.close()
    removeDatabase(file)
  }
}

/** The same operations as they travel. */
function wireOperations(count: number, afterSequence: number): WireOperation[] {
  return drainMix(count).flatMap((intent, index): WireOperation[] => {
    const clientSequence = afterSequence + index + 1
    const common = { key: crypto.randomUUID(), clientSequence, createdAt: 1_760_000_000_000 }
    if (intent.kind === 'update') return [{ ...common, ...intent, baseVersion: 1 }]
    return intent.kind === 'command' ? [{ ...common, ...intent }] : []
  })
}
