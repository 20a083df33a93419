import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { type Page as PageName, pageKeys } from '#shared/domain/window-route.ts'
import type { en } from '../../src/renderer/i18n/en/texts.ts'
import type { Translation } from '../../src/renderer/i18n/translation.ts'
import type { ConsoleApp } from './console-app.ts'
import { KeyboardOnly } from './keyboard-only.ts'

export type Role = Parameters<Page['getByRole']>[0]
export type Name = string | RegExp
/** The texts of the language that is shown, by which controls are found. */
export type Words = Translation<typeof en>

/** How an operator reaches what a window shows: everything is named by its role and its name, in the language of the window. */
export interface Hand {
  readonly words: Words
  /** By its link, or by the key of the page. */
  to(page: PageName): Promise<void>
  /** Presses a control; where the page has keys for it, they are pressed instead, one after the other. */
  press(role: Role, name: Name, keys?: string): Promise<void>
  /** Over what stands in the field. */
  write(field: Name, text: string, role?: Role): Promise<void>
  choose(field: string, option: string): Promise<void>
  /** Looks a row up by the search of the page, and opens it. */
  open(search: string, row: string): Promise<void>
  /** Types what is wanted into a field that offers things, and chooses the first of them. */
  take(field: string, wanted: string): Promise<void>
  /** Ticks the one row of a list that the search above it leaves. */
  tick(search: string, list: string, row: string): Promise<void>
  /** Puts the first item of a playlist behind all others. */
  firstToEnd(rows: Locator): Promise<void>
  addWidget(kind: string): Promise<void>
  /** Takes the first entry of a menu that is open. */
  takeFirst(): Promise<void>
  /** Changes the language: by the settings, or by the palette. */
  speak(languageName: string, words: Words): Promise<void>
  /** Says that nothing but what it stands for was used. */
  end(): Promise<void>
}

export type TakeHand = (app: ConsoleApp, words: Words) => Promise<Hand>

const exactly = (name: Name) => (typeof name === 'string' ? { name, exact: true } : { name })

/** With the pointer, and text that is typed into the field that was clicked. */
export const pointer: TakeHand = async (app, words) => new PointerHand(app.page, words)

/** By keys alone: see `KeyboardOnly`. */
export const keyboard: TakeHand = async (app, words) => new KeyHand(app.page, words, await KeyboardOnly.of(app))

class PointerHand implements Hand {
  readonly #page: Page
  words: Words

  constructor(page: Page, words: Words) {
    this.#page = page
    this.words = words
  }

  async to(page: PageName): Promise<void> {
    const name = this.words.nav[page]
    const link = new RegExp(`^${name}( |$)`)
    await this.#page.getByRole('navigation', { name: this.words.nav.label }).getByRole('link', { name: link }).click()
    await this.#page.getByRole('heading', { name, level: 1 }).waitFor()
  }

  async press(role: Role, name: Name): Promise<void> {
    await this.#page.getByRole(role, exactly(name)).first().click()
  }

  async write(field: Name, text: string, role: Role = 'textbox'): Promise<void> {
    await this.#page.getByRole(role, exactly(field)).first().fill(text)
  }

  async choose(field: string, option: string): Promise<void> {
    await this.#page.getByRole('combobox', exactly(field)).selectOption({ label: option })
  }

  async open(search: string, row: string): Promise<void> {
    await this.#page.getByRole('searchbox', exactly(search)).fill(row)
    await this.#page
      .getByRole('row', { name: new RegExp(row) })
      .first()
      .click()
  }

  async take(field: string, wanted: string): Promise<void> {
    await this.#page.getByRole('combobox', exactly(field)).fill(wanted)
    await this.#page.getByRole('option', { name: wanted }).first().click()
  }

  async tick(search: string, list: string, row: string): Promise<void> {
    await this.#page.getByRole('textbox', exactly(search)).fill(row)
    await this.#page.getByRole('grid', exactly(list)).getByRole('row', { name: row }).getByRole('checkbox').check()
  }

