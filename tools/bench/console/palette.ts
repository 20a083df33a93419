import type { Page as BrowserPage } from '@playwright/test'
import { z } from 'zod'
import { ConsoleApp } from '../../../tests/support/console-app.ts'
import type { BenchContext } from '../context.ts'
import { LARGE_FLEET_DEVICES } from '../intents.ts'
import { createProfile } from '../profile.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { median, percentile } from '../statistics.ts'
import { wholeFleet } from '../whole-fleet.ts'

const GOAL: Goal = {
  id: 'palette',
  title: 'a key in the palette of a new window, 95th percentile',
  unit: 'ms',
  better: 'lower',
  floor: 16,
  aim: 8,
}
const FIRST: Goal = { ...GOAL, id: 'palette-first', title: 'the slowest of its first three keys' }
const WAITING = 50_000
const QUICK_WAITING = 5_000
/** Fast typing. */
const BETWEEN_KEYS_MS = 90
/** Every text that grows letter by letter: a name, a place, a verb with what it is done to, something that is not there. */
const TEXTS = ['platform display 499', 'station 12', 'reboot station 7', 'nowhere to be found']
const FIRST_KEYS = 3

/** Each key from its event to the end of the layout that shows what it finds, in windows that have just been opened. */
export async function palette(context: BenchContext): Promise<FigureResult[]> {
  const waiting = context.size(WAITING, QUICK_WAITING)
  const site = await context.largeSite(waiting)
  const rounds: (readonly number[])[] = []
  for (let round = 0; round < context.rounds; round += 1) {
    const profile = context.folder.fresh('profile')
    createProfile(profile, site)
    const app = await ConsoleApp.start({ profile })
    try {
      await wholeFleet(app.page)
      rounds.push(await typing(app.page))
    } finally {
      await app.quit()
    }
  }
  const note = `${LARGE_FLEET_DEVICES} devices in the window and ${waiting} operations waiting in main; a new window in each round, and a key every ${BETWEEN_KEYS_MS} ms from the moment at which the palette is there.`
  const result = (
    goal: Goal,
    of: (times: readonly number[]) => number,
    details: Record<string, number>,
  ): FigureResult =>
    resultOf(
      goal,
      rounds.map((times) => ({ ratio: of(times), measured: of(times) })),
      { absoluteUnit: 'ms', note, details },
    )
  const all = rounds.flat()
  const rounded = (value: number): number => Number(value.toFixed(1))
  const firstKeys: Record<string, number> = {}
  for (let key = 0; key < FIRST_KEYS; key += 1) {
    firstKeys[`key ${key + 1}`] = rounded(median(rounds.map((times) => times[key] ?? 0)))
  }
  return [
    result(GOAL, (times) => percentile(times, 0.95), {
      median: rounded(median(all)),
      p95: rounded(percentile(all, 0.95)),
      slowest: rounded(Math.max(...all)),
    }),
    result(FIRST, (times) => Math.max(...times.slice(0, FIRST_KEYS)), firstKeys),
  ]
}

/** Milliseconds of each key, in the order in which they were typed. */
async function typing(page: BrowserPage): Promise<readonly number[]> {
  const script = `(async () => {
    const wait = (ms) => new Promise((done) => setTimeout(done, ms))
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
    dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))
    let field = null
    while (field === null) {
      await wait(1)
      field = document.querySelector('[role="dialog"] [role="combobox"]')
    }
    const times = []
    for (const text of ${JSON.stringify(TEXTS)}) {
      for (let length = 1; length <= text.length; length += 1) {
        await wait(${BETWEEN_KEYS_MS})
        const startedAt = performance.now()
        write.call(field, text.slice(0, length))
        field.dispatchEvent(new Event('input', { bubbles: true }))
        // What an event changes is drawn in the microtasks after it.
        await null
        await null
        document.querySelector('[role="listbox"]')?.getBoundingClientRect()
        times.push(performance.now() - startedAt)
        if (field.value !== text.slice(0, length)) throw new Error('the palette does not take what is typed')
      }
    }
    return times
  })()`
  return z.array(z.number()).parse(await page.evaluate(script))
}
