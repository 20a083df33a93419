import type { Page } from '@playwright/test'
import type { ConsoleApp } from '../support/console-app.ts'
import { openWindow, takeReadings, untilReady, untilSame, windowCount } from '../support/windows.ts'
import { expect, test } from './fixtures.ts'

const pending = (page: Page, count: number) => page.waitForSelector(`[data-pending-count="${count}"]`)
const connection = (page: Page, state: string) => page.waitForSelector(`[data-connection-state="${state}"]`)

/** Queues the change of a name in one window, as its page does. */
function rename(page: Page, entityId: string, name: string): Promise<unknown> {
  const intent = { kind: 'update', entityType: 'device', entityId, fields: { name } }
  return page.evaluate(`globalThis.outpost.request('operations:enqueue', { intents: [${JSON.stringify(intent)}] })`)
}

/** A console, a page of its own, a wall and a second console. */
async function fourWindows(app: ConsoleApp): Promise<readonly [Page, Page, Page, Page]> {
  const detached = await openWindow(app, 'page')
  const wall = await openWindow(app, 'wall')
  const second = await openWindow(app, 'console', { page: 'devices', from: wall })
  return [app.page, detached, wall, second]
}

test('four windows show the same after an edit in any of them and after changes of the server', async ({
  start,
  server,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const pages = await fourWindows(app)
  expect(await windowCount(app.page)).toBe(4)
  const before = await untilSame(pages, ({ count }) => count === 60)

  const devices = await server.entities('device')
  for (const [index, page] of pages.entries())
    await rename(page, String(devices[index]?.id), `Named in window ${index}`)
  const after = await untilSame(pages, ({ hash, revision }) => hash !== before.hash && revision > before.revision)
  for (const page of pages) await pending(page, 0)
  await expect
    .poll(
      async () =>
        (await server.entities('device')).filter(({ data }) => String(data['name']).startsWith('Named in window'))
          .length,
    )
    .toBe(4)

  const last = await untilSame(pages)
  expect(last.count).toBe(60)
  expect(last.revision).toBeGreaterThanOrEqual(after.revision)
  const effects = (await server.audit()).filter(({ source }) => source === 'operation')
  expect(effects).toHaveLength(4)
})

test('every window shows the connection, the queue and how old its data is', async ({ start, server, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  const pages = await fourWindows(app)
  const [, detached, wall] = pages
  await expect(wall.locator('[data-current="true"]')).toBeVisible()
  await expect(wall.getByRole('navigation', { name: 'Pages' })).toHaveCount(0)
  await expect(detached.getByRole('navigation', { name: 'Pages' })).toHaveCount(0)
  expect(await detached.title()).toBe('Devices – Rhein-Main network – Outpost Console')

  network.set('refuse')
  for (const page of pages) await connection(page, 'offline')
  const [device] = await server.entities('device')
  await rename(wall, String(device?.id), 'Written on the wall')
  for (const page of pages) await pending(page, 1)
  await expect(wall.locator('[data-current="false"]')).toContainText('old')
  await untilSame(pages)

  network.set('pass')
  for (const page of pages) await pending(page, 0)
  await expect(wall.locator('[data-current="true"]')).toBeVisible()
})

test('what went wrong is said in the window where it was done', async ({ start, server }) => {
  const app = await start({ token: await server.issueToken({ role: 'viewer' }) })
  await app.waitForConnection('online')
  const detached = await openWindow(app, 'page', { page: 'devices' })
  const [device] = await server.entities('device')
  await rename(detached, String(device?.id), 'Refused here')
  const said = (page: Page) => page.getByRole('region', { name: 'Notices' }).getByText(/Refused/)
  await expect(said(detached)).toBeVisible()
  await expect(said(app.page)).toHaveCount(0)
  await expect(app.page.getByRole('button', { name: '1 refused' })).toBeVisible()
})

test('a setting changed in one window is changed in all', async ({ start }) => {
  const app = await start()
  const pages = [app.page, await openWindow(app, 'wall'), await openWindow(app, 'page', { page: 'settings' })]
  await app.request('settings:update', { changes: { density: 'comfortable' } })
  for (const page of pages) await expect(page.locator('html')).toHaveAttribute('data-density', 'comfortable')
})

test('a page that a window does not show is shown by the console', async ({ start }) => {
  const app = await start()
  await app.waitForConnection('online')
  const wall = await openWindow(app, 'wall')
  await wall.keyboard.press('Alt+4')
  await app.page.getByRole('heading', { name: 'Pending operations', level: 1 }).waitFor()
  expect(await wall.evaluate('location.hash')).toBe('#/wall/devices')
})

test('the windows of the last time are open again, each on its page', async ({ start }) => {
  const app = await start()
  const detached = await openWindow(app, 'page', { page: 'conflicts' })
  await openWindow(app, 'wall')
  await app.go('Settings')
  expect(await detached.evaluate('location.hash')).toBe('#/page/conflicts')
  await app.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().includes('/page/'))
    window?.setBounds({ x: 300, y: 200, width: 900, height: 600 })
  })
  await app.quit()

  const again = await start()
  await expect.poll(() => again.app.windows().length).toBe(3)
  for (const page of again.app.windows()) await untilReady(page)
  const hashes = await Promise.all(again.app.windows().map((page) => page.evaluate<string>('location.hash')))
  expect(hashes.toSorted()).toEqual(['#/page/conflicts', '#/settings', '#/wall/devices'])
  expect(await again.page.evaluate('location.hash')).toBe('#/settings')
  const bounds = await again.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('/page/'))
      ?.getBounds(),
  )
  expect(bounds).toEqual({ x: 300, y: 200, width: 900, height: 600 })
})

