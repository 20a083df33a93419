import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ScheduleData } from '#shared/domain/entities.ts'
import type { Intent } from '#shared/domain/operation.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { wholeTime } from '../../../../src/renderer/features/schedules/ScheduleFields.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => screen.getByRole('grid', { name: 'Schedules' })
const rows = () => within(grid()).getAllByRole('row').slice(1)
const names = () => rows().map((row) => row.getAttribute('aria-label')?.split(',')[0])
const row = (name: string) => within(grid()).getByRole('row', { name: new RegExp(`^${name},`) })
const panel = () => screen.findByRole('region', { name: 'Schedule details' })
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const box = (name: string) => screen.getByRole('textbox', { name })
const check = (name: string) => screen.getByRole('checkbox', { name })
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } })
const sent = ({ fake }: Opened): Intent[] =>
  fake.requests
    .filter(({ name }) => name === 'operations:enqueue')
    .flatMap(({ request }) => (request as { intents: Intent[] }).intents)
const fieldsOf = (intent: Intent | undefined) =>
  intent !== undefined && 'fields' in intent ? intent.fields : undefined

async function openSchedules(options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = open(<App />, options)
  opened.outpost.ui.getState().go('schedules')
  await screen.findByRole('heading', { name: 'Schedules' })
  return opened
}

async function openOne(name: string, options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = await openSchedules(options)
  fireEvent.click(await screen.findByText(name))
  await panel()
  return opened
}

async function openWeek(options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = await openSchedules(options)
  await screen.findByText('Morning rush')
  fireEvent.keyDown(window, { key: 'w' })
  await screen.findAllByRole('button', { name: /^Morning rush .*, Monday/ })
  return opened
}
const block = (name: RegExp) => screen.getAllByRole('button', { name })[0] as HTMLElement

/** What somebody else makes of a schedule at the server. */
function changedElsewhere({ fake }: Opened, id: string, change: Partial<ScheduleData>): void {
  const view = fake.served(id)
  if (view === undefined) throw new Error('there is no such schedule')
  act(() => fake.serve({ ...view, version: view.version + 1, data: { ...view.data, ...change } }))
}

describe('the list of schedules', () => {
  it('tells of each what plays where and when, and marks those that clash with whom', async () => {
    await openSchedules()
    await screen.findByText('Morning rush')
    const cells = within(row('Morning rush'))
      .getAllByRole('gridcell')
      .map(({ textContent }) => textContent)
    expect(cells.slice(1, 5)).toEqual([
      'Morning rush',
      'Departures',
      '1 device',
      'Mon–Fri, 06:00–09:30 (Europe/Berlin)',
    ])
    await waitFor(() => expect(within(row('Lunch offers')).getByTitle('Clashes with Station shop')).toBeTruthy())
    expect(within(row('Station shop')).getByTitle('Clashes with Lunch offers')).toBeTruthy()
    expect(within(row('Night')).queryByTitle(/^Clashes/)).toBeNull()
    expect(screen.getByText('11 · 2 clash')).toBeTruthy()
  })

  it('finds by name and playlist, is ordered by its columns, and says when nothing fits', async () => {
    await openSchedules()
    await screen.findByText('Morning rush')
    const search = screen.getByRole('searchbox', { name: 'Search schedules' })
    type(search, 'emergency')
    expect(names()).toEqual(['Match day'])
    type(search, 'xyz')
    fireEvent.click(button('Clear the search'))
    fireEvent.click(within(screen.getByRole('columnheader', { name: /^Priority/ })).getByRole('button'))
    expect(names()[0]).toBe('Opening hours')
  })

  it('draws only what is seen of 5,000, and tells which of them clash', async () => {
    await openSchedules({ scheduleCount: 5_000 })
    await waitFor(() => expect(grid().getAttribute('aria-rowcount')).toBe('5001'))
    expect(rows().length).toBeLessThan(60)
    await screen.findByText(/^5,000 · .* clash$/)
  })

  it.each([
    ['loading', 'status', 'Reading the schedules'],
    ['error', 'alert', ''],
  ] as const)('while it is %s says so', async (scenario, role, name) => {
    await openSchedules({ scenario })
    expect(await screen.findByRole(role, name === '' ? {} : { name })).toBeTruthy()
  })

  it('says that there are none, and of when it is while the server is away', async () => {
    const { stop } = await openSchedules({ scenario: 'empty' })
    expect(await screen.findByText('No schedules yet')).toBeTruthy()
    stop()
    await openSchedules({ scenario: 'offline', deviceCount: 100 })
    expect(await screen.findByText(/not current$/)).toBeTruthy()
  })

  it('turns several off at once, and leaves those alone that are off', async () => {
    const opened = await openSchedules()
    await screen.findByText('Morning rush')
    for (const name of ['Night', 'Weekend', 'Summer trial']) fireEvent.click(check(`Select ${name}`))
    expect(screen.getByText('3 selected')).toBeTruthy()
    fireEvent.click(button('Turn off'))
    await waitFor(() => expect(sent(opened)).toHaveLength(2))
    expect(sent(opened).map(fieldsOf)).toEqual([{ enabled: false }, { enabled: false }])
  })
})

