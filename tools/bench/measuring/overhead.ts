import { systemClock } from '../../../src/main/platform/clock.ts'
import { Metrics } from '../../../src/main/telemetry/metrics.ts'
import { AcknowledgingServer } from '../acknowledging-server.ts'
import { type BenchContext, FLEET_DEVICES } from '../context.ts'
import { drainOnce } from '../figures/drain.ts'
import { edits } from '../intents.ts'
import { type FigureResult, type Goal, type Round, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'
import { median } from '../statistics.ts'

const GOALS = {
  drain: { id: 'overhead', title: 'cost of measuring on the drain', unit: '%', better: 'lower', floor: 1, aim: 0.5 },
  told: { id: 'overhead-told', title: 'the same, as the console says', unit: '%', better: 'lower', floor: 1, aim: 0.5 },
} as const satisfies Record<string, Goal>

/** The cost is smaller than the noise of one drain: many short ones in turn, in one and the same queue, make it visible. */
const SLICES = 60
const QUICK_SLICES = 10
const OPERATIONS = 1_000
const WARM_UP_DRAINS = 4
const MICROSECONDS_PER_MS = 1_000

export async function overhead(context: BenchContext): Promise<FigureResult[]> {
  const slices = context.size(SLICES, QUICK_SLICES)
  const drained: Round[] = []
  const told: Round[] = []
  for (let round = 0; round < context.rounds; round += 1) {
    const { pairs, share } = await measured(context, slices)
    drained.push({
      ratio: (median(pairs.map(({ first, second }) => second / first)) - 1) * 100,
      measured: median(pairs.map(({ second }) => second)),
      limit: median(pairs.map(({ first }) => first)),
    })
    told.push({ ratio: share * 100, measured: share * 100 })
  }
  const note = `Drains of ${OPERATIONS} edits with recording on and off in turn, ${slices} of each a round, in one and the same queue, by the processor time of all threads; the value beside it is with recording off.`
  return [
    resultOf(GOALS.drain, drained, { absoluteUnit: 'ms', note }),
    resultOf(GOALS.told, told, { absoluteUnit: '%', note: 'Time spent measuring, as `metrics_overhead` counts it.' }),
  ]
}

async function measured(context: BenchContext, slices: number) {
  const server = new AcknowledgingServer()
  let isRecording = false
  const metrics = new Metrics({
    clock: systemClock,
    switches: () => ({ isRecording, raisesAlerts: true }),
    onAlert: () => undefined,
    thresholdOf: () => undefined,
  })
  let drains = 0
  let recordingMs = 0
  return context.withHost(
    server,
    async (host) => {
      /** Milliseconds of processor time, of all threads. */
      const drain = async (isOn: boolean): Promise<number> => {
        isRecording = isOn
        const firstDevice = (drains * OPERATIONS) % FLEET_DEVICES
        drains += 1
        const before = process.cpuUsage()
        const { ms } = await drainOnce(host, server, edits(OPERATIONS, firstDevice))
        if (isOn) recordingMs += ms
        const { user, system } = process.cpuUsage(before)
        return (user + system) / MICROSECONDS_PER_MS
      }
      for (let count = 0; count < WARM_UP_DRAINS; count += 1) await drain(count % 2 === 1)
      const pairs = await interleaved(
        slices,
        () => drain(false),
        () => drain(true),
      )
      metrics.take()
      if (metrics.summaries().every(({ name }) => name !== 'queue_wait')) throw new Error('nothing was recorded')
      return { pairs, share: metrics.spentMs / recordingMs }
    },
    (name, unit, value) => metrics.record(name, unit, value),
  )
}
