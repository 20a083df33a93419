import type { Locator } from '@playwright/test'
import type { AlertData, AlertReported } from '#shared/domain/entities.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { type FleetServerProcess, startFleetServer } from '../support/fleet-server.ts'
import { test as base, expect } from './fixtures.ts'

/** A fleet large enough to have several alarms, which nobody raises, clears or acknowledges by itself. */
const test = base.extend({
  server: async ({}, use) => {
    const server = await startFleetServer(['--devices', '600', '--site-name', 'Rhein-Main network'])
    await use(server)
    await server.stop()
  },
})

interface Stored {
  readonly id: string
  readonly data: AlertData
  readonly reported: AlertReported
}

async function alarms(server: FleetServerProcess): Promise<Stored[]> {
  return (await server.entities('alert')) as unknown as Stored[]
}

async function alarm(server: FleetServerProcess, id: string): Promise<Stored | undefined> {
  return (await alarms(server)).find((one) => one.id === id)
}

/** One that is active and that nobody has acknowledged or set aside. */
async function unacknowledged(server: FleetServerProcess): Promise<Stored> {
  const found = (await alarms(server)).find(
    ({ data }) => !data.acknowledged && data.shelvedUntil === null && !data.isOutOfService,
  )
  if (found === undefined) throw new Error('the fleet has no alarm that needs anybody')
  return found
}

async function openAlarm(app: ConsoleApp, id: string): Promise<{ row: Locator; panel: Locator }> {
  await app.page.getByRole('link', { name: 'Health & alarms' }).click()
  const row = app.page.getByRole('grid', { name: 'Alarms' }).locator(`[data-alarm-id="${id}"]`)
  await row.click()
  const panel = app.page.getByRole('region', { name: 'Alarm details' })
  await panel.waitFor()
  return { row, panel }
}

test('an alarm is acknowledged by a key, undone, and shelved with a reason and an end', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const { id } = await unacknowledged(server)
  const { row, panel } = await openAlarm(app, id)

  await page.keyboard.press('a')
  await expect(row).toHaveAccessibleName(/, Acknowledged$/)
  await expect.poll(async () => (await alarm(server, id))?.data.acknowledged).toBe(true)
  expect((await alarm(server, id))?.reported.acknowledgedBy).not.toBeNull()
  await expect(panel).toContainText(' by ')
  await panel.getByRole('button', { name: 'Take the acknowledgement back' }).click()
  await expect.poll(async () => (await alarm(server, id))?.data.acknowledged).toBe(false)

  await panel.getByRole('button', { name: 'Shelve…' }).click()
  const dialog = page.getByRole('dialog', { name: /^Shelve / })
  await dialog.getByRole('button', { name: '15 min' }).click()
  await dialog.getByRole('button', { name: 'Shelve', exact: true }).click()
  await expect(dialog).toContainText('A reason is needed.')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Building work')
  const before = Date.now()
  await dialog.getByRole('button', { name: 'Shelve', exact: true }).click()
  await expect(panel).toContainText('It comes back by itself.')
  await expect.poll(async () => (await alarm(server, id))?.data.shelvedReason).toBe('Building work')
  const shelved = (await alarm(server, id))?.data
  expect(Math.abs((shelved?.shelvedUntil ?? 0) - before - 15 * 60_000)).toBeLessThan(20_000)
  expect(shelved?.acknowledged).toBe(false)

  await page.getByRole('button', { name: /^Shelved/ }).click()
  await expect(row).toBeVisible()
})

test('an alarm that is acknowledged without a connection waits on this PC, through a restart, and is sent later', async ({
  start,
  server,
  network,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { id } = await unacknowledged(server)
  const { row } = await openAlarm(app, id)
  network.set('refuse')
  await app.waitForConnection('offline')
  await app.page.keyboard.press('a')
  await app.waitForPending(1)
  await expect(row.getByRole('img', { name: /^Not confirmed by the server yet/ })).toBeVisible()
  expect((await alarm(server, id))?.data.acknowledged).toBe(false)
  await app.kill9()

  const again = await start()
  await again.waitForPending(1)
  const { panel } = await openAlarm(again, id)
  await expect(panel.getByRole('region', { name: 'Changes' }).getByRole('listitem')).toHaveCount(1)
  network.set('pass')
  await again.waitForPending(0)
  await expect.poll(async () => (await alarm(server, id))?.data.acknowledged).toBe(true)
})

test('an alarm is acknowledged with a note; rules, report and the history of its device come from the server', async ({
  start,
  server,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const { id, reported } = await unacknowledged(server)
  const { panel } = await openAlarm(app, id)

  await page.keyboard.press('Shift+A')
  await page.getByRole('dialog', { name: /^Acknowledge / }).waitFor()
  // The field has the focus: the note is typed, and Enter acknowledges.
  await page.keyboard.type('Technician is on the way.')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await alarm(server, id))?.data.note).toBe('Technician is on the way.')
  const acknowledged = await alarm(server, id)
  expect(acknowledged?.data.acknowledged).toBe(true)
  await expect(panel.getByRole('region', { name: 'Its life' })).toContainText('Technician is on the way.')

  await server.switch('device-status', { deviceId: reported.deviceId, status: 'online' })
  await panel.getByRole('button', { name: /^Show / }).click()
  const history = page.getByRole('region', { name: 'Health of the last day' })
  await expect(history.getByRole('status')).toContainText('From the server since')
  await history.getByRole('button', { name: 'Show as a table' }).click()
  await expect(history.getByRole('rowheader').first()).toBeVisible()

  await page.getByRole('link', { name: 'Health & alarms' }).click()
  await page.getByRole('tab', { name: 'Rules', exact: true }).click()
  const rules = page.getByRole('table', { name: /^Alarms of devices/ })
  await expect(rules.getByRole('row', { name: /^Overheating Simulated, by chance: / })).toContainText('Critical')
  await page.getByRole('tab', { name: 'Report', exact: true }).click()
  const name = acknowledged?.reported.acknowledgedBy ?? 'nobody'
  const actors = page.getByRole('table', { name: 'Who acknowledged' })
  await expect(actors.getByRole('row', { name: new RegExp(`^${name} `) })).toBeVisible()

  await server.switch('alarm', { deviceId: reported.deviceId, severity: 'critical', kind: 'recorded' })
  await page.getByRole('button', { name: '24 hours', exact: true }).click()
  const record = page.getByRole('region', { name: 'Record of alarms' })
  await expect(record.getByRole('region', { name: 'What could not be seen' })).toContainText(
    'The record had not begun.',
  )
  await expect(record.getByRole('img', { name: /^Alarms raised each hour from .*: at most \d+, on / })).toBeVisible()
})
