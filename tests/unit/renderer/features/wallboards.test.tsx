import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { boardOf, widgetOf } from '../../../support/boards.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => screen.getByRole('grid', { name: 'Wallboards' })
const labels = () =>
  within(grid())
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.getAttribute('aria-label'))
const panel = () => screen.findByRole('region', { name: 'Wallboard details' })
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const sent = ({ fake }: Opened): Intent[] =>
  fake.requests
    .filter(({ name }) => name === 'operations:enqueue')
    .flatMap(({ request }) => (request as { intents: Intent[] }).intents)

async function openBoards(options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = open(<App />, options)
  opened.outpost.ui.getState().go('wallboards')
  await screen.findByRole('heading', { name: 'Wallboards' })
  return opened
}

async function openBoard(name: string, options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = await openBoards(options)
  fireEvent.click(await screen.findByText(name))
  await panel()
  return opened
}

describe('the list of wallboards', () => {
  it('has those of the server and those of this PC, and says which is which', async () => {
    await openBoards()
    await waitFor(() =>
      expect(labels()).toEqual([
        'Alarms of the day, Server, 6 widgets',
        'Control room, Server, 23 widgets',
        'New hall, Server, 0 widgets',
        'Night shift, Server, 7 widgets',
        'Server and queue, Server, 6 widgets',
        'Workshop, Only on this PC, 6 widgets',
      ]),
    )
  })

  it('finds by name and description, and says when nothing fits', async () => {
    await openBoards()
    await screen.findByText('Night shift')
    const box = screen.getByRole('searchbox', { name: 'Search wallboards' })
    fireEvent.change(box, { target: { value: 'long wall' } })
    expect(labels()).toEqual(['Night shift, Server, 7 widgets'])
    fireEvent.change(box, { target: { value: 'xyz' } })
    expect(screen.getByText('No wallboard matches')).toBeTruthy()
  })

  it('says that a server keeps none, and what is still possible', async () => {
    const opened = await openBoards()
    const connection = opened.outpost.app.getState().connection
    if (connection === null) throw new Error('the connection is not known')
    act(() => opened.fake.emit('connection:changed', { ...connection, capabilities: ['batch'] }))
    expect(await screen.findByText(/This server keeps no wallboards/)).toBeTruthy()
    fireEvent.keyDown(window, { key: 'n' })
    const where = await screen.findByRole('combobox', { name: 'Kept' })
    expect((where as HTMLSelectElement).value).toBe('local')
    expect((where as HTMLSelectElement).disabled).toBe(true)
  })

  it('is empty in words, and not known yet before the first word of the server', async () => {
    await openBoards({ scenario: 'empty', deviceCount: 0 })
    expect(await screen.findByText('No wallboards yet')).toBeTruthy()
  })

  it('shows a board that cannot be shown with what is wrong with it', async () => {
    const opened = await openBoards()
    await screen.findByText('Night shift')
    const view = opened.fake.served('brd-1')
    if (view === undefined) throw new Error('there is no such board')
    act(() => opened.fake.serve({ ...view, version: 9, data: { ...view.data, pages: [{ id: 'p' }] } }))
    await waitFor(() => expect(labels()).toContain('Night shift, Cannot be shown, 0 widgets'))
    fireEvent.click(screen.getByText('Night shift'))
    expect(await screen.findByText('This document is no wallboard that can be shown.')).toBeTruthy()
    expect(within(await panel()).getByText(/\/pages\/0\/widgets/)).toBeTruthy()
  })
})

describe('a new wallboard', () => {
  it('is made by key from a template, and needs a name', async () => {
    const opened = await openBoards()
    await screen.findByText('Night shift')
    fireEvent.keyDown(window, { key: 'n' })
    const dialog = await screen.findByRole('dialog', { name: 'New wallboard' })
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    expect(within(dialog).getByText('Needed')).toBeTruthy()
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: ' Hall 7 ' } })
    fireEvent.change(within(dialog).getByRole('combobox', { name: 'Begin with' }), { target: { value: 'alarms' } })
    expect(within(dialog).getByRole('img', { name: 'Layout with 6 widgets' })).toBeTruthy()
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    const [intent] = sent(opened)
    expect(intent).toMatchObject({ kind: 'create', entityType: 'wallboard', fields: { name: 'Hall 7', columns: 24 } })
    expect(within(await panel()).getByRole('heading', { name: 'Hall 7' })).toBeTruthy()
  })

  it('can be kept on this PC, where nothing is sent, and taken back', async () => {
    const opened = await openBoards()
    await screen.findByText('Night shift')
    fireEvent.keyDown(window, { key: 'n' })
    const dialog = await screen.findByRole('dialog', { name: 'New wallboard' })
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: 'Desk' } })
    fireEvent.change(within(dialog).getByRole('combobox', { name: 'Kept' }), { target: { value: 'local' } })
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    await waitFor(() => expect(labels()).toContain('Desk, Only on this PC, 7 widgets'))
    expect(sent(opened)).toEqual([])
    fireEvent.click(button('Undo'))
    await waitFor(() => expect(labels()).not.toContain('Desk, Only on this PC, 7 widgets'))
  })
})

