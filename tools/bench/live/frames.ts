import { z } from 'zod'
import { ConsoleApp } from '../../../tests/support/console-app.ts'
import { startFleetServer } from '../../../tests/support/fleet-server.ts'
import type { BenchContext } from '../context.ts'
import { LARGE_FLEET_DEVICES } from '../intents.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { percentile } from '../statistics.ts'
import { wholeFleet } from '../whole-fleet.ts'

const EVENTS_PER_SECOND = 12_000
const SECONDS = 8
const QUICK_SECONDS = 3
/** For the fleet to be read and the first rush of reports to be over. */
const SETTLE_MS = 6_000
const SCROLL_STEP = 24

const P95: Goal = {
  id: 'P7-p95',
  title: 'frame while scrolling, p95',
  unit: 'ms',
  better: 'lower',
  floor: 20,
  aim: 17.7,
}
const MAX: Goal = { ...P95, id: 'P7-max', title: 'longest frame while scrolling', floor: 33, aim: 20 }

/**
 * Frames of the list of devices while it is scrolled, sorted by a value that every report changes and filtered by one that
 * some of them change, against the real server process.
 */
export async function frames(context: BenchContext): Promise<FigureResult[]> {
  const seconds = context.size(SECONDS, QUICK_SECONDS)
  const server = await startFleetServer([
    ...['--devices', String(LARGE_FLEET_DEVICES)],
    ...['--events-per-second', String(EVENTS_PER_SECOND)],
  ])
  try {
    const profile = context.folder.fresh('profile')
    const app = await ConsoleApp.start({ profile, serverUrl: server.url, token: server.token })
    try {
      await prepare(app)
      const rounds: number[][] = []
      for (let round = 0; round < context.rounds; round += 1) rounds.push(await scroll(app, seconds))
      return [P95, MAX].map((goal) => resultFor(goal, rounds, seconds))
    } finally {
      await app.quit()
    }
  } finally {
    await server.stop()
  }
}

async function prepare({ page }: ConsoleApp): Promise<void> {
  await wholeFleet(page)
  await page.getByRole('combobox', { name: 'Status' }).selectOption('online')
  await page.getByRole('columnheader', { name: 'Last seen' }).getByRole('button').click()
  // Neither the pointer nor the focus is in the rows: their order is live until they are scrolled, and held while they are.
  await page.mouse.move(5, 300)
  await page.evaluate('document.activeElement?.blur()')
  await page.waitForTimeout(SETTLE_MS)
}

/** Scrolls a little in every frame, to and fro. Answers the times between frames in milliseconds. */
async function scroll({ page }: ConsoleApp, seconds: number): Promise<number[]> {
  const script = `new Promise((resolve) => {
    const grid = document.querySelector('[data-grid]')
    const frames = []
    let last = performance.now()
    const end = last + ${seconds * 1_000}
    let step = ${SCROLL_STEP}
    const frame = (time) => {
      frames.push(time - last)
      last = time
      grid.scrollTop += step
      if (grid.scrollTop === 0 || grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 1) step = -step
      if (time < end) requestAnimationFrame(frame)
      else resolve(frames.slice(2))
    }
    requestAnimationFrame(frame)
  })`
  return z.array(z.number()).parse(await page.evaluate(script))
}

function resultFor(goal: Goal, rounds: readonly (readonly number[])[], seconds: number): FigureResult {
  const worstOf = (times: readonly number[]): number => (goal === P95 ? percentile(times, 0.95) : Math.max(...times))
  const all = rounds.flat()
  return resultOf(
    goal,
    rounds.map((times) => ({ ratio: worstOf(times), measured: worstOf(times) })),
    {
      absoluteUnit: 'ms',
      note: `${seconds} s of scrolling a round; ${LARGE_FLEET_DEVICES} devices sorted by when they were last seen and filtered by status, ${EVENTS_PER_SECOND} events a second from the real server. While rows are scrolled their order holds; values, counts and the number of waiting updates go on.`,
      details: {
        p50: percentile(all, 0.5),
        p99: percentile(all, 0.99),
        framesOver33Ms: all.filter((ms) => ms > 33).length,
        frames: all.length,
      },
    },
  )
}
