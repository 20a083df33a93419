import { DevicesPage } from '../support/page-objects.ts'
import { expect, test } from './fixtures.ts'

test('content is pushed to a device by keyboard, waits while the server is away, and is confirmed by the device', async ({
  start,
  server,
  network,
}) => {
  const [device] = await server.entities('device')
  const [content] = await server.entities('content')
  const [id, name] = [device?.id ?? '', String(device?.data['name'])]
  const title = String(content?.data['name'])
  await server.switch('device-status', { deviceId: id, status: 'online' })
  await server.switch('command-reports', { mode: 'manual' })
  const app = await start()
  await app.waitForConnection('online')
  const devices = new DevicesPage(app)
  await devices.open(id, name)

  network.set('refuse')
  await app.waitForConnection('offline')
  await app.details.getByRole('button', { name: 'Push content' }).click()
  const dialog = app.page.getByRole('dialog', { name: `Push content to ${name}` })
  await expect(dialog).toContainText('The command waits on this PC')
  await expect(dialog.getByRole('combobox', { name: 'Content' })).toBeFocused()
  await app.page.keyboard.type(title)
  await app.page.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('option', { selected: true })).toContainText(title)
  await app.page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  const changes = app.details.getByRole('region', { name: 'Changes of this device' })
  await expect(changes).toContainText(`Push ‘${title}’ to ‘${name}’`)

  network.set('pass')
  await app.waitForConnection('online')
  await expect(changes).toContainText('the device has not confirmed it yet')
  const effects = (await server.audit()).filter(({ kind }) => kind === 'command')
  expect(effects).toHaveLength(1)
  await server.switch('report-command', { key: effects[0]?.key, result: 'done', message: null })
  await expect(changes).toContainText('Confirmed by the device at')
})
