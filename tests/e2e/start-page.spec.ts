import { expect, test } from './fixtures.ts'

test('the console opens on the overview, and the next time on the page that it had', async ({ start, server }) => {
  const [device] = await server.entities('device')
  const app = await start({ startPage: 'overview' })
  await expect(app.page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  await app.waitForConnection('online')
  // What needs somebody, and the fleet, without a page in between.
  await server.switch('alarm', {
    deviceId: device?.id ?? '',
    severity: 'critical',
    kind: 'overheated',
    message: 'It is too hot',
  })
  await expect(app.page.getByRole('region', { name: 'Needs you' })).toContainText('overheated')
  await expect(app.page.getByRole('region', { name: 'Devices' })).toContainText('60')

  await app.go('Conflicts')
  await app.quit()
  const again = await start({ startPage: 'overview' })
  await expect(again.page.getByRole('heading', { name: 'Conflicts', level: 1 })).toBeVisible()
})

test('the start page is a setting, for windows that open anew', async ({ start, otherProfile }) => {
  const app = await start({ startPage: 'pending', profile: otherProfile })
  await expect(app.page.getByRole('heading', { name: 'Pending operations', level: 1 })).toBeVisible()
  await app.go('Settings')
  await app.page.getByRole('searchbox', { name: 'Search settings' }).fill('start page')
  const choice = app.page.getByRole('combobox', { name: 'Start page' })
  await expect(choice).toHaveValue('pending')
  await choice.selectOption({ label: 'Health & alarms' })
  await expect(choice).toHaveValue('health')
  await app.quit()
})
