import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'

/** Serves the built preview to a browser, and knows how to bring it into the states worth looking at. */

const ROOT = resolve(import.meta.dirname, '../../out/preview')
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

type Act = (page: Page) => Promise<unknown>

async function openPending(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Pending operations' }).click()
  await page.getByRole('grid', { name: 'Pending operations' }).waitFor()
}

/** The panel of the row with this number, the first being 1. */
const openOperation =
  (row: number): Act =>
  async (page) => {
    await openPending(page)
    await page.getByRole('grid').getByRole('row').nth(row).click()
  }

async function openConflicts(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Conflicts/ }).click()
  await page.getByRole('grid', { name: 'Conflicts' }).waitFor()
}

/** The conflict of the row with this number, the first being 1. */
const openConflict =
  (row: number): Act =>
  async (page) => {
    await openConflicts(page)
    await page.getByRole('grid').getByRole('row').nth(row).click()
  }

/** The menu of the Pending operations page, and one of its entries. */
const chooseMore =
  (entry: string | null): Act =>
  async (page) => {
    await page.getByRole('link', { name: 'Pending operations' }).click()
    await page.getByRole('button', { name: 'More' }).click()
    if (entry !== null) await page.getByRole('menuitem', { name: entry }).click()
  }

/** What is done before the picture. */
export const ACTS: Record<string, Act> = {
  switcher: (page) => page.getByRole('button', { name: /^Site: / }).click(),
  'attention-page': (page) => page.getByRole('link', { name: 'Attention' }).click(),
  'site-settings': async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('heading', { name: 'Sites of this console' }).scrollIntoViewIfNeeded()
  },
  'add-site': async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Add a site…' }).click()
  },
  views: (page) => page.getByRole('button', { name: /^View: / }).click(),
  columns: async (page) => {
    await page.getByRole('button', { name: /^View: / }).click()
    await page.getByRole('menuitem', { name: 'Columns…' }).click()
  },
  grouped: async (page) => {
    await page.getByRole('button', { name: /^View: / }).click()
    await page.getByRole('menuitemradio', { name: 'Site', exact: true }).click()
    await page.mouse.move(5, 400)
    await page.locator('[data-grid]').evaluate((grid) => {
      grid.scrollTop = 300
    })
  },
  attention: async (page) => {
    await page.getByRole('button', { name: /^View: / }).click()
    await page.getByRole('menuitemradio', { name: /^Needs attention/ }).click()
  },
  bulk: async (page) => {
    await page.locator('[data-grid]').press('Control+a')
    await page.getByRole('toolbar').getByRole('button', { name: 'Add tag' }).click()
    await page.getByRole('textbox', { name: 'Tag' }).fill('night')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(1_200)
  },
  selected: async (page) => {
    for (const row of [2, 4, 5]) await page.getByRole('grid').getByRole('row').nth(row).getByRole('checkbox').check()
    await page.getByRole('searchbox').fill('block 2')
  },
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
  device: async (page) => {
    await openPending(page)
    await page.getByRole('button', { name: 'Waiting for the device' }).click()
  },
  first: openOperation(1),
  batch: openOperation(5),
  unreadable: openOperation(8),
  many: openOperation(10),
  'confirm-all': async (page) => {
    await openPending(page)
    await page.getByRole('grid').press('Control+a')
    await page.getByRole('toolbar').getByRole('button', { name: 'Confirm again' }).click()
  },
  'select-all': async (page) => {
    await openPending(page)
    await page.getByRole('grid').press('Control+a')
  },
  discard: async (page) => {
    await openOperation(1)(page)
    await page.getByRole('region').getByRole('button', { name: 'Discard' }).click()
  },
  correct: async (page) => {
    await openOperation(1)(page)
    await page.getByRole('button', { name: 'Correct…' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('')
    await page.getByRole('button', { name: 'Send again' }).click()
  },
  profile: (page) => page.getByRole('button', { name: /^User: / }).click(),
  'sign-out': async (page) => {
    await page.getByRole('button', { name: /^User: / }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
  },
  'signed-out': async (page) => {
    await page.getByRole('button', { name: /^User: / }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  },
  more: chooseMore(null),
  export: chooseMore('Export as a signed file…'),
  exported: async (page) => {
    await chooseMore('Export as a signed file…')(page)
    await page.getByRole('button', { name: 'Choose a place…' }).click()
  },
  import: chooseMore('Import a signed file…'),
  imported: async (page) => {
    await chooseMore('Import a signed file…')(page)
    await page.getByRole('button', { name: 'Import 27 changes' }).click()
  },
  refused: async (page) => {
    await openPending(page)
    await page.getByRole('button', { name: /^Refused/ }).click()
  },
  'import-refused': chooseMore('Import refused…'),
  ledger: chooseMore('Export the ledger…'),
  desk: openConflict(1),
  list: openConflict(2),
  deletion: openConflict(4),
  gone: openConflict(5),
  chosen: async (page) => {
    await openConflict(1)(page)
    await page.getByRole('radio', { name: 'Choose for Name: Use yours' }).check()
    await page.getByRole('radio', { name: 'Choose for Tags: Another value' }).check()
  },
  'decide-many': async (page) => {
    await openConflicts(page)
    await page.getByRole('grid').press('Control+a')
    await page.getByRole('toolbar').getByRole('button', { name: 'Keep theirs' }).click()
  },
  'merge-many': async (page) => {
    await openConflicts(page)
    await page.getByRole('grid').press('Control+a')
    await page.getByRole('toolbar').getByRole('button', { name: 'Merge' }).click()
  },
  decided: async (page) => {
    await openConflict(1)(page)
    await page.getByRole('button', { name: 'All theirs' }).click()
    await page.getByRole('button', { name: 'Decide', exact: true }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
  },
  losers: async (page) => {
    await openConflicts(page)
    await page.getByRole('button', { name: 'Decided' }).click()
    await page.getByRole('grid').getByRole('row').nth(2).click()
  },
  'no-conflicts': (page) => page.getByRole('link', { name: 'Conflicts' }).click(),
  strategies: async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Conflicts' }).click()
  },
  validity: async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Validity of commands' }).click()
  },
  failures: async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Retries and pauses' }).click()
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

export interface Stage {
  readonly port: number
  readonly browser: Browser
  readonly open: (size: { width: number; height: number }) => Promise<Page>
}

/** Starts the server and the browser, runs, and ends both. */
export async function inPreview(run: (stage: Stage) => Promise<void>): Promise<void> {
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
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    await run({ port, browser, open: async (viewport) => (await browser.newContext({ viewport })).newPage() })
  } finally {
    await browser.close()
    server.close()
  }
}
