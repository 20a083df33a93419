import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator } from '@playwright/test'
import type { ConsoleApp } from '../support/console-app.ts'
import type { AuditEffect, FleetServerProcess } from '../support/fleet-server.ts'
import { PendingPage } from '../support/page-objects.ts'
import { expect, test } from './fixtures.ts'

const LEDGER = fileURLToPath(new URL('../../tools/ledger/main.ts', import.meta.url))

function dialogOf(app: ConsoleApp, name: string | RegExp): Locator {
  return app.page.getByRole('dialog', { name })
}

async function namesOf(server: FleetServerProcess, count: number): Promise<string[]> {
  return (await server.entities('device')).slice(0, count).map(({ data }) => String(data['name']))
}

/** How often each operation had an effect at the server. */
function effectsByKey(effects: readonly AuditEffect[]): Map<string | null, number> {
  const counts = new Map<string | null, number>()
  for (const { key, source } of effects) if (source === 'operation') counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Three changes made without a network. Returns their keys. */
async function makeOffline(app: ConsoleApp, server: FleetServerProcess): Promise<string[]> {
  const [renamed = '', moved = '', reloaded = ''] = await namesOf(server, 3)
  await app.edit(renamed, { Name: 'Carried by hand' })
  await app.edit(moved, { Location: 'Carried place' })
  await (await app.findDevice(reloaded)).click()
  await app.details.getByRole('button', { name: 'Reload' }).click()
  await app.waitForPending(3)
  await app.go('Pending operations')
  await expect(app.page.locator('[data-operation-key]')).toHaveCount(3)
  return (await app.pendingRows()).map(({ key }) => key)
}

async function exportWaiting(app: ConsoleApp, file: string): Promise<string> {
  await app.answerFileDialogs(file)
  await new PendingPage(app).chooseMore('Export as a signed file…')
  await dialogOf(app, 'Export waiting changes').getByRole('button', { name: 'Choose a place…' }).click()
  const done = dialogOf(app, '3 changes exported')
  await done.waitFor()
  const key = await done.locator('code').textContent()
  await done.getByRole('button', { name: 'Close' }).click()
  return String(key)
}

test('what waits without a network is carried to another console, and applied exactly once', async ({
  start,
  server,
  network,
  otherProfile,
  stick,
}) => {
  const cut = await start()
  await cut.waitForConnection('online')
  network.set('refuse')
  await cut.waitForConnection('offline')
  const keys = await makeOffline(cut, server)
  const file = join(stick, 'carried.json')
  const fingerprint = await exportWaiting(cut, file)
  // Another console may send them now: this one knows the outcome of none.
  await expect(cut.page.locator('[data-operation-state="unknown"]')).toHaveCount(3)

  const connected = await start({ profile: otherProfile, serverUrl: server.url })
  await connected.waitForConnection('online')
  await connected.answerFileDialogs(file)
  await connected.go('Pending operations')
  const pending = new PendingPage(connected)
  await pending.chooseMore('Import a signed file…')
  const question = dialogOf(connected, 'Import waiting changes')
  await expect(question).toContainText(fingerprint)
  await expect(question).toContainText('2Edit of device1Command for device')
  await expect(question).toContainText('3 are new here')
  expect(effectsByKey(await server.audit()).size).toBe(0)
  await question.getByRole('button', { name: 'Import 3 changes' }).click()
  await dialogOf(connected, '3 changes imported').getByRole('button', { name: 'Close' }).click()
  await connected.waitForPending(0)
  await pending.chooseMore('Import a signed file…')
  await expect(question).toContainText('All 3 changes in it are on this PC already. Importing would change nothing.')
  await question.getByRole('button', { name: 'Close' }).click()

  network.set('pass')
  await cut.waitForConnection('online')
  await cut.waitForPending(0)
  const counts = effectsByKey(await server.audit())
  expect(new Set(counts.keys())).toEqual(new Set(keys))
  expect([...counts.values()]).toEqual([1, 1, 1])
  const data = (await server.entities('device')).map((device) => device.data)
  expect(data.filter(({ name, location }) => name === 'Carried by hand' || location === 'Carried place')).toHaveLength(
    2,
  )
})

test('a signed file that was touched is not taken in, and a file that nobody chose changes nothing', async ({
  start,
  server,
  network,
  stick,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  network.set('refuse')
  await app.waitForConnection('offline')
  await makeOffline(app, server)
  const pending = new PendingPage(app)
  await app.answerFileDialogs(null)
  await pending.chooseMore('Export as a signed file…')
  const question = dialogOf(app, 'Export waiting changes')
  await question.getByRole('button', { name: 'Choose a place…' }).click()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(app.page.locator('[data-operation-state="queued"]')).toHaveCount(3)
  await pending.chooseMore('Import a signed file…')
  await expect(app.page.getByRole('dialog')).toHaveCount(0)
  const file = join(stick, 'touched.json')
  await exportWaiting(app, file)
  writeFileSync(file, readFileSync(file, 'utf8').replace('Carried place', 'Another place'))
  await pending.chooseMore('Import a signed file…')
  const refused = dialogOf(app, 'Import waiting changes')
  await expect(refused.getByRole('alert')).toContainText('Nothing was taken in')
  await expect(refused.locator('[data-signature="broken"]')).toBeVisible()
  await expect(refused.getByRole('button')).toHaveText(['Close'])
})

test('the ledger is exported into a file that its verifier accepts', async ({ start, server, stick }) => {
  const app = await start()
  await app.waitForConnection('online')
  const [name = ''] = await namesOf(server, 1)
  await app.edit(name, { Name: 'Written into the ledger' })
  await app.waitForPending(0)
  await app.go('Pending operations')
  const file = join(stick, 'ledger.ndjson')
  await app.answerFileDialogs(file)
  await new PendingPage(app).chooseMore('Export the ledger…')
  const done = dialogOf(app, 'Ledger exported')
  await expect(done).toContainText('ledger.ndjson')
  const head = String(await done.locator('code').textContent())
  const verdict = execFileSync(process.execPath, [LEDGER, 'verify', file], { encoding: 'utf8' })
  expect(verdict).toContain(head)
  const lines = Number(/([\d,]+) lines? (?:is|are) in/.exec(String(await done.textContent()))?.[1]?.replaceAll(',', ''))
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(lines + 2)
})

test('refused changes are exported, discarded, and taken in again to be looked at', async ({
  start,
  server,
  stick,
}) => {
  const app = await start({ token: await server.issueToken({ role: 'viewer' }) })
  await app.waitForConnection('online')
  const [name = ''] = await namesOf(server, 1)
  await app.edit(name, { Name: 'Not allowed' })
  await app.go('Pending operations')
  const refused = app.page.locator('[data-operation-state="quarantined"]')
  await expect(refused).toHaveCount(1)
  const file = join(stick, 'refused.json')
  await app.answerFileDialogs(file)
  const pending = new PendingPage(app)
  await pending.chooseMore('Export all refused (1)…')
  await expect(app.page.getByText('1 refused change written to refused.json')).toBeVisible()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    operations: [{ change: { fields: { name: 'Not allowed' } } }],
  })
  await refused.getByRole('button', { name: 'Discard' }).click()
  await app.waitForPending(0)
  await pending.chooseMore('Import refused…')
  const question = dialogOf(app, 'Import refused changes')
  await question.getByRole('button', { name: 'Choose the file…' }).click()
  const nothing = dialogOf(app, 'Nothing changed')
  await expect(nothing).toContainText('1 was given up on this PC and was left out')
  await nothing.getByRole('button', { name: 'Close' }).click()
  await pending.chooseMore('Import refused…')
  await question.getByRole('radio', { name: 'Import them as new changes' }).click()
  await question.getByRole('button', { name: 'Choose the file…' }).click()
  const done = dialogOf(app, '1 change imported')
  await expect(done).toContainText('It stands in the list of refused changes.')
  await done.getByRole('button', { name: 'Close' }).click()
  await expect(refused).toContainText('Not allowed')
  await pending.chooseMore('Import refused…')
  await question.getByRole('button', { name: 'Choose the file…' }).click()
  await expect(dialogOf(app, 'Nothing changed')).toContainText('1 waits here or is done already')
})
