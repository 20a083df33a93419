import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import type { PlaylistItem } from '../../../../src/renderer/features/playlists/playlist-draft.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => screen.getByRole('grid', { name: 'Playlists' })
const rows = () => within(grid()).getAllByRole('row').slice(1)
const labels = () => rows().map((row) => row.getAttribute('aria-label'))
const panel = () => screen.findByRole('region', { name: 'Playlist details' })
const items = () => screen.getByRole('grid', { name: /^Items of the playlist/ })
const itemRows = () => within(items()).getAllByRole('row')
const itemNames = () => itemRows().map((row) => row.querySelector('bdi')?.textContent)
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const sent = ({ fake }: Opened): Intent[] =>
  fake.requests
    .filter(({ name }) => name === 'operations:enqueue')
    .flatMap(({ request }) => (request as { intents: Intent[] }).intents)

async function openPlaylists(options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = open(<App />, options)
  opened.outpost.ui.getState().go('playlists')
  await screen.findByRole('heading', { name: 'Playlists' })
  return opened
}

/** Evening loop: Evacuation, Weather, Welcome, and Platform closed twice. */
async function openEvening(options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = await openPlaylists(options)
  fireEvent.click(await screen.findByText('Evening loop'))
  await panel()
  await waitFor(() => expect(itemNames()).toEqual(EVENING))
  return opened
}
const EVENING = ['Evacuation', 'Weather', 'Welcome', 'Platform closed', 'Platform closed']

/** What somebody else makes of the list at the server. */
function changedElsewhere({ fake }: Opened, change: (items: PlaylistItem[]) => PlaylistItem[]): void {
  const view = fake.served('pls-3')
  if (view === undefined) throw new Error('there is no such playlist')
  const items = change(view.data['items'] as PlaylistItem[])
  act(() => fake.serve({ ...view, version: view.version + 1, data: { ...view.data, items } }))
}
const rowOf = (place: number) => itemRows()[place] as HTMLElement

describe('the list of playlists', () => {
  it('tells of each how much it plays, for how long and on how many devices', async () => {
    const { fake } = await openPlaylists()
    await screen.findByText('Evening loop')
    const cells = (index: number) => within(rows()[index] as HTMLElement).getAllByRole('gridcell')
    const texts = (index: number) => cells(index).map(({ textContent }) => textContent)
    expect(texts(2).slice(0, 3)).toEqual(['Evening loop', '5', '1 min 57 s'])
    const devices = Array.from({ length: 40 }, (_, index) => fake.served(`dev-${String(index + 1).padStart(4, '0')}`))
    const showing = devices.filter((device) => device?.data['playlistId'] === 'pls-3').length
    expect(texts(2)[3]).toBe(String(showing))
  })

  it('finds by name and description, and says when nothing fits', async () => {
    await openPlaylists()
    await screen.findByText('Evening loop')
    const box = screen.getByRole('searchbox', { name: 'Search playlists' })
    fireEvent.change(box, { target: { value: 'lifts' } })
    expect(labels()).toEqual(['Wayfinding, 6 items'])
    fireEvent.change(box, { target: { value: 'xyz' } })
    expect(screen.getByText('No playlist matches')).toBeTruthy()
    fireEvent.click(button('Clear the search'))
    expect(rows()).toHaveLength(8)
  })

  it('is ordered by its columns', async () => {
    await openPlaylists()
    await screen.findByText('Evening loop')
    fireEvent.click(within(screen.getByRole('columnheader', { name: /^Items/ })).getByRole('button'))
    expect(labels()[0]).toBe('Departures, 3 items')
  })

  it('draws only what is seen of 2,000', async () => {
    await openPlaylists({ playlistCount: 2_000 })
    await waitFor(() => expect(grid().getAttribute('aria-rowcount')).toBe('2001'))
    expect(rows().length).toBeLessThan(60)
  })

  it('says that there are none, and offers to make one', async () => {
    await openPlaylists({ scenario: 'empty' })
    expect(await screen.findByText('No playlists yet')).toBeTruthy()
    expect(screen.getAllByRole('button', { name: 'New playlist' })).toHaveLength(2)
  })

  it.each([
    ['loading', 'status', 'Reading the playlists'],
    ['error', 'alert', ''],
  ] as const)('while it is %s says so', async (scenario, role, name) => {
    await openPlaylists({ scenario })
    expect(await screen.findByRole(role, name === '' ? {} : { name })).toBeTruthy()
  })

  it('says of when it is while the server is away', async () => {
    await openPlaylists({ scenario: 'offline', deviceCount: 100 })
    expect(await screen.findByText(/not current$/)).toBeTruthy()
  })
})

