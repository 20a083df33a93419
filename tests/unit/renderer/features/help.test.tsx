import { CONTENTS } from 'virtual:guide-contents'
import { TEXTS } from 'virtual:guide-texts'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { formatRoute, PAGES, pageKeys, parseRoute } from '#shared/domain/window-route.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { KEY_GROUPS, keyGroupsFor, keyInWords } from '../../../../src/renderer/app/keys/keys.ts'
import { findHelp, STATE_SHAPES } from '../../../../src/renderer/features/help/find-help.ts'
import { sectionsOf } from '../../../../src/renderer/features/help/guide-sections.ts'
import { placeOf } from '../../../../src/renderer/features/help/help-places.ts'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import { speak } from '../../../../src/renderer/i18n/spoken.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
/** The headings that were brought into view. */
const scrolledTo: (string | null)[] = []
beforeEach(() => {
  scrolledTo.length = 0
  Element.prototype.scrollIntoView = function (this: Element) {
    scrolledTo.push(this.textContent)
  }
  location.hash = ''
})

async function openHelp(): Promise<Opened> {
  const opened = open(<App />)
  fireEvent.keyDown(window, { key: 'F1' })
  await screen.findByRole('searchbox', { name: 'Search the help' })
  return opened
}

const search = (text: string) =>
  fireEvent.change(screen.getByRole('searchbox', { name: 'Search the help' }), { target: { value: text } })
const titleOf = (id: string) => CONTENTS.guides.find((guide) => guide.id === id)?.title ?? ''
const choose = (name: string) =>
  fireEvent.click(within(screen.getByRole('navigation', { name: 'Topics' })).getByRole('link', { name }))
/** The event of keys as the list of keys writes them. */
const pressed = (keys: string) => ({
  code: `Digit${keys.at(-1)}`,
  altKey: keys.includes('Alt'),
  shiftKey: keys.includes('Shift'),
})
const titles = () => screen.getAllByRole('article').map((article) => article.getAttribute('aria-label'))

