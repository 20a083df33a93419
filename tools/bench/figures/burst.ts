import type { Intent } from '../../../src/shared/domain/operation.ts'
import { AcknowledgingServer } from '../acknowledging-server.ts'
import { writeBurst } from '../bare-burst.ts'
import { removeDatabase } from '../bench-folder.ts'
import { type BenchContext, FLEET_DEVICES } from '../context.ts'
import { chunksOf, edits } from '../intents.ts'
import type { QueueHost } from '../queue-host.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'

const GOAL: Goal = {
  id: 'P3',
  title: 'burst of 10,000 in batches',
  unit: '× SQLite',
  better: 'higher',
  floor: 0.7,
  aim: 0.9,
}
const OPERATIONS = 10_000
const QUICK_OPERATIONS = 2_000
const INTENTS_PER_CALL = 100
const CALLS_AT_ONCE = 10
const WARM_UP = 2_000

/** Devices of the warm-up come after those of the burst. */
const WARM_UP_EDITS = edits(WARM_UP, FLEET_DEVICES - WARM_UP)

export async function burst(context: BenchContext): Promise<FigureResult[]> {
  const count = context.size(OPERATIONS, QUICK_OPERATIONS)
  await context.written()
  const rounds = await interleaved(
    context.rounds,
    () => limit(context),
    () => context.withHost(new AcknowledgingServer(), (host) => enqueueBurst(host, count)),
  )
  const note = `${count} edits of distinct devices, ${INTENTS_PER_CALL} to a call, ${CALLS_AT_ONCE} calls at once; the limit writes the same rows into the same tables, ${INTENTS_PER_CALL} operations to a transaction.`
  const perSecond = (ms: number): number => (count / ms) * 1_000
  return [
    resultOf(
      GOAL,
      rounds.map(({ first, second }) => ({
        ratio: first / second,
        measured: perSecond(second),
        limit: perSecond(first),
      })),
      { absoluteUnit: 'operations/s', note },
    ),
  ]
}

async function limit(context: BenchContext): Promise<number> {
  const file = context.folder.copyOf(context.template)
  const duration = writeBurst(file, await context.written(), INTENTS_PER_CALL)
  removeDatabase(file)
  return duration
}

async function enqueueBurst(host: QueueHost, count: number): Promise<number> {
  await enqueueInCalls(host, WARM_UP_EDITS)
  const intents = edits(count)
  const startedAt = performance.now()
  await enqueueInCalls(host, intents)
  return performance.now() - startedAt
}

/** Several callers, each with calls of many intents. */
async function enqueueInCalls(host: QueueHost, intents: readonly Intent[]): Promise<void> {
  const calls = chunksOf(intents, INTENTS_PER_CALL)
  const callInTurn = async (): Promise<void> => {
    for (let call = calls.shift(); call !== undefined; call = calls.shift()) await host.enqueue(call)
  }
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, callInTurn))
}
