import { z } from 'zod'
import type { Binding, BoardData, BoardWidget } from '../../../src/shared/board/document.ts'
import { ConsoleApp } from '../../../tests/support/console-app.ts'
import { startFleetServer } from '../../../tests/support/fleet-server.ts'
import { untilReady } from '../../../tests/support/windows.ts'
import type { BenchContext } from '../context.ts'
import { LARGE_FLEET_DEVICES } from '../intents.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { percentile } from '../statistics.ts'
import { wholeFleet } from '../whole-fleet.ts'

const EVENTS_PER_SECOND = 5_000
const WIDGETS = 40
const SECONDS = 30
const QUICK_SECONDS = 10
/** For the fleet to be read and the first rush of reports to be over. */
const SETTLE_MS = 6_000
const SLOW_MS = 33

const SLOW: Goal = {
  id: 'wall-slow-frames',
  title: `frames over ${SLOW_MS} ms on a wall of ${WIDGETS} widgets`,
  unit: '%',
  better: 'lower',
  floor: 1,
  aim: 0.2,
}

const replica = ($bind: string): Binding => ({ $bind, $source: 'replica', $debounce: 1_000 })
const rate = ($channel?: string): Binding => ({
  ...{ $bind: 'rate', $source: 'realtime_stream', $debounce: 500, $bufferSize: 120 },
  ...($channel === undefined ? {} : { $channel }),
})

/** Eight kinds of widgets, each five times, all of them following the feed. */
const KINDS: readonly (readonly [type: string, bindings: Readonly<Record<string, Binding>>])[] = [
  ['metric-badge', { value: replica('devices.offline') }],
  ['gauge', { value: replica('devices.availability') }],
  ['sparkline', { value: rate('devices') }],
  ['time-series', { value: rate(), second: rate('devices') }],
  ['bar-chart', { items: replica('devices.by.model') }],
  ['site-board', { items: replica('devices.by.site') }],
  ['event-feed', { items: { $bind: 'events', $source: 'realtime_stream', $debounce: 500 } }],
  ['table', { items: replica('devices.lost') }],
]

function wallBoard(): BoardData {
  const widgets = Array.from({ length: WIDGETS }, (_none, index): BoardWidget => {
    const [type, bindings] = KINDS[index % KINDS.length] ?? ['clock', {}]
    const place = { x: (index % 8) * 6, y: Math.floor(index / 8) * 6, w: 6, h: 6 }
    return { id: `w${index}`, type, title: `${type} ${index}`, place, options: {}, bindings }
  })
  const pages = [{ id: 'p1', title: '', widgets }]
  return { name: 'Measured wall', description: '', columns: 48, rows: 30, pages, rotateSeconds: null }
}

/** Frames of a wall window with 40 widgets that follow a busy feed, against the real server process. */
export async function wall(context: BenchContext): Promise<FigureResult[]> {
  const seconds = context.size(SECONDS, QUICK_SECONDS)
  const server = await startFleetServer([
    ...['--devices', String(LARGE_FLEET_DEVICES)],
    ...['--events-per-second', String(EVENTS_PER_SECOND)],
  ])
  try {
    const profile = context.folder.fresh('profile')
    const app = await ConsoleApp.start({ profile, serverUrl: server.url, token: server.token })
    try {
      await wholeFleet(app.page)
      const page = await openWall(app)
      await page.waitForTimeout(SETTLE_MS)
      const rounds: number[][] = []
      for (let round = 0; round < context.rounds; round += 1) rounds.push(await framesOf(page, seconds))
      return [resultFor(rounds, seconds)]
    } finally {
      await app.quit()
    }
  } finally {
    await server.stop()
  }
}

const queuedSchema = z.object({ value: z.object({ operations: z.array(z.object({ entityId: z.string() })) }) })

async function openWall(app: ConsoleApp): Promise<ConsoleApp['page']> {
  const intent = { kind: 'create', entityType: 'wallboard', fields: { ...wallBoard() } }
  const { operations } = queuedSchema.parse(await app.request('operations:enqueue', { intents: [intent] })).value
  const coming = app.app.waitForEvent('window')
  const target = { boardId: operations[0]?.entityId }
  await app.request('windows:open', { kind: 'wall', page: 'wallboards', target, displayId: null })
  const page = await coming
  await untilReady(page)
  await page
    .getByRole('article')
    .nth(WIDGETS - 1)
    .waitFor()
  return page
}

/** The times between frames in milliseconds. */
async function framesOf(page: ConsoleApp['page'], seconds: number): Promise<number[]> {
  const script = `new Promise((resolve) => {
    const frames = []
    let last = performance.now()
    const end = last + ${seconds * 1_000}
    const frame = (time) => {
      frames.push(time - last)
      last = time
      if (time < end) requestAnimationFrame(frame)
      else resolve(frames.slice(2))
    }
    requestAnimationFrame(frame)
  })`
  return z.array(z.number()).parse(await page.evaluate(script))
}

function slowShare(times: readonly number[]): number {
  return (times.filter((ms) => ms > SLOW_MS).length / Math.max(1, times.length)) * 100
}

function resultFor(rounds: readonly (readonly number[])[], seconds: number): FigureResult {
  const all = rounds.flat()
  return resultOf(
    SLOW,
    rounds.map((times) => ({ ratio: slowShare(times), measured: slowShare(times) })),
    {
      absoluteUnit: '%',
      note: `${seconds} s a round; ${LARGE_FLEET_DEVICES} devices, ${EVENTS_PER_SECOND} events a second from the real server, a console window beside the wall.`,
      details: {
        p50: percentile(all, 0.5),
        p95: percentile(all, 0.95),
        p99: percentile(all, 0.99),
        longest: Math.max(...all),
        frames: all.length,
      },
    },
  )
}
