import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})
afterEach(() => vi.restoreAllMocks())

const rail = (page: string) =>
  within(screen.getByRole('navigation', { name: 'Pages' })).getByRole('link', { name: new RegExp(`^${page}`) })
const heading = (name: string) => screen.findByRole('heading', { level: 1, name })

async function openAt(page: string, scenario: 'online' | 'alarms' | 'conflicts' | 'busy' = 'online') {
  const opened = open(<App />, { scenario, deviceCount: 80 })
  await screen.findByRole('navigation', { name: 'Pages' })
  fireEvent.click(rail(page))
  await heading(page)
  return opened
}

describe('back and forward', () => {
  const ways: readonly [string, () => void, () => void][] = [
    [
      'Alt and the arrows',
      () => fireEvent.keyDown(document.body, { key: 'ArrowLeft', altKey: true }),
      () => fireEvent.keyDown(document.body, { key: 'ArrowRight', altKey: true }),
    ],
    [
      'the side buttons of a mouse',
      () => fireEvent.mouseUp(document.body, { button: 3 }),
      () => fireEvent.mouseUp(document.body, { button: 4 }),
    ],
    [
      'the keys of a keyboard that has them',
      () => fireEvent.keyDown(document.body, { key: 'BrowserBack' }),
      () => fireEvent.keyDown(document.body, { key: 'BrowserForward' }),
    ],
  ]
  it.each(ways)('go by %s', async (_way, back, forward) => {
    await openAt('Settings')
    back()
    await heading('Devices')
    forward()
    expect(await heading('Settings')).toBeTruthy()
  })

  it('go by what the system takes for them', async () => {
    const { fake } = await openAt('Settings')
    act(() => fake.emit('windows:step', { by: 'back' }))
    await heading('Devices')
    fireEvent.keyDown(document.body, { key: 'ArrowRight', altKey: true })
    await heading('Settings')
    fireEvent.keyDown(document.body, { key: 'ArrowLeft', altKey: true })
    await heading('Devices')
    // Right after the keys: it is a press of its own all the same.
    act(() => fake.emit('windows:step', { by: 'forward' }))
    expect(await heading('Settings')).toBeTruthy()
  })

  it('stay where they are behind an open dialog', async () => {
    const { outpost } = await openAt('Settings')
    fireEvent.keyDown(document.body, { key: '?' })
    const keys = await screen.findByRole('dialog', { name: 'Keyboard' })
    expect(within(keys).getByText(/^Back to what was shown before, and forward again/)).toBeTruthy()
    fireEvent.keyDown(keys, { key: 'ArrowLeft', altKey: true })
    expect(outpost.ui.getState().page).toBe('settings')
  })
})

describe('a page that is come back to', () => {
  it('lists the pending operations as they were filtered', async () => {
    await openAt('Pending operations', 'busy')
    fireEvent.click(await screen.findByRole('button', { name: /^Refused/ }))
    fireEvent.click(rail('Settings'))
    await heading('Settings')
    fireEvent.click(rail('Pending operations'))
    const filter = await screen.findByRole('button', { name: /^Refused/ })
    expect(filter.getAttribute('aria-pressed')).toBe('true')
  })

  it('shows all that is pending to who comes for what the strip counts', async () => {
    await openAt('Pending operations', 'busy')
    fireEvent.click(await screen.findByRole('button', { name: /^Refused/ }))
    fireEvent.click(screen.getByRole('button', { name: /waiting/ }))
    fireEvent.click(await screen.findByRole('button', { name: 'Open pending operations' }))
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /^Refused/ }).getAttribute('aria-pressed')).toBe('false'),
    )
  })

  it('searches the alarms for what was searched for, until the strip leads to all of them', async () => {
    await openAt('Health & alarms', 'alarms')
    const search = await screen.findByRole('searchbox')
    fireEvent.change(search, { target: { value: 'nothing like this' } })
    fireEvent.click(rail('Settings'))
    await heading('Settings')
    fireEvent.click(rail('Health & alarms'))
    const again = await screen.findByRole<HTMLInputElement>('searchbox')
    expect(again.value).toBe('nothing like this')
    fireEvent.click(await screen.findByTitle('Unacknowledged alarms'))
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe(''))
  })

  it('searches the conflicts for what was searched for', async () => {
    await openAt('Conflicts', 'conflicts')
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'gate' } })
    fireEvent.click(rail('Settings'))
    await heading('Settings')
    fireEvent.keyDown(document.body, { key: 'ArrowLeft', altKey: true })
    expect((await screen.findByRole<HTMLInputElement>('searchbox')).value).toBe('gate')
  })

  it('is scrolled to where it was left, and to the top for another filter', async () => {
    const { outpost } = await openAt('Devices')
    const grid = await screen.findByRole('grid', { name: 'Devices' })
    act(() => {
      grid.scrollTop = 700
      fireEvent.scroll(grid)
    })
    fireEvent.click(rail('Settings'))
    await heading('Settings')
    act(() => outpost.ui.getState().step(-1))
    const again = await screen.findByRole('grid', { name: 'Devices' })
    expect(again).not.toBe(grid)
    expect(again.scrollTop).toBe(700)
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'e' } })
    await waitFor(() => expect(screen.getByRole('grid', { name: 'Devices' }).scrollTop).toBe(0))
  })
})
