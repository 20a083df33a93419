import AxeBuilder from '@axe-core/playwright'
import { PAGES, pageKeys } from '#shared/domain/window-route.ts'
import { expect, test } from './fixtures.ts'

test('the main job by keyboard alone', async ({ start, server, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  const { keyboard } = app.page
  const [device] = await server.entities('device')
  network.set('refuse')
  await app.waitForConnection('offline')
  await keyboard.press('/')
  await expect(app.page.getByRole('searchbox', { name: 'Search devices' })).toBeFocused()
  await keyboard.type(String(device?.data['name']))
  await expect(app.page.locator('[data-entity-id]').first()).toContainText(String(device?.data['name']))
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  const name = app.details.getByRole('textbox', { name: 'Name' })
  // Opened by key, the panel takes the focus to its first field.
  await expect(name).toBeFocused()
  await keyboard.press('Control+A')
  await keyboard.type('Typed, never clicked')
  await keyboard.press('Enter')
  await app.waitForPending(1)
  await keyboard.press('Escape')
  await keyboard.press('Alt+4')
  await app.page.getByRole('heading', { name: 'Pending operations', level: 1 }).waitFor()
  await expect(app.page.locator('[data-operation-key]')).toContainText('Typed, never clicked')
})

for (const theme of ['dark', 'light', 'high-contrast'] as const) {
  test(`no accessibility fault on any page in ${theme}`, async ({ start, server, network }) => {
    const app = await start({ theme })
    await app.waitForConnection('online')
    const [device] = await server.entities('device')
    network.set('refuse')
    await app.waitForConnection('offline')
    await app.edit(String(device?.data['name']), { Name: 'Waiting' })
    await app.waitForPending(1)
    await expect(app.page.locator('html')).toHaveAttribute('data-theme', theme)
    const pages = app.page.getByRole('navigation', { name: 'Pages' })
    for (const page of PAGES) {
      await app.page.keyboard.press(pageKeys(page).replaceAll(' ', '+'))
      await expect(pages.locator('[aria-current="page"]')).toHaveAttribute('href', `#/${page}`)
      await expect(app.page.getByRole('heading', { level: 1 })).toBeVisible()
      const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze()
      const found = violations.map(({ id, nodes }) => `${page}: ${id} at ${nodes[0]?.target.join(' ')}`)
      expect(found).toEqual([])
    }
  })
}
