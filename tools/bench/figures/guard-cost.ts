import { AcknowledgingServer } from '../acknowledging-server.ts'
import type { BenchContext } from '../context.ts'
import { guarded } from '../queue-host.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'
import { type Drained, drainQueue, drainSize } from './drain.ts'

const GOAL: Goal = {
  id: 'P18',
  title: 'cost of breaker, retry and telemetry on the drain',
  unit: '%',
  better: 'lower',
  floor: 5,
  aim: 2,
}
/** The cost is smaller than the noise of one drain: more rounds make it visible. */
const ROUNDS_FACTOR = 3

export async function guardCost(context: BenchContext): Promise<FigureResult[]> {
  const guard = guarded
  if (guard === null) throw new Error('nothing is put around the server in this version')
  const count = drainSize(context)
  const drainWith = (isGuarded: boolean): Promise<Drained> => {
    const server = new AcknowledgingServer()
    const seen = isGuarded ? guard(server) : server
    return context.withHost(seen, (host) => drainQueue(host, server, count))
  }
  const rounds = await interleaved(
    context.rounds * ROUNDS_FACTOR,
    () => drainWith(false),
    () => drainWith(true),
  )
  const perSecond = (ms: number): number => (count / ms) * 1_000
  return [
    resultOf(
      GOAL,
      rounds.map(({ first, second }) => ({
        ratio: (second.ms / first.ms - 1) * 100,
        measured: perSecond(second.ms),
        limit: perSecond(first.ms),
      })),
      {
        absoluteUnit: 'operations/s',
        note: `The drain of P4 with and without them, ${ROUNDS_FACTOR} times the rounds; the value beside it is without.`,
      },
    ),
  ]
}
