import type { ChildProcess } from 'node:child_process'
import { type Browser, chromium, type Page } from '@playwright/test'
import { busyTicks, processesOf } from '../support/app-processes.ts'
import { ConsoleApp } from '../support/console-app.ts'
import { openWindow, untilReady, untilSame } from '../support/windows.ts'
import { expect, test } from './fixtures.ts'

/** When a page was loaded and when its first screen stood, in milliseconds since the epoch. */
interface Life {
  readonly loadedAt: number
  readonly readyAt: number
}

/** The driver can wait for ever for a page that opens just while it attaches: then it tries again. */
async function attach(debuggerUrl: string, triesLeft = 5): Promise<Browser> {
  try {
    return await chromium.connectOverCDP(debuggerUrl, { timeout: 5_000 })
  } catch (error) {
    if (triesLeft === 0) throw error
    return attach(debuggerUrl, triesLeft - 1)
  }
}

/** A debugger attached for as long as `task` runs. One that stays attached holds up a page that is loaded again. */
async function withPages<T>(debuggerUrl: string, task: (pages: readonly Page[], browser: Browser) => Promise<T>) {
  const browser = await attach(debuggerUrl)
  try {
    return await task(
      browser.contexts().flatMap((context) => context.pages()),
      browser,
    )
  } finally {
    await browser.close()
  }
}

function pageAt(pages: readonly Page[], fragment: string): Page {
  const page = pages.find((one) => one.url().includes(fragment))
  if (page === undefined) throw new Error(`no window shows ${fragment}: ${pages.map((one) => one.url()).join()}`)
  return page
}

async function lifeOf(page: Page): Promise<Life> {
  await untilReady(page)
  return page.evaluate<Life>(`(() => {
    const mark = performance.getEntriesByName('outpost:ready')[0]
    return { loadedAt: performance.timeOrigin, readyAt: performance.timeOrigin + mark.startTime }
  })()`)
}

const FRAGMENTS = ['console/#/settings', '#/page/devices', '#/wall/devices'] as const
const lives = (debuggerUrl: string): Promise<Life[]> =>
  withPages(debuggerUrl, async (pages) => {
    const found: Life[] = []
    for (const fragment of FRAGMENTS) found.push(await lifeOf(pageAt(pages, fragment)))
    return found
  })

function rename(page: Page, entityId: string, name: string): Promise<unknown> {
  const intent = { kind: 'update', entityType: 'device', entityId, fields: { name } }
  return page.evaluate(`globalThis.outpost.request('operations:enqueue', { intents: [${JSON.stringify(intent)}] })`)
}

/** Leaves three windows in the profile: a console on its settings, a page with an open device, and a wall. */
async function leaveThreeWindows(start: () => Promise<ConsoleApp>, deviceName: string): Promise<void> {
  const app = await start()
  await app.waitForConnection('online')
  const detached = await openWindow(app, 'page')
  await openWindow(app, 'wall')
  await detached.getByRole('searchbox', { name: 'Search devices' }).fill(deviceName)
  await detached.getByRole('grid', { name: 'Devices' }).getByRole('row', { name: deviceName }).first().click()
  await detached.getByRole('region', { name: 'Device details' }).waitFor()
  await app.go('Settings')
  await app.quit()
}

/** The process of a page: the one that is busy while the page is. */
async function processOf(page: Page, child: ChildProcess): Promise<number> {
  const pids = processesOf(child.pid, 'renderer')
  const before = pids.map(busyTicks)
  await page.evaluate('(() => { const end = performance.now() + 700; while (performance.now() < end); })()')
  const grown = pids.map((pid, index) => busyTicks(pid) - (before[index] ?? 0))
  return Number(pids[grown.indexOf(Math.max(...grown))])
}

/** Ends the process of one window's page. */
async function killPage(
  child: ChildProcess,
  debuggerUrl: string,
  fragment: (typeof FRAGMENTS)[number],
): Promise<{ at: number; after: Life[] }> {
  const pid = await withPages(debuggerUrl, (pages) => processOf(pageAt(pages, fragment), child))
  const at = Date.now()
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => processesOf(child.pid, 'renderer').includes(pid)).toBe(false)
  await expect.poll(async () => (await lives(debuggerUrl).catch(() => [])).length, { timeout: 20_000 }).toBe(3)
  return { at, after: await lives(debuggerUrl) }
}

