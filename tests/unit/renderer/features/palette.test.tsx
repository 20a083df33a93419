import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

type Options = NonNullable<Parameters<typeof open>[1]>

async function openConsole(options: Options = {}): Promise<Opened> {
  const opened = open(<App />, { deviceCount: 200, ...options })
  await screen.findByRole('grid', { name: 'Devices' })
  return opened
}
const box = () => screen.findByRole<HTMLInputElement>('combobox', { name: 'Find a page, device or action' })
const texts = () => screen.queryAllByRole('option').map((option) => option.firstElementChild?.textContent ?? '')
const press = async (key: string) => fireEvent.keyDown(await box(), { key })

/** Opens the palette and types; answers what it finds. */
async function find(text: string): Promise<readonly string[]> {
  if (screen.queryByRole('listbox', { name: 'Find' }) === null) fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
  fireEvent.change(await box(), { target: { value: text } })
  return texts()
}

describe('a new device', () => {
  it('is found in the palette on any page, and asked for on the Devices page', async () => {
    const { outpost } = await openConsole()
    outpost.ui.getState().go('overview')
    await waitFor(() => expect(screen.queryByRole('grid', { name: 'Devices' })).toBeNull())
    expect(await find('new dev')).toContain('New device')
    await press('Enter')
    const dialog = await screen.findByRole('dialog', { name: 'New device' })
    expect(outpost.ui.getState().page).toBe('devices')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})
