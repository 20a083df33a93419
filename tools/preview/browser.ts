import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { prepareRuntime } from '../runtime/prepare.mjs'

/** Shows built pages in the engine that the app ships with: the project's Electron, used as a browser. */

const HOST = resolve(import.meta.dirname, 'host.cjs')
/** The same picture on every machine: no graphics card, no hinting by the system, no colour profile of a screen. */
const SAME_EVERYWHERE = [
  '--disable-gpu',
  '--force-device-scale-factor=1',
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  '--lang=en-US',
]
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Stage {
  readonly port: number
  /** The process that the pages are windows of. */
  readonly app: ElectronApplication
  /** The engine's version, for example 130. */
  readonly chromiumMajor: number
  /** A page of its own, with no memory of others. Close it when it is done with. */
  readonly open: (size: Size, shape?: WindowShape) => Promise<Page>
}

/** `hasFrame`: for a person, as wide as they make it. */
export interface WindowShape {
  readonly hasFrame: boolean
}

/** Serves a folder on loopback, opens the browser, runs, and ends both. */
export async function inBrowser(folder: string, run: (stage: Stage) => Promise<void>): Promise<void> {
  const server = await serve(folder)
  const runtime = await prepareRuntime()
  try {
    const app = await _electron.launch({
      executablePath: String(runtime.electronPath),
      args: [...runtime.args, ...SAME_EVERYWHERE, HOST],
      env: Object.fromEntries(
        Object.entries(runtime.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    })
    try {
      const chromiumMajor = await app.evaluate(() => Number.parseInt(process.versions['chrome'] ?? '0', 10))
      await run({ port: portOf(server), app, chromiumMajor, open: (size, shape) => openPage(app, size, shape) })
    } finally {
      await app.close()
    }
  } finally {
    await runtime.dispose()
    server.close()
  }
}

let opened = 0
/** One after the other: a window that opens does not say who asked for it. */
let opening: Promise<unknown> = Promise.resolve()

function openPage(app: ElectronApplication, size: Size, shape?: WindowShape): Promise<Page> {
  const page = opening.then(() => openNow(app, size, shape))
  opening = page.catch(() => undefined)
  return page
}

async function openNow(app: ElectronApplication, size: Size, shape: WindowShape = { hasFrame: false }): Promise<Page> {
  opened += 1
  const window = app.waitForEvent('window')
  await app.evaluate(
    async ({ BrowserWindow }, { width, height, frame, partition }) => {
      const webPreferences = { partition, sandbox: true }
      const options = { width, height, useContentSize: true, frame, autoHideMenuBar: true, webPreferences }
      const opened = new BrowserWindow(options)
      // Wherever the pointer of this PC happens to be, it is on nothing.
      if (!frame) opened.setIgnoreMouseEvents(true)
      await opened.loadURL('about:blank')
    },
    { ...size, frame: shape.hasFrame, partition: `page-${opened}` },
  )
  const page = await window
  if (!shape.hasFrame) await page.setViewportSize(size)
  return page
}

/** Serves a folder on a free port of loopback. */
export async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = join(folder, path === '/' ? 'index.html' : path)
    readFile(file).then(
      (body) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return server
}

export function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
