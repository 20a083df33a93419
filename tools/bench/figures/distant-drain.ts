import { AcknowledgingServer } from '../acknowledging-server.ts'
import type { BenchContext } from '../context.ts'
import { DELIVERY_WINDOW } from '../queue-host.ts'
import { type FigureResult, type Goal, type Round, resultOf } from '../result.ts'
import { drainQueue } from './drain.ts'

const GOAL: Goal = {
  id: 'P5',
  title: 'drain at 100 ms round trip',
  unit: '× window·batch/RTT',
  better: 'higher',
  floor: 0.8,
  aim: 0.95,
}
const ROUND_TRIP_MS = 100
/** Many round trips, so that the last one, which is seldom full, weighs little. */
const OPERATIONS = 30_000
const QUICK_OPERATIONS = 6_000
/** Smaller batches than this would make a low limit easy to reach. */
const LEAST_BATCH = 100

export async function distantDrain(context: BenchContext): Promise<FigureResult[]> {
  const count = context.size(OPERATIONS, QUICK_OPERATIONS)
  const rounds: Round[] = []
  let [mostInFlight, largestBatch, batches] = [0, 0, 0]
  for (let round = 0; round < context.rounds; round += 1) {
    const server = new AcknowledgingServer(ROUND_TRIP_MS)
    const drained = await context.withHost(server, (host) => drainQueue(host, server, count))
    const measured = perSecond(count, drained.ms)
    const limit = perSecond(DELIVERY_WINDOW * Math.max(LEAST_BATCH, count / drained.batches), ROUND_TRIP_MS)
    rounds.push({ ratio: measured / limit, measured, limit })
    mostInFlight = Math.max(mostInFlight, drained.mostInFlight)
    largestBatch = Math.max(largestBatch, drained.largestBatch)
    batches = drained.batches
  }
  const note = `${count} waiting operations, each batch answered after ${ROUND_TRIP_MS} ms; the limit is ${DELIVERY_WINDOW} batches of the run's mean size (${LEAST_BATCH} at least) a round trip: how full the window was.`
  const details = { mostBatchesInFlight: mostInFlight, largestBatch, batches }
  return [resultOf(GOAL, rounds, { absoluteUnit: 'operations/s', note, details })]
}

function perSecond(count: number, ms: number): number {
  return (count / ms) * 1_000
}
