import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '../../../../tools/preview/fake-queue.ts'
import { button, openPanel, openPending, press, row, rows, sent } from '../pending-operations.tsx'
import { layOut, type Opened } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
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
    fireEvent.click(screen.getByRole('tab', { name: 'History' }))
    await waitFor(() => expect(rows()).toHaveLength(6))
    const panel = await openPanel(row(/Merged$/))
    expect(await within(panel).findByText('a later change carries it along')).toBeTruthy()
    press(panel, 'Show the change that carries it')
    expect(await within(panel).findByText('This operation no longer waits.')).toBeTruthy()
    press(panel, 'Show it in the history')
    await waitFor(() => expect(screen.getByRole('tab', { name: 'History' }).getAttribute('aria-selected')).toBe('true'))
  })

  it('stays open and says so when its operation is settled meanwhile', async () => {
    const { fake } = await openPending('busy', 8)
    const panel = await openPanel(rows()[7] as HTMLElement)
    const key = rows()[7]?.dataset['operationKey'] ?? ''
    act(() => fake.take([key]))
    expect(await within(panel).findByText('This operation no longer waits.')).toBeTruthy()
  })
})
