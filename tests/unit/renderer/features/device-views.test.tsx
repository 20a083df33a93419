import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { builtInQuery } from '../../../../src/renderer/app/devices/device-filter.ts'
import {
  columnsOf,
  moveColumn,
  resizeColumn,
  toggleColumn,
  withFittingWidth,
} from '../../../../src/renderer/features/devices/views.ts'
import { layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => document.querySelector<HTMLElement>('[data-grid]') as HTMLElement
const headings = () => [...grid().querySelectorAll('[role="columnheader"]')].map((cell) => cell.textContent)
const labels = () =>
  within(grid())
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.getAttribute('aria-label') ?? row.dataset['groupHeading'])

async function openMenu(): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name: /^View: / }))
  await screen.findByRole('menu')
}

async function choose(name: string | RegExp): Promise<void> {
  await openMenu()
  const entry = [
    ...screen.queryAllByRole('menuitemradio', { name }),
    ...screen.queryAllByRole('menuitem', { name }),
  ][0] as HTMLElement
  fireEvent.click(entry)
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
}

async function openDevices(options: Parameters<typeof open>[1] = {}) {
  const opened = open(<App />, options)
  await waitFor(() => expect(labels().length).toBeGreaterThan(5))
  return opened
}

async function saveAs(name: string): Promise<void> {
  await choose('Save as a new view…')
  fireEvent.change(await screen.findByRole('textbox', { name: 'Name of the view' }), { target: { value: name } })
  fireEvent.click(screen.getByRole('button', { name: 'Save view' }))
  await screen.findByRole('button', { name: `View: ${name}` })
}

const WHY_NOT = 'Locked by your administrator'
const VIEW = {
  id: 'own-1',
  name: 'Gates',
  query: builtInQuery('all'),
  layout: { columns: null, density: null },
} as const

describe('views that the administrator has locked', () => {
  const entries = () => screen.getAllByRole('menuitem')
  const off = () =>
    [...entries(), ...screen.getAllByRole('menuitemradio')]
      .filter((entry) => entry.getAttribute('aria-disabled') === 'true')
      .map((entry) => entry.textContent)

  it('are still opened, and all that would change them is there with the reason', async () => {
    const opened = await openDevices({ locks: ['deviceViews'], settings: { deviceViews: [VIEW] } })
    await choose('Gates')
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search devices' }), { target: { value: 'block' } })
    await screen.findByRole('button', { name: 'View: Gates, changed' })
    await openMenu()
    expect(off()).toEqual(
      [
        'Update “Gates”',
        'Columns…',
        'Save as a new view…',
        'Rename…',
        'Delete',
        'As in the settings',
        'Compact',
        'Comfortable',
      ].map((name) => name + WHY_NOT),
    )
    for (const entry of entries()) if (entry.textContent?.endsWith(WHY_NOT)) fireEvent.click(entry)
    // What is chosen closes the menu.
    expect(screen.getByRole('menu')).toBeTruthy()
    expect(opened.fake.requests.filter(({ name }) => name === 'settings:update')).toEqual([])
  })

  it('keep their columns, also by keys on the headings, where the standard layout is locked', async () => {
    const opened = await openDevices({ locks: ['deviceLayout'] })
    const before = headings()
    const heading = within(grid()).getByRole('button', { name: 'Site' })
    fireEvent.keyDown(heading, { key: 'ArrowLeft', altKey: true })
    fireEvent.keyDown(heading, { key: 'ArrowRight', shiftKey: true })
    await openMenu()
    expect(off()).toEqual(['Columns…', 'As in the settings', 'Compact', 'Comfortable'].map((name) => name + WHY_NOT))
    expect(headings()).toEqual(before)
    expect(opened.fake.requests.filter(({ name }) => name === 'settings:update')).toEqual([])
  })
})