describe('a new schedule', () => {
  it('is refused with the field and the reason while it contradicts itself, then made', async () => {
    const opened = await openSchedules()
    await screen.findByText('Morning rush')
    fireEvent.keyDown(window, { key: 'n' })
    const editor = await screen.findByRole('region', { name: 'New schedule' })
    expect(within(editor).queryByText('Choose a playlist.')).toBeNull()
    fireEvent.click(button('Create schedule'))
    for (const reason of ['Needed', 'Choose a playlist.', 'Choose a device or a group.']) {
      expect(within(editor).getByText(reason)).toBeTruthy()
    }
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']) fireEvent.click(check(day))
    expect(within(editor).getByText('Choose at least one day of the week.')).toBeTruthy()
    fireEvent.click(check('Saturday'))
    type(screen.getByLabelText('First day'), '2026-06-08')
    type(screen.getByLabelText('Last day'), '2026-06-07')
    expect(within(editor).getByText('The last day lies before the first one.')).toBeTruthy()
    type(screen.getByLabelText('Last day'), '2026-06-10')
    expect(within(editor).getByText('None of these days lies between the first and the last day.')).toBeTruthy()
    type(screen.getByLabelText('Last day'), '')
    type(screen.getByRole('combobox', { name: 'Time zone' }), 'Europe/Atlantis')
    expect(within(editor).getByText(/^There is no such time zone/)).toBeTruthy()
    type(screen.getByRole('combobox', { name: 'Time zone' }), 'Asia/Tokyo')
    type(screen.getByRole('spinbutton', { name: 'Priority' }), '101')
    expect(within(editor).getByText('A whole number from 0 to 100.')).toBeTruthy()
    type(screen.getByRole('spinbutton', { name: 'Priority' }), '60')
    type(box('From'), '25:00')
    expect(within(editor).getByText('Hours and minutes, as in 17:30.')).toBeTruthy()
    type(box('From'), '7:30')
    fireEvent.blur(box('From'))
    type(box('Name'), 'Market')
    type(screen.getByRole('combobox', { name: 'Playlist' }), 'pls-2')
    expect(sent(opened)).toEqual([])
    fireEvent.click(check('Ticketing'))
    fireEvent.click(button('Create schedule'))
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    expect(fieldsOf(sent(opened)[0])).toEqual({
      ...{ name: 'Market', playlistId: 'pls-2', deviceIds: [], groups: ['Ticketing'], days: [6], priority: 60 },
      ...{ startTime: '07:30', endTime: '17:00', startDate: '2026-06-08', timeZone: 'Asia/Tokyo', enabled: true },
    })
    expect(within(await panel()).getByText('New: the server does not know it yet')).toBeTruthy()
  })

  it('with a playlist that plays nothing is refused', async () => {
    const opened = await openOne('Night')
    const view = opened.fake.served('pls-2')
    if (view === undefined) throw new Error('there is no such playlist')
    act(() => opened.fake.serve({ ...view, version: 9, data: { ...view.data, items: [] } }))
    type(screen.getByRole('combobox', { name: 'Playlist' }), 'pls-2')
    expect(await screen.findByText(/^This playlist plays nothing/)).toBeTruthy()
    expect(button('Save').getAttribute('aria-disabled')).toBe('true')
  })

  it('is told of its clash while it is typed, and can be saved all the same', async () => {
    const opened = await openOne('Night')
    expect(screen.queryByText(/^Clashes with/)).toBeNull()
    type(box('From'), '08:00')
    type(screen.getByRole('spinbutton', { name: 'Priority' }), '50')
    const notice = await screen.findByText(/^Clashes with .*(rush|Weekend|Daytime).* and 2 others: first on /)
    expect(notice.textContent).toContain('on Gate 1')
    fireEvent.click(button('Save'))
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    expect(fieldsOf(sent(opened)[0])).toEqual({ startTime: '08:00', priority: 50 })
  })
})

