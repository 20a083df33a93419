import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { IpcRequestName } from '#shared/ipc/contract.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { Refusal } from '../../../../tools/preview/fake-queue.ts'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => screen.getByRole('grid', { name: 'Pending operations' })
const rows = () => within(grid()).getAllByRole('row').slice(1)
const row = (text: RegExp | string) => within(grid()).getByRole('row', { name: text })
const button = (within_: HTMLElement, name: string | RegExp) => within(within_).getByRole('button', { name })
const press = (within_: HTMLElement, name: string | RegExp) => fireEvent.click(button(within_, name))

async function openPending(scenario: ScenarioName, count: number): Promise<Opened> {
  const opened = open(<App />, { scenario, deviceCount: 80 })
  fireEvent.click(screen.getByRole('link', { name: 'Pending operations' }))
  await waitFor(() => expect(rows()).toHaveLength(count))
  return opened
}

async function openPanel(of: HTMLElement): Promise<HTMLElement> {
  fireEvent.click(of)
  return screen.findByRole('region', { name: 'Operation details' })
}

const sent = ({ fake }: Opened, name: IpcRequestName) =>
  fake.requests.filter((request) => request.name === name).map(({ request }) => request)

describe('the pending operations', () => {
  it('carry their key and state and say why they are not sent', async () => {
    await openPending('busy', 8)
    expect(rows()[0]?.dataset['operationState']).toBe('conflicted')
    expect(rows()[0]?.dataset['operationKey']).toMatch(/^[0-9a-f-]{36}$/)
    expect(rows()[2]?.textContent).toContain('The answer was lost.')
  })

  it('show the values before, yours and on the server side by side', async () => {
    await openPending('busy', 8)
    const panel = await openPanel(rows()[0] as HTMLElement)
    const cells = within(panel)
      .getAllByRole('cell')
      .map((cell) => cell.textContent)
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
    fireEvent.click(screen.getByRole('button', { name: 'History' }))
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
    fireEvent.click(screen.getByRole('button', { name: 'History' }))
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
    fireEvent.click(screen.getByRole('button', { name: 'Waiting for the device 3' }))
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

describe('an operation that cannot be read', () => {
  it('is shown with its reason, and can only be given up', async () => {
    await openPending('chain', 10)
    const unreadable = row(/Not readable$/)
    expect(unreadable.textContent).toContain('It was written by a newer version of the console.')
    expect(
      within(unreadable)
        .getAllByRole('button')
        .map((one) => one.textContent),
    ).toEqual(['Discard'])
  })

  it('shows what is stored of it, to be copied', async () => {
    const opened = await openPending('chain', 10)
    const panel = await openPanel(row(/Not readable$/))
    const stored = await within(panel).findByRole('region', { name: 'As it is stored' })
    expect(stored.textContent).toContain('"rotation":{"degrees":90')
    const copied: string[] = []
    document.execCommand = (command) => {
      const event = new Event('copy') as Event & { clipboardData: { setData: (type: string, text: string) => void } }
      event.clipboardData = { setData: (_type, text) => copied.push(text) }
      document.dispatchEvent(event)
      return command === 'copy'
    }
    press(stored, 'Copy')
    expect(copied).toEqual([expect.stringContaining('Gate 6 entrance')])
    expect(button(stored, 'Copied')).toBeTruthy()
    expect(sent(opened, 'operations:payload')).toHaveLength(1)
  })

  it('says so when nothing of it is left', async () => {
    const opened = await openPending('chain', 10)
    opened.fake.answers['operations:payload'] = () => ({ payload: null, isCut: false })
    const panel = await openPanel(row(/Not readable$/))
    expect(await within(panel).findByText('Nothing of it is left on the disk.')).toBeTruthy()
  })

  it('is given up only after a question, since nobody knows what it would have done', async () => {
    const opened = await openPending('chain', 10)
    press(row(/Not readable$/), 'Discard')
    const question = await screen.findByRole('alertdialog', { name: 'Discard 1 change?' })
    expect(question.textContent).toContain('nobody can say what it would have done')
    expect(sent(opened, 'operations:discard')).toEqual([])
    press(question, 'Discard 1 change')
    await waitFor(() => expect(rows()).toHaveLength(9))
    expect(sent(opened, 'operations:discard')).toHaveLength(1)
  })
})

describe('a refused change', () => {
  async function openForm(): Promise<{ opened: Opened; panel: HTMLElement }> {
    const opened = await openPending('chain', 10)
    const panel = await openPanel(rows()[0] as HTMLElement)
    press(panel, 'Correct…')
    return { opened, panel }
  }

  it('is corrected field by field and sent again', async () => {
    const { opened, panel } = await openForm()
    const name = within(panel).getByRole<HTMLInputElement>('textbox', { name: 'Name' })
    expect(document.activeElement).toBe(name)
    fireEvent.change(name, { target: { value: '' } })
    press(panel, 'Send again')
    expect(name.getAttribute('aria-describedby')).not.toBeNull()
    expect(within(panel).getByText('Needed')).toBeTruthy()
    fireEvent.change(name, { target: { value: 'Hall 9 entrance' } })
    press(panel, 'Send again')
    await waitFor(() =>
      expect(sent(opened, 'operations:edit')).toMatchObject([{ fields: { name: 'Hall 9 entrance' } }]),
    )
    await waitFor(() => expect(rows()[0]?.dataset['operationState']).toBe('queued'))
    expect(screen.getByText('1 change corrected and queued')).toBeTruthy()
  })

  it('keeps what was typed while another page is shown, until it is given up', async () => {
    const { opened, panel } = await openForm()
    fireEvent.change(within(panel).getByRole('textbox', { name: 'Name' }), { target: { value: 'Hall 9' } })
    act(() => opened.outpost.ui.getState().go('settings'))
    await screen.findByRole('searchbox', { name: 'Search settings' })
    act(() => opened.outpost.ui.getState().go('pending'))
    await waitFor(() => expect(rows()).toHaveLength(10))
    const reopened = await openPanel(rows()[0] as HTMLElement)
    press(reopened, 'Correct…')
    expect(within(reopened).getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('Hall 9')
    press(reopened, 'Cancel')
    press(reopened, 'Correct…')
    expect(within(reopened).getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).not.toBe('Hall 9')
  })

  it('shows what the queue says at the field it names', async () => {
    const { opened, panel } = await openForm()
    vi.spyOn(opened.fake.queue, 'edit').mockImplementation(() => {
      throw new Refusal('invalid-operation', 'serial: it is taken', 'serial')
    })
    fireEvent.change(within(panel).getByRole('textbox', { name: 'Serial' }), { target: { value: 'X1' } })
    press(panel, 'Send again')
    const serial = within(panel).getByRole('textbox', { name: 'Serial' })
    await waitFor(() => expect(serial.getAttribute('aria-invalid')).toBe('true'))
    expect(within(panel).getByText('serial: it is taken')).toBeTruthy()
  })

  it('is not sent again unchanged, and Esc gives the correction up first', async () => {
    const { opened, panel } = await openForm()
    press(panel, 'Send again')
    expect(within(panel).getByRole('alert').textContent).toContain('Correct at least one value')
    fireEvent.keyDown(within(panel).getByRole('textbox', { name: 'Name' }), { key: 'Escape' })
    expect(within(panel).queryByRole('textbox', { name: 'Name' })).toBeNull()
    expect(document.activeElement).toBe(button(panel, 'Correct…'))
    expect(sent(opened, 'operations:edit')).toEqual([])
  })
})

describe('the panel of an operation', () => {
  it('lets the priority of a waiting change be chosen, and of no other', async () => {
    const opened = await openPending('busy', 8)
    const panel = await openPanel(rows()[7] as HTMLElement)
    fireEvent.change(within(panel).getByRole('combobox', { name: 'Priority' }), { target: { value: 'critical' } })
    await waitFor(() => expect(sent(opened, 'operations:prioritize')).toMatchObject([{ priority: 'critical' }]))
    fireEvent.click(rows()[0] as HTMLElement)
    await waitFor(() => expect(within(panel).queryByRole('combobox', { name: 'Priority' })).toBeNull())
  })

  it('leads from a merged change to the one that carries it', async () => {
    await openPending('busy', 8)
    fireEvent.click(screen.getByRole('button', { name: 'History' }))
    await waitFor(() => expect(rows()).toHaveLength(6))
    const panel = await openPanel(row(/Merged$/))
    expect(await within(panel).findByText('a later change carries it along')).toBeTruthy()
    press(panel, 'Show the change that carries it')
    expect(await within(panel).findByText('This operation no longer waits.')).toBeTruthy()
    press(panel, 'Show it in the history')
    await waitFor(() => expect(button(document.body, 'History').getAttribute('aria-pressed')).toBe('true'))
  })

  it('stays open and says so when its operation is settled meanwhile', async () => {
    const { fake } = await openPending('busy', 8)
    const panel = await openPanel(rows()[7] as HTMLElement)
    const key = rows()[7]?.dataset['operationKey'] ?? ''
    act(() => fake.take([key]))
    expect(await within(panel).findByText('This operation no longer waits.')).toBeTruthy()
  })
})

describe('operations in groups', () => {
  const tree = () => screen.getByRole('treegrid', { name: 'Pending operations' })
  const lines = () => within(tree()).getAllByRole('row').slice(1)
  const headings = () => lines().filter((line) => line.getAttribute('aria-level') === '1')
  const key = (pressed: string, more: object = {}) => fireEvent.keyDown(tree(), { key: pressed, ...more })

  async function openGroups(by: 'lane' | 'batch'): Promise<Opened> {
    const opened = await openPending('chain', 10)
    fireEvent.change(screen.getByRole('combobox', { name: 'Group by' }), { target: { value: by } })
    await screen.findByRole('treegrid', { name: 'Pending operations' })
    return opened
  }

  it('stand by the thing they change, with what holds its lane', async () => {
    await openGroups('lane')
    expect(headings()[0]?.textContent).toBe('Device ‘Hall 9 wall’3 · Refused')
    expect(
      lines()
        .slice(1, 4)
        .every((line) => line.textContent?.includes('Hall 9 wall')),
    ).toBe(true)
    expect(lines()).toHaveLength(10 + headings().length)
  })

  it('close and open by key, and the list by another', async () => {
    await openPending('chain', 10)
    fireEvent.keyDown(document.body, { key: 'b' })
    await screen.findByRole('treegrid', { name: 'Pending operations' })
    key('Home')
    key('ArrowLeft', { shiftKey: true })
    await waitFor(() => expect(lines()).toHaveLength(headings().length))
    key('ArrowRight')
    await waitFor(() => expect(lines()).toHaveLength(headings().length + 3))
  })

  it('are rolled back as a whole batch by its heading, after a look at what goes along', async () => {
    const opened = await openGroups('batch')
    expect(headings().map((line) => line.textContent)).toEqual([
      expect.stringMatching(/^Batch from ‘.*’ on: goes together or not at all3$/),
      'In no batch7',
    ])
    key('Home')
    key(' ')
    expect(headings()[0]?.getAttribute('aria-selected')).toBe('true')
    const bar = screen.getByRole('toolbar', { name: 'Actions for the selection' })
    expect(bar.textContent).toContain('3 selected')
    press(bar, /^Roll back/)
    await waitFor(() => expect(sent(opened, 'operations:rollback')).toHaveLength(1))
    await waitFor(() => expect(headings().map((line) => line.textContent)).toEqual(['In no batch7']))
  })

  it('never select a heading: everything is every operation', async () => {
    await openGroups('lane')
    key('a', { ctrlKey: true })
    expect(screen.getByRole('toolbar', { name: 'Actions for the selection' }).textContent).toContain('10 selected')
  })

  it('are not grouped where they are over', async () => {
    await openGroups('lane')
    press(document.body, 'History')
    await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Group by' })).toBeNull())
    expect(screen.queryByRole('treegrid')).toBeNull()
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
