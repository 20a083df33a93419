import { rmSync, statSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReportJob } from '../../../src/main/reports/report-job.ts'
import { runReportJob } from '../../../src/main/reports/run-job.ts'
import type { BenchContext } from '../context.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { DAY_MS, fillArchive } from './fill-archive.ts'

const GOALS = {
  export: {
    ...{ id: 'report', title: 'export of 30 days × 5,000 devices, slowest format', unit: 's', better: 'lower' },
    ...{ floor: 10, aim: 5 },
  },
  loop: { id: 'report-loop', title: 'main loop held up meanwhile', unit: 'ms', better: 'lower', floor: 50, aim: 20 },
  size: { id: 'archive-day', title: 'what one day adds to the archive', unit: 'MB', better: 'lower', floor: 5, aim: 2 },
} as const satisfies Record<string, Goal>

const SCRIPT = new URL('../../../src/main/reports/report-thread.ts', import.meta.url)
const FORMATS = ['json', 'csv', 'html', 'xlsx'] as const
const DEVICES = 5_000
const QUICK_DEVICES = 500
const DAYS = 30
const IDLE_MS = 3_000
const NANOSECONDS_PER_MS = 1e6
const BYTES_PER_MB = 1e6

interface Run {
  readonly seconds: Readonly<Record<(typeof FORMATS)[number], number>>
  readonly loopMs: number
  readonly idleMs: number
}

export async function report(context: BenchContext): Promise<FigureResult[]> {
  const devices = context.size(DEVICES, QUICK_DEVICES)
  const toAt = Date.now() + DAY_MS
  const period = { fromAt: toAt - DAYS * DAY_MS, toAt }
  const archiveFile = context.folder.fresh('archive.sqlite')
  context.progress(`an archive of ${DAYS} days and ${devices} devices is made…`)
  const filled = fillArchive(archiveFile, { site: 'here', devices, period })
  const { written: siteFile } = await context.writtenFiles()
  const site = { key: 'here', name: 'Bench' }
  const about = { createdAt: toAt, program: 'bench', site, period }
  const runs: Run[] = []
  for (let round = 0; round < context.rounds; round += 1) {
    runs.push(
      await exported(context, {
        places: { archiveFile, siteFile },
        about,
        timeZone: 'UTC',
        language: 'en',
        letters: '',
      }),
    )
  }
  const megabytes = statSync(archiveFile).size / BYTES_PER_MB / DAYS
  const of = (value: number) => ({ ratio: value, measured: value })
  const slowest = runs.map(({ seconds }) => Math.max(...Object.values(seconds)))
  const details = Object.fromEntries(
    FORMATS.map((format) => [`${format}Seconds`, Math.max(...runs.map(({ seconds }) => seconds[format]))]),
  )
  return [
    resultOf(GOALS.export, slowest.map(of), {
      absoluteUnit: 's',
      note: `${filled.changes} changes of state, ${filled.points} points, a ledger of 10,000 operations. PDF is printed of the HTML by the app and is not in it.`,
      details,
    }),
    resultOf(
      GOALS.loop,
      runs.map(({ loopMs, idleMs }) => ({ ...of(loopMs), limit: idleMs })),
      {
        absoluteUnit: 'ms',
        note: 'The largest delay of the loop that waits for the report, all formats. The limit is that of a loop that waits for nothing: what the PC itself holds up.',
      },
    ),
    resultOf(GOALS.size, [of(megabytes)], {
      absoluteUnit: 'MB',
      note: `${filled.changes / DAYS} changes of state and ${filled.metrics} metrics by the hour; minutes, which are kept for days only, are not in it.`,
    }),
  ]
}

async function exported(context: BenchContext, job: Omit<ReportJob, 'outputs'>): Promise<Run> {
  const loop = monitorEventLoopDelay({ resolution: 1 })
  const seconds = { json: 0, csv: 0, html: 0, xlsx: 0 }
  loop.enable()
  await sleep(IDLE_MS)
  const idleMs = delayOf(loop)
  loop.reset()
  for (const format of FORMATS) {
    const file = context.folder.fresh(`report.${format}`)
    const startedAt = performance.now()
    await runReportJob(
      { ...job, outputs: [{ format, file }] },
      { script: SCRIPT, signal: new AbortController().signal, onProgress: () => undefined },
    )
    seconds[format] = (performance.now() - startedAt) / 1_000
    rmSync(file)
  }
  loop.disable()
  return { seconds, loopMs: delayOf(loop), idleMs }
}

function delayOf({ max }: { readonly max: number }): number {
  return Math.max(0, max / NANOSECONDS_PER_MS - 1)
}
