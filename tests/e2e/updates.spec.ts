import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InProcessStore } from '../../src/main/database/in-process-store.ts'
import { bytesOf, writeNewerDatabase } from '../support/newer-database.ts'
import { type FeedServer, serveFeed, type UpdateFeed, updateFeed } from '../support/update-feed.ts'
import { expect, test } from './fixtures.ts'

let feed: UpdateFeed
let web: FeedServer

test.beforeEach(async ({ stick }) => {
  feed = updateFeed(join(stick, 'feed'))
  web = await serveFeed(feed.folder)
})
test.afterEach(() => web.close())

/** Tells the console the place and the key as administrators do. */
function policyFor(place: string, stick: string): Record<string, string> {
  const file = join(stick, 'policy.json')
  writeFileSync(file, JSON.stringify({ updateFeed: place, updateKeys: feed.key }))
  return { OUTPOST_POLICY_FILE: file }
}

function databaseIn(profile: string): string {
  const found = readdirSync(profile, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith('site.sqlite'))
  if (found === undefined) throw new Error('the profile has no database')
  return join(profile, found)
}

test('a newer version is offered, put off, received, and installed when nothing is on its way', async ({
  start,
  server,
  profile,
  stick,
}) => {
  const handedOver = join(stick, 'handed-over')
  const app = await start({ environment: { OUTPOST_UPDATE_STAND_IN: handedOver, ...policyFor(web.url, stick) } })
  const { page } = app
  await app.waitForConnection('online')
  feed.offer('9.1.0', { notes: '<b>Alarms</b> that return are counted.', bytes: 400_000 })
  const own = { updateFeed: 'https://elsewhere.example.org', updateKeys: feed.key }
  for (const [name, value] of Object.entries(own)) {
    const answer = JSON.stringify(await app.request('settings:update', { changes: { [name]: value } }))
    expect(answer).toContain('set in the policy file')
  }
  await app.request('updates:check', {})
  const banner = page.getByRole('status').filter({ hasText: 'Version 9.1.0 of the console is available' })
  await expect(banner).toBeVisible()
  await banner.getByRole('button', { name: 'Not today' }).click()
  await expect(banner).toHaveCount(0)

  await app.go('Settings')
  const section = page.getByRole('region', { name: 'Program updates' })
  await expect(section.getByText('<b>Alarms</b> that return are counted.')).toBeVisible()
  web.slowDown(150)
  await section.getByRole('button', { name: 'Download' }).click()
  await expect(section.getByRole('progressbar', { name: 'Received of the new version' })).toBeVisible()
  await section.getByRole('button', { name: 'Cancel' }).click()
  await expect(section.getByRole('button', { name: 'Download' })).toBeVisible()
  web.slowDown(0)
  await section.getByRole('button', { name: 'Download' }).click()
  await expect(section.getByText('Version 9.1.0 of the console is ready to be installed.')).toBeVisible()
  expect(existsSync(handedOver)).toBe(false)

  // One change is on its way, and its answer takes its time.
  await app.go('Devices')
  const [device] = await server.entities('device')
  await server.switch('delay-acknowledgements', { delayMs: 8_000 })
  await app.edit(String(device?.data['name']), { Name: 'On its way' })
  await app.go('Settings')
  await section.getByRole('button', { name: 'Install when idle' }).click()
  await expect(section.getByText(/the answer to 1 operation is awaited/)).toBeVisible()
  await app.go('Devices')
  await app.edit(String((await server.entities('device'))[1]?.data['name']), { Name: 'Made while it waits' })
  expect(existsSync(handedOver)).toBe(false)
  const ended = new Promise<number | null>((resolve) => app.app.process().once('exit', resolve))
  await server.switch('delay-acknowledgements', { delayMs: 0 })
  expect(await ended).toBe(0)

  const installer = readFileSync(handedOver, 'utf8').trim()
  expect(readFileSync(installer).equals(readFileSync(feed.installer))).toBe(true)
  const [backup = ''] = readdirSync(join(profile, 'backups'))
  const copy = new InProcessStore(databaseIn(join(profile, 'backups', backup)), 1)
  expect(await copy.audit()).toEqual([])
  expect((await copy.page({ scope: 'pending', offset: 0, limit: 10 })).operations).toHaveLength(1)
  await copy.close()

  const next = await start()
  await next.waitForConnection('online')
  await next.waitForPending(0)
  await expect.poll(async () => (await server.audit()).map(({ clientSequence }) => clientSequence)).toEqual([1, 2])
})

test('an update that is unsigned, a stranger’s, cut off or too large is refused, and the present version goes on', async ({
  start,
  server,
  stick,
}) => {
  const environment = { OUTPOST_UPDATE_STAND_IN: 'never-written', ...policyFor(feed.folder, stick) }
  const app = await start({ environment })
  const { page } = app
  await app.waitForConnection('online')
  feed.offer('9.1.0')
  feed.unsign()
  await app.go('Settings')
  const section = page.getByRole('region', { name: 'Program updates' })
  const check = section.getByRole('button', { name: 'Check now' })
  await check.click()
  await expect(section.getByText(/The update is not signed and was refused. Version 0\.\d+\.\d+ goes on/)).toBeVisible()

  feed.sign(feed.strangersKey())
  await check.click()
  await expect(section.getByText(/not signed by anybody whom this console knows/)).toBeVisible()

  feed.unsign()
  feed.sign()
  feed.cutInstaller(1_000)
  await check.click()
  await section.getByRole('button', { name: 'Download' }).click()
  await expect(section.getByText(/The update ended too early and was refused/)).toBeVisible()

  feed.offer('9.1.0')
  feed.editManifest((text) => text.replace(/size: \d+/, 'size: 900000000000000'))
  feed.sign()
  await check.click()
  await section.getByRole('button', { name: 'Download' }).click()
  await expect(section.getByText(/There is too little room on the disk for the update/)).toBeVisible()
  await expect(section.getByText(/MB are needed for the new version, and \d+ MB are free/)).toBeVisible()

  feed.offer('0.0.1')
  await check.click()
  await expect(section.getByText(/An older version than 0\.\d+\.\d+ is offered there; it is not taken/)).toBeVisible()

  await app.go('Devices')
  const [device] = await server.entities('device')
  await app.edit(String(device?.data['name']), { Name: 'Still at work' })
  await expect.poll(async () => (await server.audit()).length).toBe(1)
  await app.waitForPending(0)
})

test('what a newer version has written is shown, and neither changed nor sent', async ({ start, server, profile }) => {
  const first = await start()
  await first.waitForConnection('online')
  await first.quit()
  const file = databaseIn(profile)
  writeNewerDatabase(file)
  const before = bytesOf(file)

  const app = await start()
  const { page } = app
  await expect(page.getByRole('alert').filter({ hasText: 'A newer version of this program' })).toBeVisible()
  await expect(page.getByText('Gate 1', { exact: true }).first()).toBeVisible()
  const intents = [{ kind: 'update', entityType: 'device', entityId: 'device-1', fields: { name: 'changed' } }]
  const answer = JSON.stringify(await app.request('operations:enqueue', { intents }))
  expect(answer).toContain('update the program')
  await app.quit()
  expect(bytesOf(file)).toBe(before)
  expect(await server.audit()).toEqual([])
})
