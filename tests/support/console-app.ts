import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import type { StartPage } from '../../src/shared/domain/window-route.ts'
import { until } from './fleet-server.ts'
import { launchDriven } from './launch-driven.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const READY_TIMEOUT_MS = 40_000

export interface ConsoleOptions {
  /** Folder of the profile; kept by whoever made it. */
  readonly profile: string
  /** Left out: the demo site. */
  readonly serverUrl?: string
  readonly token?: string
  readonly theme?: 'dark' | 'light' | 'high-contrast'
  /** The page that a new window opens on, unless the settings of the profile say another; left out: Devices. */
  readonly startPage?: StartPage
  readonly environment?: Readonly<Record<string, string>>
}

/** A folder for profiles, and the function that removes it. */
export function profileFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'outpost-profile-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }) }
}

/**
 * The real app in its real window, driven by role and name. Expects what `prepareRuntime` puts into the environment:
 * Electron, a display and SQLite's binding.
 */
export class ConsoleApp {
  readonly app: ElectronApplication
  readonly page: Page

  readonly #process: ChildProcess

  private constructor(app: ElectronApplication, page: Page) {
    this.app = app
    this.page = page
    this.#process = app.process()
  }

  /** Resolves when the app itself says that its first screen is complete. */
  static async start(options: ConsoleOptions): Promise<ConsoleApp> {
    mkdirSync(options.profile, { recursive: true })
    const app = await ConsoleApp.launch(options)
    const page = await app.firstWindow()
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: READY_TIMEOUT_MS })
    return new ConsoleApp(app, page)
  }

  private static launch(options: ConsoleOptions): Promise<ElectronApplication> {
    const executablePath = process.env['ELECTRON_EXEC_PATH']
    return launchDriven({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: argumentsOf(),
      cwd: PROJECT,
      env: environmentOf(options),
    })
  }

  /** A start that is expected to end by itself: its exit code and what it wrote to standard error. */
  static async startAndEnd(options: ConsoleOptions): Promise<{ code: number | null; errors: string }> {
    const executable = process.env['ELECTRON_EXEC_PATH'] ?? 'electron'
    const child = spawn(executable, argumentsOf(), { cwd: PROJECT, env: environmentOf(options) })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString()
    })
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { code, errors }
  }

  /**
   * The app without a driver attached, which would hold up a page that is loaded again after a crash. `debuggerUrl` is
   * where one can be attached later.
   */
  static async startAlone(
    options: ConsoleOptions,
    onOutput: (sofar: string) => void = () => undefined,
  ): Promise<{ child: ChildProcess; debuggerUrl: string }> {
    const executable = process.env['ELECTRON_EXEC_PATH'] ?? 'electron'
    const environment = { ...environmentOf(options), OUTPOST_READY_LINE: '1' }
    const child = spawn(executable, ['--remote-debugging-port=0', ...argumentsOf()], { cwd: PROJECT, env: environment })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        onOutput(output)
      })
    const address = (): string | undefined => /DevTools listening on (ws:\S+)/.exec(output)?.[1]
    await until('the app is ready', () => output.includes('"ready"') && address() !== undefined, READY_TIMEOUT_MS)
    return { child, debuggerUrl: address() ?? '' }
  }

  /** Ends the app as a person would. */
  async quit(): Promise<void> {
    await this.app.close()
  }

  /** Ends the app as a power failure would end it: no code of its own runs any more. */
  async kill9(): Promise<void> {
    const child = this.#process
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill('SIGKILL')
    await ended
  }

  /** Resolves when the status strip shows one of these states. */
  async waitForConnection(...states: readonly string[]): Promise<void> {
    const selector = states.map((state) => `[data-connection-state="${state}"]`).join(',')
    await this.page.waitForSelector(selector, { timeout: READY_TIMEOUT_MS })
  }

  async waitForPending(count: number): Promise<void> {
    await this.page.waitForSelector(`[data-pending-count="${count}"]`, { timeout: READY_TIMEOUT_MS })
  }

  async pendingCount(): Promise<number> {
    return Number(await this.page.locator('[data-pending-count]').first().getAttribute('data-pending-count'))
  }

  async go(name: 'Devices' | 'Pending operations' | 'Conflicts' | 'Settings'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click()
    await this.page.getByRole('heading', { name, level: 1 }).waitFor()
  }

  /** The row of a device, found through the search box as an operator would. */
  async findDevice(name: string): Promise<Locator> {
    await this.page.getByRole('searchbox', { name: 'Search devices' }).fill(name)
    const row = this.page.getByRole('grid', { name: 'Devices' }).getByRole('row', { name }).first()
    await row.waitFor()
    return row
  }

  get details(): Locator {
    return this.page.getByRole('region', { name: 'Device details' })
  }

  /** Opens a device and changes fields by typing; Enter saves. */
  async edit(device: string, fields: Readonly<Record<string, string>>): Promise<void> {
    await (await this.findDevice(device)).click()
    await this.details.waitFor()
    for (const [label, value] of Object.entries(fields)) {
      await this.details.getByRole('textbox', { name: label }).fill(value)
    }
    await this.details.getByRole('button', { name: 'Save', exact: true }).click()
  }

  async create(fields: Readonly<Record<'Name' | 'Site' | 'Location' | 'Model' | 'Serial', string>>): Promise<void> {
    await this.page.getByRole('button', { name: 'New device' }).first().click()
    const dialog = this.page.getByRole('dialog', { name: 'New device' })
    for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value)
    await dialog.getByRole('button', { name: 'Create device' }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  /** Keys, states and words of the rows on the Pending operations page, in their order. */
  async pendingRows(): Promise<{ key: string; state: string; text: string }[]> {
    return this.page.evaluate(`Array.from(document.querySelectorAll('[data-operation-key]'), (row) => ({
      key: row.getAttribute('data-operation-key'),
      state: row.getAttribute('data-operation-state'),
      text: row.textContent,
    }))`)
  }

  /** One request over the window's own bridge. */
  request(name: string, request: object): Promise<unknown> {
    return this.page.evaluate(`globalThis.outpost.request(${JSON.stringify(name)}, ${JSON.stringify(request)})`)
  }

  /** The next dialogs of the system that ask for a file are answered with this path; null: the person changes their mind. */
  async answerFileDialogs(path: string | null): Promise<void> {
    await this.app.evaluate(({ dialog }, filePath) => {
      const canceled = filePath === null
      dialog.showSaveDialog = async () => ({ canceled, filePath: filePath ?? '' })
      dialog.showOpenDialog = async () => ({ canceled, filePaths: filePath === null ? [] : [filePath] })
    }, path)
  }

  async resize(width: number, height: number): Promise<void> {
    await this.app.evaluate(
      ({ BrowserWindow }, size) => {
        const [window] = BrowserWindow.getAllWindows()
        window?.setBounds({ x: 0, y: 0, ...size })
        window?.setContentSize(size.width, size.height)
      },
      { width, height },
    )
    // The page's policy lets nobody evaluate text in it, which is how Playwright's own waiting for a condition works.
    await until('the window has its size', async () => {
      const size = await this.page.evaluate('[innerWidth, innerHeight].join()')
      return size === `${width},${height}`
    })
  }
}

function argumentsOf(): string[] {
  return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), PROJECT]
}

function environmentOf(options: ConsoleOptions): Record<string, string> {
  const given = {
    ...process.env,
    OUTPOST_PROFILE_DIR: options.profile,
    OUTPOST_UNATTENDED: '1',
    OUTPOST_SERVER_URL: options.serverUrl,
    OUTPOST_TOKEN: options.token,
    OUTPOST_THEME: options.theme ?? 'dark',
    OUTPOST_START_PAGE: options.startPage ?? 'devices',
    ...options.environment,
  }
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
