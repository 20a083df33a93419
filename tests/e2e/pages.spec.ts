import { expect, test } from './fixtures.ts'

test('a page that cannot be loaded says so, never a white window, and comes when it is tried again', async ({
  start,
}) => {
  const { page } = await start()
  await page.route(/PendingPage-.*\.js/, (route) => route.abort())
  await page.reload()
  await page.getByRole('link', { name: 'Pending operations' }).click()
  await expect(page.getByRole('alert')).toContainText('This page could not be loaded')
  // Everything else goes on.
  await page.getByRole('link', { name: 'Devices' }).click()
  await page.getByRole('grid', { name: 'Devices' }).waitFor()
  await page.getByRole('link', { name: 'Pending operations' }).click()
  await expect(page.getByRole('button', { name: 'Load the window again' })).toBeVisible()
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: 'Pending operations', level: 1 }).waitFor()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('the overview leads to the devices that are down, and back by the keyboard', async ({ start, server }) => {
  const { page } = await start()
  const devices = await server.entities('device')
  const [lost] = devices
  await server.switch('device-status', { deviceId: lost?.id, status: 'offline' })
  await page.keyboard.press('Alt+1')
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
  const places = page.getByRole('region', { name: 'Down by site' }).getByRole('button')
  const place = places.filter({ hasText: String(lost?.data['site']) })
  await expect(place).toBeVisible()
  const [, count] = /: (\d+) of/.exec(String(await place.getAttribute('aria-label'))) ?? []
  await place.focus()
  await page.keyboard.press('Enter')
  const grid = page.getByRole('grid', { name: 'Devices' })
  await expect(grid).toHaveAttribute('aria-rowcount', String(Number(count) + 1))
  await expect(grid).toContainText(String(lost?.data['name']))
})