describe('views of the devices', () => {
  it('shows what a standard view is for, and says how many each finds', async () => {
    await openDevices()
    await openMenu()
    expect(screen.getByRole('menuitemradio', { name: /^All devices/ }).textContent).toContain('40')
    fireEvent.click(screen.getByRole('menuitemradio', { name: /^Offline/ }))
    await waitFor(() => expect(labels().every((label) => label?.endsWith('Offline'))).toBe(true))
  })

  it('is saved, changed, updated, renamed and deleted, and comes back with undo', async () => {
    const { fake } = await openDevices()
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search devices' }), { target: { value: 'gate' } })
    await saveAs('Gates')
    await choose(/^All devices/)
    expect(labels().length).toBeGreaterThan(5)
    await choose('Gates')
    expect(labels().every((label) => label?.startsWith('Gate'))).toBe(true)

    fireEvent.change(screen.getByRole('searchbox', { name: 'Search devices' }), { target: { value: 'block' } })
    await screen.findByRole('button', { name: 'View: Gates, changed' })
    await choose('Update “Gates”')
    await screen.findByRole('button', { name: 'View: Gates' })
    expect(fake.settings.deviceViews[0]?.query.search).toBe('block')

    await choose('Rename…')
    fireEvent.change(await screen.findByRole('textbox', { name: 'Name of the view' }), { target: { value: 'Blocks' } })
    fireEvent.click(screen.getByRole('button', { name: 'Rename' }))
    await screen.findByRole('button', { name: 'View: Blocks' })

    await choose('Delete')
    await waitFor(() => expect(fake.settings.deviceViews).toEqual([]))
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(fake.settings.deviceViews.map((view) => view.name)).toEqual(['Blocks']))
    await screen.findByRole('button', { name: 'View: Blocks' })
  })

  it('that is overwritten is put back with undo, in one step for columns that were changed one after the other', async () => {
    const { outpost } = await openDevices()
    await saveAs('Mine')
    const view = () => outpost.app.getState().settings?.values.deviceViews[0]
    const before = view()
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'gate' } })
    await choose('Update “Mine”')
    await waitFor(() => expect(view()?.query.search).toBe('gate'))
    expect(await screen.findByText('View “Mine” updated')).toBeTruthy()
    fireEvent.keyDown(grid(), { key: 'z', ctrlKey: true })
    await waitFor(() => expect(view()?.query).toEqual(before?.query))
    expect(await screen.findByText('The view is as it was before')).toBeTruthy()
    const heading = () => within(grid()).getByRole('button', { name: 'Site' })
    fireEvent.keyDown(heading(), { key: 'ArrowLeft', altKey: true })
    await waitFor(() => expect(headings().indexOf('Site')).toBeLessThan(headings().indexOf('Name')))
    fireEvent.keyDown(heading(), { key: 'ArrowRight', shiftKey: true })
    await waitFor(() => expect(view()?.layout.columns?.find(({ id }) => id === 'site')?.width).toBeGreaterThan(48))
    await waitFor(() => expect(screen.getAllByText('Columns of the view “Mine” changed')).toHaveLength(1))
    fireEvent.keyDown(grid(), { key: 'z', ctrlKey: true })
    await waitFor(() => expect(view()?.layout).toEqual(before?.layout))
  })

  it('keeps its columns by itself, and the standard views keep theirs', async () => {
    const { fake } = await openDevices()
    await choose('Columns…')
    const dialog = await screen.findByRole('dialog', { name: 'Columns' })
    // By label: looking for roles among so many fields takes its time here.
    fireEvent.click(within(dialog).getByLabelText('Processor'))
    fireEvent.click(within(dialog).getByLabelText('Tags'))
    fireEvent.click(within(dialog).getByLabelText('Move Site up'))
    fireEvent.click(within(dialog).getByText('Done'))
    await waitFor(() => expect(headings()).toContain('Processor'))
    expect(headings()).not.toContain('Tags')
    expect(headings().indexOf('Site')).toBeLessThan(headings().indexOf('Name'))
    expect(fake.settings.deviceLayout.columns?.map(({ id }) => id).slice(0, 3)).toEqual(['status', 'site', 'name'])
  })

  it('moves and widens a column with the keys on its heading', async () => {
    const { fake } = await openDevices()
    const heading = () => within(grid()).getByRole('button', { name: 'Site' })
    fireEvent.keyDown(heading(), { key: 'ArrowLeft', altKey: true })
    await waitFor(() => expect(headings().indexOf('Site')).toBeLessThan(headings().indexOf('Name')))
    fireEvent.keyDown(heading(), { key: 'ArrowRight', shiftKey: true })
    await waitFor(() =>
      expect(fake.settings.deviceLayout.columns?.find(({ id }) => id === 'site')?.width).toBeGreaterThan(48),
    )
  })
})

