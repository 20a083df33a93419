import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { BoardData } from '#shared/board/document.ts'
import { pageKeys } from '#shared/domain/window-route.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import type { FleetServerProcess } from '../support/fleet-server.ts'
import { KeyboardOnly } from '../support/keyboard-only.ts'
import { untilReady, windowCount } from '../support/windows.ts'
import { expect, test } from './fixtures.ts'

/** What is typed for each kind, how the editor calls its widget, and what stands above it. */
const TEN = [
  ['number', 'Number', 'Devices offline'],
  ['gauge', 'Gauge', 'Devices available'],
  ['promise', 'Promise', 'Devices available'],
  ['clock', 'Clock', 'Clock'],
  ['time series', 'Time series', 'Events a second'],
  ['bars', 'Bars', 'Devices by place'],
  ['places', 'Places', 'Devices by place'],
  ['events', 'Events', 'What happens'],
  ['queue', 'Queue', 'Changes on this PC'],
  ['ticker', 'Alarm ticker', 'Latest alarms'],
] as const

async function boardAt(server: FleetServerProcess, name: string): Promise<BoardData | undefined> {
  const record = (await server.entities('wallboard')).find(({ data }) => data['name'] === name)
  return record?.data as BoardData | undefined
}

async function expectNoFault(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
}

/** All widgets of the board are drawn, and each says how far it may be trusted. */
async function expectBoard(page: Page): Promise<void> {
  const board = page.getByRole('region', { name: 'Night wall', exact: true })
  for (const [, , name] of TEN) {
    await expect(board.getByRole('article', { name, exact: true }).first()).toBeVisible()
  }
  await expect(board.getByRole('img', { name: /^Devices available: .* between 0 and 100$/ })).toBeVisible()
}

/** From the panel of the board, by its menu. */
async function openWall(app: ConsoleApp, keys: KeyboardOnly): Promise<Page> {
  const coming = app.app.waitForEvent('window')
  await keys.tabTo('button', 'On a wall…')
  await keys.press('Enter')
  await expect(app.page.getByRole('menuitem').first()).toBeFocused()
  await keys.press('Enter')
  const wall = await coming
  await untilReady(wall)
  return wall
}

test('a board of ten widgets is built by keyboard, fills two windows, and does so again after a restart', async ({
  start,
  server,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const keys = await KeyboardOnly.of(app)
  const canvas = page.getByRole('listbox', { name: /^Widgets of the page/ })

  await test.step('a new board, and its editor', async () => {
    await keys.press(pageKeys('wallboards').replaceAll(' ', '+'))
    await page.getByRole('heading', { name: 'Wallboards', level: 1 }).waitFor()
    await keys.press('n')
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await keys.tabTo('combobox', 'Begin with')
    await keys.press('Home')
    await keys.tabTo('textbox', 'Name', 'back')
    await keys.type('Night wall')
    await keys.press('Enter')
    await expect(page.getByRole('button', { name: 'Build' })).toBeFocused()
    await keys.press('Enter')
    await expect(page.getByRole('searchbox', { name: 'Find a widget' })).toBeFocused()
  })

  await test.step('ten widgets, of which one is moved, made larger and put back', async () => {
    for (const [words, name] of TEN) {
      await keys.typeOver(words)
      await keys.press('Enter')
      await expect(canvas.getByRole('option', { name: new RegExp(`^${name}, `) })).toBeFocused()
      if (name === 'Number') {
        await keys.press('Shift+ArrowRight', 'ArrowDown')
        await expect(canvas.getByRole('option', { name: 'Number, column 1, row 2, 5 wide, 3 high' })).toBeFocused()
        await keys.press('Control+z', 'Control+z')
        await expect(canvas.getByRole('option', { name: 'Number, column 1, row 1, 4 wide, 3 high' })).toBeVisible()
      }
      await keys.press('/')
    }
    await keys.tabTo('option', /^Number, /)
    await expectNoFault(page)
    await keys.press('Control+Enter')
    await app.waitForPending(0)
    const widgets = (await boardAt(server, 'Night wall'))?.pages[0]?.widgets ?? []
    expect(widgets.map(({ type }) => type)).toHaveLength(TEN.length)
  })

  await test.step('two windows show it', async () => {
    await keys.press('Escape', 'Escape')
    await page.getByRole('region', { name: 'Wallboard details' }).waitFor()
    const walls = [await openWall(app, keys), await openWall(app, keys)]
    for (const wall of walls) await expectBoard(wall)
    const [wall] = walls
    if (wall !== undefined) await expectNoFault(wall)
  })
  await keys.end()

  await test.step('and again after a restart', async () => {
    await app.quit()
    const again = await start()
    await expect.poll(() => windowCount(again.page)).toBe(3)
    const walls = again.app.windows().filter((window) => window !== again.page)
    for (const wall of walls) await expectBoard(wall)
  })
})
