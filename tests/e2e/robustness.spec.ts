import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { ConsoleApp } from '../support/console-app.ts'
import { expect, test } from './fixtures.ts'

test('runs on the Electron it says it runs on', async ({ start }) => {
  const app = await start()
  const versions = await app.app.evaluate(() => ({
    electron: process.versions['electron'],
    node: process.versions.node,
  }))
  test.info().annotations.push({ type: 'runtime', description: `Electron ${versions.electron}, Node ${versions.node}` })
  expect(Number.parseInt(String(versions.electron), 10)).toBeGreaterThanOrEqual(33)
  const answer = (await app.request('app:state', {})) as { value: { app: { electron: string } } }
  expect(answer.value.app.electron).toBe(versions.electron)
})

test('a corrupt settings file is set aside, named, and the console starts', async ({ start, profile }) => {
  mkdirSync(profile, { recursive: true })
  writeFileSync(join(profile, 'settings.json'), '{ "theme": "dar')
  const app = await start()
  await app.waitForConnection('online')
  expect(readdirSync(profile).some((name) => name.startsWith('settings.corrupt'))).toBe(true)
  const answer = (await app.request('app:state', {})) as { value: { settings: { problems: string[] } } }
  expect(answer.value.settings.problems.join()).toMatch(/settings/i)
})

test('a profile that cannot be used ends the start with one sentence', async ({ profile }) => {
  writeFileSync(join(profile, 'file'), '')
  const { code, errors } = await ConsoleApp.startAndEnd({ profile: join(profile, 'file') })
  expect(code, errors).toBe(1)
  expect(errors).toMatch(/profile folder .* cannot be written.*OUTPOST_PROFILE_DIR/s)
})

test('a second start on the same profile leaves the first one working', async ({ start, profile, server, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  const { code } = await ConsoleApp.startAndEnd({ profile, serverUrl: network.url, token: server.token })
  expect(code).toBe(0)
  const [device] = await server.entities('device')
  await app.edit(String(device?.data['name']), { Name: 'Only one drains' })
  await app.waitForPending(0)
})

test('a crashed page comes back with the same state', async ({ start, server, network, profile }) => {
  const app = await start()
  await app.waitForConnection('online')
  const [device] = await server.entities('device')
  network.set('refuse')
  await app.waitForConnection('offline')
  await app.edit(String(device?.data['name']), { Name: 'Survives the crash' })
  await app.waitForPending(1)
  await app.kill9()

  const { child, debuggerUrl } = await ConsoleApp.startAlone({ profile, serverUrl: network.url, token: server.token })
  try {
    const before = pageProcessOf(child.pid)
    process.kill(before, 'SIGKILL')
    await expect.poll(() => pageProcessOf(child.pid)).not.toBe(before)
    const browser = await chromium.connectOverCDP(debuggerUrl)
    const [page] = browser.contexts().flatMap((context) => context.pages())
    await page?.waitForSelector('[data-pending-count="1"]')
    await browser.close()
  } finally {
    child.kill('SIGKILL')
  }
})

/** The process that draws the page of an app; 0: there is none now. */
function pageProcessOf(parent: number | undefined): number {
  const listed = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n')
  const rows = listed.map((line) => line.trim().split(/\s+/))
  const family = new Set([String(parent)])
  // Twice: on Linux pages are children of a helper of the app.
  for (let round = 0; round < 3; round++) for (const [pid, up] of rows) if (family.has(up ?? '')) family.add(pid ?? '')
  const page = rows.find(([pid, , ...words]) => family.has(pid ?? '') && words.includes('--type=renderer'))
  return Number(page?.[0] ?? 0)
}

test('the page can do nothing but what the bridge offers', async ({ start }) => {
  const app = await start()
  const found = await app.page.evaluate<{ bridge: string[]; node: string; policy: number }>(`({
    bridge: Object.keys(globalThis.outpost).sort(),
    node: typeof globalThis.require + typeof globalThis.process + typeof globalThis.module,
    policy: document.querySelectorAll('script:not([src])').length,
  })`)
  expect(found).toEqual({
    bridge: ['dropFiles', 'request', 'subscribe'],
    node: 'undefinedundefinedundefined',
    policy: 0,
  })
  const opened = await app.page.evaluate(`globalThis.open('https://example.org') === null`)
  expect(opened).toBe(true)
  await app.page.evaluate(`location.href = 'https://example.org'`).catch(() => undefined)
  expect(app.page.url()).toMatch(/^app:\/\/console\//)
  const permission = await app.page.evaluate(`Notification.requestPermission()`)
  expect(permission).toBe('denied')
})

test('hostile requests get coded errors and the app goes on', async ({ start }) => {
  const app = await start()
  const answers = await app.page.evaluate<{ ok: boolean; error?: { code: string } }[]>(`Promise.all([
    globalThis.outpost.request('no:such', {}),
    globalThis.outpost.request('operations:enqueue', { intents: [] }),
    globalThis.outpost.request('operations:enqueue', { intents: 'x'.repeat(2_000_000) }),
    globalThis.outpost.request('operations:rollback', { keys: ['../../etc/passwd'] }),
    globalThis.outpost.request('settings:update', { changes: { serverUrl: 'http://evil.example' } }),
    globalThis.outpost.request('replica:snapshot', { entityType: 'constructor', page: null }),
  ].map((answer) => answer.catch((error) => ({ ok: false, error: { code: 'threw:' + error.message } }))))`)
  expect(answers.map((answer) => answer.ok)).toEqual(answers.map(() => false))
  for (const answer of answers.slice(1)) {
    expect(['bad-request', 'too-large', 'invalid-setting']).toContain(answer.error?.code)
  }
  const state = (await app.request('app:state', {})) as { ok: boolean }
  expect(state.ok).toBe(true)
})
