import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { IpcRequestName } from '#shared/ipc/contract.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => screen.getByRole('grid', { name: 'Conflicts' })
const rows = () => within(grid()).getAllByRole('row').slice(1)
const detail = () => screen.getByRole('region', { name: 'Decision' })
const press = (name: string | RegExp, within_: HTMLElement = document.body) =>
  fireEvent.click(within(within_).getByRole('button', { name }))
const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }))
const sent = ({ fake }: Opened, name: IpcRequestName) =>
  fake.requests.filter((request) => request.name === name).map(({ request }) => request)

async function openConflicts(): Promise<Opened> {
  const opened = open(<App />, { scenario: 'conflicts', deviceCount: 80 })
  fireEvent.click(screen.getByRole('link', { name: /^Conflicts/ }))
  await waitFor(() => expect(rows()).toHaveLength(10))
  return opened
}

async function openConflict(index: number): Promise<Opened> {
  const opened = await openConflicts()
  fireEvent.click(rows()[index] as HTMLElement)
  await screen.findByRole('region', { name: 'Decision' })
  return opened
}

describe('the conflicts page', () => {
  it('is counted in the navigation, and opened from the status strip', async () => {
    open(<App />, { scenario: 'conflicts', deviceCount: 80 })
    await waitFor(() => expect(screen.getByRole('link', { name: /^Conflicts/ }).textContent).toContain('10'))
    press('10 conflicts')
    await waitFor(() => expect(rows()).toHaveLength(10))
  })

  it('says so when there is nothing to decide', async () => {
    open(<App />, { scenario: 'online', deviceCount: 80 })
    fireEvent.click(screen.getByRole('link', { name: 'Conflicts' }))
    expect(await screen.findByText('No conflicts')).toBeDefined()
  })

  it('shows before, yours, theirs and the result of every field, clashes first', async () => {
    await openConflict(0)
    const table = within(detail()).getByRole('table', { name: /^The values of/ })
    const names = within(table)
      .getAllByRole('rowheader')
      .map((header) => header.textContent)
    expect(names).toEqual(['Name', 'Tags', 'Location', 'Model'])
    const [first] = within(table).getAllByRole('row').slice(1)
    expect(first?.textContent).toBe(
      'NameGate 1 tickerGate 1 welcome displayGate 1 north displaynot decidedAnother value',
    )
    expect(table.textContent).toContain('Only you changed it; it goes with your change.')
  })

  it('cannot be decided before every clash is, and says beforehand what is sent', async () => {
    const opened = await openConflict(0)
    expect(detail().textContent).toContain('1 field is not decided.')
    press('Decide', detail())
    expect(sent(opened, 'conflicts:resolve')).toEqual([])
    choose('Choose for Name: Use theirs')
    await waitFor(() => expect(detail().textContent).toContain('Will be sent: Location, Tags.'))
    press('Decide', detail())
    await waitFor(() => expect(rows()).toHaveLength(9))
    expect(sent(opened, 'conflicts:resolve')).toMatchObject([
      { choice: { fields: { name: 'theirs' } }, seenVersion: 9 },
    ])
  })

  it('takes a value of one’s own, and checks it before anything is decided', async () => {
    const opened = await openConflict(0)
    choose('Choose for Name: Another value')
    const field = screen.getByRole('textbox', { name: 'Another value for Name' })
    fireEvent.change(field, { target: { value: '' } })
    expect((await screen.findByRole('alert')).textContent).toContain('name')
    fireEvent.change(field, { target: { value: 'Gate 1 main display' } })
    await waitFor(() => expect(detail().textContent).toContain('Will be sent: Name, Location, Tags.'))
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true })
    await waitFor(() => expect(rows()).toHaveLength(9))
    expect(sent(opened, 'conflicts:resolve')).toMatchObject([
      { choice: { fields: { name: { edited: 'Gate 1 main display' } } } },
    ])
  })

  it('is decided by keys alone: yours, theirs, what merges', async () => {
    await openConflict(1)
    fireEvent.keyDown(document.body, { key: 'g' })
    await waitFor(() => expect(detail().textContent).toMatch(/part of it clashes/))
    fireEvent.keyDown(document.body, { key: 't' })
    await waitFor(() => expect(detail().textContent).toContain('Nothing will be sent'))
    fireEvent.keyDown(document.body, { key: 'm' })
    await waitFor(() => expect(detail().textContent).toContain('Will be sent: Description, Items.'))
  })

  it('goes on to the next one after a decision, and undoes it', async () => {
    await openConflict(0)
    press('All theirs', detail())
    await waitFor(() => expect(detail().textContent).toContain('Will be sent: Location.'))
    const decide = within(detail()).getByRole('button', { name: 'Decide' })
    decide.focus()
    fireEvent.click(decide)
    await waitFor(() => expect(within(detail()).getByRole('heading').textContent).toBe('Departures'))
    expect(document.activeElement).toBe(detail())
    expect(await screen.findByText('1 conflict was decided just now.')).toBeDefined()
    press('Undo')
    await waitFor(() => expect(rows()).toHaveLength(10))
    expect(await screen.findByText('Undone: 1 is back here.')).toBeDefined()
    await waitFor(() => expect(screen.queryByText(/was decided/)).toBeNull())
  })

  it('asks about a deletion as a whole', async () => {
    const opened = await openConflict(3)
    expect(detail().textContent).toContain('You deleted it, and somebody else has changed it since.')
    expect(within(detail()).queryByRole('radio')).toBeNull()
    press('Keep it', detail())
    await waitFor(() => expect(rows()).toHaveLength(9))
    expect(sent(opened, 'conflicts:resolve')).toMatchObject([{ choice: 'theirs' }])
  })

  it('can only be given up where there is nothing left to change', async () => {
    await openConflict(4)
    expect(within(detail()).queryByRole('radio')).toBeNull()
    press('Give up my change', detail())
    await waitFor(() => expect(rows()).toHaveLength(9))
  })

  it('forgets choices that were made in sight of other values, and says so', async () => {
    const opened = await openConflict(2)
    press('All yours', detail())
    const [, , third] = opened.fake.queue.operations
    opened.fake.queue.move([third?.key ?? ''], (one) => ({
      ...one,
      conflict: { serverVersion: 10, serverFields: { location: 'first floor' }, isDeleted: false },
    }))
    await waitFor(() => expect(detail().textContent).toContain('The server’s values have changed'))
    expect(detail().textContent).toContain('first floor')
    expect(detail().textContent).toContain('1 field is not decided.')
  })

  it('says why a decision was refused, and keeps it open', async () => {
    const opened = await openConflict(2)
    opened.fake.answers['conflicts:resolve'] = ({ key }) => ({
      resolutionId: key,
      outcomes: [{ key, ok: false, message: 'The server’s values have changed meanwhile.' }],
    })
    press('All yours', detail())
    await waitFor(() => expect(detail().textContent).toContain('Will be sent: Location.'))
    press('Decide', detail())
    expect((await screen.findByRole('alert')).textContent).toContain('changed meanwhile')
    expect(rows()).toHaveLength(10)
  })
})