test('a killed page comes back with its device, its queue untouched, and the other windows as they were', async ({
  start,
  server,
  network,
  profile,
}) => {
  const [first, second] = await server.entities('device')
  const name = String(first?.data['name'])
  await leaveThreeWindows(start, name)
  const options = { profile, serverUrl: network.url, token: server.token }
  const { child, debuggerUrl } = await ConsoleApp.startAlone(options)
  try {
    await withPages(debuggerUrl, async (pages) => {
      const detached = pageAt(pages, '#/page/devices')
      await detached.waitForSelector('[data-connection-state="online"]')
      network.set('refuse')
      await detached.waitForSelector('[data-connection-state="offline"]')
      await rename(detached, String(first?.id), 'Queued before the crash')
      await rename(pageAt(pages, '#/wall/devices'), String(second?.id), 'Queued on the wall')
      await detached.waitForSelector('[data-pending-count="2"]')
    })

    const before = await lives(debuggerUrl)
    const { at, after } = await killPage(child, debuggerUrl, '#/page/devices')
    expect(after.map(({ loadedAt }, index) => loadedAt === before[index]?.loadedAt)).toEqual([true, false, true])
    const backMs = Math.round((after[1]?.readyAt ?? Number.NaN) - at)
    test.info().annotations.push({ type: 'back after', description: `${backMs} ms` })
    expect(backMs).toBeLessThan(3_000)

    await withPages(debuggerUrl, async (pages) => {
      const detached = pageAt(pages, '#/page/devices')
      await detached.waitForSelector('[data-pending-count="2"]')
      expect(await detached.evaluate('location.hash')).toContain(`deviceId=${String(first?.id)}`)
      const details = detached.getByRole('region', { name: 'Device details' })
      await expect(details.getByRole('textbox', { name: 'Name' })).toHaveValue('Queued before the crash')
      await expect(detached.getByText('This window failed and was opened again')).toBeVisible()
      await expect(pageAt(pages, '#/settings').getByText('opened again')).toHaveCount(0)
      network.set('pass')
      await detached.waitForSelector('[data-pending-count="0"]')
      await untilSame([detached, pageAt(pages, '#/wall/devices')])
    })
    const effects = (await server.audit()).filter(({ source }) => source === 'operation')
    expect(effects).toHaveLength(2)
    expect(new Set(effects.map(({ entityId }) => entityId))).toEqual(new Set([first?.id, second?.id]))
  } finally {
    child.kill('SIGKILL')
  }
})

test('a page that hangs is made anew', async ({ start, server, network, profile }) => {
  test.setTimeout(120_000)
  const [first] = await server.entities('device')
  await leaveThreeWindows(start, String(first?.data['name']))
  const { child, debuggerUrl } = await ConsoleApp.startAlone({ profile, serverUrl: network.url, token: server.token })
  try {
    const before = await lives(debuggerUrl)
    await withPages(debuggerUrl, async (pages) => {
      await pageAt(pages, '#/wall/devices').evaluate(`void setTimeout(() => { for (;;); }, 100)`)
    })
    const renewed = processesOf(child.pid, 'renderer')
    await expect.poll(() => processesOf(child.pid, 'renderer').join(), { timeout: 30_000 }).not.toBe(renewed.join())
    await expect.poll(async () => (await lives(debuggerUrl).catch(() => [])).length, { timeout: 20_000 }).toBe(3)
    const after = await lives(debuggerUrl)
    expect(after.map(({ loadedAt }, index) => loadedAt === before[index]?.loadedAt)).toEqual([true, true, false])
  } finally {
    child.kill('SIGKILL')
  }
})

test('the process that draws may be killed: the windows and the queue go on', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  const [gpu] = processesOf(app.app.process().pid, 'gpu-process')
  expect(gpu).toBeDefined()
  process.kill(Number(gpu), 'SIGKILL')
  await expect.poll(() => processesOf(app.app.process().pid, 'gpu-process').includes(Number(gpu))).toBe(false)
  const [device] = await server.entities('device')
  await app.edit(String(device?.data['name']), { Name: 'Drawn anew' })
  await app.waitForPending(0)
  expect(await app.page.screenshot()).not.toHaveLength(0)
})

test('a second start brings the first window back to the front, from wherever it is', async ({
  start,
  profile,
  server,
  network,
}) => {
  const app = await start()
  await openWindow(app, 'wall')
  const isSeen = (): Promise<boolean | undefined> =>
    app.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().endsWith('/#/devices'),
      )
      return window?.isVisible() === true && !window.isMinimized()
    })
  await app.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.minimize()
      window.hide()
    }
  })
  expect(await isSeen()).toBe(false)
  const { code } = await ConsoleApp.startAndEnd({ profile, serverUrl: network.url, token: server.token })
  expect(code).toBe(0)
  await expect.poll(isSeen).toBe(true)
  expect(app.app.windows()).toHaveLength(2)
})