describe('the help', () => {
  it('opens with F1 on every page, and with its key among the pages', async () => {
    const { outpost } = await openHelp()
    expect(outpost.ui.getState().page).toBe('help')
    outpost.ui.getState().go('pending')
    fireEvent.keyDown(window, pressed(pageKeys('help')))
    expect(outpost.ui.getState().page).toBe('help')
  })

  it('shows one guide at a time, and notes which, so that it is there again after a restart', async () => {
    const { outpost } = await openHelp()
    const [first] = CONTENTS.guides
    await waitFor(() => expect(titles()).toEqual([first?.title]))
    choose('Conflicts')
    await waitFor(() => expect(titles()).toEqual(['Conflicts']))
    await waitFor(() => expect(outpost.ui.getState().place).toEqual({ topic: 'conflicts' }))
    fireEvent.click(screen.getByRole('button', { name: 'Go to Conflicts' }))
    expect(outpost.ui.getState().page).toBe('conflicts')
  })

  it('is reached by a link to a place in a guide, also by the names of earlier versions', async () => {
    const { outpost } = await openHelp()
    for (const [topic, title, heading] of [
      ['offline#unknown-outcome', 'Working offline', 'Unknown outcome'],
      ['unknown', 'Working offline', 'Unknown outcome'],
      ['pending', 'Operate the console', 'What is pending'],
    ] as const) {
      outpost.ui.getState().go('help', { topic })
      await waitFor(() => expect(titles()).toEqual([title]))
      expect(scrolledTo.at(-1)).toBe(heading)
    }
    for (const [topic, title] of [
      ['conflicts', 'Conflicts'],
      ['performance', titleOf('reports')],
      ['states', 'States and symbols'],
    ] as const) {
      outpost.ui.getState().go('help', { topic })
      await waitFor(() => expect(titles()).toEqual([title]))
    }
    const route = { kind: 'console', page: 'help', target: { topic: 'offline#unknown-outcome' } } as const
    expect(parseRoute(formatRoute(route))).toEqual(route)
    expect(placeOf('a-topic-of-tomorrow', CONTENTS).guide).toBe(CONTENTS.guides[0])
    expect(placeOf('offline#gone', CONTENTS)).toMatchObject({ name: 'offline', anchor: null })
  })

  it('follows a link in a text to where it leads, and steps back', async () => {
    const { outpost } = await openHelp()
    outpost.ui.getState().go('help', { topic: 'offline' })
    await waitFor(() => expect(titles()).toEqual(['Working offline']))
    fireEvent.click(screen.getByRole('link', { name: 'ask to be confirmed again' }))
    await waitFor(() => expect(titles()).toEqual(['Operate the console']))
    expect(scrolledTo.at(-1)).toBe('A command asks again')
    outpost.ui.getState().step(-1)
    await waitFor(() => expect(titles()).toEqual(['Working offline']))
  })

  it('leads from guide to guide, by link and by key, and to every heading of a guide', async () => {
    const { outpost } = await openHelp()
    outpost.ui.getState().go('help', { topic: 'offline' })
    await waitFor(() => expect(titles()).toEqual(['Working offline']))
    const others = screen.getByRole('navigation', { name: 'Other guides' })
    fireEvent.click(within(others).getByRole('link', { name: /^After this/ }))
    await waitFor(() => expect(titles()).toEqual(['Conflicts']))
    fireEvent.keyDown(window, { key: '[' })
    await waitFor(() => expect(titles()).toEqual(['Working offline']))
    const headings = screen.getByRole('navigation', { name: 'On this page' })
    fireEvent.click(within(headings).getByRole('link', { name: 'At the other PC' }))
    await waitFor(() => expect(scrolledTo.at(-1)).toBe('At the other PC'))
    expect(outpost.ui.getState().target).toEqual({ topic: 'offline#at-the-other-pc' })
  })

  it('is read in the language of the console, and in English where nobody has translated it', async () => {
    onTestFinished(async () => void (await speak('en')))
    const { outpost } = await openHelp()
    act(() => outpost.ui.getState().go('help', { topic: 'offline#unknown-outcome' }))
    await waitFor(() => expect(titles()).toEqual(['Working offline']))
    await act(() => speak('de'))
    await waitFor(() => expect(titles()).toEqual(['Offline arbeiten']))
    const guide = screen.getByRole('article').querySelector('[lang]')
    expect(guide?.getAttribute('lang')).toBe('de')
    expect(document.getElementById('help-unknown-outcome')?.textContent).toBe('Ausgang unbekannt')
    expect(screen.queryByText('Diese Anleitung gibt es bisher nur auf Englisch.')).toBeNull()
    act(() => outpost.ui.getState().go('help', { topic: 'security' }))
    await waitFor(() => expect(titles()).toEqual([titleOf('security')]))
    expect(screen.getByText('Diese Anleitung gibt es bisher nur auf Englisch.')).toBeTruthy()
  })

  it('finds the words of the language, also of one without blanks between them', async () => {
    onTestFinished(async () => void (await speak('en')))
    await openHelp()
    await act(() => speak('ja'))
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: '結果不明' } })
    const found = await screen.findAllByRole('link', { name: /結果不明/ })
    expect(found.length).toBeGreaterThan(0)
    for (const mark of document.querySelectorAll('[data-found] ~ p')) expect(mark.textContent.length).toBeLessThan(200)
  })

  it('prints what is read', async () => {
    const print = vi.fn<() => void>()
    window.print = print
    await openHelp()
    await screen.findByRole('article')
    fireEvent.click(screen.getByRole('button', { name: 'Print' }))
    fireEvent.keyDown(window, { key: 'p', ctrlKey: true })
    expect(print).toHaveBeenCalledTimes(2)
  })

  it('draws every symbol with its word and its meaning', async () => {
    await openHelp()
    choose('States and symbols')
    await screen.findByRole('article', { name: 'States and symbols' })
    for (const shape of STATE_SHAPES) {
      const entry = document.querySelector(`[data-shape="${shape}"]`)
      expect(entry?.querySelector('svg')).not.toBeNull()
      expect(entry?.querySelector('dd')?.textContent?.length).toBeGreaterThan(10)
    }
  })

  it('finds words in guides, keys and symbols, says where they stand, and marks them there', async () => {
    const { outpost } = await openHelp()
    search('signed file')
    const [best] = await screen.findAllByRole('link', { name: /^Working offline › When the server does not come back/ })
    expect(within(screen.getByRole('article')).getByRole('status').textContent).toMatch(/^\d+ places found$/)
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent?.toLowerCase())).toContain('signed')
    fireEvent.click(best as HTMLElement)
    await waitFor(() => expect(titles()).toEqual(['Working offline']))
    expect(document.querySelectorAll('article mark').length).toBeGreaterThan(0)
    act(() => outpost.ui.getState().go('help', { topic: 'operate' }))
    await waitFor(() => expect(titles()).toEqual(['Operate the console']))
    expect(document.querySelectorAll('article mark')).toHaveLength(0)
    search('new wall window')
    expect(await screen.findByRole('link', { name: /^Keyboard › / })).toBeTruthy()
    search('half-moon')
    expect(await screen.findByText('Nothing in the help matches “half-moon”.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Search for something else' }))
    await waitFor(() => expect(titles()).toEqual(['Operate the console']))
  })

  it('notes what was searched for, and shows it again on the way back', async () => {
    const { outpost } = await openHelp()
    search('signed file')
    const [best] = await screen.findAllByRole('link', { name: /^Working offline › / })
    fireEvent.click(best as HTMLElement)
    await waitFor(() => expect(titles()).toEqual(['Working offline']))
    outpost.ui.getState().step(-1)
    await waitFor(() => expect(titles()).toEqual(['Found in the help']))
    expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search the help' }).value).toBe('signed file')
  })

  it('is searched by keys alone', async () => {
    await openHelp()
    await screen.findByRole('article')
    fireEvent.keyDown(window, { key: '/' })
    const box = screen.getByRole('searchbox', { name: 'Search the help' })
    expect(document.activeElement).toBe(box)
    search('signed file')
    const found = await screen.findAllByRole('link', { name: /›/ })
    fireEvent.keyDown(box, { key: 'Enter' })
    expect(document.activeElement).toBe(found[0])
    fireEvent.keyDown(found[0] as HTMLElement, { key: 'ArrowDown' })
    expect(document.activeElement).toBe(found[1])
    fireEvent.keyDown(found[1] as HTMLElement, { key: 'ArrowUp' })
    fireEvent.keyDown(found[0] as HTMLElement, { key: 'ArrowUp' })
    expect(document.activeElement).toBe(box)
    fireEvent.keyDown(box, { key: 'Escape' })
    await screen.findByRole('button', { name: 'Print' })
    fireEvent.keyDown(box, { key: 'Enter' })
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Text of the help' }))
  })

  it('says which program this is and where its files are', async () => {
    await openHelp()
    choose('About this console')
    const about = await screen.findByRole('article', { name: 'About this console' })
    expect(about.textContent).toContain('0.1.0')
    expect(about.textContent).toContain('~/.config/Outpost Console/logs')
  })
})

