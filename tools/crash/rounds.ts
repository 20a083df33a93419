import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Violation } from './evidence.ts'
import { type Figures, sumOf } from './figures.ts'
import { addedUp, type Summary } from './report.ts'
import type { SeriesPlan, SeriesProgress, SeriesResult } from './series.ts'
import type { SeriesMessage } from './series-worker.ts'

export interface RoundsReport extends Summary, Figures {
  readonly rounds: number
  readonly seed: number
  readonly seconds: number
  readonly violations: readonly Violation[]
  /** Folder with the files, the audits and the servers' data; null when nothing is wrong. */
  readonly evidence: string | null
}

export interface RoundsOptions {
  readonly rounds: number
  readonly seed: number
  /** Played side by side, each with a server of its own. */
  readonly series: number
  /** Plants a mistake, to show that it is found. */
  readonly isHasty: boolean
}

const PROGRESS_EVERY = 10
/** Violations that are written out; all of them are counted, and in the folder. */
const MOST_TOLD = 100

/** Kills the console's engine `rounds` times and compares the two ends. */
export async function crashRounds(options: RoundsOptions, progress: (line: string) => void): Promise<RoundsReport> {
  const { rounds, seed } = options
  const startedAt = performance.now()
  const seconds = (): number => Math.round((performance.now() - startedAt) / 100) / 10
  const folder = mkdtempSync(join(tmpdir(), 'outpost-crash-'))
  const states: SeriesProgress[] = []
  let played = 0
  const results = await Promise.all(
    plansOf(options, folder).map((plan, index) =>
      runSeries(plan, (current) => {
        states[index] = current
        played += 1
        if (played % PROGRESS_EVERY === 0) progress(progressLine(played, rounds, seconds(), states))
      }),
    ),
  )
  const violations = results.flatMap((result) => result.violations)
  if (violations.length === 0) rmSync(folder, { recursive: true, force: true })
  return {
    rounds,
    seed,
    ...addedUp(results.map((result) => result.summary)),
    ...sumOf(results.map((result) => result.figures)),
    seconds: seconds(),
    violations: violations.slice(0, MOST_TOLD),
    evidence: violations.length > 0 ? folder : null,
  }
}

function plansOf({ rounds, seed, series, isHasty }: RoundsOptions, folder: string): SeriesPlan[] {
  return Array.from({ length: series }, (_, index) => ({
    folder: join(folder, `series-${index}`),
    rounds: Math.floor(rounds / series) + (index < rounds % series ? 1 : 0),
    seed: seed * series + index,
    index,
    label: `s${index}`,
    isHasty,
  }))
}

function runSeries(plan: SeriesPlan, onRound: (progress: SeriesProgress) => void): Promise<SeriesResult> {
  return new Promise((resolve, reject) => {
    // Hosts live for a second: most of it would be the reading of their program.
    const env = { ...process.env, NODE_COMPILE_CACHE: join(plan.folder, 'compiled') }
    const worker = new Worker(new URL('./series-worker.ts', import.meta.url), { workerData: plan, env })
    worker.on('message', (message: SeriesMessage) => {
      if (message.type === 'round') onRound(message.progress)
      else resolve(message.result)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error(`the series ${plan.label} ended without a result`)))
  })
}

function progressLine(round: number, rounds: number, seconds: number, states: readonly SeriesProgress[]): string {
  const { kills, lives } = sumOf(states.map((state) => state.figures))
  const killed = Object.entries(kills).map(([kind, n]) => `${kind} ${n}`)
  const sum = (name: 'accepted' | 'violations'): number => states.reduce((total, state) => total + state[name], 0)
  return `round ${round} of ${rounds}, ${seconds} s: killed at ${killed.join(', ')}; ${lives.new + lives.old} files, ${sum('accepted')} operations accepted, ${sum('violations')} violations`
}
