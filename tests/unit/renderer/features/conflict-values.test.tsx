import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { contentOf } from '../../../../tools/preview/fleet.ts'
import { operationOf } from '../../../../tools/preview/operations.ts'
import { choose, detail, heard, keys, openConflict, openConflicts, press, rows, sent } from '../conflict-desk.tsx'
import { layOut, open } from '../support.tsx'

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

describe('a clash of two files of one piece of content', () => {
  it('is chosen for all that is said of the file at once, and no other value is typed for it', async () => {
    const opened = open(<App />, { scenario: 'conflicts', deviceCount: 80 })
    const [poster] = contentOf(1)
    if (poster === undefined) throw new Error('there is no content')
    const fileOf = (digit: string, sizeBytes: number) => ({ checksum: digit.repeat(64), sizeBytes, width: 640 })
    const fields = { ...fileOf('a', 10), name: 'Mine' }
    const serverFields = { ...fileOf('b', 20), width: 320, name: 'Theirs' }
    const clash = { device: poster, fields, serverFields, state: 'conflicted' as const, ageMs: 1_000 }
    opened.fake.queue.operations = [operationOf(clash, Date.now())]
    fireEvent.click(screen.getByRole('link', { name: /^Conflicts/ }))
    await waitFor(() => expect(rows()).toHaveLength(1))
    fireEvent.click(rows()[0] as HTMLElement)
    await screen.findByRole('region', { name: 'Conflict details' })
    choose('Choose for Checksum: Keep mine')
    const kept = () => within(detail()).getAllByRole<HTMLInputElement>('radio', { checked: true })
    const named = kept().map((radio) => radio.getAttribute('aria-label'))
    expect(new Set(named)).toEqual(
      new Set(['Checksum', 'Size', 'Width'].map((field) => `Choose for ${field}: Keep mine`)),
    )
    const others = within(detail()).getAllByRole('radio', { name: /Another value$/ })
    expect(others.map((radio) => radio.getAttribute('aria-label'))).toEqual(['Choose for Name: Another value'])
    choose('Choose for Width: Keep theirs')
    choose('Choose for Name: Keep mine')
    await waitFor(() => expect(detail().textContent).toContain('Will be sent: Name.'))
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