describe('the guides', () => {
  const t = setUpTexts()
  const sections = sectionsOf(CONTENTS.guides, TEXTS)

  it('all say something, and every earlier name leads to a place that is there', () => {
    for (const { id, title, summary, headings } of CONTENTS.guides) {
      expect(`${title}${summary}`.length).toBeGreaterThan(30)
      expect(headings.length).toBeGreaterThan(1)
      expect(new Set(headings.map((heading) => heading.id)).size).toBe(headings.length)
      expect(TEXTS[id]?.length).toBeGreaterThan(2)
    }
    for (const [name, place] of Object.entries(CONTENTS.topics))
      expect([name, placeOf(name, CONTENTS).name]).toEqual([name, place])
  })

  it('are found by every heading, first of all places, and by what stands below it', () => {
    const headings = sections.flatMap(({ path }) => path.slice(-1))
    const best = headings.map((heading) => findHelp(t, sections, heading)[0]?.title)
    expect(best).toEqual(headings)
    const written = sections.filter(({ text }) => text.length > 60)
    const lost = written.filter(
      ({ topic, text }) => !findHelp(t, sections, text.slice(0, 60)).some((found) => found.topic === topic),
    )
    expect(lost).toEqual([])
    expect(written.length).toBeGreaterThan(20)
  })

  it('are found by a heading before a text that has the same words', () => {
    const [guide] = CONTENTS.guides
    if (guide === undefined) throw new Error('there is a guide')
    const section = (topic: string, path: string[], text: string) => ({ guide, topic, path, text })
    const found = findHelp(
      t,
      [
        section('a', ['Somewhere'], 'The network of the fleet and its trouble.'),
        section('b', ['Elsewhere'], 'When there is trouble with xenon lamps, wait.'),
        section('c', ['Trouble with xenon lamps'], 'Nothing.'),
        section('d', ['More'], 'Lamps with xenon may give trouble.'),
      ],
      'trouble with xenon lamps',
    )
    expect(found.map(({ topic }) => topic)).toEqual(['c', 'b', 'd'])
    expect(found[1]?.excerpt).toBe('When there is trouble with xenon lamps, wait.')
  })

  it('speak as an operator would: no begging, no shouting', () => {
    const text = JSON.stringify(CONTENTS.guides.filter(({ group }) => group === 'operators').map(({ id }) => TEXTS[id]))
    expect(text).not.toMatch(/!|please|Please|quarantin|idempot/)
  })
})

