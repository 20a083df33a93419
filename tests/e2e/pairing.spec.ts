import type { Page } from '@playwright/test'
import { DevicesPage, PendingPage } from '../support/page-objects.ts'
import { expect, test } from './fixtures.ts'

async function pair(page: Page, code: string, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Pair a device' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pair a device' })
  await dialog.getByRole('textbox', { name: 'Code on the screen' }).fill(code)
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByLabel('Site').fill('Central Station')
  await dialog.getByRole('button', { name: 'Pair device' }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('a device is paired by the code on its screen, exactly once, also when the answer is lost', async ({
  start,
  server,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { code } = await server.switch('pairing-code')
  await server.switch('drop-acknowledgements', { probability: 1 })
  await pair(app.page, String(code).toLowerCase(), 'Lobby left')
  await expect.poll(async () => (await server.audit()).filter(({ kind }) => kind === 'create').length).toBe(1)
  await server.switch('drop-acknowledgements', { probability: 0 })
  await app.waitForPending(0)
  const paired = (await server.entities('device')).filter(({ data }) => data['name'] === 'Lobby left')
  expect(paired).toHaveLength(1)
  expect(paired[0]?.data).not.toHaveProperty('pairingCode')
  expect(String(paired[0]?.data['serial'])).toMatch(/^OC\d{12}$/)
  await expect(app.details.getByRole('heading', { name: 'Lobby left' })).toBeVisible()
})

test('a refused code is told in a sentence, corrected, and sent again', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  await pair(app.page, 'WRONG2', 'Lobby right')
  await expect(app.page.getByText('No device shows the code WRONG2. Look at its screen again.').first()).toBeVisible()
  await app.go('Pending operations')
  const pending = new PendingPage(app)
  await pending.open(pending.inState('quarantined').first())
  const { code } = await server.switch('pairing-code')
  await pending.correct({ 'Pairing code': String(code) })
  await expect
    .poll(async () => (await server.entities('device')).filter(({ data }) => data['name'] === 'Lobby right').length)
    .toBe(1)
  await app.waitForPending(0)
})

test('without a connection a pairing waits, survives a restart, and is sent when the server is back', async ({
  start,
  server,
  network,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { code } = await server.switch('pairing-code')
  network.set('refuse')
  await app.waitForConnection('offline')
  await pair(app.page, String(code), 'Lobby back')
  await expect(app.details).toContainText(`Being paired with the code ${String(code)}`)
  await app.kill9()
  const again = await start()
  const devices = new DevicesPage(again)
  await devices.search.fill('Lobby back')
  await expect.poll(async () => (await devices.rows()).map(({ label }) => label)).toEqual(['Lobby back, New'])
  network.set('pass')
  await again.waitForPending(0)
  const made = (await server.audit()).filter(({ kind }) => kind === 'create')
  expect(made).toHaveLength(1)
})
