import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page as BrowserPage } from '@playwright/test'
import { SOURCE_LANGUAGE } from '../../../src/shared/i18n/languages.ts'
import type { Size, Stage } from '../browser.ts'
import type { Pictured, ScreenshotOptions, Theme } from './options.ts'
import type { Seen, Shot, View } from './seen.ts'
import { settle } from './settle.ts'
import { STATES, type StateName } from './states.ts'
import { textCutShort } from './text-cut-short.ts'
import { textWithoutRoom } from './text-room.ts'
import { drawnTexts, untranslated } from './untranslated.ts'

type RunOptions = Extract<ScreenshotOptions, { mode: 'run' }>

const READY_TIMEOUT_MS = 20_000
/** 1366 × 768 at 200 %: as many pixels of the page, each twice as large. */
const ZOOMED: Size = { width: 683, height: 384 }

/** Loads a page in one state and theme, looks for what is wrong, and takes its pictures in every size. */
export async function take(stage: Stage, view: View, options: RunOptions): Promise<Seen> {
  const { page: name, state, theme } = view
  const said: string[] = []
  const page = await stage.open(options.sizes[0] ?? ZOOMED)
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(`logged: ${message.text()}`)
  })
  page.on('pageerror', (error) => said.push(`failed: ${error.message}`))
  try {
    await page.emulateMedia({ reducedMotion: 'reduce', ...systemOf(theme) })
    await page.goto(addressOf(stage, view, options))
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: READY_TIMEOUT_MS })
    // The frame is ready before the part of its page is loaded.
    await page.locator('h1').first().waitFor({ state: 'attached', timeout: READY_TIMEOUT_MS })
    // Long texts of other languages are read by themselves.
    await page.locator('[class*="skeleton"]').first().waitFor({ state: 'detached', timeout: READY_TIMEOUT_MS })
    await settle(page)
    said.push(...(await unexpectedAlerts(page, state, options)), ...(await looks(page, options)))
    const shots: Shot[] = []
    for (const size of options.sizes) {
      await page.setViewportSize(size)
      const file = `${name}-${state}-${theme}-${size.width}x${size.height}.png`
      await settle(page)
      await page.screenshot({ path: join(options.out, file) })
      shots.push({ ...view, file, size })
    }
    if (options.hasZoom) said.push(...(await zoomProblems(page)))
    return { shots, problems: said.map((line) => `${name}, ${state}, ${theme}: ${line}`) }
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).split('\n')[0]
    return { shots: [], problems: [...said, message].map((line) => `${name}, ${state}, ${theme}: ${line}`) }
  } finally {
    await page.close()
  }
}

/** The white one of the high contrasts is drawn only where the system wants it. */
function systemOf(theme: Theme) {
  return theme === 'high-contrast-light' ? ({ colorScheme: 'light', contrast: 'more' } as const) : {}
}

/** Where what is no page of the console is shown. */
const WALLS: Readonly<Partial<Record<Pictured, string>>> = {
  wall: 'wall/overview',
  board: 'wall/wallboards?boardId=brd-room',
}

function addressOf({ port }: Stage, { page, state, theme }: View, { isPseudo, isRtl, language }: RunOptions): string {
  const { scenario, devices } = STATES[state]
  const setting = theme === 'high-contrast-light' ? 'system' : theme
  const query = new URLSearchParams({ scenario, devices: String(devices), theme: setting, still: '', language })
  if (isRtl) query.set('rtl', '')
  if (isPseudo) query.set('pseudo', '')
  return `http://127.0.0.1:${port}/?${query}#/${WALLS[page] ?? page}`
}

/** Which alerts are expected is known in English; in other languages, in which states there are any. */
async function unexpectedAlerts(page: BrowserPage, state: StateName, { language }: RunOptions): Promise<string[]> {
  const texts = await page.getByRole('alert').allInnerTexts()
  const inEnglish: readonly RegExp[] = STATES[state].alerts
  const expected = language === SOURCE_LANGUAGE ? inEnglish : inEnglish.map(() => /./)
  return texts.filter((text) => !expected.some((known) => known.test(text))).map((text) => `alerts: “${text.trim()}”`)
}

async function looks(page: BrowserPage, { hasAxe, isPseudo, isRtl, language }: RunOptions): Promise<string[]> {
  const found: string[] = []
  if (isPseudo) {
    const given = await page.evaluate(() => [...(Reflect.get(window, 'givenTexts') as Set<string>)])
    found.push(...untranslated(await page.evaluate(drawnTexts), given).map((text) => `not translated: ${text}`))
  }
  if (isPseudo || isRtl || language !== SOURCE_LANGUAGE) found.push(...(await page.evaluate(textWithoutRoom)))
  found.push(...(await page.evaluate(textCutShort)))
  if (hasAxe) {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    found.push(...violations.map(({ id, nodes }) => `axe: ${id} at ${nodes.map(({ html }) => html).join(' ')}`))
  }
  return found
}

async function zoomProblems(page: BrowserPage): Promise<string[]> {
  await page.setViewportSize(ZOOMED)
  await settle(page)
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  const cut = await page.evaluate(textWithoutRoom)
  return [...(isWide ? ['the frame scrolls sideways'] : []), ...cut].map((line) => `at 200 %: ${line}`)
}
