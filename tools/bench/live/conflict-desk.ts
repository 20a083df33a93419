import { z } from 'zod'
import { ConsoleApp } from '../../../tests/support/console-app.ts'
import { startFleetServer } from '../../../tests/support/fleet-server.ts'
import { makeConflicts, sumOfDesk } from '../../../tests/support/many-conflicts.ts'
import type { BenchContext } from '../context.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'

const CONFLICTS = 5_000
const QUICK_CONFLICTS = 1_000
const TIMEOUT_MS = 120_000

const PAINT: Goal = {
  id: 'desk-paint',
  title: 'from the key to the painted conflict desk',
  unit: 'ms',
  better: 'lower',
  floor: 1_000,
  aim: 500,
}
const RESOLVE: Goal = {
  ...PAINT,
  id: 'desk-resolve',
  title: 'one decision about all conflicts',
  floor: 3_000,
  aim: 1_500,
}
const UNDO: Goal = { ...PAINT, id: 'desk-undo', title: 'undoing that decision', floor: 3_000, aim: 2_000 }

/** Times of one round, in milliseconds. */
interface DeskRound {
  readonly paint: number
  readonly resolve: number
  readonly undo: number
}

/** The conflict desk with thousands of real conflicts, worked by keys alone; undoing has to bring back every byte. */
export async function conflictDesk(context: BenchContext): Promise<FigureResult[]> {
  const conflicts = context.size(CONFLICTS, QUICK_CONFLICTS)
  const server = await startFleetServer(['--devices', String(conflicts)], TIMEOUT_MS)
  try {
    const app = await ConsoleApp.start({
      profile: context.folder.fresh('profile'),
      serverUrl: server.url,
      token: server.token,
    })
    try {
      await app.waitForConnection('online')
      context.progress(`${conflicts} conflicts are made…`)
      await makeConflicts(app, server, conflicts)
      const rounds: DeskRound[] = []
      for (let round = 0; round < context.rounds; round += 1) rounds.push(await roundOf(app, conflicts))
      const note = `${conflicts} conflicts of three kinds, real app and real server. Four key strokes: the page, all, keep theirs, decide; a fifth undoes it. Every time ends with the frame that shows the result. After each round the operations and devices are compared byte by byte.`
      const result = (goal: Goal, of: keyof DeskRound): FigureResult =>
        resultOf(
          goal,
          rounds.map((round) => ({ ratio: round[of], measured: round[of] })),
          { absoluteUnit: 'ms', note },
        )
      return [result(PAINT, 'paint'), result(RESOLVE, 'resolve'), result(UNDO, 'undo')]
    } finally {
      await app.quit()
    }
  } finally {
    await server.stop()
  }
}

async function roundOf(app: ConsoleApp, conflicts: number): Promise<DeskRound> {
  const before = await sumOfDesk(app)
  await app.page.keyboard.press('Alt+2')
  await app.page.getByRole('grid', { name: 'Devices' }).waitFor()
  const paint = await timed(app, 'Alt+5', "document.querySelector('[data-conflict-key]') !== null")
  await app.page.keyboard.press('Shift+A')
  await app.page.keyboard.press('Shift+T')
  await app.page.getByRole('dialog').getByRole('listitem').first().waitFor({ timeout: TIMEOUT_MS })
  const isEmpty =
    "document.querySelector('[data-conflict-key]') === null && document.body.innerText.includes('No conflicts')"
  const resolve = await timed(app, 'Enter', isEmpty)
  const undo = await timed(app, 'u', "document.body.innerText.includes('Undone: ')")
  if ((await sumOfDesk(app)) !== before) throw new Error(`undoing ${conflicts} decisions did not bring back every byte`)
  await app.page.getByText('Undone: ').waitFor({ state: 'detached', timeout: TIMEOUT_MS })
  return { paint, resolve, undo }
}

/** From the key to the frame after which the condition holds, by the page's own clock. */
async function timed(app: ConsoleApp, key: string, condition: string): Promise<number> {
  // Listened for before the key is pressed: keys and scripts come to the page by different ways.
  await app.page.evaluate(`{
    const { promise, resolve, reject } = Promise.withResolvers()
    setTimeout(() => reject(new Error(${JSON.stringify(`nothing was shown for ${key}`)})), ${TIMEOUT_MS})
    addEventListener('keydown', () => {
      const startedAt = performance.now()
      const look = () => {
        if (${condition}) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedAt)))
        else requestAnimationFrame(look)
      }
      look()
    }, { capture: true, once: true })
    globalThis.deskTime = promise
    promise.catch(() => undefined)
    // The value of the script is waited for: it must not be the promise that only a later key fulfils.
    undefined
  }`)
  await app.page.keyboard.press(key)
  return z.number().parse(await app.page.evaluate('globalThis.deskTime'))
}
