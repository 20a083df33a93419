import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { AppState } from '#shared/ipc/console-requests.ts'
import { ConsoleApp } from '../support/console-app.ts'
import { startFleetServer } from '../support/fleet-server.ts'
import { expect, test } from './fixtures.ts'

/** Files of the profile that hold `text`. */
function filesWith(folder: string, text: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
  return files.filter((path) => readFileSync(path).includes(text))
}

test('from the demo to a fleet server and back by the settings: each site keeps its own queue', async ({
  profile,
  server,
  network,
}) => {
  const app = await ConsoleApp.start({ profile })
  const { page } = app
  try {
    await app.waitForConnection('online')
    await app.request('queue:pause', { isPaused: true })
    await app.edit('Central Station 0001', { Name: 'Waits in the demo' })
    await app.waitForPending(1)

    await app.go('Settings')
    await page.getByRole('button', { name: 'A fleet server' }).click()
    await page.getByRole('textbox', { name: 'Server address' }).fill(network.url)
    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByText(/^The server answers/)).toBeVisible()
    await page.getByRole('button', { name: 'Use this server' }).click()
    await app.waitForConnection('needs-auth')
    await expect(page.getByText('No token is set')).toBeVisible()
    await app.waitForPending(0)
    await page.getByLabel('Token', { exact: true }).fill(server.token)
    await page.getByRole('button', { name: 'Give token' }).click()
    await app.waitForConnection('online')
    await app.go('Devices')
    await expect(page.getByRole('grid', { name: 'Devices' })).toHaveAttribute('aria-rowcount', '61')
    expect(filesWith(profile, server.token)).toEqual([])

    await app.go('Settings')
    await page.getByRole('button', { name: 'The demo site on this PC' }).click()
    // What is typed before the window shows the other site would be typed into the list of this one.
    await expect(page.getByRole('button', { name: 'Site: Demo site' })).toBeVisible()
    await app.waitForConnection('online')
    await app.waitForPending(0)
    await app.go('Devices')
    await expect(await app.findDevice('Waits in the demo')).toBeVisible()
    expect((await server.audit()).length).toBe(0)
  } finally {
    await app.kill9()
  }
})

test('a token that cannot be kept safely is used all the same, and the operator is told', async ({ start, server }) => {
  const app = await start({ token: '' })
  await app.waitForConnection('needs-auth')
  await app.page.getByRole('button', { name: 'Sign in again' }).click()
  const dialog = app.page.getByRole('dialog')
  await dialog.getByLabel('Token').fill(server.token)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await app.waitForConnection('online')
  const answer = (await app.request('app:state', {})) as { value: AppState }
  const isKept = !answer.value.app.notices.some(({ code }) => code === 'token-not-kept')
  await expect(app.page.getByText(/no keyring .* kept in memory only/)).toHaveCount(isKept ? 0 : 1)
})

test('a second site is added, and both live side by side, also after one server dies and after a restart', async ({
  profile,
  start,
  server,
}) => {
  const second = await startFleetServer(['--devices', '30', '--site-id', 'harbour', '--site-name', 'Harbour'])
  try {
    const app = await start({ serverUrl: server.url })
    const { page } = app
    await app.waitForConnection('online')
    await app.go('Settings')
    await page.getByRole('button', { name: 'Add a site…' }).click()
    await page.getByRole('dialog').getByLabel('Server address').fill(second.url)
    await page.getByRole('button', { name: 'Add and sign in' }).click()
    // The window shows the new site, which asks for its own token.
    const signIn = page.getByRole('dialog', { name: 'Sign in' })
    await signIn.getByLabel('Token').fill(second.token)
    await signIn.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('button', { name: 'Site: Harbour' })).toBeVisible()
    await app.waitForConnection('online')
    await expect(page.getByRole('grid', { name: 'Devices' })).toHaveAttribute('aria-rowcount', '31')
    expect(await page.title()).toBe('Devices – Harbour – Outpost Console')
    await app.edit('Central Station 0001', { Name: 'For the harbour' })
    // Nothing waits before the change is taken in either.
    await expect(app.details.getByRole('button', { name: 'Revert' })).toBeDisabled()
    await app.waitForPending(0)

    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+1')
    await expect(page.getByRole('button', { name: 'Site: Rhein-Main network' })).toBeVisible()
    await expect(page.getByRole('grid', { name: 'Devices' })).toHaveAttribute('aria-rowcount', '61')
    await app.edit('Central Station 0001', { Name: 'For the network' })
    await app.waitForPending(0)
    const namesAt = async (at: typeof server) =>
      (await at.entities('device')).map(({ data }) => String(data['name'])).filter((name) => name.startsWith('For the'))
    await expect
      .poll(async () => [await namesAt(server), await namesAt(second)])
      .toEqual([['For the network'], ['For the harbour']])

    await second.kill()
    await page.getByRole('link', { name: 'All sites' }).click()
    const harbour = page.getByRole('region', { name: 'Harbour' })
    await expect(harbour.getByText('The site is not connected.')).toBeVisible()
    await app.waitForConnection('online')
    await harbour.getByRole('button').first().click()
    await app.waitForConnection('offline')
    await expect(await app.findDevice('For the harbour')).toBeVisible()
    await app.quit()

    const again = await ConsoleApp.start({ profile, serverUrl: server.url, token: server.token })
    await expect(again.page.getByRole('button', { name: 'Site: Harbour' })).toBeVisible()
    await expect(await again.findDevice('For the harbour')).toBeVisible()
    await again.page.keyboard.press('Control+1')
    await expect(again.page.getByRole('button', { name: 'Site: Rhein-Main network' })).toBeVisible()
    await expect(await again.findDevice('For the network')).toBeVisible()
    await again.kill9()
  } finally {
    await second.stop()
  }
})
