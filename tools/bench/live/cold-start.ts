import { ConsoleApp } from '../../../tests/support/console-app.ts'
import { inProject } from '../../runtime/paths.mjs'
import { AppProcess } from '../app-process.ts'
import { buildBareApp } from '../bare-app/build.ts'
import type { BenchContext } from '../context.ts'
import { createProfile } from '../profile.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'

const GOAL: Goal = {
  id: 'P9',
  title: 'cold start, 50,000 devices, 10,000 waiting',
  unit: '× an empty window',
  better: 'lower',
  floor: 2.2,
  aim: 1.6,
}
const WAITING = 10_000
const QUICK_WAITING = 2_000

/** From the start of the process to a first screen that can be used, from what lies on this PC. */
export async function coldStart(context: BenchContext): Promise<FigureResult[]> {
  const waiting = context.size(WAITING, QUICK_WAITING)
  const profile = context.folder.fresh('profile')
  createProfile(profile, await context.largeSite(waiting))
  // A profile that has been started before, as every profile but a new one has.
  const app = await ConsoleApp.start({ profile })
  await app.waitForPending(waiting)
  await app.quit()
  const emptyWindow = await buildBareApp('empty-window')
  const rounds = await interleaved(
    context.rounds,
    () => startOnce(emptyWindow, {}),
    () => startOnce(inProject(), { OUTPOST_PROFILE_DIR: profile }),
  )
  const note = `From the start of the process until the app says that its first screen stands: the list of 50,000 devices with ${waiting} operations waiting, without a connection. The limit is an empty window of the same Electron.`
  return [
    resultOf(
      GOAL,
      rounds.map(({ first, second }) => ({ ratio: second / first, measured: second, limit: first })),
      { absoluteUnit: 'ms', note },
    ),
  ]
}

async function startOnce(app: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const running = await AppProcess.start(app, environment)
  await running.stop()
  return running.readyMs
}
