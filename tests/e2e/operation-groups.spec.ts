import { expect, test } from './fixtures.ts'

test('a batch is found among what waits and rolled back as a whole, by keys', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  await app.request('queue:pause', { isPaused: true })
  const [first, second, third] = await server.entities('device')
  const rename = (id: string | undefined) => ({
    kind: 'update',
    entityType: 'device',
    entityId: id,
    fields: { location: 'the south hall' },
  })
  await app.request('operations:enqueue', { intents: [rename(first?.id)] })
  await app.request('operations:enqueue', { intents: [rename(second?.id), rename(third?.id)], isBatch: true })
  await app.waitForPending(3)
  const { keyboard } = app.page
  await keyboard.press('Alt+4')
  await app.page.getByRole('grid', { name: 'Pending operations' }).waitFor()
  await keyboard.press('b')
  const groups = app.page.getByRole('treegrid', { name: 'Pending operations' })
  await expect(groups.getByRole('row')).toHaveCount(4)
  await groups.press('Home')
  await groups.press('Shift+ArrowRight')
  await expect(groups.getByRole('row')).toHaveCount(7)
  await keyboard.press('b')
  await expect(groups.getByRole('row').nth(1)).toContainText('goes together or not at all')
  await groups.press('Home')
  await keyboard.press('Space')
  await expect(app.page.getByRole('toolbar')).toContainText('2 selected')
  await app.page.getByRole('toolbar').getByRole('button', { name: 'Roll back', exact: true }).press('Enter')
  await app.waitForPending(1)
  await expect(groups.getByRole('row')).toHaveCount(2)
  await groups.press('Home')
  await groups.press('ArrowRight')
  await expect(groups.getByRole('row')).toHaveCount(3)
  expect((await app.pendingRows()).map(({ state }) => state)).toEqual(['queued'])
})