describe('the detail of a wallboard', () => {
  it('changes only what was changed', async () => {
    const opened = await openBoard('Night shift')
    fireEvent.click(button('Name and pages…'))
    const dialog = await screen.findByRole('dialog', { name: /Name and pages of/ })
    const rotate = within(dialog).getByRole('textbox', { name: 'Next page after (seconds)' })
    fireEvent.change(rotate, { target: { value: '3' } })
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    expect(within(dialog).getByText('A whole number from 5 to 3,600, or nothing')).toBeTruthy()
    fireEvent.change(rotate, { target: { value: '20' } })
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    await waitFor(() =>
      expect(sent(opened)).toEqual([
        { kind: 'update', entityType: 'wallboard', entityId: 'brd-1', fields: { rotateSeconds: 20 } },
      ]),
    )
  })

  it('duplicates with ids of its own', async () => {
    const opened = await openBoard('Night shift')
    fireEvent.click(button('Duplicate'))
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    const text = JSON.stringify(sent(opened)[0])
    expect(text).toContain('"Night shift (copy)"')
    expect(text).not.toContain('part-1-')
  })

  it('deletes at once with Undo, on the server and on this PC', async () => {
    const opened = await openBoard('Night shift')
    fireEvent.click(button('Delete'))
    await waitFor(() =>
      expect(sent(opened)).toMatchObject([{ kind: 'delete', entityType: 'wallboard', entityId: 'brd-1' }]),
    )
    fireEvent.click(screen.getByText('Workshop'))
    await waitFor(async () => expect(within(await panel()).getByRole('heading', { name: 'Workshop' })).toBeTruthy())
    fireEvent.click(within(await panel()).getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(screen.queryAllByRole('row', { name: /^Workshop/ })).toEqual([]))
    fireEvent.click(screen.getAllByRole('button', { name: 'Undo' }).at(-1) as HTMLElement)
    await waitFor(() => expect(labels()).toContain('Workshop, Only on this PC, 6 widgets'))
  })

  it('sends a board of this PC to the server as one of its own', async () => {
    const opened = await openBoard('Workshop')
    fireEvent.click(button('Send to the server'))
    await waitFor(() => expect(sent(opened)).toMatchObject([{ kind: 'create', fields: { name: 'Workshop' } }]))
    expect(labels()).toContain('Workshop, Only on this PC, 6 widgets')
  })

  it('keeps showing a board whose file is gone, and writes it again', async () => {
    const opened = open(<App />)
    const board = boardOf([widgetOf('a')], { name: 'Workshop' })
    const gone = { fileName: 'workshop.board.json', board, problems: [], isGone: true }
    opened.fake.answers['boards:local'] = () => ({ folder: '/b', boards: [gone], problem: 'ENOENT' })
    opened.outpost.ui.getState().go('wallboards')
    await screen.findByText('Workshop')
    expect(labels()).toContain('Workshop, File is gone, 1 widget')
    expect(screen.getByText(/cannot be read \(ENOENT\)/)).toBeTruthy()
    fireEvent.click(screen.getByText('Workshop'))
    fireEvent.click(await screen.findByRole('button', { name: 'Save the file again' }))
    await waitFor(() => expect(opened.fake.requests.some(({ name }) => name === 'boards:keep')).toBe(true))
  })
})

describe('a file', () => {
  it('that is no board is refused with every place and reason', async () => {
    const opened = await openBoards()
    const problems = [
      { fault: 'overlap', pointer: '/pages/0/widgets/1/place', place: { line: 12, column: 5 }, detail: '' },
      { fault: 'too-big', pointer: '/columns', place: { line: 3, column: 14 }, detail: '48' },
    ] as const
    opened.fake.answers['boards:import'] = () => ({ outcome: 'faulty', fileName: 'bad.json', problems })
    fireEvent.click(button('Open a file…'))
    const dialog = await screen.findByRole('dialog', { name: /bad.json.* is no wallboard/ })
    expect(within(dialog).getByText('This widget lies on another one.')).toBeTruthy()
    expect(within(dialog).getByText(/line 3, column 14/)).toBeTruthy()
    expect(sent(opened)).toEqual([])
  })

  it('that is one is taken in under the name that is given', async () => {
    const opened = await openBoards()
    const board = boardOf()
    opened.fake.answers['boards:import'] = () => ({ outcome: 'read', fileName: 'good.json', board })
    fireEvent.keyDown(window, { key: 'o' })
    const dialog = await screen.findByRole('dialog', { name: 'Wallboard from a file' })
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: 'Taken' } })
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    await waitFor(() => expect(sent(opened)).toMatchObject([{ kind: 'create', fields: { ...board, name: 'Taken' } }]))
  })
})
