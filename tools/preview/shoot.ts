import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { chromium, type Page } from '@playwright/test'

/**
 * Takes pictures of the built preview:
 * `node tools/preview/shoot.ts <name>[:act] … [--themes dark,light] [--sizes 1366x768,1920x1080]`.
 */
const ROOT = resolve(import.meta.dirname, '../../out/preview')
const OUT = resolve(import.meta.dirname, '../../out/pictures')
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

type Act = (page: Page) => Promise<unknown>

/** What is done before the picture. */
const ACTS: Record<string, Act> = {
  detail: (page) => page.getByRole('grid').getByRole('row').nth(3).click(),
  select: async (page) => {
    for (const row of [2, 4, 5]) await page.getByRole('grid').getByRole('row').nth(row).getByRole('checkbox').check()
  },
  reboot: async (page) => {
    for (const row of [2, 4, 5]) await page.getByRole('grid').getByRole('row').nth(row).getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Reboot' }).click()
  },
  new: (page) => page.getByRole('button', { name: 'New device' }).first().click(),
  keys: (page) => page.keyboard.press('?'),
  palette: async (page) => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('gate 1')
  },
  connection: (page) => page.getByRole('status', { name: 'Connection' }).getByRole('button').click(),
  badge: (page) => page.locator('[data-pending-count]').click(),
  pending: (page) => page.getByRole('link', { name: 'Pending operations' }).click(),
  conflict: async (page) => {
    await page.getByRole('link', { name: 'Pending operations' }).click()
    await page.getByRole('grid').getByRole('row').nth(1).click()
  },
  history: async (page) => {
    await page.getByRole('link', { name: 'Pending operations' }).click()
    await page.getByRole('button', { name: 'History' }).click()
  },
  settings: (page) => page.getByRole('link', { name: 'Settings' }).click(),
  diagnostics: async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Diagnostics' }).click()
  },
  token: (page) => page.getByRole('button', { name: 'Sign in again' }).first().click(),
  edit: async (page) => {
    await page.getByRole('grid').getByRole('row').nth(3).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('')
    await page.getByRole('textbox', { name: 'Location' }).fill('east wall')
  },
  saved: async (page) => {
    await page.getByRole('grid').getByRole('row').nth(3).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Block 1 renamed wall')
    await page.getByRole('button', { name: 'Save' }).click()
  },
  filtered: async (page) => {
    await page.getByRole('searchbox').fill('gate 1')
    await page.mouse.move(600, 300)
  },
}

function option(name: string, fallback: string): string[] {
  const at = process.argv.indexOf(`--${name}`)
  return (at === -1 ? fallback : (process.argv[at + 1] ?? fallback)).split(',')
}

async function main(): Promise<void> {
  mkdirSync(OUT, { recursive: true })
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = join(ROOT, path === '/' ? 'index.html' : path)
    readFile(file).then(
      (body) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const names = process.argv
    .slice(2)
    .filter((word, index, all) => !word.startsWith('--') && !(all[index - 1] ?? '').startsWith('--'))
  for (const theme of option('themes', 'dark,light')) {
    for (const size of option('sizes', '1366x768')) {
      const [width = 1366, height = 768] = size.split('x').map(Number)
      for (const name of names) {
        const [scenario = 'online', act] = name.split(':')
        const page = await browser.newPage({ viewport: { width, height } })
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') console.log(`[${name}] ${message.text()}`)
        })
        page.on('pageerror', (error) => console.log(`[${name}] ${error.message}`))
        await page.goto(
          `http://127.0.0.1:${port}/?scenario=${scenario}&theme=${theme}&density=${option('density', 'compact')[0]}`,
        )
        if (scenario !== 'loading') await page.waitForSelector('html[data-ready="true"]', { timeout: 10_000 })
        if (act !== undefined) await ACTS[act]?.(page)
        await page.waitForTimeout(400)
        await page.screenshot({
          path: join(OUT, `${scenario}${act === undefined ? '' : `-${act}`}-${theme}-${width}.png`),
        })
        await page.close()
      }
    }
  }
  await browser.close()
  server.close()
}

await main()
