import { z } from 'zod'
import { ConsoleApp } from '../../../tests/support/console-app.ts'
import { startFleetServer } from '../../../tests/support/fleet-server.ts'
import type { BenchContext } from '../context.ts'
import { LARGE_FLEET_DEVICES } from '../intents.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { percentile } from '../statistics.ts'
import { wholeFleet } from '../whole-fleet.ts'
import {
  openMeasuredWall,
  SLOW_FRAME_MS,
  WALL_EVENTS_PER_SECOND,
  WALL_SETTLE_MS,
  WALL_WIDGETS,
} from './measured-wall.ts'

const SECONDS = 30
const QUICK_SECONDS = 10

const SLOW: Goal = {
  id: 'wall-slow-frames',
  title: `frames over ${SLOW_FRAME_MS} ms on a wall of ${WALL_WIDGETS} widgets`,
  unit: '%',
  better: 'lower',
  floor: 1,
  aim: 0.2,
}

/** Frames of a wall window with 40 widgets that follow a busy feed, against the real server process. */
export async function wall(context: BenchContext): Promise<FigureResult[]> {
  const seconds = context.size(SECONDS, QUICK_SECONDS)
  const server = await startFleetServer([
    ...['--devices', String(LARGE_FLEET_DEVICES)],
    ...['--events-per-second', String(WALL_EVENTS_PER_SECOND)],
  ])
  try {
    const profile = context.folder.fresh('profile')
    const app = await ConsoleApp.start({ profile, serverUrl: server.url, token: server.token })
    try {
      await wholeFleet(app.page)
      const page = await openMeasuredWall(app)
      await page.waitForTimeout(WALL_SETTLE_MS)
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
  return (times.filter((ms) => ms > SLOW_FRAME_MS).length / Math.max(1, times.length)) * 100
}

function resultFor(rounds: readonly (readonly number[])[], seconds: number): FigureResult {
  const all = rounds.flat()
  return resultOf(
    SLOW,
    rounds.map((times) => ({ ratio: slowShare(times), measured: slowShare(times) })),
    {
      absoluteUnit: '%',
      note: `${seconds} s a round; ${LARGE_FLEET_DEVICES} devices, ${WALL_EVENTS_PER_SECOND} events a second from the real server, a console window beside the wall.`,
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
