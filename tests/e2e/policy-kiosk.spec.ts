import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXPORTS } from '#shared/domain/exports.ts'
import { knownAddress } from '../../src/main/headless/address.ts'
import { CommandLine } from '../support/command-line.ts'
import { ConsoleApp } from '../support/console-app.ts'
import { until } from '../support/fleet-server.ts'
import { openWindow, windowCount } from '../support/windows.ts'
import { expect, test } from './fixtures.ts'

/** A policy file that the test may change, and what a start needs to go by it. Nobody but the driver looks after the app. */
function policyIn(folder: string) {
  const file = join(folder, 'policy.json')
  return {
    file,
    environment: { OUTPOST_POLICY_FILE: file, OUTPOST_WATCHDOG: '0', XDG_CONFIG_HOME: join(folder, 'config') },
    write: (text: string | object) => writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text)),
  }
}

interface WindowLook {
  readonly isFullScreen: boolean
  readonly isVisible: boolean
  readonly bounds: { readonly width: number; readonly height: number }
  readonly screen: { readonly width: number; readonly height: number }
}

/** How the first window of the app stands, by Electron's own word. */
function lookOf(app: ConsoleApp): Promise<WindowLook> {
  return app.app.evaluate(({ BrowserWindow, screen }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) throw new Error('there is no window')
    return {
      isFullScreen: window.isFullScreen(),
      isVisible: window.isVisible(),
      bounds: window.getBounds(),
      screen: screen.getDisplayMatching(window.getBounds()).bounds,
    }
  })
}

test('what a policy locks is shown as locked, and what it does not allow is refused whoever asks', async ({
  profile,
  stick,
}) => {
  const policy = policyIn(stick)
  policy.write({ language: 'en', keepAwake: 'always', allowedExports: ['report-csv'], $locked: ['keepAwake', 'kiosk'] })
  const app = await ConsoleApp.start({ profile, environment: policy.environment })
  try {
    const { page } = app
    await app.go('Settings')
    await expect(page.locator('[data-setting="keepAwake"]')).toContainText('locked by your administrator')
    await expect(page.locator('[data-setting="kiosk"]').getByRole('switch')).toHaveCount(0)
    const administration = page.getByRole('region', { name: 'Administration' })
    await expect(administration).toContainText(`In force: ${policy.file}`)
    await expect(administration.getByText('not allowed')).toHaveCount(EXPORTS.length - 1)
    const diagnostics = page.getByRole('button', { name: 'Export diagnostics…' })
    await expect(diagnostics).toHaveAttribute('aria-disabled', 'true')

    await app.answerFileDialogs(join(stick, 'out.zip'))
    const asked = [
      ['diagnostics:export', { withScreenshots: false, withValues: false }],
      ['ledger:export', {}],
      ['reports:export', { period: { fromAt: 0, toAt: 60_000 }, format: 'pdf' }],
    ] as const
    for (const [name, request] of asked)
      expect(await app.request(name, request)).toMatchObject({ ok: false, error: { code: 'locked' } })
    const update = await app.request('settings:update', { changes: { allowedExports: ['ledger'] } })
    expect(update).toMatchObject({ ok: false, error: { code: 'invalid-setting' } })

    await until('the console listens to commands', () => knownAddress(profile) !== null)
    const line = new CommandLine(profile, policy.environment)
    const file = join(stick, 'ledger.ndjson')
    const withConsole = await line.json('ledger', 'export', '--out', file)
    expect(withConsole).toMatchObject({ code: 5, source: 'console', error: { code: 'locked' } })
    await app.quit()
    const alone = await line.json('ledger', 'export', '--out', file)
    expect(alone).toMatchObject({ code: 5, source: 'store', error: { code: 'locked' } })
    expect(existsSync(file)).toBe(false)
  } finally {
    await app.kill9()
  }
})

