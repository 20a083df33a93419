import AxeBuilder from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import type { PlaylistData } from '#shared/domain/entities.ts'
import { pageKeys } from '#shared/domain/window-route.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import type { FleetServerProcess } from '../support/fleet-server.ts'
import { KeyboardOnly } from '../support/keyboard-only.ts'
import { ConflictsPage } from '../support/page-objects.ts'
import { expect, test } from './fixtures.ts'

type Items = PlaylistData['items']

async function playlistAt(server: FleetServerProcess, name: string): Promise<{ id: string; items: Items } | undefined> {
  const record = (await server.entities('playlist')).find(({ data }) => data['name'] === name)
  return record && { id: record.id, items: record.data['items'] as Items }
}

async function nameOfContent(server: FleetServerProcess, id: string | undefined): Promise<string> {
  return String((await server.entities('content')).find((record) => record.id === id)?.data['name'])
}

/** A playlist of the server with some items. */
async function somePlaylist(server: FleetServerProcess): Promise<{ id: string; name: string; items: Items }> {
  const [record] = await server.entities('playlist')
  if (record === undefined) throw new Error('the server has no playlist')
  return { id: record.id, name: String(record.data['name']), items: record.data['items'] as Items }
}

const listOf = ({ page }: ConsoleApp): Locator => page.getByRole('grid', { name: /^Items of the playlist/ })
const rowsOf = (app: ConsoleApp): Locator => listOf(app).getByRole('row')
const shownIds = (app: ConsoleApp): Promise<(string | null)[]> =>
  rowsOf(app).evaluateAll((rows) => rows.map((row) => row.getAttribute('data-item')))
const idsOf = (items: Items | undefined): string[] => (items ?? []).map(({ id }) => id)

async function expectNoFault({ page }: ConsoleApp): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
}

