import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { pageKeys } from '#shared/domain/window-route.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { MB } from '../support/film.ts'
import { type FleetServerProcess, until } from '../support/fleet-server.ts'
import { KeyboardOnly } from '../support/keyboard-only.ts'
import { expect, test } from './fixtures.ts'

const PNG_HEAD = Buffer.from('89504e470d0a1a0a0000000d494844520000002000000010080600000000', 'hex')

const uploadedTo = async (server: FleetServerProcess): Promise<readonly Record<string, unknown>[]> =>
  (await server.entities('content')).map(({ data }) => data).filter((data) => 'checksum' in data)

const line = ({ page }: ConsoleApp, name: string) =>
  page.getByRole('region', { name: 'Uploads' }).getByRole('listitem').filter({ hasText: name })

async function expectNoFault({ page }: ConsoleApp): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
}

test('a damaged upload is told, a vanished file is chosen again, and the picture is seen', async ({
  start,
  server,
  stick,
}) => {
  const path = join(stick, 'Opening hours.png')
  writeFileSync(path, Buffer.concat([PNG_HEAD, randomBytes(3 * MB)]))
  await server.switch('uploads', { flips: 99 })
  const app = await start({ startPage: 'content' })
  const { page } = app
  await app.waitForConnection('online')
  await app.answerFileDialogs(path)
  await page.getByRole('button', { name: 'Upload files' }).click()
  await expect(line(app, 'Opening hours.png')).toContainText('Twice something else arrived than was sent')
  expect(await uploadedTo(server)).toEqual([])
  await server.switch('uploads', { flips: 0 })
  const small = join(stick, 'Other.png')
  writeFileSync(small, Buffer.concat([PNG_HEAD, randomBytes(2_000)]))
  await app.answerFileDialogs(small)
  await line(app, 'Opening hours.png').getByRole('button', { name: 'Choose again' }).click()
  await until('it is content', async () => (await uploadedTo(server)).length === 1)
  const [made] = await uploadedTo(server)
  expect(made?.['checksum']).toBe(createHash('sha256').update(readFileSync(small)).digest('hex'))
  // What a page makes up is no file, and a path that a page names is not taken.
  expect(await app.request('uploads:drop', { paths: ['/etc/hostname'], folder: '' })).toMatchObject({ ok: false })
})

test('the library is put in order by keyboard without a server', async ({ start, server, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  await page.getByRole('grid', { name: 'Devices' }).waitFor()
  const keys = await KeyboardOnly.of(app)
  network.set('refuse')
  await app.waitForConnection('offline')
  await keys.press(pageKeys('content').replaceAll(' ', '+'))
  await page.getByRole('grid', { name: 'Content', exact: true }).waitFor()
  await keys.press('n')
  await keys.type('http://signage.example/menu')
  await keys.press('Enter')
  await expect(page.getByText('The address begins with https://')).toBeVisible()
  await keys.typeOver('https://signage.example/menu')
  await keys.press('Tab')
  await keys.type('Menu of the day')
  await keys.press('Enter')
  await app.waitForPending(1)
  await expect(page.getByRole('region', { name: 'Content details' })).toContainText('Menu of the day')
  await keys.press('Escape')
  await keys.press('/')
  await keys.typeOver('coffee offer')
  await keys.press('ArrowDown', 'Control+a')
  await expect(page.getByRole('toolbar', { name: 'Selected content' })).toContainText('2 selected')
  await keys.press('m')
  await keys.typeOver('Autumn/Drinks')
  await keys.press('Enter')
  await expect(page.getByRole('row', { name: 'Drinks' })).toBeVisible()
  await expectNoFault(app)
  network.set('pass')
  await app.waitForConnection('online')
  await app.waitForPending(0)
  const content = (await server.entities('content')).map(({ data }) => data)
  expect(content.filter(({ folder }) => folder === 'Autumn/Drinks')).toHaveLength(2)
  expect(content.find(({ name }) => name === 'Menu of the day')).toMatchObject({
    kind: 'web',
    url: 'https://signage.example/menu',
  })
  await keys.end()
})
