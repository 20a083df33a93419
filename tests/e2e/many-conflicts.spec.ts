import { expectTree } from '../support/accessibility-tree.ts'
import { ConsoleApp } from '../support/console-app.ts'
import { startFleetServer } from '../support/fleet-server.ts'
import { KeyboardOnly } from '../support/keyboard-only.ts'
import { makeConflicts, sumOfDesk } from '../support/many-conflicts.ts'
import { expect, test } from './fixtures.ts'

const CONFLICTS = 5_000
const CONFLICTS_TIMEOUT_MS = 150_000
const DECIDED_WITHIN_MS = 20_000

test('five thousand conflicts are decided in four key strokes, and undone to the last byte with a fifth', async ({
  profile,
}) => {
  test.setTimeout(CONFLICTS_TIMEOUT_MS)
  const server = await startFleetServer(['--devices', String(CONFLICTS)])
  const app = await ConsoleApp.start({ profile, serverUrl: server.url, token: server.token })
  try {
    await app.waitForConnection('online')
    await makeConflicts(app, server, CONFLICTS)
    const before = await sumOfDesk(app)
    const keys = await KeyboardOnly.of(app)
    const count = await keys.countKeys(async () => {
      await keys.press('Alt+5')
      await expect(app.page.getByText('200 of 5,000 shown')).toBeVisible()
      await keys.press('Shift+A')
      await expect(app.page.getByRole('toolbar')).toContainText('5,000 selected')
      await keys.press('Shift+T')
      await expect(app.page.getByRole('dialog')).toContainText('5,000 changes end: nothing of them is sent.')
      await keys.press('Enter')
      await expect(app.page.getByText('No conflicts', { exact: true })).toBeVisible({ timeout: DECIDED_WITHIN_MS })
    })
    expect(count).toBe(4)
    await keys.expectPlace()
    expect(await sumOfDesk(app)).not.toBe(before)
    await keys.press('u')
    await expect(app.page.getByText('Undone: 5,000 are back here.')).toBeVisible({ timeout: DECIDED_WITHIN_MS })
    expect(await sumOfDesk(app)).toBe(before)
    await expectTree(app, 'five-thousand-undone')
    await keys.end()
    // As many by pointer, when the notice of the first time is gone.
    const { page } = app
    await expect(page.getByText('Undone: 5,000 are back here.')).toHaveCount(0, { timeout: DECIDED_WITHIN_MS })
    await page.getByRole('checkbox', { name: 'Select all conflicts' }).check()
    await page.getByRole('toolbar').getByRole('button', { name: 'Keep theirs…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Decide 5,000' }).click()
    await expect(page.getByText('No conflicts', { exact: true })).toBeVisible({ timeout: DECIDED_WITHIN_MS })
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(page.getByText('Undone: 5,000 are back here.')).toBeVisible({ timeout: DECIDED_WITHIN_MS })
    expect(await sumOfDesk(app)).toBe(before)
  } finally {
    await app.kill9()
    await server.stop()
  }
})

test('one group of conflicts is decided as a whole, the others stay', async ({ profile }) => {
  const server = await startFleetServer(['--devices', '60'])
  const app = await ConsoleApp.start({ profile, serverUrl: server.url, token: server.token })
  try {
    await app.waitForConnection('online')
    await makeConflicts(app, server, 60)
    await app.page.keyboard.press('Alt+5')
    await app.page.getByRole('combobox', { name: 'Group by' }).selectOption('By field')
    const groups = app.page.getByRole('treegrid', { name: 'Conflicts' }).getByRole('row')
    await expect(groups).toHaveCount(4)
    await app.page.getByRole('treegrid').press('Home')
    await app.page.getByRole('treegrid').press('Space')
    await app.page.keyboard.press('Shift+M')
    await expect(app.page.getByRole('dialog')).toContainText('20 changes will be sent.')
    await app.page.keyboard.type('measured on site')
    await app.page.keyboard.press('Enter')
    await expect(groups).toHaveCount(3)
    await app.page.getByRole('tab', { name: 'Decided', exact: true }).click()
    await app.page.keyboard.press('/')
    await app.page.keyboard.type('measured')
    await expect(app.page.getByRole('heading', { level: 1 }).locator('..')).toContainText('20 decisions')
  } finally {
    await app.kill9()
    await server.stop()
  }
})
