import { setTimeout as sleep } from 'node:timers/promises'
import { inProject } from '../../runtime/paths.mjs'
import { type AppMemory, AppProcess } from '../app-process.ts'
import { buildBareApp } from '../bare-app/build.ts'
import type { BenchContext } from '../context.ts'
import { createProfile } from '../profile.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'
import { median } from '../statistics.ts'

const GOAL: Goal = {
  id: 'P10',
  title: 'memory above an empty window',
  unit: 'MB',
  better: 'lower',
  floor: 150,
  aim: 80,
}
const WAITING = 100_000
const QUICK_WAITING = 20_000
/** What the start needed and nothing needs any more is given back by then. */
const SETTLE_MS = 6_000

export async function memory(context: BenchContext): Promise<FigureResult[]> {
  if (process.platform !== 'linux') throw new Error('memory is measured on Linux only')
  const waiting = context.size(WAITING, QUICK_WAITING)
  const emptyWindow = await buildBareApp('empty-window')
  const profile = context.folder.fresh('profile')
  createProfile(profile, await context.largeSite(waiting))
  const rounds = await interleaved(
    context.rounds,
    () => memoryOf(emptyWindow, {}),
    () => memoryOf(inProject(), { OUTPOST_PROFILE_DIR: profile }),
  )
  return [
    resultOf(
      GOAL,
      rounds.map(({ first, second }) => ({
        ratio: second.totalMb - first.totalMb,
        measured: second.totalMb,
        limit: first.totalMb,
      })),
      {
        absoluteUnit: 'MB',
        note: `PSS of all processes, ${SETTLE_MS / 1_000} s after the first screen, no collection forced; 50,000 devices, ${waiting} operations waiting. The value beside it is an empty window of the same Electron.`,
        details: {
          mainMb: median(rounds.map(({ second }) => second.mainMb)),
          rendererMb: median(rounds.map(({ second }) => second.rendererMb)),
          emptyMainMb: median(rounds.map(({ first }) => first.mainMb)),
          emptyRendererMb: median(rounds.map(({ first }) => first.rendererMb)),
        },
      },
    ),
  ]
}

async function memoryOf(app: string, environment: Readonly<Record<string, string>>): Promise<AppMemory> {
  const running = await AppProcess.start(app, environment)
  try {
    await sleep(SETTLE_MS)
    return running.memory()
  } finally {
    await running.stop()
  }
}
