import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sleep, systemClock } from '../../src/main/platform/clock.ts'
import { ConsoleApp } from '../../tests/support/console-app.ts'
import { openMeasuredWall, WALL_SETTLE_MS, WALL_WIDGETS } from '../bench/live/measured-wall.ts'
import { wholeFleet } from '../bench/whole-fleet.ts'
import { Fleet } from '../crash/fleet.ts'
import type { WallOptions } from './options.ts'
import { feedOf } from './server-feed.ts'
import { type Violation, Violations } from './violation.ts'
import { WallLook } from './wall-look.ts'
import { judgeWall, type WallSample, type WallVerdict } from './wall-verdict.ts'

export interface WallReport extends WallVerdict {
  readonly mode: 'wall'
  readonly seed: number
  readonly devices: number
  readonly rate: number
  readonly minutes: number
  /** False when somebody ended the run before its time. */
  readonly isWhole: boolean
  /** `reached`: events in the last seconds. `skipped`: due at the rate asked for and never made. */
  readonly eventsPerSecond: { readonly reached: number; readonly skipped: number }
  readonly samples: readonly WallSample[]
  readonly violationCount: number
  readonly violations: readonly Violation[]
}

const MINUTE_MS = 60_000
/** A short run is looked at more often. */
const MIN_SAMPLES = 10
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A wall of 40 widgets that follow a busy feed, for a long time. */
export async function wall(options: WallOptions, progress: (line: string) => void): Promise<WallReport> {
  const folder = mkdtempSync(join(tmpdir(), 'outpost-wall-'))
  const violations = new Violations()
  const fleet = new Fleet(join(folder, 'fleet'), { devices: options.devices })
  try {
    await fleet.start()
    const { url, token } = fleet.address
    const app = await ConsoleApp.start({ profile: join(folder, 'profile'), serverUrl: url, token })
    const ended = endOnSignal()
    try {
      const look = await lookAtWall(app, fleet, options)
      const samples: WallSample[] = []
      // A page that hangs is ended by the program and drawn anew; what was seen until then is told all the same.
      await watch({ look, options, ended, samples, progress }, violations).catch((error: unknown) => {
        violations.add('stuck', `the wall can not be looked at any more: ${String(error)}`)
      })
      return await reportOf({ options, samples, url, isWhole: !ended.aborted }, violations)
    } finally {
      await app.quit()
    }
  } finally {
    await fleet.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

/** The driver of the window would end everything at once; a run that is cut short still tells what it has seen. */
function endOnSignal(): AbortSignal {
  const ending = new AbortController()
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal)
    process.on(signal, () => ending.abort())
  }
  return ending.signal
}

async function lookAtWall(app: ConsoleApp, fleet: Fleet, { rate, devices, plant }: WallOptions): Promise<WallLook> {
  await wholeFleet(app.page, devices)
  await fleet.flip('simulation', { eventsPerSecond: rate })
  const page = await openMeasuredWall(app)
  await sleep(systemClock, WALL_SETTLE_MS)
  const look = await WallLook.at(app.app, page)
  if (plant === 'leak') await look.plantLeak()
  return look
}

interface Watch {
  readonly look: WallLook
  readonly options: WallOptions
  readonly ended: AbortSignal
  readonly samples: WallSample[]
  readonly progress: (line: string) => void
}

async function watch({ look, options, ended, samples, progress }: Watch, violations: Violations): Promise<void> {
  const wantedMs = options.minutes * MINUTE_MS
  const everyMs = Math.min(MINUTE_MS, wantedMs / MIN_SAMPLES)
  const startedAt = performance.now()
  for (let next = everyMs; next <= wantedMs + 1; next += everyMs) {
    await sleep(systemClock, startedAt + next - performance.now(), ended)
    if (ended.aborted) break
    const sample = await look.take(Math.round(performance.now() - startedAt))
    samples.push(sample)
    progress(lineOf(sample))
  }
  const widgets = await look.widgets()
  if (widgets !== WALL_WIDGETS) violations.add('stuck', `${widgets} of ${WALL_WIDGETS} widgets are left`)
}

function lineOf({ atMs, heapMb, mainHeapMb, ...sample }: WallSample): string {
  const { residentMb, privateMb, nodes, listeners, frames, workMsPerSecond: work } = sample
  const slow = ((frames.slow / Math.max(1, frames.count)) * 100).toFixed(2)
  return [
    `${(atMs / MINUTE_MS).toFixed(1)} min`,
    `page ${heapMb.toFixed(2)} MB, main ${mainHeapMb.toFixed(1)} MB`,
    `process ${residentMb.toFixed(0)} MB, its own ${privateMb.toFixed(0)} MB`,
    `${nodes} nodes, ${listeners} listeners`,
    `${slow} % of ${frames.count} frames slow, longest ${frames.longestMs} ms`,
    `work ${work.all} ms/s: script ${work.script}, style ${work.style}, layout ${work.layout}`,
  ].join('; ')
}

interface Run {
  readonly options: WallOptions
  readonly samples: readonly WallSample[]
  readonly url: string
  readonly isWhole: boolean
}

async function reportOf({ options, samples, url, isWhole }: Run, violations: Violations): Promise<WallReport> {
  const { skipped, eventsPerSecond } = await feedOf(url)
  const sum = eventsPerSecond.reduce((total, count) => total + count, 0)
  const verdict = judgeWall(samples, violations)
  const { seed, devices, rate, minutes } = options
  return {
    ...{ mode: 'wall', seed, devices, rate, minutes, isWhole, ...verdict },
    eventsPerSecond: { reached: Math.round(sum / Math.max(1, eventsPerSecond.length)), skipped },
    samples,
    violationCount: violations.count,
    violations: violations.kept,
  }
}