describe('groups of devices', () => {
  it('have headings with counts that close and open by keys, one or all', async () => {
    await openDevices()
    await choose('Site')
    expect(grid().getAttribute('role')).toBe('treegrid')
    expect(labels()[0]).toBe('Airport Terminal 2')
    const key = (name: string, more: object = {}) => fireEvent.keyDown(grid(), { key: name, ...more })
    act(() => grid().focus())
    key('Home')
    key('ArrowLeft')
    expect(labels().slice(0, 2)).toEqual(['Airport Terminal 2', 'City Hall'])
    key('ArrowRight')
    expect(labels()[1]).toMatch(/^Check-in/)
    key('j')
    key('ArrowLeft')
    expect(grid().querySelector('[data-active]')?.getAttribute('data-group-heading') ?? 'Airport Terminal 2').toBe(
      'Airport Terminal 2',
    )
    key('ArrowLeft', { shiftKey: true })
    expect(labels()).toHaveLength(8)
    key('ArrowRight', { shiftKey: true })
    expect(labels().length).toBeGreaterThan(8)
  })

  it('are selected as a whole with Space on the heading', async () => {
    await openDevices()
    await choose('Site')
    act(() => grid().focus())
    fireEvent.keyDown(grid(), { key: 'Home' })
    fireEvent.keyDown(grid(), { key: ' ' })
    expect(screen.getByRole('toolbar', { name: 'Actions for the selection' }).textContent).toContain('5 selected')
  })
})

describe('the groups that devices belong to', () => {
  it('are a filter that a saved view keeps', async () => {
    const { fake } = await openDevices()
    fireEvent.change(await screen.findByRole('combobox', { name: 'Group' }), { target: { value: 'Night service' } })
    await waitFor(() => expect(labels()).toHaveLength(5))
    await saveAs('At night')
    expect(fake.settings.deviceViews[0]?.query.memberOf).toBe('Night service')
    await choose(/^All devices/)
    await waitFor(() => expect(labels().length).toBeGreaterThan(5))
    await choose('At night')
    await waitFor(() => expect(labels()).toHaveLength(5))
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Group' }).value).toBe('Night service')
  })

  it('are headings of the list, one for each combination', async () => {
    await openDevices()
    await choose('Groups')
    const first = () => within(grid()).getAllByRole('row')[1]?.textContent
    await waitFor(() => expect(first()).toMatch(/^.*Night service, Ticketing.*5/))
  })
})

describe('the layout of columns', () => {
  const layout = { columns: null, density: null }

  it('keeps the name, whatever is hidden', () => {
    expect(columnsOf(toggleColumn(layout, 'name')).some(({ id }) => id === 'name')).toBe(true)
    expect(columnsOf(toggleColumn(layout, 'tags')).some(({ id }) => id === 'tags')).toBe(false)
    expect(columnsOf(toggleColumn(layout, 'cpu')).at(-1)).toEqual({ id: 'cpu', width: null })
  })

  it('keeps widths within what can be read, and gives them back', () => {
    const wide = resizeColumn(layout, 'site', 5_000)
    expect(columnsOf(wide).find(({ id }) => id === 'site')?.width).toBe(900)
    expect(columnsOf(withFittingWidth(wide, 'site')).find(({ id }) => id === 'site')?.width).toBeNull()
  })

  it('moves no column over an end', () => {
    expect(columnsOf(moveColumn(layout, 'status', -1))[0]?.id).toBe('status')
    expect(columnsOf(moveColumn(layout, 'status', 1))[1]?.id).toBe('status')
  })
})

describe('what will be opened next', () => {
  it('is read while the pointer rests on its row, so that the detail asks for nothing more', async () => {
    const { fake } = await openDevices()
    const row = within(grid()).getAllByRole('row')[2] as HTMLElement
    const lists = () => fake.requests.filter(({ name }) => name === 'operations:list').length
    const before = lists()
    fireEvent.pointerOver(row)
    await waitFor(() => expect(lists()).toBe(before + 2))
    fireEvent.click(row)
    const panel = await screen.findByRole('region', { name: 'Device details' })
    await within(panel).findByText('No pending and no recent changes.')
    expect(lists()).toBe(before + 2)
  })
})
