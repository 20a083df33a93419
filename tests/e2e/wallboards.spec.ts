import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { pageKeys } from '#shared/domain/window-route.ts'
import { boardOf, widgetOf } from '../support/boards.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { KeyboardOnly } from '../support/keyboard-only.ts'
import { expect, test } from './fixtures.ts'

const HOSTILE = `{
  "name": "<script>alert(1)</script>",
  "description": "",
  "columns": 24,
  "rows": 99,
  "rotateSeconds": null,
  "pages": [{ "id": "p", "title": "", "widgets": [
    { "id": "w", "type": "image", "title": "", "place": { "x": 23, "y": 0, "w": 4, "h": 4 },
      "options": { "src": "javascript:alert(1)" },
      "bindings": { "value": { "$bind": "devices.constructor.name", "$source": "replica" } } }
  ] }]
}`

async function expectNoFault({ page }: ConsoleApp): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
}

test('a hostile document is refused with its places, and a good one made offline reaches the server by keys alone', async ({
  start,
  server,
  network,
  stick,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  await page.getByRole('grid', { name: 'Devices' }).waitFor()
  const keys = await KeyboardOnly.of(app)
  const panel = page.getByRole('region', { name: 'Wallboard details' })
  network.set('refuse')
  await app.waitForConnection('offline')
  await keys.press(pageKeys('wallboards').replaceAll(' ', '+'))
  await page.getByText('No wallboards yet').waitFor()

  await test.step('the hostile one', async () => {
    const file = join(stick, 'hostile.json')
    writeFileSync(file, HOSTILE)
    await app.answerFileDialogs(file)
    await keys.press('o')
    const dialog = page.getByRole('dialog', { name: /hostile.json.* is no wallboard/ })
    await expect(dialog.getByRole('listitem')).toHaveCount(4)
    await expect(dialog.getByText(/\/rows · line 5, column 11/)).toBeVisible()
    await expect(dialog.getByText(/\/options\/src · line 9/)).toBeVisible()
    await expectNoFault(app)
    await keys.press('Escape')
    await expect(page.getByText('No wallboards yet')).toBeVisible()
  })

  await test.step('the good one, from a file, without a server', async () => {
    const file = join(stick, 'good.board.json')
    writeFileSync(file, JSON.stringify(boardOf([widgetOf('a'), widgetOf('b', { place: { x: 4, y: 0, w: 4, h: 4 } })])))
    await app.answerFileDialogs(file)
    await keys.press('o')
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await keys.typeOver('Wall of hall 7')
    await keys.press('Enter')
    await expect(panel.getByRole('heading', { name: 'Wall of hall 7' })).toBeVisible()
    await expect(panel.getByText('2 widgets', { exact: true })).toBeVisible()
    await app.waitForPending(1)
    await expectNoFault(app)
    expect(await server.entities('wallboard')).toEqual([])
  })

  await test.step('and sent when the server is back', async () => {
    network.set('pass')
    await app.waitForConnection('online')
    await app.waitForPending(0)
    const [board] = await server.entities('wallboard')
    expect(board?.data).toMatchObject({ name: 'Wall of hall 7', pages: [{ widgets: [{ id: 'a' }, { id: 'b' }] }] })
  })
  await keys.end()
})

test('a board of this PC is a file that is never sent, and stays shown when somebody breaks it', async ({
  start,
  server,
  profile,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  await page.getByRole('link', { name: 'Wallboards' }).click()
  await page.getByRole('button', { name: 'New wallboard' }).first().click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Desk')
  await page.getByRole('combobox', { name: 'Kept' }).selectOption('local')
  await page.getByRole('button', { name: 'Create wallboard' }).click()
  await expect(page.getByRole('row', { name: 'Desk, Only on this PC, 7 widgets' })).toBeVisible()
  const folder = join(profile, 'boards')
  expect(readdirSync(folder)).toEqual(['desk.board.json'])
  expect(await server.entities('wallboard')).toEqual([])
  writeFileSync(join(folder, 'desk.board.json'), '{ "name": ')
  await expect(page.getByRole('row', { name: 'Desk, File has faults, 7 widgets' })).toBeVisible()
  await expect(page.getByText('This is no JSON.', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Save the file again' }).click()
  await expect(page.getByRole('row', { name: 'Desk, Only on this PC, 7 widgets' })).toBeVisible()
})
