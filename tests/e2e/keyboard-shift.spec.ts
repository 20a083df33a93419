import { expectTree } from '../support/accessibility-tree.ts'
import { KeyboardOnly } from '../support/keyboard-only.ts'
import { ConflictsPage } from '../support/page-objects.ts'
import {
  activeAlarm,
  alarmAt,
  deviceAt,
  expect,
  flood,
  nameOf,
  playlistsAt,
  test,
  threeDevices,
} from './shift-fleet.ts'

const SHIFT_TIMEOUT_MS = 150_000
const STALE = /Waited too long/

test('the same shift by keyboard alone', async ({ start, server, network }) => {
  test.setTimeout(SHIFT_TIMEOUT_MS)
  const [one, two, three] = await threeDevices(server)
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const keys = await KeyboardOnly.of(app)
  const heading = (name: string) => page.getByRole('heading', { name, level: 1 })
  const devices = page.getByRole('grid', { name: 'Devices' })
  const alarms = page.getByRole('grid', { name: 'Alarms' })
  /** From anywhere to the first field of a device’s detail. */
  const openDevice = async (name: string): Promise<void> => {
    await keys.press('Alt+2')
    await heading('Devices').waitFor()
    await keys.press('/')
    await keys.typeOver(name)
    await expect(devices.getByRole('row', { name }).first()).toBeVisible()
    await keys.press('ArrowDown', 'Enter')
    await expect(app.details.getByRole('textbox', { name: 'Name' })).toBeFocused()
  }

  await test.step('pair a device by the code on its screen', async () => {
    const { code } = await server.switch('pairing-code')
    await keys.press('Alt+2')
    await heading('Devices').waitFor()
    const count = await keys.countKeys(async () => {
      await keys.press('p')
      await expect(page.getByRole('textbox', { name: 'Code on the screen' })).toBeFocused()
      await keys.type(String(code))
      await keys.tabTo('textbox', 'Name')
      await keys.type('Platform 9 left')
      await keys.tabTo('combobox', 'Site')
      await keys.type('Central Station')
      await keys.press('Enter')
    })
    expect(count).toBeLessThanOrEqual(8)
    await app.waitForPending(0)
    await expect(app.details.getByRole('heading', { name: 'Platform 9 left' })).toBeVisible()
    await keys.expectPlace()
    await keys.press('Escape')
    await expect(app.details).toHaveCount(0)
    await app.waitForPending(0)
    await expectTree(app, 'paired')
  })

  await test.step('edit a device', async () => {
    const count = await keys.countKeys(async () => {
      await openDevice(nameOf(one))
      await keys.tabTo('textbox', 'Location')
      await keys.typeOver('Above the stairs')
      await keys.press('Enter')
    })
    expect(count).toBeLessThanOrEqual(10)
    await expect.poll(() => deviceAt(server, one.id)).toMatchObject({ location: 'Above the stairs' })
    await keys.press('Escape')
    await expect(app.details).toHaveCount(0)
    await expect(devices).toBeFocused()
    await app.waitForPending(0)
    await expectTree(app, 'edited')
  })

  await test.step('give a playlist to all devices of a place', async () => {
    const place = String(one.data['site'])
    await keys.press('/')
    await keys.typeOver(place)
    await expect(devices.getByRole('row', { name: nameOf(one) })).toBeVisible()
    await keys.press('ArrowDown', 'Control+a')
    await expect(page.getByRole('toolbar')).toContainText('selected')
    expect(await keys.tabTo('button', 'Set playlist', 'back')).toBeLessThanOrEqual(20)
    await keys.press('Enter')
    const choice = page.getByRole('dialog').getByRole('combobox', { name: 'Playlist' })
    await expect(choice).toBeFocused()
    await keys.press('ArrowDown')
    const playlistId = await choice.inputValue()
    await keys.tabTo('button', /^Change \d+ devices/)
    await keys.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await app.waitForPending(0)
    await expect.poll(() => playlistsAt(server, place)).toEqual([playlistId])
    // The bar of the selection is gone, and the button in it: the focus is back in the list.
    await expect(page.getByRole('toolbar')).toHaveCount(0)
    await expect(devices).toBeFocused()
    await app.waitForPending(0)
    await expectTree(app, 'playlist-given')
  })

  await test.step('acknowledge an alarm, and shelve another for a quarter of an hour', async () => {
    await keys.press('Alt+3')
    await heading('Health & alarms').waitFor()
    await keys.expectPlace()
    await keys.arrowTo(alarms, /, Unacknowledged$/)
    const first = await activeAlarm(app)
    await keys.press('a')
    await expect.poll(async () => (await alarmAt(server, first))?.acknowledged).toBe(true)
    await keys.press('j')
    const second = await activeAlarm(app)
    expect(second).not.toBe(first)
    await keys.press('s')
    const dialog = page.getByRole('dialog', { name: /^Shelve / })
    await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused()
    await keys.type('Building work')
    await keys.tabTo('button', '15 min', 'back')
    await keys.press('Space')
    await keys.tabTo('button', 'Shelve')
    await keys.press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect.poll(async () => (await alarmAt(server, second))?.shelvedReason).toBe('Building work')
    await keys.expectPlace()
    await app.waitForPending(0)
    await expectTree(app, 'alarms')
  })

  await test.step('a flood of one place is one line, acknowledged as one', async () => {
    const place = String(two.data['site'])
    const raised = await flood(server, place)
    const line = new RegExp(`devices offline at ${place} since`)
    await keys.press('Alt+1')
    await expect(page.getByRole('button', { name: line })).toBeVisible({ timeout: 20_000 })
    await keys.tabTo('button', line)
    await keys.press('Enter')
    await heading('Health & alarms').waitFor()
    await page.getByRole('region', { name: 'Alarm details' }).waitFor()
    await keys.expectPlace()
    // The line is open, and one of its alarms is active: back into the list, and out to the line.
    await keys.press('k', 'ArrowLeft')
    await keys.arrowTo(alarms, line)
    await keys.press('a')
    const isSeen = async () => Promise.all(raised.map(async (id) => (await alarmAt(server, id))?.acknowledged))
    await expect.poll(isSeen).toEqual(raised.map(() => true))
    await keys.press('Escape')
    await expect(page.getByRole('region', { name: 'Alarm details' })).toHaveCount(0)
    await app.waitForPending(0)
    await expectTree(app, 'flood')
  })

  await test.step('go offline, queue, undo, and come back to a command that waited too long', async () => {
    await app.request('settings:update', { changes: { commandConfirmAfterMs: 1_000 } })
    network.set('refuse')
    await app.waitForConnection('offline')
    await openDevice(nameOf(three))
    await keys.tabTo('textbox', 'Location')
    await keys.typeOver('By the lift')
    await keys.press('Enter')
    await app.waitForPending(1)
    await keys.tabTo('button', 'Reload')
    await keys.press('Enter')
    await app.waitForPending(2)
    await keys.tabTo('button', 'Clear cache')
    await keys.press('Enter')
    await app.waitForPending(3)
    await keys.press('Control+z')
    await app.waitForPending(2)
    await page.getByRole('button', { name: '1 to confirm' }).waitFor()
    network.set('pass')
    await app.waitForConnection('online', 'degraded')
    await expect.poll(() => deviceAt(server, three.id)).toMatchObject({ location: 'By the lift' })
    await keys.press('Escape', 'Alt+4')
    await heading('Pending operations').waitFor()
    // It is never sent by itself.
    await expect(page.getByRole('grid', { name: 'Pending operations' }).getByRole('row', { name: STALE })).toHaveCount(
      1,
    )
    await keys.press('j', 'Space')
    await keys.tabTo('button', 'Confirm again', 'back')
    await keys.press('Enter')
    await app.waitForPending(0)
    await keys.expectPlace()
    // The device has done it.
    await expect(page.getByRole('tab', { name: 'Waiting for the device', exact: true })).toBeVisible()
    await app.waitForPending(0)
    await expectTree(app, 'stale-confirmed')
  })

  await test.step('a conflict is decided, and the decision undone', async () => {
    network.set('refuse')
    await app.waitForConnection('offline')
    await openDevice(nameOf(two))
    await keys.typeOver('Our name')
    await keys.press('Enter')
    await app.waitForPending(1)
    await keys.press('Escape')
    await server.switch('edit', { entityType: 'device', entityId: two.id, fields: { name: 'Their name' } })
    network.set('pass')
    await page.getByRole('link', { name: 'Conflicts 1 to decide' }).waitFor()
    const conflicts = new ConflictsPage(app)
    const count = await keys.countKeys(async () => {
      await keys.press('Alt+5')
      await expect(conflicts.rows).toHaveCount(1)
      await keys.press('j')
      await expect(conflicts.decision).toBeVisible()
      await keys.press('m', 'Control+Enter')
    })
    expect(count).toBeLessThanOrEqual(4)
    await expect.poll(() => deviceAt(server, two.id)).toMatchObject({ name: 'Our name' })
    await app.waitForPending(0)
    await keys.expectPlace()
    await expect(conflicts.undo).toBeVisible()
    await keys.press('u')
    await expect.poll(() => deviceAt(server, two.id)).toMatchObject({ name: 'Their name' })
    await expect(conflicts.undo).toHaveCount(0)
    await app.waitForPending(0)
    await expectTree(app, 'conflict-undone')
  })

  await test.step('the theme, and another user', async () => {
    await keys.find('light theme')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
    await keys.find('sign out')
    await page.getByRole('button', { name: 'User: Signed out' }).waitFor()
    await keys.expectPlace()
    await keys.tabTo('button', 'Sign in', 'back')
    await keys.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Sign in' }).getByLabel('Token')).toBeFocused()
    await keys.type(await server.issueToken({ userId: 'usr_night', userName: 'night shift' }))
    await keys.press('Enter')
    await page.getByRole('button', { name: 'User: night shift' }).waitFor()
    await app.waitForPending(0)
    await keys.expectPlace()
    await app.waitForPending(0)
    await expectTree(app, 'another-user')
  })
  await keys.end()
})
