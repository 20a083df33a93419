import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { digitOf, formatRoute, PAGES, parseRoute } from '#shared/domain/window-route.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { KEY_GROUPS, keyGroupsFor, keyInWords } from '../../../../src/renderer/app/keys/keys.ts'
import { GUIDE_IDS } from '../../../../src/renderer/features/help/guides/guide.ts'
import { guidesOf } from '../../../../src/renderer/features/help/guides/guides.ts'
import { findHelp, STATE_SHAPES, TOPICS } from '../../../../src/renderer/features/help/topics.ts'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
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
const titles = () => screen.getAllByRole('article').map((article) => article.getAttribute('aria-label'))

describe('the help', () => {
  it('opens with F1 on every page, and with its key among the pages', async () => {
    const { outpost } = await openHelp()
    expect(outpost.ui.getState().page).toBe('help')
    outpost.ui.getState().go('pending')
    fireEvent.keyDown(window, { key: digitOf('help') ?? '', altKey: true })
    expect(outpost.ui.getState().page).toBe('help')
  })

  it('shows one guide at a time, and notes which, so that it is there again after a restart', async () => {
    const { outpost } = await openHelp()
    expect(titles()).toEqual(['What is pending'])
    fireEvent.click(screen.getByRole('link', { name: 'Unknown outcome' }))
    expect(titles()).toEqual(['Unknown outcome'])
    await waitFor(() => expect(outpost.ui.getState().place).toMatchObject({ topic: 'unknown' }))
    fireEvent.click(screen.getByRole('button', { name: 'Go to Pending operations' }))
    expect(outpost.ui.getState().page).toBe('pending')
  })

  it('is reached by a link to a topic, also from elsewhere while it is open', async () => {
    const { outpost } = await openHelp()
    for (const [topic, title] of [
      ['conflicts', 'Conflicts'],
      ['states', 'States and symbols'],
    ] as const) {
      outpost.ui.getState().go('help', { topic })
      await waitFor(() => expect(titles()).toEqual([title]))
    }
    const route = { kind: 'console', page: 'help', target: { topic: 'bundles' } } as const
    expect(parseRoute(formatRoute(route))).toEqual(route)
  })

  it('draws every symbol with its word and its meaning', async () => {
    await openHelp()
    fireEvent.click(screen.getByRole('link', { name: 'States and symbols' }))
    for (const shape of STATE_SHAPES) {
      const entry = document.querySelector(`[data-shape="${shape}"]`)
      expect(entry?.querySelector('svg')).not.toBeNull()
      expect(entry?.querySelector('dd')?.textContent?.length).toBeGreaterThan(10)
    }
  })

  it('finds words in guides, keys and symbols, marks them, and leaves the rest out', async () => {
    await openHelp()
    search('signed file')
    await waitFor(() => expect(titles()).toEqual(['Working offline', 'Carrying changes by hand']))
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent?.toLowerCase())).toContain('signed')
    search('new wall window')
    await waitFor(() => expect(titles()).toEqual(['Keyboard']))
    search('half')
    expect(await screen.findByText('Nothing in the help matches “half”.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Show all topics' }))
    await waitFor(() => expect(titles()).toEqual(['What is pending']))
  })

  it('is searched by keys alone', async () => {
    await openHelp()
    fireEvent.keyDown(window, { key: '/' })
    const box = screen.getByRole('searchbox', { name: 'Search the help' })
    expect(document.activeElement).toBe(box)
    search('jitter')
    fireEvent.keyDown(box, { key: 'Escape' })
    await waitFor(() => expect(titles()).toEqual(['What is pending']))
    fireEvent.keyDown(box, { key: 'Enter' })
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Text of the help' }))
  })

  it('says which program this is and where its files are', async () => {
    await openHelp()
    fireEvent.click(screen.getByRole('link', { name: 'About this console' }))
    const about = screen.getByRole('article', { name: 'About this console' })
    expect(about.textContent).toContain('0.1.0')
    expect(about.textContent).toContain('~/.config/Outpost Console/logs')
  })
})

describe('the guides', () => {
  it('all say something, in English where a language has none', () => {
    expect(guidesOf('de-AT')).toBe(guidesOf('en'))
    for (const id of GUIDE_IDS) {
      const { title, summary, parts } = guidesOf('en')[id]
      expect(`${title}${summary}`.length).toBeGreaterThan(30)
      expect(parts.length).toBeGreaterThan(1)
    }
    expect(new Set(TOPICS).size).toBe(TOPICS.length)
  })

  it('are found by every sentence that stands in them, with the part it stands in', () => {
    const t = setUpTexts()
    const guides = guidesOf('en')
    for (const id of GUIDE_IDS) {
      for (const part of guides[id].parts) {
        for (const sentence of [part.title, ...part.text, ...(part.steps ?? [])]) {
          const found = findHelp(t, guides, sentence).find(({ topic }) => topic === id)
          expect([sentence, found?.kind === 'guide' && found.parts.includes(part)]).toEqual([sentence, true])
        }
      }
    }
  })

  it('speak as an operator would: no codes, no begging, no shouting', () => {
    const text = JSON.stringify(guidesOf('en'))
    expect(text).not.toMatch(/!|please|Please|quarantin|idempot|[a-z]Ms\b/)
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
    expect(groups.slice(0, 4)).toEqual(['In every list', 'With groups', 'In a conflict', 'Everywhere'])
    expect(groups).toHaveLength(KEY_GROUPS.length)
  })

  it('are the same in the help and in the list', async () => {
    await openHelp()
    fireEvent.click(screen.getByRole('link', { name: 'Keyboard' }))
    const shown = [...screen.getByRole('article', { name: 'Keyboard' }).querySelectorAll('kbd')]
    expect(shown.map(({ textContent }) => textContent)).toEqual(
      KEY_GROUPS.flatMap(({ lines }) => lines.map(({ keys }) => keys)),
    )
  })

  it('name the one that shows waiting updates on every page whose order holds', () => {
    const pages = KEY_GROUPS.flatMap(({ pages: here, lines }) => (lines.some(({ keys }) => keys === 'r') ? here : []))
    expect(pages.toSorted()).toEqual([
      ...['attention', 'conflicts', 'devices', 'health', 'overview', 'pending', 'playlists'],
    ])
  })

  it('name a key for every page, and no key twice in one place', () => {
    const t = setUpTexts()
    const everywhere = KEY_GROUPS.find(({ title }) => title === 'everywhere')?.lines ?? []
    PAGES.forEach((page) => {
      const line = everywhere.find(({ keys }) => keys === `Alt ${digitOf(page)}`)
      expect(line && keyInWords(t, line)).toBe(t('keys.go', { page: t(`nav.${page}`) }))
    })
    for (const page of PAGES) {
      const here = keyGroupsFor(page).filter(({ pages }) => pages.length === 0 || pages.includes(page))
      for (const { lines } of here) expect(new Set(lines.map(({ keys }) => keys)).size).toBe(lines.length)
    }
  })
})
