import { act, createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { useEffect, useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import type { BoardData, BoardWidget } from '#shared/board/document.ts'
import { BoardEditor } from '../../../../../src/renderer/features/wallboards/board/BoardEditor.tsx'
import { layOut, type Opened, open } from '../../support.tsx'

layOut()

const widget = (id: string, x: number, y: number, change: Partial<BoardWidget> = {}): BoardWidget => ({
  id,
  type: 'text',
  title: id,
  place: { x, y, w: 6, h: 4 },
  options: { text: `Text of ${id}` },
  bindings: {},
  ...change,
})

const BOARD: BoardData = {
  name: 'Night desk',
  description: '',
  columns: 24,
  rows: 16,
  pages: [{ id: 'p1', title: 'Main', widgets: [widget('One', 0, 0), widget('Two', 6, 0), widget('Three', 6, 4)] }],
  rotateSeconds: null,
}

interface Edited extends Opened {
  readonly saved: Partial<BoardData>[]
  readonly closed: () => number
  /** What others make of the board. */
  readonly change: (board: BoardData) => void
}

interface HostProps {
  readonly board: BoardData
  readonly isTaken: boolean
  readonly saved: Partial<BoardData>[]
  /** Given what changes the board from outside. */
  readonly onReady: (change: (board: BoardData) => void) => void
  readonly onClose: () => void
}

/** What takes the saved fields, as the page does. */
function Host({ board, isTaken, saved, onReady, onClose }: HostProps) {
  const [live, setLive] = useState(board)
  useEffect(() => onReady(setLive), [onReady])
  const save = async (fields: Partial<BoardData>): Promise<boolean> => {
    saved.push(fields)
    if (isTaken) setLive((before) => ({ ...before, ...fields }))
    return isTaken
  }
  return <BoardEditor board={live} onSave={save} onClose={onClose} />
}

function openEditor(board: BoardData = BOARD, isTaken = true): Edited {
  const saved: Partial<BoardData>[] = []
  const onClose = vi.fn<() => void>()
  let change = (_board: BoardData): void => undefined
  const onReady = (given: typeof change): void => {
    change = given
  }
  const opened = open(<Host {...{ board, isTaken, saved, onReady, onClose }} />)
  return { ...opened, saved, closed: () => onClose.mock.calls.length, change: (next) => act(() => change(next)) }
}

const canvas = () => screen.getByRole('listbox')
const widgets = () => within(canvas()).getAllByRole('option')
const names = () => widgets().map((element) => element.getAttribute('aria-label'))
const named = (name: RegExp) => within(canvas()).getByRole('option', { name })
const press = (element: Element, key: string, more = {}) => fireEvent.keyDown(element, { key, ...more })
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const kinds = () => within(screen.getByRole('navigation', { name: 'Add a widget' })).getAllByRole('button')
const kind = (name: string) => button(new RegExp(`^${name} `))
const isOff = (name: string) => button(name).getAttribute('aria-disabled') === 'true'
const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent)

describe('by keys', () => {
  it('moves a widget cell by cell, and says where it stands', () => {
    openEditor()
    const one = named(/One/)
    act(() => one.focus())
    press(one, 'ArrowDown')
    expect(named(/One/).getAttribute('aria-label')).toBe('Text One, column 1, row 2, 6 wide, 4 high')
    expect(said()).toContain('Text One: column 1, row 2, 6 wide, 4 high.')
    expect(document.activeElement).toBe(named(/One/))
  })

  it('makes others give way, says how many, and takes all of it back in one step', () => {
    openEditor()
    const before = names()
    const one = named(/One/)
    act(() => one.focus())
    press(one, 'ArrowRight')
    expect(named(/Two/).getAttribute('aria-label')).toContain('row 5')
    expect(named(/Three/).getAttribute('aria-label')).toContain('row 9')
    expect(said()).toContain('Text One: column 2, row 1, 6 wide, 4 high. 2 other widgets made room.')
    press(one, 'z', { ctrlKey: true })
    expect(names()).toEqual(before)
    press(named(/One/), 'y', { ctrlKey: true })
    expect(named(/Two/).getAttribute('aria-label')).toContain('row 5')
  })

  it('resizes with Shift, and stops at the edge and at the least size', () => {
    openEditor()
    const one = named(/One/)
    act(() => one.focus())
    press(one, 'ArrowLeft', { shiftKey: true })
    expect(named(/One/).getAttribute('aria-label')).toContain('5 wide, 4 high')
    press(one, 'ArrowUp')
    expect(said()).toContain('It cannot go further.')
    for (let times = 0; times < 9; times += 1) press(one, 'ArrowLeft', { shiftKey: true })
    expect(named(/One/).getAttribute('aria-label')).toContain('2 wide')
  })

  it('duplicates, and removes with the focus going on', async () => {
    openEditor()
    const one = named(/One/)
    act(() => one.focus())
    press(one, 'd', { ctrlKey: true })
    expect(widgets()).toHaveLength(4)
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toContain('column 13, row 1'))
    press(document.activeElement ?? one, 'Delete')
    expect(widgets()).toHaveLength(3)
    await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('option'))
  })

  it('goes to the form and back, and steps out in the end', async () => {
    const { closed } = openEditor()
    const two = named(/Two/)
    act(() => two.focus())
    press(two, 'Enter')
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Title' }))
    press(document.activeElement as Element, 'Escape')
    expect(document.activeElement).toBe(named(/Two/))
    press(named(/Two/), 'Escape')
    press(named(/Two/), 'Escape')
    expect(closed()).toBe(1)
  })
})

