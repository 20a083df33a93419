import AxeBuilder from '@axe-core/playwright'
import type { ScheduleData, ScheduleReported } from '#shared/domain/entities.ts'
import { pageKeys } from '#shared/domain/window-route.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import type { FleetServerProcess } from '../support/fleet-server.ts'
import { KeyboardOnly } from '../support/keyboard-only.ts'
import { expect, test } from './fixtures.ts'

interface Found {
  readonly id: string
  readonly data: ScheduleData
  readonly reported: ScheduleReported
}

async function scheduleAt(server: FleetServerProcess, name: string): Promise<Found | undefined> {
  const record = (await server.entities('schedule')).find(({ data }) => data['name'] === name)
  return record && { id: record.id, data: record.data as ScheduleData, reported: record.reported as ScheduleReported }
}

async function expectNoFault({ page }: ConsoleApp): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
}

/** A device that is on, and one schedule that claims it every day from ten to twelve; the others reach nothing of it. */
async function claimed(server: FleetServerProcess): Promise<{ id: string; device: string }> {
  const device = (await server.entities('device')).find(({ reported }) => reported['status'] === 'online')
  const [first, ...others] = await server.entities('schedule')
  if (device === undefined || first === undefined) throw new Error('the server has no device or no schedule')
  const edit = (entityId: string, fields: Partial<ScheduleData>) =>
    server.switch('edit', { entityType: 'schedule', entityId, fields, actor: 'Night desk' })
  for (const { id } of others) await edit(id, { enabled: false })
  await edit(first.id, {
    ...{ name: 'Guided tours', deviceIds: [device.id], days: [0, 1, 2, 3, 4, 5, 6], startTime: '10:00' },
    ...{ endTime: '12:00', timeZone: 'UTC', priority: 50, enabled: true },
  })
  return { id: first.id, device: String(device.data['name']) }
}

test('a schedule is made by keyboard without a server, told of its clash, changed, run now, and its run is seen', async ({
  start,
  server,
  network,
}) => {
  const { device } = await claimed(server)
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  await page.getByRole('grid', { name: 'Devices' }).waitFor()
  const keys = await KeyboardOnly.of(app)
  const grid = page.getByRole('grid', { name: 'Schedules' })
  const editor = page.getByRole('region', { name: 'New schedule' })
  const panel = page.getByRole('region', { name: 'Schedule details' })

  await test.step('offline: a new one for the same device and time', async () => {
    network.set('refuse')
    await app.waitForConnection('offline')
    await keys.press(pageKeys('schedules').replaceAll(' ', '+'))
    await page.getByRole('heading', { name: 'Schedules', level: 1 }).waitFor()
    await grid.waitFor()
    await keys.press('n')
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await keys.type('Open house')
    await keys.press('Tab', 'ArrowDown')
    await keys.tabTo('button', 'Add devices…')
    await keys.press('Enter')
    await keys.type(device)
    await keys.tabTo('grid', 'Devices to choose from')
    await keys.press('j', 'Space')
    await keys.tabTo('button', 'Add 1 device')
    await keys.press('Enter')
    await expect(editor.getByText('Reaches 1 device.')).toBeVisible()
    await keys.tabTo('textbox', 'From')
    await keys.typeOver('11')
    await keys.press('Tab')
    await keys.typeOver('1330')
    await keys.tabTo('combobox', 'Time zone')
    await keys.typeOver('UTC')
    await expect(editor.getByText(/^Clashes with Guided tours: first on .*11:00, on /)).toBeVisible()
    await expectNoFault(app)
  })

  await test.step('saved all the same, then moved out of the way', async () => {
    await keys.press('Control+Enter')
    await expect(panel.getByRole('heading', { name: 'Open house' })).toBeVisible()
    await expect(grid.getByTitle('Clashes with Guided tours')).toBeVisible()
    await keys.tabTo('textbox', 'From')
    await keys.typeOver('12:00')
    await keys.press('Control+Enter')
    await expect(panel.getByText(/^Clashes with/)).toHaveCount(0)
    await expect(grid.getByTitle(/^Clashes with/)).toHaveCount(0)
    await app.waitForPending(1)
  })

  await test.step('online: it is at the server, runs now, and tells so', async () => {
    network.set('pass')
    await app.waitForConnection('online')
    await app.waitForPending(0)
    const made = await scheduleAt(server, 'Open house')
    expect(made?.data).toMatchObject({ startTime: '12:00', endTime: '13:30', timeZone: 'UTC', days: [1, 2, 3, 4, 5] })
    await keys.press('Escape')
    await keys.press('x')
    await expect(page.getByRole('alertdialog', { name: 'Run Open house now' })).toContainText('1 device shows')
    await keys.tabTo('button', 'Run now')
    await keys.press('Enter')
    await expect.poll(async () => (await scheduleAt(server, 'Open house'))?.reported.lastResult).toBe('ok')
    await keys.press('Enter')
    const runs = panel.getByRole('region', { name: 'Last runs' })
    await expect(runs.getByRole('listitem')).toContainText(['Played'])
    await expect(runs).toContainText('on 1 device · asked for by hand')
    await app.waitForPending(0)
  })

  await test.step('in the week it goes to another day by a key', async () => {
    await keys.press('Escape')
    await keys.press('w')
    await page.getByRole('button', { name: /^Open house .*, Friday/ }).waitFor()
    await keys.press('j', 'End')
    await keys.press('ArrowLeft', 'ArrowLeft', 'ArrowDown')
    await expect(page.getByRole('button', { name: /^Open house .*, Friday/ })).toBeFocused()
    await keys.press('Alt+ArrowRight')
    await expect(page.getByRole('button', { name: /^Open house .*, Saturday/ })).toBeFocused()
    await expect.poll(async () => (await scheduleAt(server, 'Open house'))?.data.days).toEqual([1, 2, 3, 4, 6])
    await expectNoFault(app)
  })
  await keys.end()
})

test('a window is dragged in the week while somebody adds a device: both count', async ({ start, server, network }) => {
  const { id } = await claimed(server)
  const others = (await server.entities('device')).map((record) => record.id)
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  await page.getByRole('link', { name: 'Schedules' }).click()
  await page.getByRole('tab', { name: 'Week' }).click()
  const block = page.getByRole('button', { name: /^Guided tours .*, Monday/ })
  await block.waitFor()
  network.set('refuse')
  await app.waitForConnection('offline')
  const box = await block.boundingBox()
  if (box === null) throw new Error('the window is not drawn')
  await page.mouse.move(box.x + box.width / 2, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + 20 + 44, { steps: 6 })
  await page.mouse.up()
  await expect(block).toHaveAttribute('data-pending', 'waiting')
  await app.waitForPending(1)
  await expect(page.getByRole('region', { name: 'Schedule details' })).toHaveCount(0)
  const fields = { deviceIds: others.slice(0, 3) }
  await server.switch('edit', { entityType: 'schedule', entityId: id, fields, actor: 'Night desk' })
  network.set('pass')
  await app.waitForConnection('online')
  await app.waitForPending(0)
  const { data } = (await scheduleAt(server, 'Guided tours')) ?? {}
  expect(data).toMatchObject({ startTime: '11:00', endTime: '13:00', deviceIds: others.slice(0, 3) })
})
