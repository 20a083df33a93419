import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { OutpostProvider } from '../../../../src/renderer/app/context.tsx'
import { TypedAhead } from '../../../../src/renderer/features/shell/TypedAhead.tsx'
import { layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

describe('the palette', () => {
  async function find(text: string): Promise<readonly string[]> {
    const box = await screen.findByRole('combobox', { name: 'Find a page, device or action' })
    fireEvent.change(box, { target: { value: text } })
    return within(screen.getByRole('listbox', { name: 'Find' }))
      .getAllByRole('option')
      .map((option) => option.textContent ?? '')
  }
  const openPalette = () => fireEvent.keyDown(window, { key: 'k', ctrlKey: true })

  it('finds a device by its serial number and a setting by its name, and leads to it', async () => {
    const { outpost } = open(<App />)
    await screen.findByRole('grid', { name: 'Devices' })
    const [row] = outpost.entities.getState().slices.device?.collection.rows ?? []
    openPalette()
    expect((await find(String(row?.data['serial'])))[0]).toContain(String(row?.data['name']))
    expect((await find('request timeout'))[0]).toBe('Setting: Request timeout')
    fireEvent.keyDown(screen.getByRole('combobox', { name: 'Find a page, device or action' }), { key: 'Enter' })
    await waitFor(() => expect(outpost.ui.getState().target).toEqual({ topic: 'requestTimeoutMs' }))
  })

  it('changes the theme with undo, says what did not work, and offers first what was used last', async () => {
    const { fake, outpost } = open(<App />)
    await screen.findByRole('grid', { name: 'Devices' })
    openPalette()
    await find('light theme')
    fireEvent.keyDown(screen.getByRole('combobox', { name: 'Find a page, device or action' }), { key: 'Enter' })
    await waitFor(() => expect(outpost.app.getState().settings?.values.theme).toBe('light'))
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
    await waitFor(() => expect(outpost.app.getState().settings?.values.theme).not.toBe('light'))
    fake.answers['sync:now'] = () => {
      throw new Error('no server')
    }
    openPalette()
    expect((await find(''))[0]).toBe('Use the light theme')
    await find('sync now')
    fireEvent.keyDown(screen.getByRole('combobox', { name: 'Find a page, device or action' }), { key: 'Enter' })
    await waitFor(() =>
      expect(outpost.toasts.getState().toasts.some(({ text }) => text.startsWith('Not done.'))).toBe(true),
    )
  })

  it('finds a device by a few letters and opens it', async () => {
    open(<App />)
    await screen.findByRole('grid', { name: 'Devices' })
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    const field = await screen.findByRole('combobox', { name: 'Find a page, device or action' })
    fireEvent.change(field, { target: { value: 'gate 2' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    const panel = await screen.findByRole('region', { name: 'Device details' })
    expect(within(panel).getByRole('heading', { level: 2 }).textContent).toMatch(/^Gate 2/)
  })

  it('keeps what is typed before it is there, and none of it acts on the page', async () => {
    const { outpost } = open(<App />)
    const grid = await screen.findByRole('grid', { name: 'Devices' })
    render(
      <OutpostProvider outpost={outpost}>
        <TypedAhead />
      </OutpostProvider>,
    )
    for (const key of ['j', 'o', 'x', 'Backspace']) fireEvent.keyDown(grid, { key })
    expect(grid.querySelector('[data-active]')).toBeNull()
    expect(outpost.ui.getState().typedAhead).toBe('jo')
    act(() => outpost.ui.getState().show({ isPaletteOpen: true }))
    const field = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Find a page, device or action' })
    expect(field.value).toBe('jo')
  })
})