describe('from the palette', () => {
  it('finds a kind by its words and adds it where there is room, with the focus', async () => {
    openEditor()
    const box = screen.getByRole('searchbox', { name: 'Find a widget' })
    fireEvent.change(box, { target: { value: 'arc' } })
    expect(kinds().map(({ textContent }) => textContent)).toEqual(['Gauge A number between two others, as an arc'])
    press(box, 'Enter')
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Gauge, column 13, row 1/))
    expect(said().join(' ')).toContain('Gauge added at column 13, row 1.')
  })

  it('saves what was added before, and adds nothing more, by the keys that save', () => {
    const { saved } = openEditor()
    const box = screen.getByRole('searchbox', { name: 'Find a widget' })
    fireEvent.change(box, { target: { value: 'clock' } })
    press(box, 'Enter')
    press(box, 'Enter', { ctrlKey: true })
    expect(widgets()).toHaveLength(4)
    expect(saved.map(({ pages }) => pages?.[0]?.widgets.length)).toEqual([4])
  })

  it('says that there is no room, and changes nothing', () => {
    const full = { ...BOARD, columns: 6, rows: 4, pages: [{ id: 'p1', title: '', widgets: [widget('One', 0, 0)] }] }
    openEditor(full)
    fireEvent.click(kind('Clock'))
    expect(widgets()).toHaveLength(1)
    expect(said()).toContain('There is no room for it. Nothing was changed.')
  })
})

describe('with the pointer', () => {
  const at = (clientX: number, clientY: number) => ({ clientX, clientY, button: 0, pointerId: 1 })

  function grab(element: Element): void {
    const box = { width: 960, height: 640, x: 0, y: 0, top: 0, left: 0, right: 960, bottom: 640, toJSON: () => ({}) }
    vi.spyOn(canvas(), 'getBoundingClientRect').mockReturnValue(box)
    fireEvent.pointerDown(element, at(100, 100))
  }

  it('drags by whole cells, shows where it would stand, and lets go there', () => {
    openEditor()
    const one = named(/One/)
    grab(one)
    fireEvent.pointerMove(one, at(100 + 12 * 40 + 9, 100))
    expect(named(/One/).getAttribute('aria-label')).toContain('column 13')
    fireEvent.pointerUp(one, at(100 + 12 * 40 + 9, 100))
    expect(named(/One/).getAttribute('aria-label')).toContain('column 13, row 1')
    expect(said().join(' ')).toContain('column 13, row 1')
  })

  it('gives up with Esc', () => {
    openEditor()
    const before = names()
    const one = named(/One/)
    grab(one)
    fireEvent.pointerMove(one, at(500, 100))
    fireEvent.keyDown(window, { key: 'Escape' })
    expect(names()).toEqual(before)
    fireEvent.pointerUp(one, at(500, 100))
    expect(names()).toEqual(before)
    expect(isOff('Undo')).toBe(true)
  })

  it('resizes at the corner', () => {
    openEditor()
    const corner = named(/Three/).querySelector('[data-grip]') as Element
    grab(corner)
    fireEvent.pointerMove(corner, at(100 + 80, 100 + 80))
    fireEvent.pointerUp(corner, at(180, 180))
    expect(named(/Three/).getAttribute('aria-label')).toContain('8 wide, 6 high')
  })
})

