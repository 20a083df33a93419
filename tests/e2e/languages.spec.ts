import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { ar } from '../../src/renderer/i18n/ar/texts.ts'
import { ja } from '../../src/renderer/i18n/ja/texts.ts'
import { DevicesPage } from '../support/page-objects.ts'
import { expect, test } from './fixtures.ts'

test('the language changes in the middle of an edit, to Arabic and to Japanese, and nothing that is typed is lost', async ({
  start,
  server,
}) => {
  const app = await start()
  const { page } = app
  const devices = new DevicesPage(app)
  await app.waitForConnection('online')
  const [device] = await devices.rows()
  const id = String(device?.id)
  await devices.row(id).click()
  await app.details.getByRole('button', { name: 'Delete device' }).waitFor()
  await devices.type('Location', 'hall 4, half typed')
  const field = page.locator(':focus')
  await app.request('settings:update', { changes: { language: 'ar' } })
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByRole('heading', { level: 1, name: ar.nav.devices })).toBeVisible()
  await expect(field).toHaveValue('hall 4, half typed')
  await expect(field).toBeFocused()
  await expect(page.getByRole('textbox', { name: ar.field.location })).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.type(', and more')

  await app.request('settings:update', { changes: { language: 'ja' } })
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
  await expect(page.getByRole('textbox', { name: ja.field.location })).toHaveValue('hall 4, half typed, and more')
  await page.getByRole('button', { name: ja.devices.detail.save, exact: true }).click()
  const locationAtServer = async () => (await server.entities('device')).find((one) => one.id === id)?.data['location']
  await expect.poll(locationAtServer).toBe('hall 4, half typed, and more')
})

test('a window speaks Arabic from its first paint on after a restart, and is accessible in it', async ({
  profile,
  start,
}) => {
  const first = await start()
  await first.go('Settings')
  await first.page.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'العربية' })
  await expect(first.page.getByRole('heading', { level: 1, name: ar.nav.settings })).toBeVisible()
  expect(JSON.parse(readFileSync(join(profile, 'settings.json'), 'utf8'))).toMatchObject({ language: 'ar' })
  await first.quit()

  const { page } = await start()
  await expect(page.getByRole('heading', { level: 1, name: ar.nav.settings })).toBeVisible()
  await page.getByRole('link', { name: ar.nav.devices }).click()
  await expect(page.getByRole('grid', { name: ar.devices.title })).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
})
