import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import { Alone, Catalogue } from '../../../../tools/catalogue/Catalogue.tsx'
import { ENTRIES } from '../../../../tools/catalogue/entries.ts'
import { isComparable } from '../../../../tools/catalogue/entry.tsx'
import { type Look, lookAfter, lookOf } from '../../../../tools/catalogue/look.ts'

const FILES = import.meta.glob<Record<string, unknown>>('../../../../src/renderer/components/*.tsx', { eager: true })
const START: Look = { theme: 'dark', density: 'compact', direction: 'ltr' }

beforeAll(() => void setUpTexts())
afterEach(cleanup)

/** A component is a function, a class or a memo; its name begins with a capital letter. */
function isComponent([name, value]: [string, unknown]): boolean {
  return /^[A-Z][a-z]/.test(name) && (typeof value === 'function' || (typeof value === 'object' && value !== null))
}

describe('the catalogue', () => {
  const shown = new Set(ENTRIES.flatMap(({ components }) => components))

  it('shows every component of src/renderer/components', () => {
    expect(Object.keys(FILES).length).toBeGreaterThan(20)
    const missing = Object.entries(FILES).flatMap(([file, exports]) => {
      const components = Object.entries(exports).filter(isComponent)
      if (components.length === 0) return Object.keys(exports).some((name) => shown.has(name)) ? [] : [file]
      return components.flatMap(([name]) => (shown.has(name) ? [] : [`${name} of ${file}`]))
    })
    expect(missing).toEqual([])
  })

  it('names nothing that does not exist any more', () => {
    const existing = new Set(Object.values(FILES).flatMap((exports) => Object.keys(exports)))
    expect([...shown].filter((name) => !existing.has(name))).toEqual([])
  })

  it('gives every state of a component a name of its own', () => {
    for (const { name, specimens } of ENTRIES) {
      const states = specimens.map(({ state }) => state)
      expect([name, ...new Set(states)]).toEqual([name, ...states])
    }
  })

  it('shows a pointer and a keyboard on everything that takes them', () => {
    const words = ['Highlighted', 'Sparkline', 'StateIcon', 'Notice', 'PendingText', 'Placeholder']
    const passive = [...words, 'DescriptionList', 'ErrorBoundary', 'Toasts', 'BoardWidgets']
    const shells = ['Dialog', 'Popover', 'PageFrame', 'selectionMark']
    const active = ENTRIES.filter(({ name }) => ![...passive, ...shells].includes(name))
    const without = active.filter(({ specimens }) => !specimens.some(({ simulate }) => simulate === 'focus'))
    expect(without.map(({ name }) => name)).toEqual([])
  })

  it('draws all of it', () => {
    // One specimen fails on purpose, and React says so.
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { container } = render(<Catalogue start={START} isCompared />)
    const drawn = ENTRIES.flatMap(({ specimens }) => specimens.filter(isComparable))
    expect(container.querySelectorAll('figure, [data-alone]')).toHaveLength(drawn.length)
  })

  it.each(
    ENTRIES.flatMap(({ name, specimens }) =>
      specimens.flatMap(({ state, frame }, index) => (frame === undefined ? [] : [{ name, state, index }])),
    ),
  )('draws $name, $state, in a document of its own', ({ name, index }) => {
    const { baseElement } = render(<Alone place={`${name}/${index}`} />)
    expect(baseElement.querySelector('.alone')).not.toBeNull()
    expect(baseElement.textContent).not.toContain('is not in the catalogue')
  })

  it('changes theme, density and direction by key, round and round', () => {
    const themes: Look[] = []
    for (let look = START; themes.length < 4; themes.push(look)) look = lookAfter(look, 't')
    expect(themes.map(({ theme }) => theme)).toEqual(['light', 'high-contrast', 'high-contrast-light', 'dark'])
    expect(lookAfter(lookAfter(START, 'd'), 'r')).toEqual({ ...START, density: 'comfortable', direction: 'rtl' })
    expect(lookAfter(START, 'x')).toEqual(START)
    expect(lookOf(new URLSearchParams('theme=light&direction=rtl&density=none'))).toEqual({
      theme: 'light',
      density: 'compact',
      direction: 'rtl',
    })
  })
})
