import type { Page as BrowserPage } from '@playwright/test'
import { z } from 'zod'
import { PAGES, type Page } from '../../../src/shared/domain/window-route.ts'
import { ConsoleApp } from '../../../tests/support/console-app.ts'
import type { BenchContext } from '../context.ts'
import { LARGE_FLEET_DEVICES } from '../intents.ts'
import { createProfile } from '../profile.ts'
import { createSiteFile } from '../queue-host.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { SIGNAGE, signageRecords } from '../signage-records.ts'
import { median } from '../statistics.ts'
import { wholeFleet } from '../whole-fleet.ts'

const GOAL: Goal = {
  id: 'pages',
  title: 'slowest page, from its click to its first paint',
  unit: 'ms',
  better: 'lower',
  floor: 200,
  aim: 100,
}

/** Each page of the console opened from another one, with the largest fleet and all that it plays in the window. */
export async function pages(context: BenchContext): Promise<FigureResult[]> {
  const profile = context.folder.fresh('profile')
  const site = context.folder.copyOf(await context.largeSite(0))
  createSiteFile(site, signageRecords())
  createProfile(profile, site)
  const app = await ConsoleApp.start({ profile })
  try {
    await wholeFleet(app.page)
    const times = new Map<Page, number[]>()
    for (let round = 0; round < context.rounds; round += 1) {
      for (const page of PAGES) times.set(page, [...(times.get(page) ?? []), await opening(app.page, page)])
    }
    const slowest = Array.from({ length: context.rounds }, (_, round) =>
      Math.max(...[...times.values()].map((all) => all[round] ?? 0)),
    )
    return [
      resultOf(
        GOAL,
        slowest.map((ms) => ({ ratio: ms, measured: ms })),
        {
          absoluteUnit: 'ms',
          note: `From the click on its link to the first task after the frame that has painted its heading and what is under it, ${LARGE_FLEET_DEVICES} devices, ${SIGNAGE.schedules} schedules, ${SIGNAGE.content} pieces of content and ${SIGNAGE.playlists} playlists in the window; of ${PAGES.length} pages the slowest of each round.`,
          details: Object.fromEntries([...times].map(([page, all]) => [page, Number(median(all).toFixed(1))])),
        },
      ),
    ]
  } finally {
    await app.quit()
  }
}

/** Milliseconds. Something is painted under the heading, and it is not the stand-in of a page that is still on its way. */
async function opening(page: BrowserPage, target: Page): Promise<number> {
  const away = target === 'settings' ? 'help' : 'settings'
  const script = `(async () => {
    const afterPaint = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    document.querySelector('a[href="#/${away}"]').click()
    for (let frame = 0; frame < 20; frame += 1) await afterPaint()
    const before = document.querySelector('main h1').textContent
    return new Promise((done) => requestAnimationFrame(() => {
      const startedAt = performance.now()
      document.querySelector('a[href="#/${target}"]').click()
      const look = () => {
        const heading = document.querySelector('main h1')
        const isThere = heading !== null && heading.textContent !== before
        if (isThere && heading.closest('main').innerText.length > heading.textContent.length) done(performance.now() - startedAt)
        else requestAnimationFrame(() => setTimeout(look))
      }
      setTimeout(look)
    }))
  })()`
  return z.number().parse(await page.evaluate(script))
}