test('a broken policy is told with its place, opens nothing, and is in force once it is mended', async ({
  profile,
  stick,
}) => {
  const policy = policyIn(stick)
  policy.write('{\n  "density": "comfortable",\n  "theme": "drak"\n}')
  const app = await ConsoleApp.start({ profile, environment: policy.environment })
  try {
    const { page } = app
    await expect(page.getByRole('status').filter({ hasText: `${policy.file}, line 3, column 3` })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('data-density', 'comfortable')

    policy.write('{\n  "density": "comfortable"\n  "theme": "dark"\n}')
    const broken = page.getByRole('alert').filter({ hasText: 'The policy file cannot be read.' })
    await expect(broken).toContainText(
      `${policy.file}, line 3, column 3: it is not valid JSON: a comma or } is missing`,
    )
    await expect(page.locator('html')).toHaveAttribute('data-density', 'comfortable')
    const refused = await app.request('settings:update', { changes: { startPage: 'health' } })
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid-setting' } })

    policy.write({ density: 'compact' })
    await expect(page.locator('html')).toHaveAttribute('data-density', 'compact')
    await expect(broken).toHaveCount(0)
    await expect(page.getByText('Your administrator has changed a setting: Density')).toBeVisible()

    const line = new CommandLine(profile, policy.environment)
    expect(await line.json('policy', 'check')).toMatchObject({ code: 0, result: { state: 'valid' } })
    policy.write('{ "density": }')
    expect(await line.json('policy', 'check')).toMatchObject({
      code: 1,
      result: { state: 'unreadable', problems: [{ line: 1, column: 14 }] },
    })
    rmSync(policy.file)
    expect(await line.json('policy', 'check')).toMatchObject({ code: 3 })
  } finally {
    await app.kill9()
  }
})

test('a kiosk fills its screen and is not left by keys, requests or the system, but by who may', async ({
  profile,
  stick,
}) => {
  const policy = policyIn(stick)
  policy.write({ kiosk: true })
  const app = await ConsoleApp.start({ profile, environment: policy.environment })
  try {
    const { page } = app
    await expect.poll(async () => (await lookOf(app)).isFullScreen).toBe(true)
    // Without a window manager it is a little larger than its screen.
    const isFilled = async (): Promise<boolean> => {
      const { bounds, screen } = await lookOf(app)
      return bounds.width >= screen.width && bounds.height >= screen.height
    }
    await expect.poll(isFilled).toBe(true)
    expect(await app.app.evaluate(({ Menu }) => Menu.getApplicationMenu())).toBeNull()
    for (const keys of ['Control+W', 'Control+Q', 'F11', 'Control+Shift+N']) await page.keyboard.press(keys)
    for (const [name, request] of [
      ['windows:place', { isFullScreen: false }],
      ['windows:open', { kind: 'console', page: 'devices', target: {}, displayId: null }],
    ] as const)
      expect(await app.request(name, request)).toMatchObject({ ok: false, error: { code: 'locked' } })
    // What Alt+F4 and the system's own cross do.
    await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    expect((await lookOf(app)).isFullScreen).toBe(true)
    expect(await windowCount(page)).toBe(1)

    await page.keyboard.press('Control+Alt+Shift+K')
    const question = page.getByRole('alertdialog', { name: 'Leave kiosk mode?' })
    await question.getByRole('button', { name: 'Leave kiosk mode' }).click()
    await expect.poll(async () => (await app.request('windows:place', {})) as object).toMatchObject({ ok: true })
    await openWindow(app, 'page')
    expect(await windowCount(page)).toBe(2)

    policy.write({ kiosk: true, $locked: true })
    await expect
      .poll(async () => (await app.request('windows:place', {})) as object, { timeout: 15_000 })
      .toMatchObject({ ok: false, error: { code: 'locked' } })
    await page.keyboard.press('Control+Alt+Shift+K')
    await expect(page.getByRole('dialog', { name: 'Leave kiosk mode?' })).toContainText(policy.file)
    expect(await app.request('settings:update', { changes: { kiosk: false } })).toMatchObject({ ok: false })
  } finally {
    await app.kill9()
  }
})

test('a wall PC opens a wall that fills its screen, and keeps the screens on', async ({ profile, stick }) => {
  const policy = policyIn(stick)
  policy.write({ wall: true, $locked: true })
  const app = await ConsoleApp.start({ profile, environment: policy.environment })
  try {
    expect(await app.page.evaluate('location.hash')).toBe('#/wall/devices')
    await expect.poll(async () => (await lookOf(app)).isFullScreen).toBe(true)
    const isHeld = () => app.app.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(0))
    expect(await isHeld()).toBe(true)
    policy.write({ wall: true, keepAwake: 'never', $locked: true })
    await expect.poll(isHeld, { timeout: 15_000 }).toBe(false)
  } finally {
    await app.kill9()
  }
})

test('starting at login is set up and taken away, and the settings say what the PC will really do', async ({
  profile,
  stick,
}) => {
  const policy = policyIn(stick)
  const entry = join(stick, 'config/autostart/outpost-console.desktop')
  const app = await ConsoleApp.start({ profile, environment: policy.environment })
  try {
    const { page } = app
    await app.go('Settings')
    const section = page.getByRole('region', { name: 'This PC' })
    const toggle = section.getByRole('switch', { name: 'Start at login' })
    await expect(section).toContainText('This PC does not start the console at login.')
    await toggle.click()
    await expect(section).toContainText('This PC starts the console at login.')
    expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=".*" "--at-login"$/m)

    rmSync(entry)
    await expect(section).toContainText('the entry on this PC is gone or switched off')
    await section.getByRole('button', { name: 'Set up again' }).click()
    await expect(section).toContainText('This PC starts the console at login.')
    await toggle.click()
    await expect(section).toContainText('This PC does not start the console at login.')
    expect(existsSync(entry)).toBe(false)

    policy.write({ startAtLogin: true, $locked: true })
    await expect.poll(() => existsSync(entry), { timeout: 15_000 }).toBe(true)
    rmSync(entry)
    await app.quit()
  } finally {
    await app.kill9()
  }
  const again = await ConsoleApp.start({ profile, environment: policy.environment })
  try {
    await expect.poll(() => existsSync(entry)).toBe(true)
  } finally {
    await again.kill9()
  }
})

test('where an entry cannot be written, that is said', async ({ profile, stick }) => {
  const policy = policyIn(stick)
  mkdirSync(join(stick, 'config'))
  writeFileSync(join(stick, 'config/autostart'), 'in the way')
  const app = await ConsoleApp.start({ profile, environment: policy.environment })
  try {
    await app.go('Settings')
    const section = app.page.getByRole('region', { name: 'This PC' })
    await section.getByRole('switch', { name: 'Start at login' }).click()
    await expect(section).toContainText('The entry on this PC cannot be read or written.')
  } finally {
    await app.kill9()
  }
})
