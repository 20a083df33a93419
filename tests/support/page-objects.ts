import type { Locator, Page } from '@playwright/test'
import type { ConsoleApp } from './console-app.ts'

/** One row of a grid as a person sees it. */
export interface ShownRow {
  readonly id: string
  /** How the row is read aloud: for a device its name and status, for an operation what it does and its state. */
  readonly label: string
  readonly isPending: boolean
  readonly cells: readonly string[]
}

/** Rows that are drawn; long lists draw only those in sight. */
async function shownRows(page: Page, attribute: string): Promise<ShownRow[]> {
  return page.evaluate(`Array.from(document.querySelectorAll('[role=row][${attribute}]'), (row) => ({
    id: row.getAttribute('${attribute}'),
    label: row.getAttribute('aria-label'),
    isPending: row.hasAttribute('data-pending'),
    top: row.getBoundingClientRect().top,
    cells: Array.from(row.querySelectorAll('[role=gridcell]'), (cell) => cell.textContent),
  })).sort((a, b) => a.top - b.top)`)
}

/** The Devices page, used as an operator uses it. */
export class DevicesPage {
  readonly #app: ConsoleApp

  constructor(app: ConsoleApp) {
    this.#app = app
  }

  get search(): Locator {
    return this.#app.page.getByRole('searchbox', { name: 'Search devices' })
  }

  row(id: string): Locator {
    return this.#app.page.locator(`[role=row][data-entity-id="${id}"]`)
  }

  rows(): Promise<ShownRow[]> {
    return shownRows(this.#app.page, 'data-entity-id')
  }

  /** Clicks the head of a column until it sorts from the first to the last. */
  async sortBy(column: string): Promise<void> {
    const head = this.#app.page.getByRole('columnheader', { name: column })
    while ((await head.getAttribute('aria-sort')) !== 'ascending') await head.getByRole('button').click()
  }

  /** Filters the list to `text` and opens the device. */
  async open(id: string, text: string): Promise<void> {
    await this.search.fill(text)
    await this.row(id).click()
    await this.#app.details.getByRole('button', { name: 'Delete device' }).waitFor()
  }

  async closeDetails(): Promise<void> {
    await this.#app.details.getByRole('button', { name: 'Close details' }).click()
    await this.#app.details.waitFor({ state: 'detached' })
  }

  /** Key by key, over what stands there. */
  async type(field: string, value: string): Promise<void> {
    await this.#app.details.getByRole('textbox', { name: field }).click()
    await this.#app.page.keyboard.press('Control+A')
    await this.#app.page.keyboard.type(value)
  }

  async paste(field: string, value: string): Promise<void> {
    await this.#app.details.getByRole('textbox', { name: field }).fill(value)
  }

  async choosePlaylist(name: string): Promise<void> {
    await this.#app.details.getByRole('combobox', { name: 'Playlist' }).selectOption({ label: name })
  }

  async save(): Promise<void> {
    await this.#app.details.getByRole('button', { name: 'Save', exact: true }).click()
  }

  async setPendingOnly(isOn: boolean): Promise<void> {
    await this.#app.page.getByRole('checkbox', { name: 'Pending only' }).setChecked(isOn)
  }

  /** Ticks devices of the filtered list and gives them all one more tag. */
  async addTag(text: string, names: readonly string[], tag: string): Promise<void> {
    const { page } = this.#app
    await this.search.fill(text)
    for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check()
    await page.getByRole('button', { name: 'Add tag' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Tag' }).fill(tag)
    await dialog.getByRole('button', { name: /^Change \d+ device/ }).click()
    await dialog.waitFor({ state: 'detached' })
  }
}

/** The Pending operations page. */
export class PendingPage {
  readonly #app: ConsoleApp

  constructor(app: ConsoleApp) {
    this.#app = app
  }

  get conflicts(): Locator {
    return this.#app.page.locator('[data-operation-state="conflicted"]')
  }

  row(key: string): Locator {
    return this.#app.page.locator(`[role=row][data-operation-key="${key}"]`)
  }

  rows(): Promise<ShownRow[]> {
    return shownRows(this.#app.page, 'data-operation-key')
  }

  get details(): Locator {
    return this.#app.page.getByRole('region', { name: 'Operation details' })
  }

  /** Rows in one state, such as `stale` or `quarantined`. */
  inState(state: string): Locator {
    return this.#app.page.locator(`[data-operation-state="${state}"]`)
  }

  async showPending(): Promise<void> {
    await this.#app.page.getByRole('tab', { name: 'Pending', exact: true }).click()
  }

  /** What the server has taken and devices have not confirmed. */
  async showAtDevices(): Promise<void> {
    await this.#app.page.getByRole('tab', { name: /^Waiting for the device/ }).click()
  }

  async showHistory(): Promise<void> {
    await this.#app.page.getByRole('tab', { name: 'History', exact: true }).click()
  }

  /** An entry of the page's menu. */
  async chooseMore(entry: string | RegExp): Promise<void> {
    await this.#app.page.getByRole('button', { name: 'More' }).click()
    await this.#app.page.getByRole('menuitem', { name: entry }).click()
  }

  /** Opens the panel of the operation. */
  async open(row: Locator): Promise<void> {
    await row.click()
    await this.details.waitFor()
  }

  /** Confirms everything that waited too long, with the question that many at once are asked. */
  async confirmAllAgain(): Promise<void> {
    const { page } = this.#app
    await page.getByRole('grid', { name: 'Pending operations' }).press('Control+a')
    await page
      .getByRole('toolbar')
      .getByRole('button', { name: /^Confirm again/ })
      .click()
    const question = page.getByRole('alertdialog')
    await question
      .or(page.getByText(/confirmed again/))
      .first()
      .waitFor()
    if (await question.isVisible()) await question.getByRole('button', { name: /^Send / }).click()
  }

  /** Corrects values of the refused operation whose panel is open, by their labels, and sends it again. */
  async correct(values: Readonly<Record<string, string>>): Promise<void> {
    await this.details.getByRole('button', { name: 'Correct…' }).click()
    for (const [label, value] of Object.entries(values)) {
      await this.details.getByRole('textbox', { name: label }).fill(value)
    }
    await this.details.getByRole('button', { name: 'Send again' }).click()
  }

  async choosePriority(name: 'Critical' | 'High' | 'Normal' | 'Low'): Promise<void> {
    await this.details.getByRole('combobox', { name: 'Priority' }).selectOption({ label: name })
  }
}

/** The Conflicts page. */
export class ConflictsPage {
  readonly #app: ConsoleApp

  constructor(app: ConsoleApp) {
    this.#app = app
  }

  get rows(): Locator {
    return this.#app.page.locator('[role=row][data-conflict-key]')
  }

  get decision(): Locator {
    return this.#app.page.getByRole('region', { name: 'Conflict details' })
  }

  get undo(): Locator {
    return this.#app.page.getByRole('button', { name: 'Undo', exact: true })
  }

  /** Opens the first conflict that waits. */
  async openFirst(): Promise<void> {
    await this.rows.first().click()
    await this.decision.waitFor()
  }

  /** A choice for one field: `Keep mine`, `Keep theirs`, `Keep merged` or `Another value`. */
  async choose(field: string, choice: string): Promise<void> {
    await this.decision.getByRole('radio', { name: `Choose for ${field}: ${choice}` }).check()
  }

  async decide(): Promise<void> {
    await this.decision.getByRole('button', { name: 'Decide', exact: true }).click()
  }

  async showDecided(): Promise<void> {
    await this.#app.page.getByRole('tab', { name: 'Decided', exact: true }).click()
  }
}