/** Takes one row by its handle and lets go below the middle of another one. */
async function drag({ page }: ConsoleApp, row: Locator, below: Locator): Promise<void> {
  const [from, to] = [await row.boundingBox(), await below.boundingBox()]
  if (from === null || to === null) throw new Error('a row is not drawn')
  await page.mouse.move(from.x + 12, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(from.x + 16, from.y + from.height / 2 + 8, { steps: 4 })
  await page.mouse.move(to.x + 16, to.y + to.height - 5, { steps: 12 })
  await page.mouse.up()
}

test('a playlist is built by keyboard without a server, and reordered while somebody else does', async ({
  start,
  server,
  network,
}) => {
  const [one, two, three] = (await server.entities('content')).map(({ data }) => String(data['name']))
  const other = await somePlaylist(server)
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  await page.getByRole('grid', { name: 'Devices' }).waitFor()
  const keys = await KeyboardOnly.of(app)
  const grid = page.getByRole('grid', { name: 'Playlists' })
  const panel = page.getByRole('region', { name: 'Playlist details' })

  await test.step('offline: a new one, with four items of three pieces of content', async () => {
    network.set('refuse')
    await app.waitForConnection('offline')
    await keys.press(pageKeys('playlists').replaceAll(' ', '+'))
    await page.getByRole('heading', { name: 'Playlists', level: 1 }).waitFor()
    await grid.waitFor()
    await keys.press('n')
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await keys.type('Night shift')
    await keys.press('Enter')
    await expect(panel.getByRole('button', { name: 'Add content' })).toBeFocused()
    await keys.press('Enter')
    await expect(page.getByRole('combobox', { name: 'Content' })).toBeFocused()
    for (const name of [one, two, three, one]) {
      await keys.typeOver(String(name))
      await expect(page.getByRole('option').first()).toContainText(String(name))
      await keys.press('ArrowDown', 'Enter')
    }
    await expect(page.getByRole('status').filter({ hasText: '4 items now' })).toBeVisible()
    await keys.press('Escape')
    await expect(rowsOf(app)).toHaveCount(4)
  })

  await test.step('reordered, undone, redone, and saved', async () => {
    const [a, b, c, d] = await shownIds(app)
    await expect(panel.getByRole('button', { name: 'Add content' })).toBeFocused()
    await keys.tabTo('row', String(one))
    await keys.press('Alt+ArrowDown')
    expect(await shownIds(app)).toEqual([b, a, c, d])
    await keys.press('Alt+End')
    expect(await shownIds(app)).toEqual([b, c, d, a])
    await keys.press('Control+z')
    expect(await shownIds(app)).toEqual([b, a, c, d])
    await keys.press('Control+y', 'Control+Enter')
    await expect(panel.getByText('Set items of')).toHaveCount(0)
    await app.waitForPending(1)
    expect(await shownIds(app)).toEqual([b, c, d, a])
    await expectNoFault(app)
  })

  await test.step('another one is reordered here and by somebody else', async () => {
    await keys.press('Escape')
    await keys.press('/')
    await keys.typeOver(other.name)
    await expect(grid.getByRole('row', { name: `${other.name}, ` }).first()).toBeVisible()
    await keys.press('ArrowDown', 'Enter')
    await expect(rowsOf(app)).toHaveCount(other.items.length)
    const first = await nameOfContent(server, other.items[0]?.contentId)
    await keys.tabTo('row', first)
    await keys.press('Alt+End', 'Control+Enter')
    await app.waitForPending(2)
    const [, second, ...rest] = other.items
    const theirs = { id: 'item-of-theirs', contentId: other.items[0]?.contentId, durationSeconds: 77 }
    const items = [theirs, other.items[0], ...rest.toReversed(), second]
    await server.switch('edit', { entityType: 'playlist', entityId: other.id, fields: { items }, actor: 'Night desk' })
  })

  await test.step('online again: both lists are whole', async () => {
    network.set('pass')
    await app.waitForConnection('online')
    await app.waitForPending(0)
    const made = await playlistAt(server, 'Night shift')
    const names = await Promise.all((made?.items ?? []).map(({ contentId }) => nameOfContent(server, contentId)))
    expect(names).toEqual([two, three, one, one])
    const merged = (await playlistAt(server, other.name))?.items
    expect(idsOf(merged).toSorted()).toEqual([...idsOf(other.items), 'item-of-theirs'].toSorted())
    expect(idsOf(merged).at(-1)).toBe(other.items[0]?.id)
    expect(idsOf(merged)[0]).toBe('item-of-theirs')
    await expect.poll(() => shownIds(app)).toEqual(idsOf(merged))
  })
  await keys.end()
})

test('two durations of one item come to the desk, by the name of their content', async ({ start, server, network }) => {
  const { id, name, items } = await somePlaylist(server)
  const [item] = items
  const content = await nameOfContent(server, item?.contentId)
  const app = await start({ startPage: 'playlists' })
  await app.waitForConnection('online')
  const { page } = app
  await page
    .getByRole('grid', { name: 'Playlists' })
    .getByRole('row', { name: `${name}, ` })
    .first()
    .click()
  network.set('refuse')
  await app.waitForConnection('offline')
  await rowsOf(app).first().getByRole('textbox').fill('1:11')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await app.waitForPending(1)
  const theirs = items.map((one) => (one === item ? { ...one, durationSeconds: 99 } : one))
  await server.switch('edit', { entityType: 'playlist', entityId: id, fields: { items: theirs }, actor: 'Night desk' })
  network.set('pass')
  await page.getByRole('link', { name: 'Conflicts 1 to decide' }).waitFor()
  const panel = page.getByRole('region', { name: 'Playlist details' })
  await panel.getByRole('button', { name: 'Decide' }).click()
  const desk = new ConflictsPage(app)
  await expect(desk.decision).toContainText(`${content} · 71 s`)
  await expect(desk.decision).toContainText(`${content} · 99 s`)
  await desk.choose('Items', 'Keep mine')
  await desk.decide()
  await expect.poll(async () => (await playlistAt(server, name))?.items[0]?.durationSeconds).toBe(71)
})

test('items are dragged with the pointer and by keys, and a used playlist is not deleted', async ({
  start,
  server,
}) => {
  const { name, items } = await somePlaylist(server)
  const app = await start({ startPage: 'playlists' })
  await app.waitForConnection('online')
  const { page } = app
  await page
    .getByRole('grid', { name: 'Playlists' })
    .getByRole('row', { name: `${name}, ` })
    .first()
    .click()
  const ids = idsOf(items)
  await expect.poll(() => shownIds(app)).toEqual(ids)
  await drag(app, rowsOf(app).first(), rowsOf(app).nth(1))
  await expect.poll(() => shownIds(app)).toEqual([ids[1], ids[0], ...ids.slice(2)])
  await rowsOf(app)
    .first()
    .getByRole('button', { name: /^Drag / })
    .focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(() => shownIds(app)).not.toEqual([ids[1], ids[0], ...ids.slice(2)])
  const dragged = await shownIds(app)
  expect([dragged.length, new Set(dragged)]).toEqual([ids.length, new Set(ids)])
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect.poll(() => shownIds(app)).toEqual(ids)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('alertdialog', { name: `${name} is in use` })).toContainText('cannot be deleted')
})
