import type { EntityRecord } from '#shared/domain/entities.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import type { FleetServerProcess } from '../support/fleet-server.ts'
import { ConflictsPage } from '../support/page-objects.ts'
import type { TcpProxy } from '../support/tcp-proxy.ts'
import { expect, test } from './fixtures.ts'

async function firstDevice(server: FleetServerProcess): Promise<EntityRecord> {
  const [device] = await server.entities('device')
  if (device === undefined) throw new Error('the server has no device')
  return device
}

async function atServer(server: FleetServerProcess, id: string): Promise<EntityRecord['data']> {
  return (await server.entities('device')).find((record) => record.id === id)?.data ?? {}
}

/** The operator changes a device without a connection, and somebody else changes it meanwhile. */
async function clash(app: ConsoleApp, server: FleetServerProcess, network: TcpProxy): Promise<EntityRecord> {
  await app.waitForConnection('online')
  const device = await firstDevice(server)
  network.set('refuse')
  await app.waitForConnection('offline')
  await app.edit(String(device.data['name']), { Name: 'Our name', Location: 'Our place' })
  await app.waitForPending(1)
  const fields = { name: 'Their name', model: 'Their model' }
  await server.switch('edit', { entityType: 'device', entityId: device.id, fields, actor: 'Night desk' })
  network.set('pass')
  await app.page.getByRole('link', { name: 'Conflicts 1 to decide' }).waitFor()
  return device
}

test('a clash is decided field by field, undone, and decided again', async ({ start, server, network }) => {
  const app = await start()
  const { id } = await clash(app, server, network)
  await app.go('Conflicts')
  const page = new ConflictsPage(app)
  await page.openFirst()
  await expect(page.decision).toContainText('Our name')
  await expect(page.decision).toContainText('Their name')
  await expect(page.decision.getByRole('columnheader', { name: /Night desk, .* ago$/ })).toBeVisible()
  await expect(page.decision).toContainText('1 field is not decided.')
  await page.choose('Name', 'Keep theirs')
  await expect(page.decision).toContainText('Will be sent: Location.')
  network.set('refuse')
  await app.waitForConnection('offline')
  await page.decide()
  await expect(page.rows).toHaveCount(0)
  // Not sent yet: it comes back as it was.
  await page.undo.click()
  await expect(page.rows).toHaveCount(1)
  await page.openFirst()
  await page.choose('Name', 'Another value')
  await page.decision.getByRole('textbox', { name: 'Another value for Name' }).fill('A third name')
  await page.decide()
  network.set('pass')
  await app.waitForConnection('online', 'degraded')
  await app.waitForPending(0)
  expect(await atServer(server, id)).toMatchObject({
    name: 'A third name',
    location: 'Our place',
    model: 'Their model',
  })
})

test('a decision that was sent is undone by another change', async ({ start, server, network }) => {
  const app = await start()
  const { id, data } = await clash(app, server, network)
  await app.go('Conflicts')
  const page = new ConflictsPage(app)
  await page.openFirst()
  await page.decision.getByRole('button', { name: 'Keep mine' }).click()
  await page.decide()
  await expect.poll(() => atServer(server, id)).toMatchObject({ name: 'Our name', location: 'Our place' })
  await app.waitForPending(0)
  await page.undo.click()
  await expect.poll(() => atServer(server, id)).toMatchObject({ name: 'Their name', location: data['location'] })
})

test('an edit that others meet is shown before it is sent, and what lost is found again', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  const device = await firstDevice(server)
  await app.request('queue:pause', { isPaused: true })
  await app.edit(String(device.data['name']), { Name: 'Our name' })
  await app.waitForPending(1)
  await server.switch('edit', { entityType: 'device', entityId: device.id, fields: { name: 'Their name' } })
  await app.page.getByRole('link', { name: 'Conflicts 1 to decide' }).waitFor()
  expect((await server.audit()).filter((effect) => effect.source === 'operation')).toEqual([])
  await app.go('Conflicts')
  const page = new ConflictsPage(app)
  await app.page.getByRole('checkbox', { name: 'Select all conflicts' }).check()
  await app.page.getByRole('button', { name: 'Keep theirs…' }).click()
  const dialog = app.page.getByRole('dialog')
  await expect(dialog).toContainText('1 change ends: nothing of it is sent.')
  await dialog.getByRole('button', { name: 'Decide 1' }).click()
  await expect(page.rows).toHaveCount(0)
  await page.showDecided()
  const decisions = app.page.getByRole('grid', { name: 'Decisions' })
  await expect(decisions).toContainText('Our name')
  await expect(decisions).toContainText('Their name')
})
