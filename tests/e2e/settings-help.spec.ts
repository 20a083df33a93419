import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConsoleApp } from '../support/console-app.ts'
import { expect, test } from './fixtures.ts'

/** Somebody sits in front of it: a first start is greeted. */
const ATTENDED = { OUTPOST_UNATTENDED: '0' }

function stored(profile: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(profile, 'settings.json'), 'utf8')) as Record<string, unknown>
}

test('a setting is found, changed, undone and changed again by keys, and is kept over a restart', async ({
  profile,
  start,
}) => {
  const app = await start()
  const { page } = app
  await app.go('Settings')
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox', { name: 'Search settings' })
  await expect(search).toBeFocused()
  await page.keyboard.type('espresso')
  await expect(page.getByText('No setting matches “espresso”.')).toBeVisible()
  await search.fill('heartbeatInt')
  await expect(page.locator('[data-setting]')).toHaveCount(1)
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: 'Heartbeat' })
  await expect(field).toBeFocused()
  await field.fill('3000')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Heartbeat changed')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(field).toHaveValue('2500')
  expect(stored(profile)).toEqual({})
  await field.fill('4000')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Back to the default' })).toBeVisible()
  await app.quit()

  const again = await start()
  await again.go('Settings')
  await expect(again.page.getByRole('textbox', { name: 'Heartbeat' })).toHaveValue('4000')
})

test('what the administrator has locked is shown as locked, and nothing changes it', async ({ profile, stick }) => {
  const policy = join(stick, 'policy.json')
  writeFileSync(policy, JSON.stringify({ density: 'comfortable', retryAttempts: 7, $locked: ['density'] }))
  const app = await ConsoleApp.start({ profile, environment: { OUTPOST_POLICY_FILE: policy } })
  try {
    await app.go('Settings')
    const density = app.page.locator('[data-setting="density"]')
    await expect(density).toContainText('locked by your administrator')
    await expect(density.getByRole('button')).toHaveCount(0)
    const answer = await app.request('settings:update', { changes: { density: 'compact' } })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-setting' } })
    await expect(app.page.locator('html')).toHaveAttribute('data-density', 'comfortable')
    await expect(app.page.locator('[data-setting="retryAttempts"]')).toContainText('set by your administrator')
  } finally {
    await app.kill9()
  }
})

test('the account signs somebody else in without touching what waits', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const [device] = await server.entities('device')
  await app.request('queue:pause', { isPaused: true })
  await app.edit(String(device?.data['name']), { Name: 'Of the day shift' })
  await app.waitForPending(1)
  await app.go('Settings')
  const account = page.getByRole('region', { name: 'Account' })
  await expect(account).toContainText('Signed in as Operator')
  await account.getByLabel('Token').fill(await server.issueToken({ userId: 'usr_night', userName: 'night shift' }))
  await account.getByRole('button', { name: 'Give token' }).click()
  await expect(account).toContainText('Signed in as night shift')
  await expect(account).toContainText('1 change of somebody else waits until they sign in.')
  await account.getByRole('button', { name: 'Show what waits' }).click()
  await expect(page.locator('[data-operation-key]')).toContainText('Another user made it.')
})

test('a first start is greeted once, the demo runs behind it, and the tour can be left', async ({ profile }) => {
  const app = await ConsoleApp.start({ profile, environment: ATTENDED })
  try {
    const { page } = app
    await app.waitForConnection('online')
    const welcome = page.getByRole('region', { name: 'Welcome to Outpost Console' })
    await expect(welcome).toBeVisible()
    await expect(await app.findDevice('Central Station 0001')).toBeVisible()
    await welcome.getByRole('button', { name: 'Try the demo site' }).click()
    const tour = page.getByRole('region', { name: 'Tour' })
    await expect(tour).toContainText('Step 1 of 6')
    await page.keyboard.press('Enter')
    await expect(tour).toContainText('Step 2 of 6')
    await page.keyboard.press('Escape')
    await expect(tour).toHaveCount(0)
    await expect(welcome).toHaveCount(0)
    await app.quit()
    expect(stored(profile)).toEqual({ welcome: 'done' })
  } finally {
    await app.kill9()
  }
  const again = await ConsoleApp.start({ profile, environment: ATTENDED })
  try {
    await again.waitForConnection('online')
    await again.page.keyboard.press('F1')
    await again.page.getByRole('link', { name: 'About this console' }).click()
    await expect(again.page.getByRole('region', { name: 'Welcome to Outpost Console' })).toHaveCount(0)
    await again.page.getByRole('button', { name: 'Start the tour' }).click()
    await expect(again.page.getByRole('region', { name: 'Tour' })).toBeVisible()
  } finally {
    await again.kill9()
  }
})

test('from the welcome to the own server: address, test, token, and its devices', async ({
  profile,
  server,
  network,
}) => {
  const app = await ConsoleApp.start({ profile, environment: ATTENDED })
  try {
    const { page } = app
    await app.waitForConnection('online')
    const welcome = page.getByRole('region', { name: 'Welcome to Outpost Console' })
    await welcome.getByRole('button', { name: 'Connect to your server…' }).click()
    await expect(welcome.getByLabel('Server address')).toBeFocused()
    await welcome.getByLabel('Server address').fill(network.url)
    await welcome.getByRole('button', { name: 'Test connection' }).click()
    await expect(welcome.getByText(/^The server answers/)).toBeVisible()
    await welcome.getByLabel('Token').fill(server.token)
    await welcome.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Site: Rhein-Main network' })).toBeVisible()
    await app.waitForConnection('online')
    await expect(page.getByRole('grid', { name: 'Devices' })).toHaveAttribute('aria-rowcount', '61')
    await page.getByRole('region', { name: 'Your server is set' }).getByRole('button', { name: 'Not now' }).click()
    await expect(page.getByRole('region', { name: 'Your server is set' })).toHaveCount(0)
  } finally {
    await app.kill9()
  }
})

test('nobody is greeted where a server is given or nobody sits in front of it', async ({ profile, start }) => {
  const app = await start({ environment: ATTENDED })
  await app.waitForConnection('online')
  await expect(app.page.getByRole('region', { name: 'Welcome to Outpost Console' })).toHaveCount(0)
  await app.kill9()
  const demo = await ConsoleApp.start({ profile: `${profile}/other` })
  try {
    await demo.waitForConnection('online')
    await expect(demo.page.getByRole('region', { name: 'Welcome to Outpost Console' })).toHaveCount(0)
  } finally {
    await demo.kill9()
  }
})
