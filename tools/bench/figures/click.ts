import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { z } from 'zod'
import { ConsoleApp } from '../../../tests/support/console-app.ts'
import { launchDriven } from '../../../tests/support/launch-driven.ts'
import { electronPath } from '../app-process.ts'
import { buildBareApp } from '../bare-app/build.ts'
import type { BenchContext } from '../context.ts'
import { editOf } from '../intents.ts'
import { createProfile } from '../profile.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'
import { median, percentile } from '../statistics.ts'

const P50: Goal = {
  id: 'P2-p50',
  title: 'click to durable accept, p50',
  unit: '× (IPC + L1)',
  better: 'lower',
  floor: 2,
  aim: 1.4,
}
const P99: Goal = { ...P50, id: 'P2-p99', title: 'click to durable accept, p99', floor: 3, aim: 2 }
const CLICKS = 120
const QUICK_CLICKS = 30
const WARM_UP = 30
/** Without a pause between them; few enough for the limit of calls that a window may make. */
const RAPID_CLICKS = 50
/** Between clicks: faster than a hand, and the window has drawn what the last one changed. */
const PAUSE_MS = 75

const durationsSchema = z.object({ isFine: z.literal(true), durations: z.array(z.number()) })

/** Runs in the page: calls one after the other with a pause, each with its own duration in milliseconds. */
function clicksIn(call: string, count: number, pauseMs: number): string {
  return `(async () => {
    const durations = []
    for (let index = 0; index < ${count}; index += 1) {
      const startedAt = performance.now()
      const answer = await (${call})(index)
      durations.push(performance.now() - startedAt)
      if (answer.ok === false) throw new Error(answer.error.message)
      if (${pauseMs} > 0) await new Promise((resolve) => setTimeout(resolve, ${pauseMs}))
    }
    return { isFine: crossOriginIsolated, durations }
  })()`
}

export async function click(context: BenchContext): Promise<FigureResult[]> {
  const profile = context.folder.fresh('profile')
  createProfile(profile, await context.largeSite(0))
  const bare = await startBare(context)
  try {
    const app = await ConsoleApp.start({ profile })
    try {
      return await compare(context, await bare.firstWindow(), app.page)
    } finally {
      await app.quit()
    }
  } finally {
    await bare.close()
  }
}

async function compare(context: BenchContext, bare: Page, app: Page): Promise<FigureResult[]> {
  const clicks = context.size(CLICKS, QUICK_CLICKS)
  let next = 0
  const clickBare = (count: number, pauseMs = PAUSE_MS): Promise<number[]> =>
    durationsOf(bare, clicksIn('() => bench.commit()', count, pauseMs))
  const clickApp = (count: number, pauseMs = PAUSE_MS): Promise<number[]> => {
    const first = next
    next += count
    return durationsOf(app, clicksIn(enqueueFrom(first), count, pauseMs))
  }
  await clickBare(WARM_UP)
  await clickApp(WARM_UP)
  const rounds = await interleaved(
    context.rounds,
    () => clickBare(clicks),
    () => clickApp(clicks),
  )
  const rapid = await interleaved(
    context.rounds,
    () => clickBare(RAPID_CLICKS, 0),
    () => clickApp(RAPID_CLICKS, 0),
  )
  const note = `${clicks} calls a round from the page, ${PAUSE_MS} ms apart; 50,000 devices. The limit is a bare app whose page invokes a channel that commits the same rows in its main process.`
  return [P50, P99].map((goal) => {
    const at = (durations: readonly number[]): number => percentile(durations, goal === P50 ? 0.5 : 0.99)
    return resultOf(
      goal,
      rounds.map(({ first, second }) => ({ ratio: at(second) / at(first), measured: at(second), limit: at(first) })),
      {
        absoluteUnit: 'ms',
        note,
        details: {
          withoutPauseRatio: median(rapid.map(({ first, second }) => at(second) / at(first))),
          withoutPauseMs: median(rapid.map(({ second }) => at(second))),
        },
      },
    )
  })
}

/** The page's own function that queues the edit of one device after the other. */
function enqueueFrom(first: number): string {
  const { entityId: sample, ...intent } = { ...editOf(0), entityId: editOf(0).entityId ?? '' }
  const [prefix] = sample.split('-')
  return `(index) => {
    const number = ${first} + index
    const entityId = '${prefix}-' + String(number).padStart(6, '0')
    const fields = { name: 'Departures ' + number, location: 'Concourse ' + (number % 40) }
    return outpost.request('operations:enqueue', { intents: [{ ...${JSON.stringify(intent)}, entityId, fields }] })
  }`
}

async function durationsOf(page: Page, script: string): Promise<number[]> {
  return durationsSchema.parse(await page.evaluate(script)).durations
}

async function startBare(context: BenchContext): Promise<ElectronApplication> {
  const script = await buildBareApp('commit-window')
  const { before, written } = await context.writtenFiles()
  const isRoot = process.getuid?.() === 0
  const environment = {
    ...process.env,
    BENCH_BEFORE: before,
    BENCH_WRITTEN: written,
    BENCH_FILE: context.folder.fresh('bare.sqlite'),
    BENCH_PRELOAD: join(import.meta.dirname, '../bare-app/preload.cjs'),
  }
  return launchDriven({
    executablePath: electronPath(),
    args: [...(isRoot ? ['--no-sandbox'] : []), script],
    env: Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >,
  })
}
