import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { ALARM_ACTS } from './alarm-acts.ts'
import { BOARD_ACTS } from './board-acts.ts'
import { inBrowser, type Stage } from './browser.ts'
import { PERFORMANCE_ACTS } from './performance-acts.ts'
import { PLAYLIST_ACTS } from './playlist-acts.ts'
import { WALLBOARD_ACTS } from './wallboard-acts.ts'

/** Knows how to bring the built preview into the states worth looking at. */

const ROOT = resolve(import.meta.dirname, '../../out/preview')

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

async function openSection(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('navigation', { name: 'Sections' }).getByText(name, { exact: true }).click()
}

async function openConflicts(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Conflicts/ }).click()
  await page.getByRole('grid', { name: 'Conflicts' }).waitFor()
}

/** The list that is opened so, grouped. */
function grouped(openList: Act, by: string): Act {
  return async (page) => {
    await openList(page)
    await page.getByRole('combobox', { name: 'Group by' }).selectOption(by)
    await page.getByRole('treegrid').press('Home')
  }
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

async function openAlarms(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Health & alarms' }).click()
  await page.getByRole('grid', { name: 'Alarms' }).waitFor()
}

/** What is done before the picture. */
async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(text)
}

export const ACTS: Record<string, Act> = {
  ...ALARM_ACTS,
  ...PERFORMANCE_ACTS,
  ...BOARD_ACTS,
  ...PLAYLIST_ACTS,
  ...WALLBOARD_ACTS,
  health: (page) => page.getByRole('link', { name: 'Health & alarms' }).click(),
  alarm: async (page) => {
    await openAlarms(page)
    await page.getByRole('row', { name: /^Critical/ }).click()
  },
  flood: async (page) => {
    await openAlarms(page)
    await page.getByRole('button', { name: 'Show the 41 alarms of this line' }).click()
    await page.getByRole('grid', { name: 'Alarms' }).getByRole('row').nth(2).click()
  },
  shelve: async (page) => {
    await openAlarms(page)
    for (const row of [1, 3]) await page.getByRole('grid').getByRole('row').nth(row).getByRole('checkbox').check()
    await page.getByRole('toolbar').getByRole('button', { name: 'Shelve…' }).click()
  },
  shelved: async (page) => {
    await openAlarms(page)
    await page.getByRole('button', { name: /^Shelved/ }).click()
  },
  'fleet-health': async (page) => {
    await page.getByRole('link', { name: 'Health & alarms' }).click()
    await page.getByRole('tab', { name: 'Device health' }).click()
  },
  switcher: (page) => page.getByRole('button', { name: /^Site: / }).click(),
  conflicts: (page) => page.getByRole('link', { name: /^Conflicts/ }).click(),
  'long-conflict': async (page) => {
    await openConflicts(page)
    await page.getByRole('row').last().click()
    await page
      .getByRole('button', { name: /^Show all/ })
      .first()
      .waitFor()
  },
  overview: (page) => page.getByRole('link', { name: 'Overview' }).click(),
  'attention-page': (page) => page.getByRole('link', { name: 'All sites' }).click(),
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
  'detail-first': (page) => page.getByRole('grid').getByRole('row').nth(2).click(),
  'reboot-first': async (page) => {
    await page.getByRole('grid').getByRole('row').nth(2).click()
    await page.getByRole('button', { name: 'Reboot' }).click()
  },
  push: async (page) => {
    for (const row of [2, 4, 5]) await page.getByRole('grid').getByRole('row').nth(row).getByRole('checkbox').check()
    await page.keyboard.press('u')
    await page.getByRole('combobox', { name: 'Content' }).press('ArrowDown')
  },
  pair: (page) => page.getByRole('button', { name: 'Pair a device' }).click(),
  'detail-screen': async (page) => {
    await page.getByRole('searchbox', { name: 'Search devices' }).fill('dev-0022')
    await page.getByRole('grid').getByRole('row').nth(1).click()
    await page.getByRole('region', { name: 'Screen' }).scrollIntoViewIfNeeded()
  },
  'detail-health': async (page) => {
    await page.getByRole('grid').getByRole('row').nth(3).click()
    await page.getByRole('button', { name: 'Reload' }).click()
    await page.waitForTimeout(3_000)
    await page.getByRole('navigation', { name: 'Parts of the details' }).getByRole('button', { name: 'Health' }).click()
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
  palette: (page) => find(page, 'gate 1'),
  'palette-waiting': async (page) => {
    await find(page, 'waiting gate')
    await page.getByRole('group', { name: 'Waiting changes' }).waitFor()
  },
  'palette-alarm': (page) => find(page, 'alarm gate'),
  'palette-group': (page) => find(page, 'reboot terminal'),
  'palette-nothing': async (page) => {
    await find(page, 'nowhere to be found')
    await page.getByText('Nothing matches').first().waitFor()
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
    await page.getByRole('tab', { name: 'History' }).click()
  },
  device: async (page) => {
    await openPending(page)
    await page.getByRole('tab', { name: 'Waiting for the device' }).click()
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
    await page.getByRole('radio', { name: 'Choose for Name: Keep mine' }).check()
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
    await page.getByRole('toolbar').getByRole('button', { name: 'Keep merged' }).click()
  },
  'by-cause': grouped(openConflicts, 'cause'),
  'by-field': async (page) => {
    await grouped(openConflicts, 'field')(page)
    await page.getByRole('treegrid').press('Enter')
    await page.getByRole('treegrid').press('Space')
  },
  lanes: grouped(openPending, 'lane'),
  batches: grouped(openPending, 'batch'),
  'fields-many': async (page) => {
    await openConflicts(page)
    await page.getByRole('grid').press('Control+a')
    await page.getByRole('toolbar').getByRole('button', { name: 'By field' }).click()
  },
  'raw-conflict': async (page) => {
    await openConflict(2)(page)
    await page.getByRole('button', { name: 'Raw JSON' }).click()
  },
  'json-value': async (page) => {
    await openConflict(2)(page)
    await page.getByRole('radio', { name: 'Choose for Items: Another value' }).check()
  },
  decided: async (page) => {
    await openConflict(1)(page)
    await page.getByRole('button', { name: 'Keep theirs', exact: true }).click()
    await page.getByRole('button', { name: 'Decide', exact: true }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
  },
  losers: async (page) => {
    await openConflicts(page)
    await page.getByRole('tab', { name: 'Decided' }).click()
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
  'error-reports': async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('searchbox', { name: 'Search settings' }).fill('error reports')
    const address = page.getByRole('textbox', { name: 'Address for error reports' })
    await address.fill('https://abc123@errors.example.org/7')
    await address.press('Enter')
    await page.getByRole('button', { name: 'Send a test report' }).click()
    await page.getByText(/waits on this PC/).waitFor()
  },
  'error-figures': async (page) => {
    await ACTS['error-reports']?.(page)
    await page.getByRole('searchbox', { name: 'Search settings' }).fill('crash dumps')
    await page.getByRole('heading', { name: 'Error reports since the start', level: 3 }).scrollIntoViewIfNeeded()
  },
  updates: async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('searchbox', { name: 'Search settings' }).fill('program updates')
  },
  settings: (page) => page.getByRole('link', { name: 'Settings' }).click(),
  workplace: (page) => openSection(page, 'This PC'),
  administration: (page) => openSection(page, 'Administration'),
  'find-setting': async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('searchbox', { name: 'Search settings' }).fill('wait')
  },
  help: (page) => page.keyboard.press('F1'),
  guide: async (page) => {
    await page.keyboard.press('F1')
    await page.getByRole('link', { name: 'Working offline', exact: true }).click()
  },
  'guide-part': async (page) => {
    await ACTS['guide']?.(page)
    await page.getByRole('link', { name: 'At the other PC' }).click()
  },
  'connect-form': async (page) => {
    await page.getByRole('button', { name: 'Connect to your server…' }).click()
    await page.getByRole('textbox', { name: 'Server address' }).fill('https://fleet.example.com')
    await page.getByRole('button', { name: 'Test connection' }).click()
  },
  tour: (page) => page.getByRole('button', { name: 'Try the demo site' }).click(),
  'tour-page': async (page) => {
    await page.getByRole('button', { name: 'Try the demo site' }).click()
    for (const _step of ['rail', 'page']) await page.getByRole('button', { name: 'Next' }).click()
  },
  'tour-end': async (page) => {
    await page.getByRole('button', { name: 'Try the demo site' }).click()
    for (const _step of ['rail', 'page', 'pending', 'find', 'help'])
      await page.getByRole('button', { name: 'Next' }).click()
  },
  legend: async (page) => {
    await page.keyboard.press('F1')
    await page.getByRole('link', { name: 'States and symbols' }).click()
  },
  'find-help': async (page) => {
    await page.keyboard.press('F1')
    await page.getByRole('searchbox', { name: 'Search the help' }).fill('signed file')
  },
  account: async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Account' }).click()
  },
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

/** Starts the browser on the built preview, runs, and ends it. */
export function inPreview(run: (stage: Stage) => Promise<void>): Promise<void> {
  return inBrowser(ROOT, run)
}