describe('the keys', () => {
  it('are listed by ? with those of the page first', async () => {
    const { outpost } = open(<App />)
    outpost.ui.getState().go('conflicts')
    fireEvent.keyDown(window, { key: '?' })
    const dialog = await screen.findByRole('dialog', { name: 'Keyboard' })
    const groups = within(dialog)
      .getAllByRole('heading', { level: 3 })
      .map(({ textContent }) => textContent)
    expect(groups.slice(0, 4)).toEqual(['In every list', 'The list as a file', 'With groups', 'In a conflict'])
    expect(groups).toHaveLength(KEY_GROUPS.length)
  })

  it('are the same in the help and in the list', async () => {
    await openHelp()
    choose('Keyboard')
    const article = await screen.findByRole('article', { name: 'Keyboard' })
    const shown = [...article.querySelectorAll('kbd')]
    expect(shown.map(({ textContent }) => textContent)).toEqual(
      KEY_GROUPS.flatMap(({ lines }) => lines.map(({ keys }) => keys)),
    )
  })

  it('name the one that shows waiting updates on every page whose order holds', () => {
    // On Analytics it reads the figures anew: nothing there is held.
    const isHeld = ({ keys, text }: { keys: string; text: unknown }) => keys === 'r' && text !== 'analyticsAnew'
    const pages = KEY_GROUPS.flatMap(({ pages: here, lines }) => (lines.some(isHeld) ? here : []))
    expect(pages.toSorted()).toEqual([
      ...[
        'attention',
        'conflicts',
        'content',
        'devices',
        'health',
        'overview',
        'pending',
        'playlists',
        'schedules',
        'wallboards',
      ],
    ])
  })

  it('name a key for every page, and no key twice in one place', () => {
    const t = setUpTexts()
    const everywhere = KEY_GROUPS.find(({ title }) => title === 'everywhere')?.lines ?? []
    PAGES.forEach((page) => {
      const line = everywhere.find(({ keys }) => keys === pageKeys(page))
      expect(line && keyInWords(t, line)).toBe(t('keys.go', { page: t(`nav.${page}`) }))
    })
    for (const page of PAGES) {
      const here = keyGroupsFor(page).filter(({ pages }) => pages.length === 0 || pages.includes(page))
      for (const { lines } of here) expect(new Set(lines.map(({ keys }) => keys)).size).toBe(lines.length)
    }
  })
})
