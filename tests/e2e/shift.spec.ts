import { expectTree } from '../support/accessibility-tree.ts'
import { ConflictsPage, DevicesPage } from '../support/page-objects.ts'
import { activeAlarm, expect, nameOf, STALE, test } from './shift-fleet.ts'

test('an operator’s shift: pair, edit, many at once, alarms, a flood, offline, a stale command, a conflict, another user', async ({
  start,
  server,
  fleet,
  network,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const devices = new DevicesPage(app)
  const [one, two, three] = await fleet.threeDevices()
  await app.go('Devices')

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

  await test.step('edit a device, and give a playlist to all of its place', async () => {
    await app.edit(nameOf(one), { Location: 'Above the stairs' })
    await expect.poll(() => fleet.deviceAt(one.id)).toMatchObject({ location: 'Above the stairs' })
    await devices.closeDetails()
    const place = String(one.data['site'])
    await devices.search.fill(place)
    await page.getByRole('checkbox', { name: 'Select all shown' }).check()
    await page.getByRole('toolbar').getByRole('button', { name: 'Set playlist' }).click()
    const dialog = page.getByRole('dialog')
    const playlist = dialog.getByRole('combobox', { name: 'Playlist' })
    await playlist.selectOption({ index: 1 })
    const playlistId = await playlist.inputValue()
    await dialog.getByRole('button', { name: /^Change \d+ devices/ }).click()
    await app.waitForPending(0)
    await expect.poll(() => fleet.playlistsAt(place)).toEqual([playlistId])
    await expect(page.getByRole('toolbar')).toHaveCount(0)
    await devices.search.fill('')
  })

  await test.step('acknowledge an alarm, and shelve another', async () => {
    await page.getByRole('link', { name: 'Health & alarms' }).click()
    const alarms = page.getByRole('grid', { name: 'Alarms' })
    const panel = page.getByRole('region', { name: 'Alarm details' })
    await alarms
      .getByRole('row', { name: /, Unacknowledged$/ })
      .first()
      .click()
    const first = await activeAlarm(app)
    await panel.getByRole('button', { name: 'Acknowledge', exact: true }).click()
    await expect.poll(async () => (await fleet.alarmAt(first))?.acknowledged).toBe(true)
    await alarms
      .getByRole('row', { name: /, Unacknowledged$/ })
      .first()
      .click()
    const second = await activeAlarm(app)
    await panel.getByRole('button', { name: 'Shelve…' }).click()
    const dialog = page.getByRole('dialog', { name: /^Shelve / })
    await dialog.getByRole('button', { name: '15 min' }).click()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Building work')
    await dialog.getByRole('button', { name: 'Shelve', exact: true }).click()
    await expect.poll(async () => (await fleet.alarmAt(second))?.shelvedReason).toBe('Building work')
    await panel.getByRole('button', { name: 'Close' }).click()
  })

  await test.step('a flood of one place is one line, leads from the overview to its alarms, and is acknowledged as one', async () => {
    const place = String(two.data['site'])
    const raised = await fleet.flood(place)
    const line = new RegExp(`devices offline at ${place} since`)
    await page.getByRole('link', { name: 'Overview' }).click()
    await page.getByRole('region', { name: 'Needs you' }).getByRole('button', { name: line }).click({ timeout: 20_000 })
    await page.getByRole('heading', { name: 'Health & alarms', level: 1 }).waitFor()
    await page.getByRole('region', { name: 'Alarm details' }).waitFor()
    await page.getByRole('grid', { name: 'Alarms' }).getByRole('row', { name: line }).click()
    await page
      .getByRole('region', { name: 'Alarm details' })
      .getByRole('button', { name: 'Acknowledge', exact: true })
      .click()
    const isSeen = async () => Promise.all(raised.map(async (id) => (await fleet.alarmAt(id))?.acknowledged))
    await expect.poll(isSeen).toEqual(raised.map(() => true))
  })

  await test.step('go offline, queue, and come back to a command that waited too long', async () => {
    await app.request('settings:update', { changes: { commandConfirmAfterMs: 1_000 } })
    network.set('refuse')
    await app.waitForConnection('offline')
    await app.go('Devices')
    await app.edit(nameOf(three), { Location: 'By the lift' })
    await app.details.getByRole('button', { name: 'Reload', exact: true }).click()
    await app.waitForPending(2)
    await page.getByRole('button', { name: '1 to confirm' }).waitFor()
    network.set('pass')
    await app.waitForConnection('online', 'degraded')
    await expect.poll(() => fleet.deviceAt(three.id)).toMatchObject({ location: 'By the lift' })
    await app.go('Pending operations')
    // It is never sent by itself.
    const stale = page.getByRole('grid', { name: 'Pending operations' }).getByRole('row', { name: STALE })
    await expect(stale).toHaveCount(1)
    await stale.getByRole('checkbox').check()
    await page.getByRole('toolbar').getByRole('button', { name: 'Confirm again' }).click()
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
    await conflicts.decision.getByRole('button', { name: 'Keep mine' }).click()
    await conflicts.decide()
    await expect.poll(() => fleet.deviceAt(two.id)).toMatchObject({ name: 'Our name' })
    await app.waitForPending(0)
    await conflicts.undo.click()
    await expect.poll(() => fleet.deviceAt(two.id)).toMatchObject({ name: 'Their name' })
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
  await expectTree(app, 'end-of-shift')
})