describe('a new playlist', () => {
  it('is made by key, opened, and needs a name', async () => {
    const opened = await openPlaylists()
    await screen.findByText('Evening loop')
    fireEvent.keyDown(window, { key: 'n' })
    const dialog = await screen.findByRole('dialog', { name: 'New playlist' })
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    expect(within(dialog).getByText('Needed')).toBeTruthy()
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: ' Night loop ' } })
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    await waitFor(() =>
      expect(sent(opened)).toEqual([
        { kind: 'create', entityType: 'playlist', fields: { name: 'Night loop', description: '', items: [] } },
      ]),
    )
    expect(within(await panel()).getByText('Nothing is played yet. Add content to begin.')).toBeTruthy()
  })

  it('is the copy of another one, with items of its own', async () => {
    const opened = await openEvening()
    fireEvent.keyDown(grid(), { key: 'd' })
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    const [intent] = sent(opened)
    const fields = intent?.kind === 'create' ? (intent.fields as { name: string; items: PlaylistItem[] }) : null
    expect(fields?.name).toBe('Evening loop (copy)')
    expect(fields?.items.map(({ contentId }) => contentId)).toEqual(['con-3', 'con-4', 'con-5', 'con-1', 'con-1'])
    expect(fields?.items.some(({ id }) => id.startsWith('itm-3'))).toBe(false)
  })
})

