import { ConsoleApp } from '../../../tests/support/console-app.ts'
import { inProject } from '../../runtime/paths.mjs'
import { AppProcess } from '../app-process.ts'
import type { BenchContext } from '../context.ts'
import { createProfile } from '../profile.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'

const GOAL: Goal = {
  id: 'start',
  title: 'start with 100,000 waiting',
  unit: '× start with none',
  better: 'lower',
  floor: 1.3,
  aim: 1.1,
}
const WAITING = 100_000
const QUICK_WAITING = 20_000

export async function start(context: BenchContext): Promise<FigureResult[]> {
  const waiting = context.size(WAITING, QUICK_WAITING)
  const empty = await warmProfile(context, 0)
  const full = await warmProfile(context, waiting)
  const rounds = await interleaved(
    context.rounds,
    () => startOnce(empty),
    () => startOnce(full),
  )
  return [
    resultOf(
      GOAL,
      rounds.map(({ first, second }) => ({ ratio: second / first, measured: second, limit: first })),
      {
        absoluteUnit: 'ms',
        note: `From the start of the process until the app says that its first screen stands, which knows the queue; 50,000 devices, ${waiting} operations waiting or none.`,
      },
    ),
  ]
}

/** A profile that has been started before, as every profile but a new one has. Proves what is waiting in it. */
async function warmProfile(context: BenchContext, waiting: number): Promise<string> {
  const profile = context.folder.fresh('profile')
  createProfile(profile, await context.largeSite(waiting))
  const app = await ConsoleApp.start({ profile })
  await app.waitForPending(waiting)
  await app.quit()
  return profile
}

async function startOnce(profile: string): Promise<number> {
  const app = await AppProcess.start(inProject(), { OUTPOST_PROFILE_DIR: profile })
  await app.stop()
  return app.readyMs
}