describe('the editor of a schedule', () => {
  it('keeps what others add meanwhile, and saves only what was changed', async () => {
    const opened = await openOne('Station shop')
    fireEvent.click(check('Saturday'))
    fireEvent.click(button(/^Remove Entrance/))
    changedElsewhere(opened, 'sch-9', { deviceIds: ['dev-0003', 'dev-0004', 'dev-0008'], priority: 77 })
    await waitFor(() => expect(screen.getByText('Reaches 2 devices.')).toBeTruthy())
    fireEvent.keyDown(box('Name'), { key: 'Enter', ctrlKey: true })
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    const fields = fieldsOf(sent(opened)[0])
    expect(Object.keys(fields ?? {}).sort()).toEqual(['days', 'deviceIds'])
    expect(fields?.['days']).toEqual([1, 2, 3, 4, 5, 6])
    expect(fields?.['deviceIds']).toContain('dev-0008')
    await waitFor(() => expect(button('Save').getAttribute('aria-disabled')).toBe('true'))
  })

  it('asks before unsaved changes are left, and stays when that is wanted', async () => {
    await openOne('Night')
    type(box('Name'), 'Late night')
    fireEvent.click(button('Close details'))
    const question = await screen.findByRole('alertdialog', { name: 'Leave without saving?' })
    fireEvent.click(within(question).getByRole('button', { name: 'Stay' }))
    expect((box('Name') as HTMLInputElement).value).toBe('Late night')
    fireEvent.click(button('Close details'))
    fireEvent.click(await screen.findByRole('button', { name: 'Discard the changes' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Schedule details' })).toBeNull())
  })

  it('tells of the last runs, and is copied and deleted', async () => {
    const opened = await openOne('Morning rush')
    const runs = within(await screen.findByRole('region', { name: 'Last runs' }))
    expect(runs.getAllByText('Played')).toHaveLength(3)
    expect(runs.getAllByText('on 4 devices')).toHaveLength(3)
    fireEvent.keyDown(grid(), { key: 'd' })
    await waitFor(() => expect(fieldsOf(sent(opened)[0])?.['name']).toBe('Morning rush (copy)'))
    fireEvent.keyDown(grid(), { key: 'Delete' })
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(sent(opened)[1]).toMatchObject({ kind: 'delete', entityType: 'schedule' }))
  })

  it('runs it now after one question that says how many devices, and of the wait without a server', async () => {
    const opened = await openOne('Lunch offers', { scenario: 'offline', deviceCount: 100 })
    fireEvent.click(button('Run now'))
    const question = await screen.findByRole('alertdialog', { name: 'Run Lunch offers now' })
    expect(within(question).getByText(/^2 devices show its playlist at once/)).toBeTruthy()
    expect(within(question).getByText(/it never fires late by itself/)).toBeTruthy()
    fireEvent.click(within(question).getByRole('button', { name: 'Run now' }))
    await waitFor(() =>
      expect(sent(opened)).toEqual([{ kind: 'command', entityType: 'schedule', entityId: 'sch-8', command: 'run' }]),
    )
  })

  it('runs it once however fast one answer is given twice, and twice when it is asked for twice', async () => {
    const opened = await openOne('Lunch offers', { scenario: 'offline', deviceCount: 100 })
    const run = { kind: 'command', entityType: 'schedule', entityId: 'sch-8', command: 'run' }
    const answerTwice = async () => {
      fireEvent.click(button('Run now'))
      const yes = within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Run now' })
      fireEvent.click(yes)
      fireEvent.click(yes)
      await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    }
    await answerTwice()
    await waitFor(() => expect(sent(opened)).toEqual([run]))
    await answerTwice()
    await waitFor(() => expect(sent(opened)).toEqual([run, run]))
  })

  it('takes times as they are typed', () => {
    expect(['9', '930', '9:30', '0930', ' 17:05 ', '9:3', 'noon'].map(wholeTime)).toEqual([
      ...['09:00', '09:30', '09:30', '09:30', '17:05', '9:3', 'noon'],
    ])
  })
})

describe('the week', () => {
  it('has every window where its zone says, and those that clash marked in words', async () => {
    await openWeek()
    expect(screen.getAllByRole('button', { name: /^Morning rush \d/ })).toHaveLength(5)
    await waitFor(() => expect(block(/^Lunch offers .*, Monday/).getAttribute('aria-label')).toContain('clashes'))
    expect(screen.queryByRole('button', { name: /^Summer trial \d/ })).toBeNull()
    fireEvent.click(check('Show those that are off'))
    expect(block(/^Summer trial .*, Monday/).getAttribute('aria-label')).toContain('off')
    fireEvent.change(screen.getByRole('combobox', { name: 'Times by the clock of' }), { target: { value: 'own' } })
    expect(block(/^Morning rush 06:00–09:30, Monday/)).toBeTruthy()
  })

  it('is one stop for Tab, walked by arrows, opened by Enter', async () => {
    await openWeek()
    const blocks = screen.getAllByRole('button').filter((one) => one.hasAttribute('data-block'))
    expect(blocks.filter((one) => one.tabIndex === 0)).toHaveLength(1)
    const monday = block(/^Evening rush .*, Monday/)
    act(() => monday.focus())
    fireEvent.keyDown(monday, { key: 'ArrowRight' })
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/Tuesday/)
    fireEvent.click(document.activeElement as HTMLElement, { detail: 0 })
    expect(await panel()).toBeTruthy()
  })

  it('is changed by keys, each change an operation, and the focus goes along', async () => {
    const opened = await openWeek()
    const lunch = block(/^Lunch offers .*, Monday/)
    act(() => lunch.focus())
    fireEvent.keyDown(lunch, { key: 'ArrowDown', altKey: true })
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    expect(fieldsOf(sent(opened)[0])).toEqual({ startTime: '11:45', endTime: '14:15' })
    fireEvent.keyDown(block(/^Lunch offers .*, Monday/), { key: 'ArrowUp', altKey: true, shiftKey: true })
    await waitFor(() => expect(fieldsOf(sent(opened)[1])).toEqual({ endTime: '14:00' }))
    const friday = block(/^Lunch offers .*, Friday/)
    act(() => friday.focus())
    fireEvent.keyDown(friday, { key: 'ArrowRight', altKey: true })
    await waitFor(() => expect(fieldsOf(sent(opened)[2])).toEqual({ days: [1, 2, 3, 4, 6] }))
    await waitFor(() =>
      expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Lunch offers .*, Saturday/),
    )
    expect(screen.getAllByText(/^New time of Lunch offers queued: /)).not.toEqual([])
  })

  it('is drawn and moved by pointer, and Esc gives up', async () => {
    const opened = await openWeek()
    const column = document.querySelector<HTMLElement>('[data-column="5"]')
    if (column === null) throw new Error('there is no Saturday')
    Object.assign(column, { setPointerCapture: () => undefined, hasPointerCapture: () => false })
    const at = (y: number) => ({ pointerId: 1, button: 0, clientX: 10, clientY: y })
    fireEvent.pointerDown(column, at(44 * 2))
    fireEvent.pointerMove(column, at(44 * 4))
    fireEvent.keyDown(window, { key: 'Escape' })
    expect(screen.queryByRole('region', { name: 'New schedule' })).toBeNull()
    fireEvent.pointerDown(column, at(44 * 2))
    fireEvent.pointerMove(column, at(44 * 4))
    fireEvent.pointerUp(column, at(44 * 4))
    await screen.findByRole('region', { name: 'New schedule' })
    expect([(box('From') as HTMLInputElement).value, (box('Until') as HTMLInputElement).value]).toEqual([
      '02:00',
      '04:00',
    ])
    expect((check('Saturday') as HTMLInputElement).checked).toBe(true)

    const lunch = block(/^Lunch offers .*, Monday/)
    Object.assign(lunch, { setPointerCapture: () => undefined, hasPointerCapture: () => false })
    fireEvent.pointerDown(lunch, at(0))
    fireEvent.pointerMove(lunch, at(44))
    fireEvent.pointerUp(lunch, at(44))
    await waitFor(() => expect(fieldsOf(sent(opened)[0])).toEqual({ startTime: '12:30', endTime: '15:00' }))
  })

  it('goes to other weeks and back', async () => {
    await openWeek()
    const span = () => screen.getAllByRole('status').find((one) => one.textContent?.startsWith('Week of'))?.textContent
    const first = span()
    fireEvent.keyDown(window, { key: 'PageDown' })
    expect(span()).not.toBe(first)
    fireEvent.keyDown(window, { key: 't' })
    expect(span()).toBe(first)
  })
})
