import { startFleetServer } from '../support/fleet-server.ts'
import { expect, test } from './fixtures.ts'

const FLEET = 5_200
/** As many as a device may have. */
const FULL_TAGS = Array.from({ length: 50 }, (_, index) => `tag-${index}`)

test('a change of thousands goes through but for those that are refused, which are named and tried again', async ({
  start,
}) => {
  test.setTimeout(180_000)
  const server = await startFleetServer(['--devices', String(FLEET)])
  try {
    const crowded = (await server.entities('device')).slice(100, 103)
    for (const { id } of crowded)
      await server.switch('edit', { entityType: 'device', entityId: id, fields: { tags: FULL_TAGS } })
    const app = await start({ serverUrl: server.url, token: server.token })
    await app.waitForConnection('online')
    const { page } = app
    const grid = page.getByRole('grid', { name: 'Devices' })
    await expect(grid).toHaveAttribute('aria-rowcount', String(FLEET + 1), { timeout: 30_000 })
    await grid.press('Control+a')
    const toolbar = page.getByRole('toolbar', { name: 'Actions for the selection' })
    await expect(toolbar).toContainText('5,200 selected')

    await toolbar.getByRole('button', { name: 'Add tag' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Tag' }).fill('night')
    await page.getByRole('dialog').getByRole('button', { name: 'Change 5,200 devices' }).click()
    const strip = page.getByRole('region', { name: 'Change of many devices' })
    await expect(strip).toContainText('5,197 of 5,200 queued. 3 could not be queued.', { timeout: 60_000 })
    await expect(toolbar).toContainText('3 selected')
    await strip.getByRole('button', { name: 'Show reasons' }).click()
    const reasons = page.getByRole('dialog', { name: '3 devices were not changed' })
    for (const { data } of crowded) await expect(reasons).toContainText(String(data['name']))
    await reasons.getByRole('button', { name: 'Close' }).click()

    for (const { id } of crowded)
      await server.switch('edit', { entityType: 'device', entityId: id, fields: { tags: ['few'] } })
    await expect(grid.getByRole('row').first()).toBeVisible()
    // The strip is hidden also while a few are tried again: only the server knows whether they went through.
    const tagged = async () =>
      (await server.entities('device')).filter(({ data }) => (data['tags'] as string[]).includes('night')).length
    await expect
      .poll(
        async () => {
          if (await strip.isVisible()) await strip.getByRole('button', { name: /^Try \d+ again/ }).click()
          return tagged()
        },
        { timeout: 30_000 },
      )
      .toBe(FLEET)
    await app.waitForPending(0)
    await expect(strip).toBeHidden()
  } finally {
    await server.stop()
  }
})

test('a saved view with its groups and columns is there after a restart', async ({ start }) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const view = page.getByRole('button', { name: /^View: / })
  const choose = async (name: string | RegExp) => {
    await view.click()
    await page.getByRole('menuitemradio', { name }).or(page.getByRole('menuitem', { name })).first().click()
  }
  await choose(/^Site$/)
  await page.getByRole('searchbox', { name: 'Search devices' }).fill('e')
  await choose('Save as a new view…')
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('By place')
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(view).toHaveText('By place')
  await choose('Columns…')
  await page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox', { name: 'Processor' }).check()
  await page.getByRole('dialog', { name: 'Columns' }).getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('columnheader', { name: 'Processor' })).toBeVisible()
  await app.quit()

  const again = await start()
  await again.page.getByRole('button', { name: /^View: / }).click()
  await again.page.getByRole('menuitemradio', { name: 'By place' }).click()
  await expect(again.page.getByRole('treegrid', { name: 'Devices' })).toBeVisible()
  await expect(again.page.getByRole('searchbox', { name: 'Search devices' })).toHaveValue('e')
  await expect(again.page.getByRole('columnheader', { name: 'Processor' })).toBeVisible()
})

test('rows hold still under the pointer while their values change, and move when the reader wants it', async ({
  start,
  server,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  const grid = page.getByRole('grid', { name: 'Devices' })
  const ids = () => grid.locator('[data-entity-id]').evaluateAll((rows) => rows.map((row) => row.dataset['entityId']))
  await grid.locator('[data-entity-id]').nth(3).hover()
  const before = await ids()
  const [first = ''] = before
  await server.switch('edit', { entityType: 'device', entityId: first, fields: { name: 'Zz last of all' } })
  await expect(grid.locator(`[data-entity-id="${first}"]`)).toContainText('Zz last of all')
  await expect(page.getByRole('button', { name: /^1 update waiting/ })).toBeVisible()
  expect(await ids()).toEqual(before)
  await page.keyboard.press('r')
  await expect.poll(async () => (await ids())[0]).not.toBe(first)
  await expect(page.getByRole('button', { name: /update waiting/ })).toBeHidden()
})
