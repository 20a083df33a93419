import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { ConsoleApp } from '../../../tests/support/console-app.ts'
import type { FleetServerProcess } from '../../../tests/support/fleet-server.ts'
import type { BenchContext } from '../context.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { median, percentile } from '../statistics.ts'
import { cursorOf, feedOf, startLargeServer, startLiveApp, takenBy } from './live-app.ts'
import { loopDelayP99, watchLoop } from './loop-delay.ts'
import { END_PAINT_PROBE, SHOWN_DEVICES, START_PAINT_PROBE } from './paint-probe.ts'

/** Events a second, and the p95 that is to be reached, in milliseconds. */
const RATES = [
  { eventsPerSecond: 200, floor: 50, aim: 35 },
  { eventsPerSecond: 5_000, floor: 50, aim: 35 },
  { eventsPerSecond: 20_000, floor: 100, aim: 50 },
] as const
const SECONDS = 15
const QUICK_SECONDS = 5
const WARM_UP_MS = 4_000
/** A row on screen reports this often besides: of 50,000 devices few are on screen. */
const PROBE_INTERVAL_MS = 40
const SETTLE_TIMEOUT_MS = 10_000

const samplesSchema = z.array(z.number())
const idsSchema = z.array(z.string())

interface Run {
  readonly latencies: readonly number[]
  readonly loopDelayMs: number
  readonly made: number
  readonly taken: number
  readonly resyncs: number
  readonly reachedPerSecond: number
  readonly handedAfterMs: number
}

/** From the moment the server makes an event until the row of its device has been painted, at three rates. */
export async function paint(context: BenchContext): Promise<FigureResult[]> {
  const server = await startLargeServer()
  try {
    const app = await startLiveApp(context, server)
    try {
      const results: FigureResult[] = []
      for (const rate of RATES) results.push(...(await atRate(context, app, server, rate)))
      return results
    } finally {
      await app.quit()
    }
  } finally {
    await server.stop()
  }
}

async function atRate(
  context: BenchContext,
  app: ConsoleApp,
  server: FleetServerProcess,
  { eventsPerSecond, floor, aim }: (typeof RATES)[number],
): Promise<FigureResult[]> {
  const runs: Run[] = []
  for (let round = 0; round < context.rounds; round += 1) {
    runs.push(await measure(app, server, eventsPerSecond, context.size(SECONDS, QUICK_SECONDS) * 1_000))
  }
  const name = eventsPerSecond.toLocaleString('en')
  const goal: Goal = {
    ...{ id: `paint-${eventsPerSecond}`, title: `event to painted row, p95, ${name}/s`, unit: 'ms', better: 'lower' },
    ...{ floor, aim },
  }
  const rounds = runs.map(({ latencies }) => {
    const p95 = percentile(latencies, 0.95)
    return { ratio: p95, measured: p95 }
  })
  const latencies = runs.flatMap((run) => run.latencies)
  const details = {
    p50Ms: median(latencies),
    p99Ms: percentile(latencies, 0.99),
    rows: latencies.length,
    reachedPerSecond: median(runs.map((run) => run.reachedPerSecond)),
    eventsMade: sum(runs.map(({ made }) => made)),
    eventsTaken: sum(runs.map(({ taken }) => taken)),
    resyncs: sum(runs.map(({ resyncs }) => resyncs)),
    serverHandedAfterMsP95: median(runs.map(({ handedAfterMs }) => handedAfterMs)),
  }
  const note = `50,000 devices, ${name} events a second by the real server in a process of its own; from the time an event was made to the task after the frame that shows its row. Every event made was taken in: ${details.eventsMade} of ${details.eventsTaken}.`
  const results = [resultOf(goal, rounds, { absoluteUnit: 'ms', note, details })]
  const lost = runs.map(({ made, taken }) => ({ ratio: Math.abs(made - taken), measured: Math.abs(made - taken) }))
  const loss: Goal = {
    ...goal,
    id: `lost-${eventsPerSecond}`,
    title: `events lost, ${name}/s`,
    unit: 'events',
    floor: 0,
    aim: 0,
  }
  results.push(
    resultOf(loss, lost, {
      absoluteUnit: 'events',
      note: 'Counted by the server when made and by the app when taken in.',
    }),
  )
  if (eventsPerSecond === 5_000) results.push(loopResult(runs))
  return results
}

function loopResult(runs: readonly Run[]): FigureResult {
  const goal: Goal = {
    id: 'loop-5000',
    title: 'main’s event-loop delay, p99, 5,000/s',
    unit: 'ms',
    better: 'lower',
    floor: 20,
    aim: 10,
  }
  const rounds = runs.map(({ loopDelayMs }) => ({ ratio: loopDelayMs, measured: loopDelayMs }))
  return resultOf(goal, rounds, { absoluteUnit: 'ms', note: 'Of the main process while rows are measured.' })
}

async function measure(
  app: ConsoleApp,
  server: FleetServerProcess,
  eventsPerSecond: number,
  durationMs: number,
): Promise<Run> {
  const before = await atRest(app, server)
  const shown = idsSchema.parse(await app.page.evaluate(SHOWN_DEVICES))
  await server.switch('simulation', { eventsPerSecond, isPaused: false })
  await sleep(WARM_UP_MS)
  await watchLoop(app)
  await app.page.evaluate(START_PAINT_PROBE)
  const startedAt = performance.now()
  const { highestSequence: from } = await feedOf(server)
  for (let probe = 0; performance.now() - startedAt < durationMs; probe += 1) {
    const status = probe % 3 === 0 ? 'idle' : 'online'
    await server.switch('device-status', { deviceId: shown[probe % shown.length] ?? '', status })
    await sleep(PROBE_INTERVAL_MS)
  }
  const seconds = (performance.now() - startedAt) / 1_000
  const { highestSequence: to, handedAfterMs } = await feedOf(server)
  const latencies = samplesSchema.parse(await app.page.evaluate(END_PAINT_PROBE))
  const loopDelayMs = await loopDelayP99(app)
  const after = await atRest(app, server)
  return {
    latencies,
    loopDelayMs,
    made: after.head - before.head,
    taken: after.taken.ordered - before.taken.ordered,
    resyncs: after.taken.resyncs - before.taken.resyncs,
    reachedPerSecond: (to - from) / seconds,
    handedAfterMs: handedAfterMs.p95,
  }
}

/** The fleet falls silent; resolves when the app has followed the feed to its end. */
async function atRest(app: ConsoleApp, server: FleetServerProcess) {
  await server.switch('simulation', { isPaused: true })
  const giveUpAt = performance.now() + SETTLE_TIMEOUT_MS
  for (;;) {
    await sleep(200)
    const { highestSequence: head } = await feedOf(server)
    const cursor = await cursorOf(app)
    if (cursor === head) return { head, taken: await takenBy(app) }
    if (performance.now() > giveUpAt) throw new Error(`the app stands at ${cursor}, the server at ${head}`)
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
