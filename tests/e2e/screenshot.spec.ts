import { DevicesPage } from '../support/page-objects.ts'
import { expect, test } from './fixtures.ts'

test('a screenshot is taken by the device, confirmed by it and shown with its age', async ({
  start,
  server,
  network,
}) => {
  const [device] = await server.entities('device')
  const name = String(device?.data['name'])
  const id = device?.id ?? ''
  await server.switch('device-status', { deviceId: id, status: 'online' })
  const app = await start()
  await app.waitForConnection('online')
  const devices = new DevicesPage(app)
  await devices.open(id, name)
  const screen = app.details.getByRole('region', { name: 'Screen' })
  await expect(screen).toContainText('No screenshot was taken yet.')

  // Accepted is not done: nothing is shown before the device has reported.
  await server.switch('command-reports', { mode: 'manual' })
  await app.details.getByRole('button', { name: 'Screenshot' }).click()
  const changes = app.details.getByRole('region', { name: 'Changes of this device' })
  await expect(changes).toContainText('the device has not confirmed it yet')
  await expect(screen).toContainText('A new one was asked for')
  await expect(screen.getByRole('img')).toHaveCount(0)

  const effect = (await server.audit()).find(({ kind }) => kind === 'command')
  await server.switch('report-command', { key: effect?.key, result: 'done', message: null })
  const image = screen.getByRole('img', { name: new RegExp(`^The screen of ${name}, taken .* ago$`) })
  await expect(image).toBeVisible()
  await expect
    .poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth), { timeout: 10_000 })
    .toBe(480)
  await expect(changes).toContainText('Confirmed by the device at')

  // Without the server it is still said that there is a picture, and never shown as if it were new.
  await devices.closeDetails()
  network.set('refuse')
  await app.waitForConnection('offline')
  await devices.open(id, name)
  await expect(app.details.getByRole('region', { name: 'Screen' })).toContainText(
    'read from the server when that is back',
  )
})