describe('many conflicts', () => {
  it('are decided together after a look at what would come of it', async () => {
    const opened = await openConflicts()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all conflicts shown' }))
    press('Keep theirs…')
    const dialog = await screen.findByRole('dialog', { name: 'Keep theirs for 10 conflicts?' })
    await waitFor(() => expect(dialog.textContent).toContain('2 changes will be sent.'))
    expect(dialog.textContent).toContain('8 changes end: nothing of them is sent.')
    expect(sent(opened, 'conflicts:resolve-bulk')).toEqual([])
    press('Decide 10', dialog)
    expect(await screen.findByText('No conflicts')).toBeDefined()
    expect(await screen.findByText('10 conflicts were decided just now.')).toBeDefined()
    press('Undo')
    await waitFor(() => expect(rows()).toHaveLength(10))
  })

  it('say how many would stay, and why', async () => {
    await openConflicts()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all conflicts shown' }))
    press('Merge…')
    const dialog = await screen.findByRole('dialog')
    await waitFor(() => expect(dialog.textContent).toContain('stay here, for example: name:'))
  })
})

describe('what was decided', () => {
  it('is looked up with the value that lost, by thing and by decision', async () => {
    await openConflicts()
    press('Decided')
    const list = await screen.findByRole('grid', { name: 'Decisions' })
    const shown = () => within(list).getAllByRole('row').slice(1)
    expect(shown()).toHaveLength(5)
    expect(shown()[0]?.textContent).toContain('Gate 2 welcome totem')
    fireEvent.click(shown()[0] as HTMLElement)
    const panel = await screen.findByRole('region', { name: 'What was decided' })
    expect(panel.textContent).toContain('somebody chose')
    press(/^Only /, panel)
    await waitFor(() => expect(shown()).toHaveLength(2))
    press('Show all')
    await waitFor(() => expect(shown()).toHaveLength(5))
  })
})
