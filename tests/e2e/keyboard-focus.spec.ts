import type { ConsoleApp } from '../support/console-app.ts'
import { KeyboardOnly } from '../support/keyboard-only.ts'
import { activeAlarm, expect, nameOf, test } from './shift-fleet.ts'

/** Notices that wait leave after seven seconds. */
const NOTICE_GONE_WITHIN_MS = 20_000

async function openDetail(app: ConsoleApp, keys: KeyboardOnly, name: string): Promise<void> {
  await keys.press('Alt+2')
  await app.page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor()
  await keys.press('/')
  await keys.typeOver(name)
  await expect(app.page.getByRole('grid', { name: 'Devices' }).getByRole('row', { name }).first()).toBeVisible()
  await keys.press('ArrowDown', 'Enter')
  await expect(app.details.getByRole('textbox', { name: 'Name' })).toBeFocused()
}

test('a button that has done its work leaves the focus in the panel it was in', async ({ start, fleet }) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const keys = await KeyboardOnly.of(app)
  await keys.press('Alt+3')
  const alarms = page.getByRole('grid', { name: 'Alarms' })
  await expect(alarms).toBeVisible()
  await keys.arrowTo(alarms, /, Unacknowledged$/)
  const id = await activeAlarm(app)
  await keys.press('Enter')
  const panel = page.getByRole('region', { name: 'Alarm details' })
  await expect(panel).toBeVisible()
  expect(await keys.tabTo('button', 'Acknowledge')).toBeLessThanOrEqual(5)
  await keys.press('Enter')
  await expect.poll(async () => (await fleet.alarmAt(id))?.acknowledged).toBe(true)
  await expect(panel).toBeFocused()
  await keys.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(alarms).toBeFocused()
  await keys.end()
})

test('what is rolled back takes its row, its bar and its button along, and the focus stays on the page', async ({
  start,
  fleet,
  network,
}) => {
  const [one, two] = await fleet.threeDevices()
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const keys = await KeyboardOnly.of(app)
  network.set('refuse')
  await app.waitForConnection('offline')
  for (const device of [one, two]) {
    await openDetail(app, keys, nameOf(device))
    await keys.typeOver(`${nameOf(device)} anew`)
    // Faster than the disk: it is saved all the same, and nobody is asked.
    await keys.press('Enter')
    await keys.press('Escape')
    await expect(app.details).toHaveCount(0)
  }
  await app.waitForPending(2)
  await keys.press('Alt+4')
  const grid = page.getByRole('grid', { name: 'Pending operations' })
  await expect(grid.getByRole('row')).toHaveCount(3)
  await keys.press('j', 'Space')
  await keys.tabTo('button', 'Roll back', 'back')
  await keys.press('Enter')
  await app.waitForPending(1)
  await expect(page.getByRole('toolbar')).toHaveCount(0)
  await expect(grid).toBeFocused()
  await keys.press('j', 'Space')
  await keys.tabTo('button', 'Roll back', 'back')
  await keys.press('Enter')
  await app.waitForPending(0)
  // The list itself is gone.
  await expect(page.getByRole('heading', { name: 'Pending operations', level: 1 })).toBeFocused()
  await keys.end()
})

test('a notice is reached and dismissed by keys, gives the focus back, and others still leave by themselves', async ({
  start,
  fleet,
  network,
}) => {
  const [one] = await fleet.threeDevices()
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const keys = await KeyboardOnly.of(app)
  network.set('refuse')
  await app.waitForConnection('offline')
  await openDetail(app, keys, nameOf(one))
  await keys.typeOver('Twice')
  await keys.press('Enter', 'Escape')
  const notices = page.getByRole('region', { name: 'Notices' })
  await expect(notices.getByRole('button', { name: 'Undo' })).toBeVisible()
  expect(await keys.tabTo('button', 'Dismiss')).toBeLessThanOrEqual(12)
  await keys.press('Enter')
  await expect(notices.getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('grid', { name: 'Devices' })).toBeFocused()
  await keys.press('Enter')
  await keys.tabTo('button', 'Reload')
  await keys.press('Enter')
  await app.waitForPending(2)
  await expect(notices.getByRole('button', { name: 'Undo' })).toBeVisible()
  await expect(notices.getByRole('button')).toHaveCount(0, { timeout: NOTICE_GONE_WITHIN_MS })
  await keys.end()
})

test('live updates never take the focus, nor what is being typed', async ({ start, server, fleet }) => {
  const [one, two] = await fleet.threeDevices()
  const app = await start()
  await app.waitForConnection('online')
  const keys = await KeyboardOnly.of(app)
  await openDetail(app, keys, nameOf(one))
  await server.switch('simulation', { eventsPerSecond: 300 })
  await keys.typeOver('Typed while everything moves')
  const fields = { name: 'Their name', location: 'Their place' }
  await server.switch('edit', { entityType: 'device', entityId: one.id, fields })
  await server.switch('delete', { entityType: 'device', entityId: two.id })
  await expect(app.details.getByRole('heading', { name: 'Their name' })).toBeVisible()
  const name = app.details.getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await expect(name).toHaveValue('Typed while everything moves')
  await server.switch('simulation', { eventsPerSecond: 0 })
  await keys.press('Enter')
  await expect.poll(() => fleet.deviceAt(one.id)).toMatchObject({ name: 'Typed while everything moves' })
  // Somebody else deletes it while its detail is open.
  await server.switch('delete', { entityType: 'device', entityId: one.id })
  await expect(name).toHaveCount(0)
  await keys.expectPlace()
  await keys.press('Escape')
  await expect(app.details).toHaveCount(0)
  await keys.end()
})

test('who works by keyboard alone here has no hands, and a pointer does not go unnoticed', async ({ start }) => {
  const app = await start()
  const link = app.page.getByRole('link', { name: 'Help' })
  const keys = await KeyboardOnly.of(app)
  expect(() => link.click()).toThrow('there is no pointer here: click is not done by keys')
  expect(() => link.focus()).toThrow('there is no pointer here')
  await keys.end()
  await link.click()
  await expect(keys.end()).rejects.toThrow('pointerdown')
})
