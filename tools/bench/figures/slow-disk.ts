import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { runChild } from '../child.ts'
import { type BenchContext, FLEET_DEVICES } from '../context.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'
import { median } from '../statistics.ts'

const GOAL: Goal = {
  id: 'P17',
  title: "main's loop lag p99 at a 20 ms sync",
  unit: 'ms',
  better: 'lower',
  floor: 5,
  aim: 2,
}
const SYNC_MS = 20
const CALLERS = 8
const WARM_UP_MS = 500
const DURATION_MS = 4_000
const QUICK_DURATION_MS = 1_000

const reportSchema = z.object({
  lagP50Ms: z.number(),
  lagP99Ms: z.number(),
  lagMaxMs: z.number(),
  acceptP50Ms: z.number(),
  accepted: z.number(),
})
type SlowDiskReport = z.infer<typeof reportSchema>

/** The same load on the disk as it is goes along: it tells how much of the lag is the queue's own work. */
export async function slowDisk(context: BenchContext): Promise<FigureResult[]> {
  if (process.platform !== 'linux') throw new Error('a slow disk can be simulated on Linux only')
  const library = compileSlowSync(context)
  const rounds = await interleaved(
    context.rounds,
    () => measure(context, library, 0),
    () => measure(context, library, SYNC_MS),
  )
  const slow = rounds.map(({ second }) => second)
  const accept = median(slow.map((report) => report.acceptP50Ms))
  if (accept < SYNC_MS) throw new Error(`the disk was not slow: an accept took ${accept.toFixed(1)} ms`)
  return [
    resultOf(
      GOAL,
      rounds.map(({ first, second }) => ({
        ratio: second.lagP99Ms,
        measured: second.lagP99Ms,
        limit: first.lagP99Ms,
      })),
      {
        absoluteUnit: 'ms',
        note: `${CALLERS} callers that enqueue without a pause for ${context.size(DURATION_MS, QUICK_DURATION_MS)} ms. The value beside it is the lag on the disk as it is.`,
        details: {
          lagP50Ms: median(slow.map((report) => report.lagP50Ms)),
          lagMaxMs: Math.max(...slow.map((report) => report.lagMaxMs)),
          acceptP50Ms: accept,
          accepted: median(slow.map((report) => report.accepted)),
        },
      },
    ),
  ]
}

function compileSlowSync(context: BenchContext): string {
  const library = context.folder.fresh('slow-sync.so')
  const source = join(import.meta.dirname, '../slow-sync.c')
  execFileSync('gcc', ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl'], { stdio: 'inherit' })
  return library
}

function measure(context: BenchContext, library: string, syncMs: number): Promise<SlowDiskReport> {
  const folder = context.folder.fresh('slow-disk')
  mkdirSync(folder)
  const file = join(folder, 'site.sqlite')
  copyFileSync(context.template, file)
  const durationMs = context.size(DURATION_MS, QUICK_DURATION_MS)
  const plan = { file, callers: CALLERS, warmUpMs: WARM_UP_MS, durationMs, devices: FLEET_DEVICES }
  const environment = { LD_PRELOAD: library, SLOWSYNC_DIR: folder, SLOWSYNC_MS: String(syncMs) }
  return runChild('slow-disk-process.ts', plan, reportSchema, { environment })
}
