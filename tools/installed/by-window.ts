import { chromium, type Page } from '@playwright/test'
import { until } from '../../tests/support/fleet-server.ts'
import type { Scene } from './by-command.ts'
import { openDoor } from './door.ts'
import type { InstalledApp, RunningConsole } from './installed-app.ts'
import { must } from './transcript.ts'

const PATIENCE_MS = 60_000
const VIEW = { width: 1_920, height: 1_080 }
const DEVICE = 'device-00003'
const LOCATION = 'Gate 4, left of the lift'
const PAIRED = 'Lobby left'

interface Driven {
  readonly console: RunningConsole
  readonly page: Page
  readonly leave: () => Promise<void>
}

/** The main job in the window, by clicks and keys, with the one lock open that keeps drivers out. */
export async function playInWindow(scene: Scene): Promise<void> {
  const { app, network, server, transcript } = scene
  const closeDoor = openDoor()
  let driven = await drive(app)
  try {
    const device = (await server.entities('device')).find(({ id }) => id === DEVICE)
    const name = String(device?.data['name'])
    await connection(driven.page, 'online')
    await driven.page.locator('[role=row][data-entity-id]').nth(5).waitFor()
    await driven.page.locator('html[data-theme="dark"]').waitFor()
    transcript.say('The window shows the devices of the server, in the colours that the policy of the PC asks for.')
    await pair(driven.page, scene)
    transcript.say('A device is paired by the code on its screen, once.')
    network.set('refuse')
    await connection(driven.page, 'offline')
    await change(driven.page, name)
    await driven.page.locator('[data-pending-count="1"]').first().waitFor()
    await takePicture(driven.page, name, transcript.picture('installed'))
    transcript.say('Offline, the location of a device is changed by hand; the window shows that it waits.')
    await driven.console.end('SIGKILL')
    await driven.leave()
    driven = await drive(app)
    await connection(driven.page, 'offline')
    await driven.page.locator('[data-pending-count="1"]').first().waitFor()
    await driven.page.screenshot({ path: transcript.picture('after-the-kill') })
    transcript.say('Killed and started again, still offline: the change is there and waits.')
    network.set('pass')
    await connection(driven.page, 'online')
    await driven.page.locator('[data-pending-count="0"]').first().waitFor({ timeout: PATIENCE_MS })
    await until('the server has the change', async () => (await locationAt(scene)) === LOCATION, PATIENCE_MS)
    await driven.page.screenshot({ path: transcript.picture('applied') })
    const applied = (await server.audit()).filter(({ entityId, kind }) => entityId === DEVICE && kind === 'update')
    must('the server applied it once', applied.length === 1, applied)
    transcript.say('The network is back: the server has applied it once.')
  } finally {
    await driven.leave()
    await driven.console.end('SIGTERM')
    closeDoor()
  }
}

async function drive(app: InstalledApp): Promise<Driven> {
  const console = await app.start(['--remote-debugging-port=0'])
  await until('the driver is let in', () => console.debuggerUrl !== null)
  const browser = await chromium.connectOverCDP(console.debuggerUrl ?? '')
  const page = browser.contexts().flatMap((context) => context.pages())[0]
  if (page === undefined) throw new Error('the installed app has no window')
  await page.setViewportSize(VIEW)
  // What was started is ended by its process; the driver only lets go of it.
  return { console, page, leave: () => browser.close().catch(() => undefined) }
}

async function connection(page: Page, state: string): Promise<void> {
  await page.locator(`[data-connection-state="${state}"]`).first().waitFor({ timeout: PATIENCE_MS })
}

async function pair(page: Page, { server }: Scene): Promise<void> {
  const { code } = await server.switch('pairing-code')
  await page.getByRole('button', { name: 'Pair a device' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pair a device' })
  await dialog.getByRole('textbox', { name: 'Code on the screen' }).fill(String(code))
  await dialog.getByRole('textbox', { name: 'Name' }).fill(PAIRED)
  await dialog.getByLabel('Site').fill('Central Station')
  await dialog.getByRole('button', { name: 'Pair device' }).click()
  await dialog.waitFor({ state: 'detached' })
  const paired = async () => (await server.entities('device')).filter(({ data }) => data['name'] === PAIRED)
  await until('the server has the device', async () => (await paired()).length > 0, PATIENCE_MS)
  await page.locator('[data-pending-count="0"]').first().waitFor({ timeout: PATIENCE_MS })
  must('the device is there once', (await paired()).length === 1, await paired())
}

async function change(page: Page, name: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search devices' }).fill(name)
  await page.locator(`[role=row][data-entity-id="${DEVICE}"]`).click()
  const details = page.getByRole('region', { name: 'Device details' })
  await details.getByRole('textbox', { name: 'Location' }).fill(LOCATION)
  await details.getByRole('button', { name: 'Save', exact: true }).click()
}

/** With the devices beside it, and the pointer out of the way, so that no row looks chosen that is not. */
async function takePicture(page: Page, name: string, path: string): Promise<void> {
  const site = name.replace(/ \d+$/, '')
  await page.getByRole('searchbox', { name: 'Search devices' }).fill(site)
  await page.locator('[role=row][data-entity-id]').nth(10).waitFor()
  await page.mouse.move(VIEW.width - 1, VIEW.height - 1)
  await page.screenshot({ path })
}

async function locationAt({ server }: Scene): Promise<unknown> {
  return (await server.entities('device')).find(({ id }) => id === DEVICE)?.data['location']
}
