import { AcknowledgingServer } from '../acknowledging-server.ts'
import { type BenchContext, FLEET_DEVICES } from '../context.ts'
import { edits } from '../intents.ts'
import { guarded, type QueueHost, switchable } from '../queue-host.ts'
import { type FigureResult, type Goal, type Round, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'
import { median } from '../statistics.ts'
import { drainOnce } from './drain.ts'

const GOAL: Goal = {
  id: 'P18',
  title: 'cost of breaker, retry and telemetry on the drain',
  unit: '%',
  better: 'lower',
  floor: 5,
  aim: 2,
}
/** The cost is smaller than the noise of one drain: many short ones in turn, in one and the same queue, make it visible. */
const SLICES = 30
const QUICK_SLICES = 6
const OPERATIONS = 1_000
const WARM_UP_DRAINS = 4

export async function guardCost(context: BenchContext): Promise<FigureResult[]> {
  const guard = guarded
  if (guard === null) throw new Error('nothing is put around the server in this version')
  const slices = context.size(SLICES, QUICK_SLICES)
  const rounds: Round[] = []
  for (let round = 0; round < context.rounds; round += 1) {
    const server = new AcknowledgingServer()
    const withGuard = guard(server)
    let isGuarded = false
    const seen = switchable(() => (isGuarded ? withGuard : server), [server, withGuard])
    const pairs = await context.withHost(seen, async (host) => {
      const drainer = new Drainer(host, server, (value) => {
        isGuarded = value
      })
      for (let count = 0; count < WARM_UP_DRAINS; count += 1) await drainer.drain(count % 2 === 1)
      return interleaved(
        slices,
        () => drainer.drain(false),
        () => drainer.drain(true),
      )
    })
    rounds.push({
      ratio: (median(pairs.map(({ first, second }) => second / first)) - 1) * 100,
      measured: perSecond(median(pairs.map(({ second }) => second))),
      limit: perSecond(median(pairs.map(({ first }) => first))),
    })
  }
  const note = `Drains of ${OPERATIONS} edits with and without them in turn, ${slices} of each a round, in one and the same queue; the value beside it is without.`
  return [resultOf(GOAL, rounds, { absoluteUnit: 'operations/s', note })]
}

function perSecond(ms: number): number {
  return (OPERATIONS / ms) * 1_000
}

/** Drains edits of one part of the fleet after the other. */
class Drainer {
  readonly #host: QueueHost
  readonly #server: AcknowledgingServer
  readonly #setGuarded: (isGuarded: boolean) => void
  #drains = 0

  constructor(host: QueueHost, server: AcknowledgingServer, setGuarded: (isGuarded: boolean) => void) {
    this.#host = host
    this.#server = server
    this.#setGuarded = setGuarded
  }

  /** Milliseconds. */
  async drain(isGuarded: boolean): Promise<number> {
    const firstDevice = (this.#drains * OPERATIONS) % FLEET_DEVICES
    this.#drains += 1
    this.#setGuarded(isGuarded)
    const { ms } = await drainOnce(this.#host, this.#server, edits(OPERATIONS, firstDevice))
    return ms
  }
}
