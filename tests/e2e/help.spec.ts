import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { ConsoleApp } from '../support/console-app.ts'
import { KeyboardOnly } from '../support/keyboard-only.ts'
import { readPdf } from '../support/read-pdf.ts'
import { expect, test } from './fixtures.ts'

const PLACES = [
  ['offline#unknown-outcome', 'Working offline', 'Unknown outcome'],
  ['unknown', 'Working offline', 'Unknown outcome'],
  ['refused', 'Operate the console', 'Refused changes'],
] as const

/** Opens the help at a place, as a link does that a window is opened with. */
async function openAt({ page }: ConsoleApp, topic: string): Promise<void> {
  await page.evaluate(`location.hash = '#/help?topic=${encodeURIComponent(topic)}'; location.reload()`)
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' })
}

test('the help opens with F1, is searched offline, and shows the same keys as ?', async ({ start, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  network.set('refuse')
  await app.waitForConnection('offline')
  const { page } = app
  await page.keyboard.press('F1')
  await expect(page.getByRole('heading', { name: 'Help', level: 1 })).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('unknown outcome')
  const found = page.getByRole('article', { name: 'Found in the help' })
  await expect(found.getByRole('link').first()).toHaveText('Working offline › Unknown outcome')
  await found.getByRole('link').first().click()
  const guide = page.getByRole('article', { name: 'Working offline' })
  await expect(guide.getByRole('heading', { name: 'Unknown outcome' })).toBeInViewport()
  await expect(guide.locator('mark').first()).toHaveText('Unknown')
  const topics = page.getByRole('navigation', { name: 'Topics' })
  await topics.getByRole('link', { name: 'States and symbols' }).click()
  await expect(page.getByRole('article').getByRole('term').filter({ hasText: 'Unknown outcome' })).toBeVisible()
  await topics.getByRole('link', { name: 'Keyboard' }).click()
  const here = await page.getByRole('article', { name: 'Keyboard' }).getByRole('term').allTextContents()
  await page.getByRole('heading', { name: 'Help', level: 1 }).click()
  await page.keyboard.press('?')
  const listed = await page.getByRole('dialog', { name: 'Keyboard' }).getByRole('term').allTextContents()
  expect(listed.toSorted()).toEqual(here.toSorted())
})

test('every guide is read offline, with its pictures, and has no accessibility fault', async ({ start, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  network.set('refuse')
  await app.waitForConnection('offline')
  const { page } = app
  await page.keyboard.press('F1')
  const links = page.getByRole('navigation', { name: 'Topics' }).getByRole('link')
  await expect(page.getByRole('article')).toBeVisible()
  for (const link of await links.all()) {
    const title = (await link.textContent()) ?? ''
    await link.click()
    const article = page.getByRole('article', { name: title, exact: true })
    await expect(article.getByRole('heading', { level: 2 })).toHaveText(title)
    for (const picture of await article.getByRole('img').and(page.locator('img')).all()) {
      await picture.scrollIntoViewIfNeeded()
      await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
    }
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => `${title}: ${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
  }
})

test('a link opens the help at its place, also by the names of earlier versions', async ({ start }) => {
  const app = await start()
  for (const [topic, title, heading] of PLACES) {
    await openAt(app, topic)
    const article = app.page.getByRole('article', { name: title })
    await expect(article.getByRole('heading', { name: heading, exact: true })).toBeInViewport()
    await expect(article.getByRole('heading', { name: title })).not.toBeInViewport()
  }
})

test('the help is read by keyboard alone', async ({ start }) => {
  const app = await start()
  await app.waitForConnection('online')
  const hands = await KeyboardOnly.of(app)
  const { page } = app
  await hands.press('F1')
  await expect(page.getByRole('heading', { name: 'Help', level: 1 })).toBeVisible()
  await hands.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search the help' })).toBeFocused()
  await hands.type('signed file')
  await expect(page.getByRole('article', { name: 'Found in the help' })).toBeVisible()
  await hands.press('Enter')
  await expect(page.getByRole('article', { name: 'Found in the help' }).getByRole('link').first()).toBeFocused()
  await hands.press('ArrowDown', 'ArrowUp', 'Enter')
  // What was found is opened at its heading, which has the focus: the arrows scroll on from there.
  await expect(page.locator('article :is(h3, h4, h5):focus')).toBeInViewport()
  const title = await page.getByRole('article').getAttribute('aria-label')
  await hands.press('Alt+ArrowLeft')
  await expect(page.getByRole('article', { name: 'Found in the help' })).toBeVisible()
  await hands.press('Alt+ArrowRight')
  await expect(page.getByRole('article', { name: title ?? '' })).toBeVisible()
  await hands.press(']')
  await expect(page.getByRole('article', { name: title ?? '' })).toHaveCount(0)
  await hands.press('[')
  await expect(page.getByRole('article', { name: title ?? '' })).toBeVisible()
  await hands.expectPlace()
  await hands.end()
})

test('a guide is printed black on white, and nothing around it', async ({ start, stick }) => {
  const app = await start({ theme: 'dark' })
  await openAt(app, 'offline')
  await expect(app.page.getByRole('article', { name: 'Working offline' })).toBeVisible()
  const base64 = await app.app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return (await window?.webContents.printToPDF({}))?.toString('base64') ?? ''
  })
  const file = join(stick, 'guide.pdf')
  writeFileSync(file, Buffer.from(base64, 'base64'))
  const text = (await readPdf(file)).pages.join(' ')
  expect(text).toContain('Unknown outcome')
  expect(text).toContain('the server does each change once')
  for (const around of ['On this page', 'Search', 'Look up', 'Pending operations Conflicts', 'After this']) {
    expect(text).not.toContain(around)
  }
  await app.page.emulateMedia({ media: 'print' })
  const colors = await app.page.evaluate(`(() => {
    const style = getComputedStyle(document.querySelector('article h2'))
    return style.color
  })()`)
  expect(colors).toBe('rgb(0, 0, 0)')
})
