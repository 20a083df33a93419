import type { EntityRecord } from '#shared/domain/entities.ts'
import { startFleetServer } from '../support/fleet-server.ts'
import { ConflictsPage, DevicesPage, PendingPage } from '../support/page-objects.ts'
import { test as base, expect } from './fixtures.ts'

/** A fleet with some alarms, which changes only when the test says so. */
const test = base.extend({
  server: async ({}, use) => {
    const server = await startFleetServer(['--devices', '600', '--site-name', 'Rhein-Main network'])
    await use(server)
    await server.stop()
  },
})

const SHIFT_TIMEOUT_MS = 150_000
/** As many devices of one place within ten minutes are one line. */
const FLOOD = 12

const nameOf = ({ data }: EntityRecord): string => String(data['name'])

test('an operator’s shift: pair, edit, many at once, alarms, a flood, offline, a stale command, a conflict, another user', async ({
  start,
  server,
  network,
}) => {
  test.setTimeout(SHIFT_TIMEOUT_MS)
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const devices = new DevicesPage(app)
  const pending = new PendingPage(app)
  const atServer = async (id: string) => (await server.entities('device')).find((one) => one.id === id)?.data ?? {}

  await test.step('pair a device by the code on its screen', async () => {
    const { code } = await server.switch('pairing-code')
    await page.getByRole('button', { name: 'Pair a device' }).click()
    const dialog = page.getByRole('dialog', { name: 'Pair a device' })
    await dialog.getByRole('textbox', { name: 'Code on the screen' }).fill(String(code))
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Platform 9 left')
    await dialog.getByLabel('Site').fill('Central Station')
    await dialog.getByRole('button', { name: 'Pair device' }).click()
    await app.waitForPending(0)
    await expect(app.details.getByRole('heading', { name: 'Platform 9 left' })).toBeVisible()
    await devices.closeDetails()
  })

  const [one, two, three] = (await server.entities('device')).filter(({ data }) => data['name'] !== 'Platform 9 left')
  if (one === undefined || two === undefined || three === undefined) throw new Error('the fleet is too small')

  await test.step('edit a device, and give a tag to several', async () => {
    await app.edit(nameOf(one), { Location: 'Above the stairs' })
    await expect.poll(() => atServer(one.id)).toMatchObject({ location: 'Above the stairs' })
    await devices.closeDetails()
    await devices.search.fill('Central Station')
    await page.getByRole('grid', { name: 'Devices' }).press('Control+a')
    await page.getByRole('toolbar').getByRole('button', { name: 'Add tag' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Tag' }).fill('night')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Change \d+ device/ })
      .click()
    await app.waitForPending(0)
    const tagged = (await server.entities('device')).filter(({ data }) => (data['tags'] as string[]).includes('night'))
    expect(tagged.length).toBeGreaterThan(1)
    await page.keyboard.press('Escape')
    await devices.search.fill('')
  })

  await test.step('a flood of one place is one line, and leads from the overview to its alarms', async () => {
    const place = String(two.data['site'])
    const there = (await server.entities('device')).filter(({ data }) => data['site'] === place).slice(0, FLOOD)
    expect(there).toHaveLength(FLOOD)
    for (const { id } of there) await server.switch('alarm', { deviceId: id, severity: 'high', kind: 'offline' })
    await page.getByRole('link', { name: 'Overview' }).click()
    const flood = page
      .getByRole('region', { name: 'Needs you' })
      .getByRole('button', { name: new RegExp(`devices offline at ${place} since`) })
    await flood.click({ timeout: 20_000 })
    await page.getByRole('heading', { name: 'Health & alarms', level: 1 }).waitFor()
    await page.getByRole('region', { name: 'Alarm details' }).waitFor()
  })

  await test.step('go offline, queue, and come back to a command that waited too long', async () => {
    await app.request('settings:update', { changes: { commandConfirmAfterMs: 1_000 } })
    network.set('refuse')
    await app.waitForConnection('offline')
    await app.go('Devices')
    await app.edit(nameOf(three), { Location: 'By the lift' })
    await app.details.getByRole('button', { name: 'Reload', exact: true }).click()
    await app.waitForPending(2)
    await page.locator('[data-stale-count="1"]').waitFor()
    network.set('pass')
    await app.waitForConnection('online', 'degraded')
    await expect.poll(() => atServer(three.id)).toMatchObject({ location: 'By the lift' })
    await app.go('Pending operations')
    // It is never sent by itself.
    await expect(pending.inState('stale')).toHaveCount(1)
    await pending.confirmAllAgain()
    await app.waitForPending(0)
  })

  await test.step('a conflict is decided, and the decision undone', async () => {
    network.set('refuse')
    await app.waitForConnection('offline')
    await app.go('Devices')
    await app.edit(nameOf(two), { Name: 'Our name' })
    await app.waitForPending(1)
    await server.switch('edit', { entityType: 'device', entityId: two.id, fields: { name: 'Their name' } })
    network.set('pass')
    await page.getByRole('link', { name: 'Conflicts 1 to decide' }).click()
    const conflicts = new ConflictsPage(app)
    await conflicts.openFirst()
    await conflicts.decision.getByRole('button', { name: 'All yours' }).click()
    await conflicts.decide()
    await expect.poll(() => atServer(two.id)).toMatchObject({ name: 'Our name' })
    await app.waitForPending(0)
    await conflicts.undo.click()
    await expect.poll(() => atServer(two.id)).toMatchObject({ name: 'Their name' })
  })

  await test.step('the theme by the palette, and another user', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('light theme')
    await page.keyboard.press('Enter')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
    await page.getByRole('button', { name: 'User: operator' }).click()
    await page.getByRole('dialog', { name: 'User' }).getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Sign in' })
    await dialog.getByLabel('Token').fill(await server.issueToken({ userId: 'usr_night', userName: 'night shift' }))
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'User: night shift' }).waitFor()
    await app.waitForPending(0)
  })
})
