import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { ConsoleApp } from './console-app.ts'

type Role = Parameters<Page['getByRole']>[0]

/** A control that is further away than this is not reachable in practice. */
const MAX_STEPS = 30
/** What of a locator would do an operator's work without a key. */
const HANDS = [
  ...['check', 'clear', 'click', 'dblclick', 'dispatchEvent', 'dragTo', 'fill', 'focus', 'hover', 'press'],
  ...['pressSequentially', 'selectOption', 'selectText', 'setChecked', 'tap', 'type', 'uncheck'],
]
const POINTER_EVENTS = ['pointerdown', 'mousedown', 'touchstart', 'wheel']

/**
 * An operator without a pointer. While one is at work, locators only look: whatever else is asked of them fails, and so
 * does the test in whose page a pointer event arrives.
 */
export class KeyboardOnly {
  readonly #app: ConsoleApp
  readonly #giveHandsBack: () => void
  #presses = 0

  private constructor(app: ConsoleApp, giveHandsBack: () => void) {
    this.#app = app
    this.#giveHandsBack = giveHandsBack
  }

  static async of(app: ConsoleApp): Promise<KeyboardOnly> {
    await app.page.evaluate(`(() => {
      globalThis.pointerEvents = []
      for (const type of ${JSON.stringify(POINTER_EVENTS)})
        addEventListener(type, (event) => globalThis.pointerEvents.push(type + ' ' + event.target), true)
    })()`)
    return new KeyboardOnly(app, takeHands(app.page.locator('body')))
  }

  /** Lets locators act again, and fails when the pointer was used after all. */
  async end(): Promise<void> {
    this.#giveHandsBack()
    expect(await this.#app.page.evaluate('globalThis.pointerEvents')).toEqual([])
  }

  /** How many keys the work has taken; text that is typed counts as one. */
  async countKeys(work: () => Promise<void>): Promise<number> {
    const before = this.#presses
    await work()
    return this.#presses - before
  }

  /** Keys one after the other, each of which has the focus somewhere: on nothing it would be lost. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.#presses += 1
      await this.#app.page.keyboard.press(key)
    }
  }

  async type(text: string): Promise<void> {
    this.#presses += 1
    await this.#app.page.keyboard.type(text)
  }

  /** Over what stands in the field that has the focus. */
  async typeOver(text: string): Promise<void> {
    await this.press('Control+A')
    await this.type(text)
  }

  /** Walks with Tab until the control has the focus. Answers with how many steps. */
  async tabTo(role: Role, name: string | RegExp, way: 'forward' | 'back' = 'forward'): Promise<number> {
    const { page } = this.#app
    const target = page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name })
    await expect(target.first()).toBeVisible()
    const reached = target.and(page.locator(':focus'))
    const passed: string[] = []
    for (let steps = 0; steps <= MAX_STEPS; steps += 1) {
      if ((await reached.count()) > 0) return steps
      await this.press(way === 'forward' ? 'Tab' : 'Shift+Tab')
      passed.push(await this.#focused())
    }
    throw new Error(`${MAX_STEPS} steps do not reach ${role} “${name}”: ${passed.join(' → ')}`)
  }

  /** Walks down a list until the row is the active one, and answers with how many steps. */
  async arrowTo(list: Locator, name: string | RegExp): Promise<number> {
    const active = list.locator('[data-active]')
    for (let steps = 0; steps <= MAX_STEPS; steps += 1) {
      const label = (await active.count()) === 0 ? null : await active.getAttribute('aria-label')
      if (label !== null && (typeof name === 'string' ? label.startsWith(name) : name.test(label))) return steps
      await this.press('j')
    }
    throw new Error(`${MAX_STEPS} steps do not reach the row “${name}”`)
  }

  /** Opens the palette, types what is wanted and takes the first that is found. */
  async find(text: string): Promise<void> {
    await this.press('Control+k')
    await expect(this.#app.page.getByRole('combobox', { name: /^Find/ })).toBeFocused()
    await this.type(text)
    await this.press('Enter')
  }

  /** The focus stands on something: the next key has a place to start from. */
  async expectPlace(): Promise<void> {
    await expect.poll(() => this.#focused(), { message: 'the focus is lost' }).not.toMatch(/^(BODY|nothing)/)
  }

  #focused(): Promise<string> {
    return this.#app.page.evaluate(`(() => {
      const element = document.activeElement
      if (element === null) return 'nothing'
      const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? ''
      return element.tagName + ' ' + name.trim().slice(0, 40)
    })()`)
  }
}

/** Takes from all locators what would act in place of a key; answers the function that gives it back. */
function takeHands(any: Locator): () => void {
  const prototype = Object.getPrototypeOf(any) as Record<string, unknown>
  const before = HANDS.map((name) => [name, prototype[name]] as const)
  for (const name of HANDS) {
    prototype[name] = () => {
      throw new Error(`there is no pointer here: ${name} is not done by keys`)
    }
  }
  return () => Object.assign(prototype, Object.fromEntries(before))
}