  async firstToEnd(rows: Locator): Promise<void> {
    const [from, to] = [await rows.first().boundingBox(), await rows.last().boundingBox()]
    if (from === null || to === null) throw new Error('a row is not drawn')
    const { mouse } = this.#page
    await mouse.move(from.x + 12, from.y + from.height / 2)
    await mouse.down()
    await mouse.move(from.x + 16, from.y + from.height / 2 + 8, { steps: 4 })
    await mouse.move(to.x + 16, to.y + to.height - 5, { steps: 12 })
    await mouse.up()
  }

  async addWidget(kind: string): Promise<void> {
    const palette = this.#page.getByRole('navigation', { name: this.words.boardEditor.palette })
    await palette.getByRole('button', { name: new RegExp(`^${kind} `) }).click()
  }

  async takeFirst(): Promise<void> {
    await this.#page.getByRole('menuitem').first().click()
  }

  async speak(languageName: string, words: Words): Promise<void> {
    await this.to('settings')
    await this.choose(this.words.settings.item.language.name, languageName)
    this.words = words
    await this.#page.getByRole('heading', { name: words.nav.settings, level: 1 }).waitFor()
  }

  async end(): Promise<void> {}
}

class KeyHand implements Hand {
  readonly #page: Page
  readonly #keys: KeyboardOnly
  words: Words

  constructor(page: Page, words: Words, keys: KeyboardOnly) {
    this.#page = page
    this.#keys = keys
    this.words = words
  }

  async to(page: PageName): Promise<void> {
    await this.#keys.press(pageKeys(page).replaceAll(' ', '+'))
    await this.#page.getByRole('heading', { name: this.words.nav[page], level: 1 }).waitFor()
  }

  async press(role: Role, name: Name, keys?: string): Promise<void> {
    if (keys !== undefined) {
      await this.#keys.expectPlace()
      return this.#keys.press(...keys.split(' '))
    }
    await this.#keys.tabTo(role, name)
    await this.#keys.press('Enter')
  }

  async write(field: Name, text: string, role: Role = 'textbox'): Promise<void> {
    await this.#keys.tabTo(role, field)
    await this.#keys.typeOver(text)
  }

  async choose(field: string, option: string): Promise<void> {
    await this.#keys.tabTo('combobox', field)
    await this.#keys.type(option)
  }

  async open(_search: string, row: string): Promise<void> {
    await this.#keys.press('/')
    await this.#keys.typeOver(row)
    await expect(this.#page.getByRole('row', { name: new RegExp(row) }).first()).toBeVisible()
    await this.#keys.press('ArrowDown', 'Enter')
  }

  async take(field: string, wanted: string): Promise<void> {
    await this.#keys.tabTo('combobox', field)
    await this.#keys.typeOver(wanted)
    await expect(this.#page.getByRole('option').first()).toContainText(wanted)
    await this.#keys.press('ArrowDown')
  }

  async tick(_search: string, list: string, row: string): Promise<void> {
    await this.#keys.type(row)
    await this.#keys.tabTo('grid', list)
    await this.#keys.press('j', 'Space')
  }

  async firstToEnd(rows: Locator): Promise<void> {
    const isInIt = (await rows.first().locator(':focus').count()) > 0
    if (!isInIt) await this.#keys.tabTo('row', String(await rows.first().getAttribute('aria-label')))
    await this.#keys.press('Alt+End')
  }

  async addWidget(kind: string): Promise<void> {
    await this.#keys.typeOver(kind)
    await this.#keys.press('Enter')
    await expect(this.#page.getByRole('option', { name: new RegExp(`^${kind}, `) })).toBeFocused()
    await this.#keys.press('/')
  }

  async takeFirst(): Promise<void> {
    await expect(this.#page.getByRole('menuitem').first()).toBeFocused()
    await this.#keys.press('Enter')
  }

  async speak(languageName: string, words: Words): Promise<void> {
    await this.#keys.press('Control+k')
    await expect(this.#page.getByRole('combobox', { name: this.words.palette.placeholder })).toBeFocused()
    await this.#keys.type(languageName)
    await this.#keys.press('Enter')
    this.words = words
    await this.#page.getByRole('navigation', { name: words.nav.label }).waitFor()
  }

  async end(): Promise<void> {
    await this.#keys.end()
  }
}
