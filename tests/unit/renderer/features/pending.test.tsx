import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { button, grid, openPanel, openPending, press, row, rows, sent } from '../pending-operations.tsx'
import { layOut } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

describe('the pending operations', () => {
  it('carry their key and state and say why they are not sent', async () => {
    await openPending('busy', 8)
    expect(rows()[0]?.dataset['operationState']).toBe('conflicted')
    expect(rows()[0]?.dataset['operationKey']).toMatch(/^[0-9a-f-]{36}$/)
    expect(rows()[2]?.textContent).toContain('The answer was lost.')
  })

  it('show base, mine and theirs side by side', async () => {
    await openPending('busy', 8)
    const panel = await openPanel(rows()[0] as HTMLElement)
    const cells = within(panel)
      .getAllByRole('cell')
      .map((cell) => cell.textContent)
    const columns = within(panel)
      .getAllByRole('columnheader')
      .map((header) => header.textContent)
    expect(columns).toEqual(['Field', 'Base', 'Mine', 'Theirs'])
    expect(cells).toEqual(['Gate 1 ticker', 'Gate 1 welcome display', 'Gate 1 north display'])
    await waitFor(() => expect(panel.textContent).toContain('it was changed on the server meanwhile'))
  })

  it('show the first values of an edit of many fields and count the others', async () => {
    await openPending('chain', 10)
    expect(rows()[9]?.textContent).toMatch(
      /Change 4 values of ‘Gate 7 wall’: name ‘Gate 7 display’, location ‘north wall’ …/,
    )
  })

  it('of another user say whose they are, and offer nothing', async () => {
    await openPending('chain', 10)
    const panel = await openPanel(row(/Block 6 wall/))
    expect(panel.textContent).toContain('Made by early shift, who alone can decide what becomes of it.')
    for (const name of [/Roll back/, /Discard/, /Retry/]) {
      expect(within(panel).queryByRole('button', { name })).toBeNull()
    }
  })

  it('are kept, retried, rolled back and discarded by their buttons', async () => {
    const opened = await openPending('busy', 8)
    press(rows()[0] as HTMLElement, 'Keep mine')
    press(rows()[3] as HTMLElement, 'Retry')
    press(rows()[1] as HTMLElement, 'Roll back')
    await waitFor(() => expect(rows()).toHaveLength(7))
    for (const name of ['operations:keep-mine', 'operations:retry', 'operations:rollback'] as const) {
      expect(sent(opened, name)).toHaveLength(1)
    }
  })

  it('keep the keyboard in the list when a button pressed by key goes with its row', async () => {
    await openPending('busy', 8)
    const rollBack = button(rows()[1] as HTMLElement, 'Roll back')
    rollBack.focus()
    fireEvent.click(rollBack, { detail: 0 })
    await waitFor(() => expect(rows()).toHaveLength(7))
    expect(document.activeElement).toBe(grid())
  })

  it('offer for many only what is possible for each', async () => {
    const opened = await openPending('busy', 8)
    fireEvent.keyDown(grid(), { key: 'a', ctrlKey: true })
    press(screen.getByRole('toolbar'), 'Roll back (5)')
    await waitFor(() => expect(rows()).toHaveLength(3))
    expect(sent(opened, 'operations:rollback')).toMatchObject([{ keys: { length: 5 } }])
    expect(screen.getByText('5 changes rolled back')).toBeTruthy()
  })

  it('can be paused and filtered by state', async () => {
    const opened = await openPending('busy', 8)
    fireEvent.click(screen.getByRole('button', { name: /^Conflict/ }))
    await waitFor(() => expect(rows()).toHaveLength(2))
    fireEvent.click(screen.getByRole('button', { name: 'Pause sending' }))
    await waitFor(() => expect(sent(opened, 'queue:pause')).toEqual([{ isPaused: true }]))
    expect(await screen.findByText(/Sending is paused/)).toBeTruthy()
  })

  it('leave a history behind, where nothing can be paused', async () => {
    await openPending('busy', 8)
    fireEvent.click(screen.getByRole('tab', { name: 'History' }))
    await waitFor(() => expect(rows()).toHaveLength(6))
    expect(rows()[2]?.textContent).toContain('Rolled back. It was not applied.')
    expect(rows()[5]?.textContent).toContain('Look at the device')
    expect(screen.queryByRole('button', { name: 'Pause sending' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Not confirmed 1' })).toBeTruthy()
  })
})

describe('the history', () => {
  it('brings back several at once, of those that were taken back', async () => {
    const opened = await openPending('busy', 8)
    fireEvent.keyDown(grid(), { key: 'a', ctrlKey: true })
    press(screen.getByRole('toolbar'), 'Roll back (5)')
    await waitFor(() => expect(rows()).toHaveLength(3))
    fireEvent.click(screen.getByRole('tab', { name: 'History' }))
    await waitFor(() => expect(rows().length).toBeGreaterThan(6))
    fireEvent.keyDown(grid(), { key: 'a', ctrlKey: true })
    const bar = screen.getByRole('toolbar')
    expect(within(bar).queryByRole('button', { name: /Roll back|Retry|Discard/ })).toBeNull()
    const cancelled = rows().filter(({ dataset }) => dataset['operationState'] === 'cancelled')
    press(bar, `Restore (${cancelled.length})`)
    const keys = cancelled.map(({ dataset }) => dataset['operationKey'])
    await waitFor(() => expect(sent(opened, 'operations:restore')).toEqual([{ keys }]))
    expect(await screen.findByText(`${keys.length} changes are back as they were`)).toBeTruthy()
  })
})

describe('commands that waited too long', () => {
  it('say what is sent to which device and how long they waited, and are confirmed again', async () => {
    const opened = await openPending('stale', 6)
    expect(rows()[0]?.textContent).toMatch(
      /Not sent unless you confirm it again: “Reboot” to ‘Entrance 1 .*’, which waited 21 min\./,
    )
    press(rows()[0] as HTMLElement, 'Confirm again')
    await waitFor(() => expect(rows()[0]?.dataset['operationState']).toBe('queued'))
    expect(sent(opened, 'operations:confirm')).toHaveLength(1)
  })

  it('are confirmed many at once after one question that counts them by command', async () => {
    const opened = await openPending('stale', 6)
    fireEvent.keyDown(grid(), { key: 'a', ctrlKey: true })
    press(screen.getByRole('toolbar'), 'Confirm again (4)')
    const question = await screen.findByRole('alertdialog', { name: 'Send 4 changes that waited too long?' })
    expect(question.textContent).toContain('They waited up to 21 min.')
    expect(question.textContent).toMatch(/Reboot: 2 devices \(Entrance 1 .*, Block 1 .*\)/)
    expect(sent(opened, 'operations:confirm')).toEqual([])
    press(question, 'Send 4 changes')
    await waitFor(() => expect(sent(opened, 'operations:confirm')).toMatchObject([{ keys: { length: 4 } }]))
  })

  it('are counted in the tabs, and what devices have not confirmed stands apart', async () => {
    await openPending('stale', 6)
    expect(screen.getByRole('button', { name: 'Waited too long 4' })).toBeTruthy()
    expect(screen.getByText('2 waiting · 4 need you')).toBeTruthy()
    fireEvent.click(screen.getByRole('tab', { name: 'Waiting for the device 3' }))
    await waitFor(() => expect(rows()).toHaveLength(3))
    expect(rows()[0]?.textContent).toContain('The server has it. The device has not confirmed it yet.')
    expect(screen.queryByRole('button', { name: 'Pause sending' })).toBeNull()
  })

  it('are discarded, not rolled back: nothing of them was ever done', async () => {
    const opened = await openPending('stale', 6)
    press(rows()[1] as HTMLElement, 'Discard')
    await waitFor(() => expect(rows()).toHaveLength(5))
    expect(sent(opened, 'operations:discard')).toHaveLength(1)
  })

  it('say when they were made and since when they wait, once somebody wanted them again', async () => {
    const opened = await openPending('stale', 6)
    const [first] = opened.fake.queue.operations
    if (first === undefined) throw new Error('nothing waits')
    const waitingSince = first.createdAt + 600_000
    act(() => opened.fake.queue.move([first.key], (operation) => ({ ...operation, waitingSince })))
    const again = await within(rows()[0] as HTMLElement).findByTitle(/^Made .*, waiting since /)
    expect(again.textContent).toBe('21 min')
    expect(rows()[0]?.textContent).toContain('which waited 11 min.')
    const panel = await openPanel(rows()[0] as HTMLElement)
    expect(within(panel).getByText('Waiting since').nextSibling?.textContent).toMatch(/\(11 min\)$/)
    expect(within(rows()[1] as HTMLElement).getByTitle(/^Made (?!.*waiting since)/)).toBeTruthy()
  })

  it('are linked from what waits behind them', async () => {
    await openPending('stale', 6)
    const panel = await openPanel(row(/Set location/))
    press(panel, /Reboot ‘Entrance 1/)
    await waitFor(() =>
      expect(within(panel).getByRole('heading', { level: 2 }).textContent).toMatch(/^Reboot ‘Entrance 1/),
    )
  })
})

describe('searching what waits', () => {
  it('leaves what holds the words, and says so when nothing does', async () => {
    await openPending('chain', 10)
    const box = screen.getByRole('searchbox', { name: 'Search what waits' })
    fireEvent.change(box, { target: { value: 'stop 4' } })
    await waitFor(() => expect(rows().length).toBeLessThan(10))
    expect(rows().map((one) => one.textContent?.includes('Stop 4'))).not.toContain(false)
    fireEvent.change(box, { target: { value: 'nowhere' } })
    await screen.findByText('Nothing that waits matches “nowhere”')
    fireEvent.keyDown(box, { key: 'Escape' })
    await waitFor(() => expect(rows()).toHaveLength(10))
  })
})

describe('an operation that others wait for', () => {
  it('lists them with links, those that wait through another too', async () => {
    await openPending('chain', 10)
    const panel = await openPanel(rows()[0] as HTMLElement)
    const chain = await within(panel).findByRole('region', { name: '3 changes wait for this one' })
    expect(within(chain).getAllByRole('button')).toHaveLength(3)
    press(chain, /Clear the cache of ‘Hall 9 wall’/)
    await waitFor(() =>
      expect(within(panel).getByRole('heading', { level: 2 }).textContent).toMatch(/^Clear the cache/),
    )
  })

  it('takes them along when it is discarded, after saying how many', async () => {
    const opened = await openPending('chain', 10)
    press(rows()[0] as HTMLElement, 'Discard')
    const question = await screen.findByRole('alertdialog', { name: 'Discard 4 changes?' })
    expect(question.textContent).toContain('3 other changes end with it:')
    expect(question.textContent).not.toContain('This cannot be undone.')
    press(question, 'Cancel')
    expect(sent(opened, 'operations:discard')).toEqual([])
    press(rows()[0] as HTMLElement, 'Discard')
    press(await screen.findByRole('alertdialog'), 'Discard 4 changes')
    await waitFor(() => expect(rows()).toHaveLength(6))
  })

  it('all come back by one Undo', async () => {
    const opened = await openPending('chain', 10)
    press(rows()[0] as HTMLElement, 'Discard')
    press(await screen.findByRole('alertdialog'), 'Discard 4 changes')
    await waitFor(() => expect(rows()).toHaveLength(6))
    // Whoever reads the list is not surprised by rows, but these are their own.
    fireEvent.pointerOver(rows()[0] as HTMLElement)
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(rows()).toHaveLength(10))
    expect(sent(opened, 'operations:restore')).toMatchObject([{ keys: { length: 4 } }])
  })

  it('says what it goes together with', async () => {
    const opened = await openPending('chain', 10)
    const panel = await openPanel(row(/^Set playlist of ‘Stop 4 .* Conflict$/))
    const batch = await within(panel).findByRole('region', { name: 'Goes together with 2 others: all or none' })
    expect(within(batch).getAllByRole('button')).toHaveLength(2)
    press(panel, 'Roll back')
    press(await screen.findByRole('alertdialog', { name: 'Roll back 3 changes?' }), 'Roll back 3 changes')
    await waitFor(() => expect(rows()).toHaveLength(7))
    expect(sent(opened, 'operations:rollback')).toHaveLength(1)
  })
})

describe('the priority of many', () => {
  it('is set for those that still wait to be sent', async () => {
    const opened = await openPending('breaker', 5)
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all shown' }))
    press(screen.getByRole('toolbar', { name: 'Actions for the selection' }), 'Priority')
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Critical' }))
    await waitFor(() => expect(sent(opened, 'operations:prioritize')).toMatchObject([{ priority: 'critical' }]))
    expect(await screen.findByText('Priority of 5 changes set')).toBeDefined()
  })
})