describe('the items of a playlist', () => {
  it('are moved by buttons and by keys, and saved as one change', async () => {
    const opened = await openEvening()
    fireEvent.click(button('Move Welcome up'))
    expect(itemNames()).toEqual(['Evacuation', 'Welcome', 'Weather', 'Platform closed', 'Platform closed'])
    fireEvent.keyDown(rowOf(0), { key: 'End', altKey: true })
    expect(itemNames()).toEqual(['Welcome', 'Weather', 'Platform closed', 'Platform closed', 'Evacuation'])
    expect(screen.getByText('Evacuation is number 5 of 5 now')).toBeTruthy()
    fireEvent.keyDown(rowOf(0), { key: 'ArrowDown', altKey: true })
    expect(sent(opened)).toEqual([])
    fireEvent.keyDown(rowOf(0), { key: 'Enter', ctrlKey: true })
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    expect(sent(opened)[0]).toMatchObject({ kind: 'update', entityId: 'pls-3' })
    const [intent] = sent(opened)
    expect(intent?.kind === 'update' && (intent.fields['items'] as PlaylistItem[]).map(({ id }) => id)).toEqual([
      'itm-3-2',
      'itm-3-3',
      'itm-3-4',
      'itm-3-5',
      'itm-3-1',
    ])
  })

  it('let the keys of the editor, of the panel and of the console out of their fields and buttons', async () => {
    const opened = await openEvening()
    const seconds = screen.getByRole('textbox', { name: 'Seconds of Weather' })
    fireEvent.change(seconds, { target: { value: '90' } })
    fireEvent.keyDown(seconds, { key: 'Enter', ctrlKey: true })
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    const up = button('Move Weather up')
    fireEvent.click(up)
    fireEvent.keyDown(up, { key: 'z', ctrlKey: true })
    expect(itemNames()).toEqual(EVENING)
    fireEvent.keyDown(up, { key: 'k', ctrlKey: true })
    fireEvent.keyDown(await screen.findByRole('combobox', { name: /^Find/ }), { key: 'Escape' })
    fireEvent.keyDown(seconds, { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Playlist details' })).toBeNull())
  })

  it('are undone and redone step by step, with their own keys before those of the notices', async () => {
    await openEvening()
    fireEvent.click(button('Move Welcome up'))
    fireEvent.click(button('Remove Evacuation'))
    expect(itemNames()).toHaveLength(4)
    fireEvent.keyDown(rowOf(0), { key: 'z', ctrlKey: true })
    expect(itemNames()).toEqual(['Evacuation', 'Welcome', 'Weather', 'Platform closed', 'Platform closed'])
    fireEvent.click(button('Undo (Ctrl Z)'))
    expect(itemNames()).toEqual(EVENING)
    expect(button('Save').getAttribute('aria-disabled')).toBe('true')
    fireEvent.keyDown(rowOf(0), { key: 'y', ctrlKey: true })
    expect(itemNames()).toEqual(['Evacuation', 'Welcome', 'Weather', 'Platform closed', 'Platform closed'])
    expect(screen.queryByText('There is nothing to undo.')).toBeNull()
  })

  it('play as long as is typed, and what is no duration is said and not taken', async () => {
    const opened = await openEvening()
    const seconds = screen.getByRole('textbox', { name: 'Seconds of Weather' })
    fireEvent.change(seconds, { target: { value: '1:30' } })
    expect(within(await panel()).getByText('2 min 57 s in all')).toBeTruthy()
    fireEvent.change(seconds, { target: { value: '0' } })
    expect(seconds.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByRole('alert').textContent).toContain('from 1 s to 24 hours')
    fireEvent.click(button('Save'))
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    expect(JSON.stringify(sent(opened)[0])).toContain('"durationSeconds":90')
  })

  it('are added from the content, the same one twice in two places', async () => {
    await openEvening()
    fireEvent.keyDown(rowOf(0), { key: '+' })
    const dialog = await screen.findByRole('dialog', { name: 'Add content' })
    const box = within(dialog).getByRole('combobox', { name: 'Content' })
    fireEvent.change(box, { target: { value: 'summer' } })
    fireEvent.keyDown(box, { key: 'ArrowDown' })
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    expect(within(dialog).getByText('‘Summer timetable’ added: 7 items now')).toBeTruthy()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Done' }))
    expect(itemNames()).toEqual([...EVENING, 'Summer timetable', 'Summer timetable'])
    expect(new Set(itemRows().map((row) => row.getAttribute('data-item'))).size).toBe(7)
  })

  it('keep what others add meanwhile, with the own steps on top, and say so', async () => {
    const opened = await openEvening()
    fireEvent.click(button('Remove Welcome'))
    changedElsewhere(opened, (items) => [{ id: 'theirs', contentId: 'con-2', durationSeconds: 5 }, ...items])
    await waitFor(() => expect(itemNames()[0]).toBe('Summer timetable'))
    expect(itemNames()).toEqual(['Summer timetable', ...EVENING.filter((name) => name !== 'Welcome')])
    expect(screen.getByText(/^Somebody else has changed this playlist meanwhile/)).toBeTruthy()
    fireEvent.click(button('Save'))
    await waitFor(() => expect(JSON.stringify(sent(opened))).toContain('"theirs"'))
  })

  it('say how many steps are about what others removed', async () => {
    const opened = await openEvening()
    fireEvent.click(button('Move Welcome up'))
    changedElsewhere(opened, (items) => items.filter(({ id }) => id !== 'itm-3-3'))
    await screen.findByText(/1 of your changes is about an item that is gone/)
    expect(itemNames()).toEqual(['Evacuation', 'Weather', 'Platform closed', 'Platform closed'])
  })

  it('ask before unsaved steps are left, and stay when that is wanted', async () => {
    await openEvening()
    fireEvent.click(button('Move Welcome up'))
    fireEvent.click(button('Close details'))
    const question = await screen.findByRole('alertdialog', { name: 'Leave without saving?' })
    fireEvent.click(within(question).getByRole('button', { name: 'Stay' }))
    expect(itemNames()[1]).toBe('Welcome')
    fireEvent.click(button('Close details'))
    fireEvent.click(await screen.findByRole('button', { name: 'Discard the changes' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Playlist details' })).toBeNull())
  })

  it('are saved when they are saved and left at once, and nobody is asked', async () => {
    const opened = await openEvening()
    fireEvent.click(button('Move Welcome up'))
    fireEvent.click(button('Save'))
    fireEvent.click(button('Close details'))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Playlist details' })).toBeNull())
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(sent(opened)).toHaveLength(1)
  })

  it('stay when they could not be queued, and leaving asks', async () => {
    const opened = await openEvening({ scenario: 'full' })
    fireEvent.click(button('Move Welcome up'))
    fireEvent.click(button('Save'))
    fireEvent.click(button('Close details'))
    const question = await screen.findByRole('alertdialog', { name: 'Leave without saving?' })
    fireEvent.click(within(question).getByRole('button', { name: 'Stay' }))
    expect(itemNames()[1]).toBe('Welcome')
    expect(sent(opened)).toHaveLength(1)
  })

  it('are marked while the server has not confirmed them, and the notice takes them back', async () => {
    await openEvening({ scenario: 'offline', deviceCount: 100 })
    fireEvent.click(button('Move Welcome up'))
    fireEvent.click(button('Save'))
    await waitFor(() => expect(rows()[2]?.getAttribute('data-pending')).toBe('waiting'))
    expect(await screen.findByText('Set items of ‘Evening loop’ to 5 entries')).toBeTruthy()
    await waitFor(() => expect(button('Save').getAttribute('aria-disabled')).toBe('true'))
    expect(itemNames()[1]).toBe('Welcome')
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(itemNames()).toEqual(EVENING))
  })
})

describe('a list of 1,000 items', () => {
  it('draws those in sight, moves them far, and takes no more', async () => {
    const opened = await openEvening()
    const many = Array.from({ length: 1_000 }, (_, at) => ({ id: `it-${at}`, contentId: 'con-4', durationSeconds: 10 }))
    changedElsewhere(opened, () => many)
    await waitFor(() => expect(rowOf(0).getAttribute('data-item')).toBe('it-0'))
    expect(itemRows().length).toBeLessThan(60)
    fireEvent.keyDown(rowOf(0), { key: 'End', altKey: true })
    expect(rowOf(0).getAttribute('data-item')).toBe('it-1')
    expect(screen.getByText('Weather is number 1,000 of 1,000 now')).toBeTruthy()
    expect(button('Add content').getAttribute('aria-disabled')).toBe('true')
  })
})

describe('a playlist that is used', () => {
  it('is not deleted: it says by how many', async () => {
    const opened = await openEvening({ deviceCount: 200 })
    fireEvent.click(button('Delete'))
    const dialog = await screen.findByRole('alertdialog', { name: 'Evening loop is in use' })
    expect(dialog.textContent).toMatch(
      /used by \d+ devices and \d+ schedules, and a playlist that is used cannot be deleted/,
    )
    fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }))
    expect(sent(opened)).toEqual([])
  })

  it('by nothing is deleted after one question', async () => {
    const opened = await openPlaylists({ playlistCount: 9 })
    fireEvent.click(await screen.findByText('Departures 9'))
    await panel()
    fireEvent.click(button('Delete'))
    fireEvent.click(await screen.findByRole('button', { name: 'Delete playlist' }))
    await waitFor(() => expect(sent(opened)).toEqual([{ kind: 'delete', entityType: 'playlist', entityId: 'pls-9' }]))
  })

  it('is given to many devices at once, but to none that has it', async () => {
    const opened = await openEvening({ deviceCount: 200 })
    fireEvent.keyDown(grid(), { key: 'a' })
    const dialog = await screen.findByRole('dialog', { name: 'Show Evening loop on devices' })
    fireEvent.change(within(dialog).getByRole('combobox', { name: 'Site' }), { target: { value: 'City Hall' } })
    expect(dialog.textContent).toContain('25 devices found.')
    const list = within(dialog).getByRole('grid', { name: 'Devices to choose from' })
    fireEvent.click(within(list).getByRole('checkbox', { name: 'Select all shown' }))
    const having = [...Array(200).keys()].filter((index) => {
      const device = opened.fake.served(`dev-${String(index + 1).padStart(4, '0')}`)
      return device?.data['site'] === 'City Hall' && device.data['playlistId'] === 'pls-3'
    }).length
    fireEvent.click(within(dialog).getByRole('button', { name: `Show on ${25 - having} devices` }))
    await waitFor(() => expect(sent(opened)).toHaveLength(25 - having))
    const fields = sent(opened).map((intent) => (intent.kind === 'update' ? intent.fields : null))
    expect(fields.every((one) => one?.['playlistId'] === 'pls-3')).toBe(true)
  })
})

describe('a playlist in the palette', () => {
  it('is found by its name and opened, from any page', async () => {
    open(<App />)
    await screen.findByRole('grid', { name: 'Devices' })
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    const box = await screen.findByRole('combobox', { name: 'Find a page, device or action' })
    fireEvent.change(box, { target: { value: 'evening' } })
    fireEvent.click(await screen.findByRole('option', { name: /^Evening loop/ }))
    expect(within(await panel()).getByRole('heading', { name: 'Evening loop' })).toBeTruthy()
  })
})

describe('the preview of a playlist', () => {
  it('tells what is shown when, and is honest about the pictures', async () => {
    await openEvening()
    fireEvent.click(button('Preview'))
    const dialog = await screen.findByRole('dialog', { name: 'Preview of Evening loop' })
    const shown = within(dialog).getByRole('region', { name: 'What is shown now' })
    expect(shown.textContent).toBe('1 of 5EvacuationVideo · 45 s')
    fireEvent.keyDown(within(dialog).getByRole('button', { name: 'Play' }), { key: 'ArrowRight' })
    expect(shown.textContent).toBe('2 of 5WeatherWeb page · 30 s')
    expect(dialog.textContent).toContain('45 s of 1 min 57 s')
    expect(dialog.textContent).toContain('not on this PC')
    fireEvent.click(within(dialog).getByRole('button', { name: '×60' }))
    fireEvent.click(within(dialog).getByRole('button', { name: 'Play' }))
    await waitFor(() => expect(shown.textContent).not.toContain('Weather'))
    fireEvent.click(within(dialog).getByRole('button', { name: 'Pause' }))
  })
})
