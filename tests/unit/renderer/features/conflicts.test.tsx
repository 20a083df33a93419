import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
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
  await heard()
  return opened
}

/** What was drawn last listens to the keys a moment after it is drawn. */
async function heard(): Promise<void> {
  await act(async () => undefined)
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

describe('many conflicts', () => {
  it('are decided together after a look at what would come of it', async () => {
    const opened = await openConflicts()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all conflicts' }))
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
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all conflicts' }))
    press('Keep merged…')
    const dialog = await screen.findByRole('dialog')
    await waitFor(() => expect(dialog.textContent).toContain('stay here, for example: name:'))
  })
})

const tree = () => screen.getByRole('treegrid', { name: 'Conflicts' })
const lines = () => within(tree()).getAllByRole('row').slice(1)
const keys = (pressed: string, on: HTMLElement = document.body, more: object = {}) =>
  fireEvent.keyDown(on, { key: pressed, ...more })

async function openGroups(by: string): Promise<Opened> {
  const opened = await openConflicts()
  fireEvent.change(screen.getByRole('combobox', { name: 'Group by' }), { target: { value: by } })
  await screen.findByRole('treegrid', { name: 'Conflicts' })
  return opened
}

/** Somebody’s change clashes while the page is open. */
function oneMore({ fake }: Opened): void {
  const [first] = fake.queue.operations
  if (first === undefined) throw new Error('nothing waits')
  const key = '5e1f0c3a-7d2b-4c19-9a10-00000000ffff'
  fake.queue.restore([{ ...first, key, entityId: 'dev-new', entityName: 'A new one' }])
}

describe('conflicts in groups', () => {
  it('stand closed with their counts, the largest first, and open by key', async () => {
    await openGroups('cause')
    await waitFor(() => expect(lines().map((line) => line.textContent)).toContain('Went back and forth1'))
    expect(lines()[0]?.textContent).toBe('Same field changed by others7')
    expect(lines()[0]?.getAttribute('aria-expanded')).toBe('false')
    keys('Home', tree())
    keys('ArrowRight', tree())
    await waitFor(() => expect(lines()[0]?.getAttribute('aria-expanded')).toBe('true'))
    await waitFor(() => expect(lines().length).toBe(4 + 7))
    keys('ArrowLeft', tree())
    await waitFor(() => expect(lines()).toHaveLength(4))
  })

  it('are grouped by field, thing and person with a key as well', async () => {
    await openConflicts()
    keys('b')
    await screen.findByRole('treegrid', { name: 'Conflicts' })
    expect(lines()).toHaveLength(10)
    keys('b')
    await waitFor(() => expect(tree().textContent).toContain('Your deletions'))
    keys('b')
    keys('b')
    await waitFor(() =>
      expect(lines().map((line) => line.textContent)).toEqual(['depot6', 'late shift2', 'Someone on the server2']),
    )
  })

  it('are decided as a whole by keys alone, unread, with a reason, and undone', async () => {
    const opened = await openGroups('field')
    await waitFor(() => expect(lines()[0]?.textContent).toBe('Playlist4'))
    keys('Home', tree())
    keys(' ', tree())
    expect(lines()[0]?.getAttribute('aria-selected')).toBe('true')
    expect(screen.getByRole('toolbar').textContent).toContain('4 selected')
    keys('T')
    const dialog = await screen.findByRole('dialog', { name: 'Keep theirs for 4 conflicts?' })
    await waitFor(() => expect(dialog.textContent).toContain('4 changes end'))
    const reason = within(dialog).getByRole('textbox', { name: 'Reason' })
    fireEvent.change(reason, { target: { value: 'planned like that' } })
    fireEvent.submit(reason)
    await waitFor(() =>
      expect(screen.getByRole('heading', { level: 1 }).parentElement?.textContent).toContain('6 conf'),
    )
    expect(sent(opened, 'conflicts:resolve-bulk')).toMatchObject([
      {
        selection: { keys: [], groups: { by: 'field', text: '', ids: ['playlistId'], except: [] } },
        choice: 'theirs',
        note: 'planned like that',
      },
    ])
    press('Undo')
    await waitFor(() => expect(lines()[0]?.textContent).toBe('Playlist4'))
  })

  it('are counted anew in the open dialog when others come, and what has changed is said', async () => {
    const opened = await openConflicts()
    keys('A')
    await heard()
    keys('T')
    const dialog = await screen.findByRole('dialog', { name: 'Keep theirs for 10 conflicts?' })
    await within(dialog).findByRole('button', { name: /^Decide/ })
    act(() => oneMore(opened))
    expect((await within(dialog).findByRole('alert')).textContent).toContain(
      'It is 11 conflicts now; it was 10 when this was opened.',
    )
    expect(screen.getByRole('dialog', { name: 'Keep theirs for 11 conflicts?' })).toBeDefined()
  })

  it('are not decided when others have come unseen: the dialog stays, with the new figures', async () => {
    const opened = await openConflicts()
    keys('A')
    await heard()
    keys('T')
    const dialog = await screen.findByRole('dialog', { name: 'Keep theirs for 10 conflicts?' })
    const reason = within(dialog).getByRole('textbox', { name: 'Reason' })
    await waitFor(() => expect(dialog.textContent).toContain('changes end'))
    await act(async () => {
      oneMore(opened)
      fireEvent.submit(reason)
    })
    expect((await within(dialog).findByRole('alert')).textContent).toContain('Nothing was decided')
    await waitFor(() => expect(dialog.textContent).toContain('It is 11 conflicts now'))
    expect(opened.fake.queue.operations.filter(({ state }) => state === 'conflicted')).toHaveLength(11)
    fireEvent.submit(reason)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(sent(opened, 'conflicts:resolve-bulk')).toHaveLength(2)
  })

  it('are selected by the pointer at the heading without opening them', async () => {
    await openGroups('cause')
    await waitFor(() => expect(lines()).toHaveLength(4))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select the group: Same field changed by others' }))
    expect(lines()[0]?.getAttribute('aria-expanded')).toBe('false')
    expect(screen.getByRole('toolbar').textContent).toContain('7 selected')
  })

  it('stay where they are while they are read: what comes meanwhile is announced', async () => {
    const opened = await openGroups('entity')
    await waitFor(() => expect(lines()).toHaveLength(10))
    fireEvent.focus(tree())
    const [first] = opened.fake.queue.operations
    if (first === undefined) throw new Error('nothing waits')
    const key = '5e1f0c3a-7d2b-4c19-9a10-00000000ffff'
    act(() => opened.fake.queue.restore([{ ...first, key, entityId: 'dev-new', entityName: 'A new one' }]))
    expect(await screen.findByText(/update/)).toBeDefined()
    expect(lines()).toHaveLength(10)
    keys('r')
    await waitFor(() => expect(lines()).toHaveLength(11))
  })

  it('read more of a large group where the reader comes to its end', async () => {
    const opened = open(<App />, { scenario: 'many-conflicts', deviceCount: 80 })
    fireEvent.click(screen.getByRole('link', { name: /^Conflicts/ }))
    expect(await screen.findByText('200 of 1,200 shown')).toBeDefined()
    press('Show more')
    expect(await screen.findByText('400 of 1,200 shown')).toBeDefined()
    fireEvent.change(screen.getByRole('combobox', { name: 'Group by' }), { target: { value: 'field' } })
    await screen.findByRole('treegrid', { name: 'Conflicts' })
    keys('Home', tree())
    keys('ArrowRight', tree())
    await waitFor(() => expect(tree().getAttribute('aria-rowcount')).toBe('207'))
    keys('A')
    expect(screen.getByRole('toolbar').textContent).toContain('1,200 selected')
    expect(sent(opened, 'conflicts:outline').at(-1)).toMatchObject({ open: [{ id: 'location', limit: 200 }] })
  })
})

describe('a search for conflicts', () => {
  it('leaves what holds the words, and decides about that alone', async () => {
    const opened = await openConflicts()
    keys('/')
    const box = screen.getByRole('searchbox', { name: 'Search conflicts' })
    expect(document.activeElement).toBe(box)
    fireEvent.change(box, { target: { value: 'ticket hall' } })
    await waitFor(() => expect(rows()).toHaveLength(1))
    keys('Enter', box)
    expect(document.activeElement).toBe(grid())
    keys('a', grid(), { ctrlKey: true })
    keys('M')
    await screen.findByRole('dialog', { name: 'Keep mine for 1 conflict?' })
    await waitFor(() =>
      expect(sent(opened, 'conflicts:preview-bulk')).toMatchObject([
        { selection: { keys: [], groups: { text: 'ticket hall', ids: null } } },
      ]),
    )
  })

  it('says how many there are when it leaves none', async () => {
    await openConflicts()
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search conflicts' }), { target: { value: 'nowhere' } })
    expect(await screen.findByText('No conflict holds these words')).toBeDefined()
    press('Empty the search')
    await waitFor(() => expect(rows()).toHaveLength(10))
  })
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

  it('keeps the reason that was given, and is searched by it', async () => {
    const opened = await openConflict(0)
    press('Keep theirs', detail())
    fireEvent.change(within(detail()).getByRole('textbox', { name: 'Reason' }), { target: { value: 'measured there' } })
    await waitFor(() => expect(detail().textContent).toContain('Will be sent: Location.'))
    press('Decide', detail())
    await waitFor(() => expect(rows()).toHaveLength(9))
    expect(sent(opened, 'conflicts:resolve')).toMatchObject([{ note: 'measured there' }])
    press('Decided')
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