test('the app lives as long as one window does, and ends with the last', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  const detached = await openWindow(app, 'page')
  await app.page.close()
  const [device] = await server.entities('device')
  await rename(detached, String(device?.id), 'Still here')
  await pending(detached, 0)
  expect(await windowCount(detached)).toBe(1)
  const ended = new Promise((resolve) => app.app.process().once('exit', resolve))
  await detached.close({ runBeforeUnload: false }).catch(() => undefined)
  await ended
  expect((await server.audit()).filter(({ source }) => source === 'operation')).toHaveLength(1)
})

test('windows that come and go leave nothing behind', async ({ start }) => {
  const app = await start()
  await app.waitForConnection('online')
  const cycle = async (): Promise<void> => {
    const page = await openWindow(app, 'page')
    await page.evaluate(`globalThis.outpost.request('channel:subscribe', { channel: 'main/devices' })`)
    await page.close()
    await expect.poll(() => windowCount(app.page)).toBe(1)
  }
  await cycle()
  const before = await held(app)
  for (let round = 0; round < 20; round += 1) await cycle()
  expect(await held(app)).toEqual(before)
})

/** What the main process holds: its windows, and the listeners of everything that outlives a window. */
function held(app: ConsoleApp): Promise<Record<string, number>> {
  return app.app.evaluate(({ app: electron, ipcMain, nativeTheme, powerMonitor, screen, session, webContents }) => {
    const listeners = (emitter: NodeJS.EventEmitter): number =>
      emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0)
    return {
      contents: webContents.getAllWebContents().length,
      app: listeners(electron),
      ipcMain: listeners(ipcMain),
      nativeTheme: listeners(nativeTheme),
      powerMonitor: listeners(powerMonitor),
      screen: listeners(screen),
      session: listeners(session.defaultSession),
      process: listeners(process),
    }
  })
}

test('no kind of window can do more than the bridge offers', async ({ start }) => {
  const app = await start()
  for (const page of await fourWindows(app)) {
    const before = page.url()
    expect(await page.evaluate('Object.keys(globalThis.outpost).sort().join()')).toBe('dropFiles,request,subscribe')
    expect(await page.evaluate('typeof globalThis.require + typeof globalThis.process')).toBe('undefinedundefined')
    expect(await page.evaluate(`globalThis.open('https://example.org') === null`)).toBe(true)
    expect(await page.evaluate(`globalThis.open('app://console/') === null`)).toBe(true)
    await page.evaluate(`location.href = 'https://example.org'`).catch(() => undefined)
    expect(page.url()).toBe(before)
    expect(await page.evaluate('Notification.requestPermission()')).toBe('denied')
    const fetched = await page.evaluate(`fetch('https://example.org').then(() => 'there', () => 'refused')`)
    expect(fetched).toBe('refused')
  }
  expect(await takeReadings(app.page)).not.toEqual([])
  expect(await windowCount(app.page)).toBe(4)
})

test('a wall fills its screen, and does so again after a restart', async ({ start }) => {
  const app = await start()
  const wall = await openWindow(app, 'wall')
  await wall.evaluate(`globalThis.outpost.request('windows:place', { isFullScreen: true })`)
  const isFull = (of: ConsoleApp): Promise<boolean> =>
    of.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some(
        (window) => window.webContents.getURL().includes('/wall/') && window.isFullScreen(),
      ),
    )
  await expect.poll(() => isFull(app)).toBe(true)
  await wall.mouse.move(10, 10)
  await wall.getByRole('button', { name: 'Windows' }).click()
  await expect(wall.getByRole('menuitem', { name: 'Leave full screen' })).toBeVisible()
  await wall.keyboard.press('Escape')
  await expect(wall.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 10_000 })
  await app.quit()
  const again = await start()
  await expect.poll(() => isFull(again)).toBe(true)
})
