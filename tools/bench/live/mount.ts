import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { build } from 'vite'
import { z } from 'zod'
import { ConsoleApp } from '../../../tests/support/console-app.ts'
import { launchDriven } from '../../../tests/support/launch-driven.ts'
import { inProject } from '../../runtime/paths.mjs'
import { electronPath } from '../app-process.ts'
import { buildBareApp } from '../bare-app/build.ts'
import type { BenchContext } from '../context.ts'
import { LARGE_FLEET_DEVICES } from '../intents.ts'
import { createProfile } from '../profile.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'
import { median } from '../statistics.ts'

const GOAL: Goal = {
  id: 'P8',
  title: 'opening a list of 50,000 rows',
  unit: '× a bare virtual list',
  better: 'lower',
  floor: 2,
  aim: 1.2,
}
const OPENINGS = 15
const QUICK_OPENINGS = 5
const WARM_UP = 5

/** From one page of the app to the list of devices, the fleet being in the window, against a bare virtual list. */
export async function mount(context: BenchContext): Promise<FigureResult[]> {
  const profile = context.folder.fresh('profile')
  createProfile(profile, await context.largeSite(0))
  const openings = context.size(OPENINGS, QUICK_OPENINGS)
  const bare = await startBareList()
  try {
    const bareList = await bare.firstWindow()
    await bareList.addScriptTag({ content: await buildList() })
    const app = await ConsoleApp.start({ profile })
    try {
      const openBare = () => timesOf(bareList, BARE, openings)
      const openApp = () => timesOf(app.page, APP, openings)
      await timesOf(bareList, BARE, WARM_UP)
      await timesOf(app.page, APP, WARM_UP)
      const rounds = await interleaved(context.rounds, openBare, openApp)
      return [
        resultOf(
          GOAL,
          rounds.map(({ first, second }) => ({
            ratio: median(second) / median(first),
            measured: median(second),
            limit: median(first),
          })),
          {
            absoluteUnit: 'ms',
            note: `${openings} openings a round, each from the click on Devices until its rows are painted; the window holds ${LARGE_FLEET_DEVICES} devices. The limit is a bare Electron page with a bare TanStack Virtual list of as many rows of one text.`,
          },
        ),
      ]
    } finally {
      await app.quit()
    }
  } finally {
    await bare.close()
  }
}

interface Opening {
  /** Scripts: take the list away, open it, and whether its rows are there. */
  readonly away: string
  readonly open: string
  readonly isThere: string
}

const BARE: Opening = {
  away: 'showList(0)',
  open: `showList(${LARGE_FLEET_DEVICES})`,
  isThere: "document.querySelector('[data-row]') !== null",
}
const APP: Opening = {
  // A page with little on it: what it takes to take another page away is not the list's.
  away: `document.querySelector('a[href="#/pending"]').click()`,
  open: `document.querySelector('a[href="#/devices"]').click()`,
  isThere: "document.querySelector('[data-grid] [data-entity-id]') !== null",
}

/** Runs in the page. A time begins in a frame and ends in the first task after the frame that has painted the rows. */
async function timesOf(page: Page, { away, open, isThere }: Opening, count: number): Promise<number[]> {
  const script = `(async () => {
    const afterPaint = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    const times = []
    for (let index = 0; index < ${count}; index += 1) {
      ${away}
      for (let frame = 0; frame < 10; frame += 1) await afterPaint()
      const taken = await new Promise((done) => requestAnimationFrame(() => {
        const startedAt = performance.now()
        ${open}
        const look = () => {
          if (${isThere}) done(performance.now() - startedAt)
          else requestAnimationFrame(() => setTimeout(look))
        }
        setTimeout(look)
      }))
      times.push(taken)
    }
    return times
  })()`
  return z.array(z.number()).parse(await page.evaluate(script))
}

async function buildList(): Promise<string> {
  const outDir = inProject('node_modules/.cache/bench')
  await build({
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'chrome130',
      lib: {
        entry: inProject('tools/bench/bare-app/virtual-list.tsx'),
        formats: ['iife'],
        name: 'bareList',
        fileName: () => 'virtual-list.js',
      },
    },
  })
  return readFile(join(outDir, 'virtual-list.js'), 'utf8')
}

async function startBareList(): Promise<ElectronApplication> {
  const script = await buildBareApp('empty-window')
  const isRoot = process.getuid?.() === 0
  return launchDriven({ executablePath: electronPath(), args: [...(isRoot ? ['--no-sandbox'] : []), script] })
}
