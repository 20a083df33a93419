import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { Refusal } from '../../../../tools/preview/fake-queue.ts'
import { choose, detail, keys, openConflict, openConflicts, press, rows, sent } from '../conflict-desk.tsx'
import { layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

describe('the conflicts page', () => {
  it('says that a conflict that a link leads to is over, and leads to what was decided', async () => {
    const { outpost } = await openConflicts()
    act(() => outpost.ui.getState().go('conflicts', { operationKey: crypto.randomUUID() }))
    expect(await screen.findByText('This conflict is over')).toBeDefined()
    expect(screen.queryByRole('region', { name: 'What waits' })).toBeNull()
    press('Show what was decided')
    expect(await screen.findByRole('grid', { name: 'Decisions' })).toBeDefined()
  })

  it('says so also where no other conflict waits', async () => {
    const { outpost } = open(<App />, { scenario: 'online', deviceCount: 80 })
    act(() => outpost.ui.getState().go('conflicts', { operationKey: crypto.randomUUID() }))
    expect(await screen.findByText('This conflict is over')).toBeDefined()
  })

  it('says why a conflict that a link leads to could not be read', async () => {
    const { fake, outpost } = await openConflicts()
    fake.answers['conflicts:outline'] = () => {
      throw new Refusal('storage-failed', 'The queue on this PC could not be read.')
    }
    act(() => outpost.ui.getState().go('conflicts', { operationKey: crypto.randomUUID() }))
    expect(await screen.findByText('The conflict could not be read')).toBeDefined()
  })

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

  it('shows base, mine, theirs and the result of every field, clashes first', async () => {
    await openConflict(0)
    const table = within(detail()).getByRole('table', { name: /^The values of/ })
    const columns = within(table)
      .getAllByRole('columnheader')
      .map((header) => header.firstChild?.textContent)
    expect(columns).toEqual(['Field', 'Base', 'Mine', 'Theirs', 'Result'])
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

  it('names its choices alike for a field, for all fields and for many conflicts', async () => {
    await openConflict(0)
    const choices = within(detail())
      .getAllByRole('radio', { name: /^Choose for Tags/ })
      .map((radio) => radio.getAttribute('aria-label')?.replace('Choose for Tags: ', ''))
    expect(choices).toEqual(['Keep mine', 'Keep theirs', 'Keep merged', 'Another value'])
    const forAll = within(detail()).getByRole('group', { name: 'For all fields' })
    const named = (buttons: readonly HTMLElement[]) => buttons.map(({ textContent }) => textContent)
    expect(named(within(forAll).getAllByRole('button'))).toEqual(['Keep mine', 'Keep theirs', 'Keep merged'])
    keys('A')
    const bar = await screen.findByRole('toolbar')
    expect(named(within(bar).getAllByRole('button'))).toEqual(
      expect.arrayContaining(['Keep mine…', 'Keep theirs…', 'Keep merged…', 'By field…']),
    )
  })

  it('keeps what was chosen and noted while another conflict or another page is shown', async () => {
    const { outpost } = await openConflict(0)
    choose('Choose for Name: Keep theirs')
    const note = () => within(detail()).getByRole<HTMLInputElement>('textbox', { name: 'Reason' })
    fireEvent.change(note(), { target: { value: 'as planned' } })
    fireEvent.click(rows()[1] as HTMLElement)
    await waitFor(() => expect(note().value).toBe(''))
    act(() => outpost.ui.getState().go('settings'))
    await screen.findByRole('searchbox', { name: 'Search settings' })
    act(() => outpost.ui.getState().go('conflicts'))
    await waitFor(() => expect(rows()).toHaveLength(10))
    fireEvent.click(rows()[0] as HTMLElement)
    await waitFor(() => expect(note().value).toBe('as planned'))
    expect(detail().textContent).not.toContain('not decided')
  })

  it('names who is behind either side, and the fields that yet others changed', async () => {
    await openConflict(0)
    const [, , mine, theirs] = within(detail())
      .getAllByRole('columnheader')
      .map((header) => header.textContent)
    expect(mine).toMatch(/operator, 10 min ago$/)
    expect(theirs).toMatch(/late shift, 3 min ago$/)
    const cell = (field: string) => detail().querySelector(`tr[data-field="${field}"]`)?.textContent
    expect(cell('model')).toMatch(/depot, 3 min ago/)
    expect(cell('tags')).not.toContain('ago')
  })

  it('says that someone did it where the server does not tell who', async () => {
    await openConflict(2)
    expect(within(detail()).getByRole('columnheader', { name: /Someone on the server/ })).toBeDefined()
  })

  it('is not grouped by who made ours where one person made all of it', async () => {
    await openConflicts()
    const options = () =>
      within(screen.getByRole('combobox', { name: 'Group by' }))
        .getAllByRole('option')
        .map((option) => option.textContent)
    expect(options()).toEqual(['Not grouped', 'By thing', 'By field', 'By cause', 'By other person'])
  })

  it('cannot be decided before every clash is, and says beforehand what is sent', async () => {
    const opened = await openConflict(0)
    expect(detail().textContent).toContain('1 field is not decided.')
    press('Decide', detail())
    expect(sent(opened, 'conflicts:resolve')).toEqual([])
    choose('Choose for Name: Keep theirs')
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

  it('is decided by keys alone: mine, theirs, what merges', async () => {
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
    press('Keep theirs', detail())
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
    press('Keep mine', detail())
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
    press('Keep mine', detail())
    await waitFor(() => expect(detail().textContent).toContain('Will be sent: Location.'))
    press('Decide', detail())
    expect((await screen.findByRole('alert')).textContent).toContain('changed meanwhile')
    expect(rows()).toHaveLength(10)
  })
})

describe('what has to be known before a decision', () => {
  it('is nothing as long as only people decide and the server is there', async () => {
    await openConflicts()
    expect(screen.queryByText(/resolve by themselves/)).toBeNull()
    expect(screen.queryByText(/No connection/)).toBeNull()
  })

  it('says that decisions wait on this PC while there is no connection', async () => {
    const opened = await openConflicts()
    const { connection } = opened.outpost.app.getState()
    if (connection === null) throw new Error('the connection is not known')
    act(() => opened.fake.emit('connection:changed', { ...connection, state: 'offline' }))
    expect(await screen.findByText(/^No connection. What you decide is stored on this PC/)).toBeDefined()
  })

  it('says what went wrong where the conflicts cannot be read, and tries again', async () => {
    const opened = open(<App />, { scenario: 'conflicts', deviceCount: 80 })
    opened.fake.answers['conflicts:outline'] = () => {
      throw new Error('The disk is gone.')
    }
    fireEvent.click(screen.getByRole('link', { name: /^Conflicts/ }))
    expect(await screen.findByRole('alert')).toBeDefined()
    delete opened.fake.answers['conflicts:outline']
    press('Try again')
    await waitFor(() => expect(rows()).toHaveLength(10))
  })

  it('says when conflicts resolve by themselves, and leads to what they decided today', async () => {
    const settings = { conflictAutoResolve: true }
    const opened = open(<App />, { scenario: 'conflicts', deviceCount: 80, settings })
    opened.fake.answers['conflicts:history'] = ({ isAutomatic, since }) => ({
      total: isAutomatic === true && since !== undefined ? 12 : 5,
      records: [],
    })
    fireEvent.click(screen.getByRole('link', { name: /^Conflicts/ }))
    expect(await screen.findByText(/They have decided 12 values today/)).toBeDefined()
    press('Show them')
    expect(await screen.findByText('Only what the settings have decided today')).toBeDefined()
  })
})

describe('what was decided', () => {
  it('is looked up with the value that lost, by thing and by decision', async () => {
    await openConflicts()
    fireEvent.click(screen.getByRole('tab', { name: 'Decided' }))
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

  it('keeps the reason that was given, and is searched by it', async () => {
    const opened = await openConflict(0)
    press('Keep theirs', detail())
    fireEvent.change(within(detail()).getByRole('textbox', { name: 'Reason' }), { target: { value: 'measured there' } })
    await waitFor(() => expect(detail().textContent).toContain('Will be sent: Location.'))
    press('Decide', detail())
    await waitFor(() => expect(rows()).toHaveLength(9))
    expect(sent(opened, 'conflicts:resolve')).toMatchObject([{ note: 'measured there' }])
    fireEvent.click(screen.getByRole('tab', { name: 'Decided' }))
    const list = await screen.findByRole('grid', { name: 'Decisions' })
    const search = screen.getByRole('searchbox', { name: 'Search decisions' })
    fireEvent.change(search, { target: { value: 'measured' } })
    await waitFor(() => expect(within(list).getAllByRole('row').length).toBeLessThan(4))
    fireEvent.click(within(list).getAllByRole('row')[1] as HTMLElement)
    const panel = await screen.findByRole('region', { name: 'What was decided' })
    expect(panel.textContent).toContain('measured there')
    fireEvent.change(search, { target: { value: 'nothing like it' } })
    expect(await screen.findByText('No decision matches')).toBeDefined()
  })
})
