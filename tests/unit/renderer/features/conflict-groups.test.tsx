import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { grid, heard, keys, lines, openConflicts, openGroups, press, rows, sent, tree } from '../conflict-desk.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
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

  it('say of an undo how many are not undone, and why', async () => {
    const opened = await openConflicts()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all conflicts' }))
    press('Keep theirs…')
    const dialog = await screen.findByRole('dialog', { name: 'Keep theirs for 10 conflicts?' })
    await waitFor(() => expect(dialog.textContent).toContain('8 changes end'))
    press('Decide 10', dialog)
    await screen.findByText('10 conflicts were decided just now.')
    const [elsewhere, onItsWay] = ['Another PC has it too.', 'It is on its way to the server.']
    const messages = [elsewhere, onItsWay, elsewhere]
    const examples = messages.map((message, index) => ({ key: `key-${index}`, message }))
    opened.fake.answers['conflicts:undo'] = () => ({
      backOnDesk: 7,
      reverted: 0,
      notPossible: { count: examples.length, examples },
    })
    press('Undo')
    const said = `Undone: 7 are back here. 2 could not be undone: ${elsewhere} 1 could not be undone: ${onItsWay}`
    expect(await screen.findByText(said)).toBeDefined()
  })
})

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
