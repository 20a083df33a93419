import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { ConsoleApp } from '../../../tests/support/console-app.ts'
import { startFleetServer, until } from '../../../tests/support/fleet-server.ts'
import { openWindow, type Reading, takeReadings, untilSame } from '../../../tests/support/windows.ts'
import type { BenchContext } from '../context.ts'
import { LARGE_FLEET_DEVICES } from '../intents.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { median, percentile } from '../statistics.ts'
import { agreementOf } from './window-lag.ts'

const GOAL: Goal = {
  id: 'windows',
  title: 'four windows hold the same',
  unit: 'ms p95',
  better: 'lower',
  floor: 100,
  aim: 50,
}
const EVENTS_PER_SECOND = 5_000
const QUICK_DEVICES = 5_000
const FILL_LIMIT_MS = 60_000
const WARM_UP_MS = 5_000
const MEASURE_MS = 20_000
const QUICK_MEASURE_MS = 5_000
const SERVER_READY_MS = 60_000
const TAKE_EVERY_MS = 1_000

/** One round: how far the windows were apart, and how much really came. */
interface Watched {
  readonly lags: readonly number[]
  readonly compared: number
  readonly eventsPerSecond: number
  readonly windowRates: readonly number[]
}

/** A console, a page of its own, a wall and a second console, while the whole fleet reports. */
export async function windows(context: BenchContext): Promise<FigureResult[]> {
  const devices = context.size(LARGE_FLEET_DEVICES, QUICK_DEVICES)
  const rounds: Watched[] = []
  for (let round = 0; round < context.rounds; round += 1) rounds.push(await watchOnce(context, devices))
  const at = (quantile: number): number => median(rounds.map(({ lags }) => percentile(lags, quantile)))
  return [
    resultOf(
      GOAL,
      rounds.map(({ lags }) => ({ ratio: percentile(lags, 0.95), measured: percentile(lags, 0.95) })),
      {
        absoluteUnit: 'ms',
        note: `From the first window that holds a revision to the last of four; ${devices} devices, ${EVENTS_PER_SECOND} events a second from the real server. Every revision that two windows held had the same hash in both, and all four held the same at the end.`,
        details: {
          p50: at(0.5),
          p99: at(0.99),
          revisions: rounds.reduce((sum, { lags }) => sum + lags.length, 0),
          comparedRevisions: rounds.reduce((sum, { compared }) => sum + compared, 0),
          eventsPerSecond: median(rounds.map(({ eventsPerSecond }) => eventsPerSecond)),
          slowestWindowUpdatesPerSecond: Math.min(...rounds.flatMap(({ windowRates }) => windowRates)),
        },
      },
    ),
  ]
}

async function watchOnce(context: BenchContext, devices: number): Promise<Watched> {
  const load = ['--devices', String(devices), '--events-per-second', String(EVENTS_PER_SECOND)]
  const server = await startFleetServer(load, SERVER_READY_MS)
  const profile = context.folder.fresh('windows')
  const app = await ConsoleApp.start({ profile, serverUrl: server.url, token: server.token })
  try {
    const pages = await fourWindows(app)
    const areFilled = async () => (await latest(pages)).every((one) => one?.count === devices)
    await until('all windows hold the fleet', areFilled, FILL_LIMIT_MS)
    await pause(WARM_UP_MS)
    await latest(pages)
    const watched = await watch(app, pages, context.size(MEASURE_MS, QUICK_MEASURE_MS))
    await server.stop()
    await untilSame(pages)
    return watched
  } finally {
    await app.kill9()
    await server.kill()
  }
}

async function fourWindows(app: ConsoleApp): Promise<readonly Page[]> {
  const page = await openWindow(app, 'page')
  const wall = await openWindow(app, 'wall')
  return [app.page, page, wall, await openWindow(app, 'console')]
}

async function latest(pages: readonly Page[]): Promise<readonly (Reading | undefined)[]> {
  return Promise.all(pages.map(async (page) => (await takeReadings(page)).at(-1)))
}

async function watch(app: ConsoleApp, pages: readonly Page[], durationMs: number): Promise<Watched> {
  const readings: Reading[][] = pages.map(() => [])
  const startedAt = performance.now()
  const eventsBefore = await eventsReceived(app)
  while (performance.now() - startedAt < durationMs) {
    await pause(TAKE_EVERY_MS)
    const taken = await Promise.all(pages.map(takeReadings))
    for (const [index, one] of taken.entries()) readings[index]?.push(...one)
  }
  const seconds = (performance.now() - startedAt) / 1_000
  const eventsPerSecond = ((await eventsReceived(app)) - eventsBefore) / seconds
  const { lags, compared, different } = agreementOf(readings)
  if (different > 0 || compared === 0) {
    throw new Error(`${different} of ${compared} revisions were not the same in the windows that held them`)
  }
  return { lags, compared, eventsPerSecond, windowRates: readings.map((one) => one.length / seconds) }
}

/** Single events, also of those that came several in a message. */
async function eventsReceived(app: ConsoleApp): Promise<number> {
  const answer = (await app.request('sync:stages', {})) as {
    value: { stages: readonly { name: string; received: number }[] }
  }
  return answer.value.stages.find(({ name }) => name === 'validate')?.received ?? 0
}
