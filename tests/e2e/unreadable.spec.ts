import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '#sqlite/open.ts'
import { PendingPage } from '../support/page-objects.ts'
import { expect, test } from './fixtures.ts'

/** The database of the one site that a profile knows. */
function databaseIn(profile: string): string {
  const found = readdirSync(profile, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith('site.sqlite'))
  if (found === undefined) throw new Error('the profile has no database')
  return join(profile, found)
}

test('a change that cannot be read is shown, counted, copied and given up, and what waits behind it goes', async ({
  start,
  server,
  network,
  profile,
}) => {
  const first = await start()
  await first.waitForConnection('online')
  const [device] = await server.entities('device')
  network.set('refuse')
  await first.waitForConnection('offline')
  await first.edit(String(device?.data['name']), { Name: 'Written by another version' })
  await first.waitForPending(1)
  await first.details.getByRole('button', { name: 'Reload' }).click()
  await first.waitForPending(2)
  await first.kill9()
  const database = openDatabase(databaseIn(profile))
  const { changes } = database.prepare("UPDATE operations SET schema_version = 99 WHERE kind = 'update'").run()
  database.close()
  expect(changes).toBe(1)

  const app = await start()
  const { page } = app
  await app.waitForPending(2)
  await page.getByRole('button', { name: '1 refused' }).click()
  const row = page.locator('[data-operation-key]')
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('Not readable')
  const pending = new PendingPage(app)
  await pending.open(row)
  const stored = pending.details.getByRole('region', { name: 'As it is stored' })
  await expect(stored).toContainText('Written by another version')
  await stored.getByRole('button', { name: 'Copy' }).click()
  expect(await app.app.evaluate(({ clipboard }) => clipboard.readText())).toContain('Written by another version')
  await pending.details.getByRole('button', { name: 'Discard' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('nobody can say what it would have done')
  await question.getByRole('button', { name: 'Discard 1 change' }).click()
  await app.waitForPending(1)
  network.set('pass')
  await app.waitForPending(0)
  await pending.showHistory()
  const discarded = page.locator('[data-operation-state="cancelled"]')
  await expect(discarded).toHaveCount(1)
  await pending.open(discarded)
  await expect(pending.details).toContainText('discarded by the operator')
  expect((await server.audit()).map(({ kind }) => kind)).toEqual(['command'])
})
