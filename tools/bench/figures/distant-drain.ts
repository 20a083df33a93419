import { AcknowledgingServer } from '../acknowledging-server.ts'
import type { BenchContext } from '../context.ts'
import { DELIVERY_BATCH, DELIVERY_WINDOW } from '../queue-host.ts'
import { type FigureResult, type Goal, type Round, resultOf } from '../result.ts'
import { drainQueue, drainSize } from './drain.ts'

const GOAL: Goal = {
  id: 'P5',
  title: 'drain at 100 ms round trip',
  unit: '× window·batch/RTT',
  better: 'higher',
  floor: 0.8,
  aim: 0.95,
}
const ROUND_TRIP_MS = 100

export async function distantDrain(context: BenchContext): Promise<FigureResult[]> {
  const count = drainSize(context)
  const limit = ((DELIVERY_WINDOW * DELIVERY_BATCH) / ROUND_TRIP_MS) * 1_000
  const rounds: Round[] = []
  let [mostInFlight, largestBatch] = [0, 0]
  for (let round = 0; round < context.rounds; round += 1) {
    const server = new AcknowledgingServer(ROUND_TRIP_MS)
    const drained = await context.withHost(server, (host) => drainQueue(host, server, count))
    const measured = (count / drained.ms) * 1_000
    rounds.push({ ratio: measured / limit, measured, limit })
    mostInFlight = Math.max(mostInFlight, drained.mostInFlight)
    largestBatch = Math.max(largestBatch, drained.largestBatch)
  }
  const note = `${count} waiting operations, each batch answered after ${ROUND_TRIP_MS} ms; the limit is ${DELIVERY_WINDOW} batches × ${DELIVERY_BATCH} operations a round trip.`
  const details = { mostBatchesInFlight: mostInFlight, largestBatch }
  return [resultOf(GOAL, rounds, { absoluteUnit: 'operations/s', note, details })]
}
