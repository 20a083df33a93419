import type { ConsoleApp } from '../support/console-app.ts'
import { expect, test } from './fixtures.ts'

async function chooseSignOut(app: ConsoleApp): Promise<void> {
  await app.page.getByRole('button', { name: 'User: operator' }).click()
  await app.page.getByRole('dialog', { name: 'User' }).getByRole('button', { name: 'Sign out' }).click()
}

async function signIn(app: ConsoleApp, token: string): Promise<void> {
  await app.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  const dialog = app.page.getByRole('dialog', { name: 'Sign in' })
  await dialog.getByLabel('Token').fill(token)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('signing out asks while changes wait, keeps them, and nobody else sends them', async ({
  start,
  server,
  network,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const [device] = await server.entities('device')
  network.set('refuse')
  await app.waitForConnection('offline')
  await app.edit(String(device?.data['name']), { Name: 'Of the day shift' })
  await app.waitForPending(1)

  await chooseSignOut(app)
  const question = page.getByRole('alertdialog', { name: 'Sign out with 1 change waiting?' })
  await expect(question).toContainText('Nothing is deleted.')
  await expect(question.getByRole('button', { name: 'Stay signed in' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'User: operator' })).toBeVisible()

  await chooseSignOut(app)
  await question.getByRole('button', { name: 'Sign out' }).click()
  const banner = page.getByText('Signed out – 1 change of operator waits until operator signs in.')
  await expect(banner).toBeVisible()
  await app.waitForPending(1)
  network.set('pass')

  await signIn(app, await server.issueToken({ userId: 'usr_night', userName: 'night shift' }))
  await app.waitForConnection('online')
  await page.getByRole('button', { name: 'User: night shift' }).click()
  const profile = page.getByRole('dialog', { name: 'User' })
  await expect(profile).toContainText('1 change of somebody else waits until they sign in.')
  await page.keyboard.press('Escape')
  await app.go('Pending operations')
  await expect(page.locator('[data-operation-key]')).toContainText('Another user made it.')
  expect((await server.audit()).filter(({ source }) => source === 'operation')).toEqual([])

  await page.getByRole('button', { name: 'User: night shift' }).click()
  await profile.getByRole('button', { name: 'Sign in as somebody else…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in', exact: true })
  await dialog.getByLabel('Token').fill(server.token)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await app.waitForPending(0)
  expect((await server.audit()).filter(({ source }) => source === 'operation')).toHaveLength(1)
})

test('with nothing waiting, signing out is done at once', async ({ start }) => {
  const app = await start()
  await app.waitForConnection('online')
  await chooseSignOut(app)
  await expect(app.page.getByText('Signed out. Nothing of operator is waiting.')).toBeVisible()
  await app.waitForConnection('disconnected')
})
