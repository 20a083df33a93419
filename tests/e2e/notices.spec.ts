import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** As on a PC with a desktop; nothing is sent there. */
const DESKTOP = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }

interface Heard {
  readonly shown: { readonly title: string; readonly click: () => void }[]
}

/** Keeps what the app would show on the desktop, which a test has not. */
async function hearNotices(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Notification, BrowserWindow }) => {
    const heard: Heard = { shown: [] }
    Object.assign(globalThis, { heard })
    Notification.prototype.show = function show(this: Electron.Notification) {
      heard.shown.push({ title: this.title, click: () => this.emit('click') })
    }
    // Nobody looks at the console.
    for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => false
  })
}

/** What the app has written about its own decisions. */
const logOf = (profile: string): string => readFileSync(join(profile, 'logs', 'main.log'), 'utf8')

const titles = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { heard: Heard }).heard.shown.map(({ title }) => title))

test('a change that the server refuses is told on the desktop, and a click leads to it', async ({ start, server }) => {
  const token = await server.issueToken({ role: 'viewer' })
  const app = await start({ token, environment: DESKTOP })
  await app.waitForConnection('online')
  await hearNotices(app.app)
  const [device] = await server.entities('device')
  await app.edit(String(device?.data['name']), { Name: 'Not allowed' })
  await expect.poll(() => titles(app.app)).toEqual([expect.stringMatching(/^Refused by the server: /)])
  await app.app.evaluate(() => (globalThis as unknown as { heard: Heard }).heard.shown[0]?.click())
  await app.page.getByRole('heading', { name: 'Pending operations', level: 1 }).waitFor()
  await expect(app.page.locator('[data-operation-key]')).toContainText('Not allowed')
})

test('in quiet hours nothing is told', async ({ start, server, profile }) => {
  const token = await server.issueToken({ role: 'viewer' })
  const app = await start({ token, environment: DESKTOP })
  await app.waitForConnection('online')
  await app.request('settings:update', { changes: { quietHoursFrom: '00:00', quietHoursTo: '23:59' } })
  await hearNotices(app.app)
  const [device] = await server.entities('device')
  await app.edit(String(device?.data['name']), { Name: 'Not allowed' })
  await expect(app.page.locator('[data-failed-count="1"]')).toBeVisible()
  // At this very moment it would have been told otherwise.
  await expect.poll(() => logOf(profile)).toContain('notifications wait for the end of the quiet hours')
  expect(await titles(app.app)).toEqual([])
})