describe('the form', () => {
  it('is made from what the kind can be told, and says what is not possible', () => {
    openEditor({
      ...BOARD,
      pages: [{ id: 'p1', title: '', widgets: [widget('One', 0, 0, { type: 'sla', options: {} })] }],
    })
    act(() => named(/One/).focus())
    const target = screen.getByRole('textbox', { name: 'Promised, in per cent' })
    fireEvent.change(target, { target: { value: '101' } })
    expect(screen.getByText('Between 0 and 100')).toBeTruthy()
    fireEvent.change(target, { target: { value: '98' } })
    expect(screen.queryByText('Between 0 and 100')).toBeNull()
  })

  it('chooses what a widget follows from the names that exist', async () => {
    const { saved } = openEditor()
    fireEvent.click(kind('Number'))
    fireEvent.click(await screen.findByRole('button', { name: 'Choose what it follows… Value' }))
    const dialog = await screen.findByRole('dialog')
    const box = within(dialog).getByRole('textbox', { name: 'Value' })
    fireEvent.change(box, { target: { value: 'devices.nothing' } })
    expect(within(dialog).getByText('There is no value of that name.')).toBeTruthy()
    fireEvent.change(box, { target: { value: 'queue.' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'queue.waiting' }))
    fireEvent.click(within(dialog).getByRole('button', { name: 'Follow' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    fireEvent.click(button('Save'))
    await waitFor(() => expect(saved).toHaveLength(1))
    expect(saved[0]?.pages?.[0]?.widgets[3]?.bindings).toEqual({
      value: { $bind: 'queue.waiting', $source: 'replica' },
    })
  })

  it('of the board says that a grid is too small, and does not lose a widget for it', () => {
    openEditor()
    fireEvent.change(screen.getByRole('textbox', { name: 'Columns' }), { target: { value: '1' } })
    fireEvent.change(screen.getByRole('textbox', { name: 'Rows' }), { target: { value: '1' } })
    expect(screen.getByText('The widgets do not fit on a grid of that size.')).toBeTruthy()
    expect(widgets()).toHaveLength(3)
  })
})

describe('pages', () => {
  it('are added, named, put in order and removed', async () => {
    const { saved } = openEditor()
    fireEvent.click(button('Add page'))
    fireEvent.change(screen.getByRole('textbox', { name: 'Title of the page' }), { target: { value: 'Alarms' } })
    expect(screen.getByText('Nothing on this page yet')).toBeTruthy()
    fireEvent.click(button('Put the page before the one before it'))
    fireEvent.click(button('Save'))
    await waitFor(() => expect(saved[0]?.pages?.map(({ title }) => title)).toEqual(['Alarms', 'Main']))
    fireEvent.click(button('Remove the page'))
    expect(widgets()).toHaveLength(3)
    expect(isOff('Remove the page')).toBe(true)
  })
})

describe('what is not saved', () => {
  it('is asked about before it is left', async () => {
    const { closed } = openEditor()
    fireEvent.click(kind('Clock'))
    fireEvent.click(button('Close'))
    const question = await screen.findByRole('alertdialog', { name: 'Leave without saving?' })
    expect(closed()).toBe(0)
    fireEvent.click(within(question).getByRole('button', { name: 'Leave without saving' }))
    expect(closed()).toBe(1)
  })

  it('stays where it could not be queued', async () => {
    const { saved } = openEditor(BOARD, false)
    fireEvent.click(kind('Clock'))
    fireEvent.click(button('Save'))
    await waitFor(() => expect(saved).toHaveLength(1))
    await waitFor(() => expect(isOff('Save')).toBe(false))
    expect(widgets()).toHaveLength(4)
  })

  it('lies on top of what others change meanwhile', () => {
    const { change } = openEditor()
    const one = named(/One/)
    act(() => one.focus())
    press(one, 'ArrowDown')
    change({ ...BOARD, pages: [{ id: 'p1', title: 'Theirs', widgets: [widget('One', 0, 0), widget('New', 12, 0)] }] })
    expect(names()).toEqual(['Text New, column 13, row 1, 6 wide, 4 high', 'Text One, column 1, row 2, 6 wide, 4 high'])
    expect(screen.getByText(/Others have changed this board/)).toBeTruthy()
  })
})

it('shows the page as on the wall, and comes back', async () => {
  openEditor()
  fireEvent.click(button('Preview'))
  expect(screen.queryByRole('listbox')).toBeNull()
  expect(await screen.findByText('Text of One')).toBeTruthy()
  fireEvent.keyDown(button('Preview'), { key: 'Escape' })
  expect(widgets()).toHaveLength(3)
})

describe('a kind that is dragged from the palette', () => {
  /** Lets go of it there. */
  function drop(page: HTMLElement, format: string, clientX: number, clientY: number): void {
    const event = createEvent.drop(page, { dataTransfer: { types: [format] } })
    Object.defineProperties(event, { clientX: { value: clientX }, clientY: { value: clientY } })
    fireEvent(page, event)
  }
  const CLOCK = 'application/x-outpost-widget-clock'

  function openMeasured(): HTMLElement {
    openEditor()
    const page = screen.getByRole('listbox')
    vi.spyOn(page, 'getBoundingClientRect').mockReturnValue(new DOMRect(100, 50, 2_400, 1_600))
    return page
  }

  it('stands where it is let go, and what stood there makes room; Ctrl+Z takes it back', () => {
    const page = openMeasured()
    // The cell in column 9 and row 3, over the second widget.
    drop(page, CLOCK, 100 + 850, 50 + 250)
    expect(
      within(page)
        .getByRole('option', { name: /^Clock/ })
        .getAttribute('aria-label'),
    ).toMatch(/column 9, row 3,/)
    expect(within(page).getAllByRole('option')).toHaveLength(4)
    fireEvent.keyDown(page, { key: 'z', ctrlKey: true })
    expect(within(page).getAllByRole('option')).toHaveLength(3)
  })

  it('never stands outside of the page', () => {
    const page = openMeasured()
    drop(page, CLOCK, 2_499, 1_649)
    expect(
      within(page)
        .getByRole('option', { name: /^Clock/ })
        .getAttribute('aria-label'),
    ).toMatch(/column 20, row 14, 5 wide, 3 high/)
  })

  it('is nothing where something else is dragged', () => {
    const page = openMeasured()
    drop(page, 'Files', 200, 200)
    drop(page, 'application/x-outpost-widget-bomb', 200, 200)
    expect(within(page).getAllByRole('option')).toHaveLength(3)
  })
})
