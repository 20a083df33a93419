import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { choose, detail, heard, keys, openConflict, openConflicts, press, rows, sent } from '../conflict-desk.tsx'
import { layOut } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

describe('a decision by field', () => {
  it('asks once for each field that clashes, and leaves the rest', async () => {
    const opened = await openConflicts()
    keys('A')
    await heard()
    keys('F')
    const dialog = await screen.findByRole('dialog', { name: 'Decide 10 conflicts by field?' })
    const playlist = await within(dialog).findByRole('combobox', { name: 'Playlist clashes in 4' })
    fireEvent.change(playlist, { target: { value: 'mine' } })
    await waitFor(() => expect(dialog.textContent).toContain('5 changes will be sent.'))
    press('Decide 5', dialog)
    await waitFor(() => expect(rows()).toHaveLength(5))
    expect(sent(opened, 'conflicts:resolve-bulk')).toMatchObject([{ choice: { fields: { playlistId: 'mine' } } }])
  })
})

describe('a value as JSON', () => {
  const area = () => screen.getByRole('textbox', { name: /^Another value for/ })

  it('is checked as JSON and by the schema before it is taken, and the trouble is named', async () => {
    const opened = await openConflict(1)
    choose('Choose for Items: Another value')
    expect(area().tagName).toBe('TEXTAREA')
    fireEvent.change(area(), { target: { value: '[{ "id": }]' } })
    expect(detail().textContent).toContain('This is not JSON:')
    fireEvent.change(area(), { target: { value: '[{ "id": "x", "contentId": "c", "durationSeconds": "long" }]' } })
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('items.0.durationSeconds'))
    fireEvent.change(area(), { target: { value: '[{ "id": "x", "contentId": "c", "durationSeconds": 7 }]' } })
    await waitFor(() => expect(detail().textContent).toContain('Will be sent: Description, Items.'))
    press('Decide', detail())
    await waitFor(() => expect(rows()).toHaveLength(9))
    expect(sent(opened, 'conflicts:resolve')).toMatchObject([
      { choice: { fields: { items: { edited: [{ id: 'x', contentId: 'c', durationSeconds: 7 }] } } } },
    ])
  })

  it('can be every value, and goes back to being typed as before', async () => {
    await openConflict(0)
    choose('Choose for Tags: Another value')
    expect((area() as HTMLInputElement).value).toBe('indoor, north, mine')
    press('As JSON', detail())
    expect(JSON.parse((area() as HTMLTextAreaElement).value)).toEqual(['indoor', 'north', 'mine'])
    press('As JSON', detail())
    expect((area() as HTMLInputElement).value).toBe('indoor, north, mine')
  })

  it('shows the whole conflict, to be read', async () => {
    await openConflict(0)
    press('Raw JSON', detail())
    const dialog = await screen.findByRole('dialog', { name: 'Gate 1 ticker as JSON' })
    expect(JSON.parse(dialog.querySelector('pre')?.textContent ?? '')).toMatchObject({
      kind: 'update',
      serverVersion: 9,
    })
    expect(within(dialog).getByRole('button', { name: 'Copy' })).toBeDefined()
  })
})
