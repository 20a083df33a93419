import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()

async function openSwitcher(): Promise<HTMLElement> {
  const button = await screen.findByRole('button', { name: /^Site: Rhein-Main network/ })
  fireEvent.click(button)
  return screen.findByRole('dialog', { name: 'Sites' })
}

const attentionOf = ({ client }: Opened['outpost']) => client.request('sites:attention', {})

describe('the site switcher', () => {
  it('lists every site with its state and what waits there', async () => {
    open(<App />, { scenario: 'sites' })
    const dialog = await openSwitcher()
    expect(within(dialog).getByRole('button', { name: /Nordbahnhof.*Offline.*27 waiting/ })).toBeTruthy()
    expect(within(dialog).getByRole('button', { name: /Airport.*3 urgent alerts.*3 to decide/ })).toBeTruthy()
    expect(within(dialog).getByRole('button', { name: /harbour/ })).toHaveProperty('disabled', true)
    expect(within(dialog).getByText(/is damaged/)).toBeTruthy()
  })

  it('shows another site in this window, by a click or by its key', async () => {
    const { fake, outpost } = open(<App />, { scenario: 'sites' })
    const dialog = await openSwitcher()
    fireEvent.click(within(dialog).getByRole('button', { name: /Nordbahnhof/ }))
    await waitFor(() => expect(outpost.sites.getState().current).toBe('nord'))
    fireEvent.keyDown(window, { key: '3', ctrlKey: true })
    await waitFor(() => expect(fake.current).toBe('airport'))
    // One that cannot be opened has a key, too; it does nothing.
    fireEvent.keyDown(window, { key: '4', ctrlKey: true })
    fireEvent.keyDown(window, { key: '5', ctrlKey: true })
    await waitFor(() => expect(fake.current).toBe('shops'))
    const asked = fake.requests.filter(({ name }) => name === 'sites:switch')
    expect(asked.map(({ request }) => request)).toEqual(['nord', 'airport', 'shops'].map((siteId) => ({ siteId })))
  })

  it('asks first where the page has something unsaved', async () => {
    const { fake, outpost } = open(<App />, { scenario: 'sites' })
    let proceed: (() => void) | null = null
    await screen.findByRole('button', { name: /^Site: Rhein-Main network/ })
    outpost.ui.getState().guard((move) => {
      proceed = move
      return false
    })
    fireEvent.keyDown(window, { key: '2', ctrlKey: true })
    expect(fake.current).toBe('main')
    ;(proceed as (() => void) | null)?.()
    await waitFor(() => expect(fake.current).toBe('nord'))
  })

  it('asks first also where a notification calls to another site', async () => {
    const { fake, outpost } = open(<App />, { scenario: 'sites' })
    const proceeds: (() => void)[] = []
    await screen.findByRole('button', { name: /^Site: Rhein-Main network/ })
    outpost.ui.getState().guard((move) => {
      proceeds.push(move)
      return false
    })
    const place = { page: 'health', target: { alarmId: 'a1' } } as const
    act(() => fake.emit('windows:go', { ...place, siteId: 'main' }))
    expect(outpost.ui.getState().page).toBe('devices')
    act(() => fake.emit('windows:go', { ...place, siteId: 'nord' }))
    expect(fake.requests.filter(({ name }) => name === 'sites:switch')).toEqual([])
    proceeds[1]?.()
    await waitFor(() => expect(fake.current).toBe('nord'))
  })
})

describe('the attention page', () => {
  it('is calm when nothing needs anybody', async () => {
    const { outpost } = open(<App />, { scenario: 'online' })
    outpost.ui.getState().go('attention')
    expect(await screen.findByText('Nothing needs you')).toBeTruthy()
  })

  it('groups by site, the most urgent first, and leads to the place at its site', async () => {
    const { fake, outpost } = open(<App />, { scenario: 'sites' })
    await screen.findByRole('button', { name: /^Site: Rhein-Main network/ })
    outpost.ui.getState().go('attention')
    const first = await screen.findByRole('region', { name: /harbour/ })
    const groups = [...(first.parentElement?.querySelectorAll('section') ?? [])]
    expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual([
      'harbour.example · main',
      'Airport, all terminals',
      'Nordbahnhof',
      'Nothing waits here',
    ])
    fireEvent.click(screen.getByRole('button', { name: /gate B 14/ }))
    await waitFor(() => expect(fake.current).toBe('airport'))
    fireEvent.click(screen.getByRole('button', { name: /cannot be opened/ }))
    await waitFor(() => expect(outpost.ui.getState().page).toBe('settings'))
  })
})

describe('the lines of the attention page', () => {
  it('hold still while the pointer is among them, also those of a site that needs nobody any more', async () => {
    const { fake, outpost } = open(<App />, { scenario: 'sites' })
    outpost.ui.getState().go('attention')
    await screen.findByRole('region', { name: 'Nordbahnhof' })
    const lines = () => [...list.querySelectorAll('button')].map((line) => line.textContent)
    const list = screen.getByRole('region', { name: 'Nordbahnhof' }).parentElement as HTMLElement
    const before = lines()
    const { items, more } = await attentionOf(outpost)
    const [first] = items
    fake.answers['sites:attention'] = () => ({ items: items.filter((item) => item !== first).toReversed(), more })
    fireEvent.pointerEnter(list)
    act(() => fake.emit('sites:changed', { sites: fake.sites }))
    await screen.findByText(/updates waiting/)
    expect(lines().slice(1)).toEqual(before.slice(1))
    expect(lines()[0]).toContain('needs nobody any more')
    fireEvent.pointerLeave(list)
    expect(lines()).toHaveLength(before.length - 1)
    expect(lines()).not.toEqual(before.slice(1))
    expect(screen.queryByText(/updates waiting/)).toBeNull()
  })
})

describe('the list of sites in the settings', () => {
  it('says what waits at a site before it is removed, and that nothing is deleted', async () => {
    const { fake, outpost } = open(<App />, { scenario: 'sites' })
    fake.answers['sites:remove'] = () => ({ removed: true, waiting: 27, folder: 'abc' })
    await screen.findByRole('button', { name: /^Site: Rhein-Main network/ })
    outpost.ui.getState().go('settings')
    const list = await screen.findByRole('list', { name: 'Sites of this console' })
    const row = list.querySelector<HTMLElement>('[data-site="nord"]')
    fireEvent.click(within(row as HTMLElement).getByRole('button', { name: 'Remove…' }))
    const question = await screen.findByRole('alertdialog')
    expect(question.textContent).toMatch(/27 changes wait there.*Nothing is deleted/)
    fireEvent.click(within(question).getByRole('button', { name: 'Remove' }))
    await waitFor(() =>
      expect(fake.requests).toContainEqual({ name: 'sites:remove', request: { siteId: 'nord', force: true } }),
    )
    expect(await screen.findByText(/stays in database\/abc/)).toBeTruthy()
  })
})
