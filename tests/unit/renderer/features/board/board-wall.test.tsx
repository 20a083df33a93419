import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { boardsText, parseRoute, targetFor } from '#shared/domain/window-route.ts'
import { App } from '../../../../../src/renderer/app/App.tsx'
import { BoardWall } from '../../../../../src/renderer/features/wallboards/board/BoardWall.tsx'
import { boardsOf } from '../../../../../tools/preview/boards.ts'
import { layOut, type Opened, open } from '../../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

function openWall(
  place: { boardId?: string; boards?: string; search?: string },
  scenario: 'online' | 'empty' = 'online',
): Opened {
  const opened = open(<BoardWall />, { scenario })
  act(() => opened.outpost.ui.getState().note(place))
  return opened
}
const shown = () => screen.findByRole('heading', { level: 1 })

describe('a wall window', () => {
  it('shows the board that it was opened for, and what others make of it', async () => {
    const { fake } = openWall({ boardId: 'brd-4' })
    expect((await shown()).textContent).toBe('New hall')
    expect(await screen.findByText('Nothing on this page yet')).toBeTruthy()
    const view = fake.served('brd-4')
    if (view === undefined) throw new Error('there is no such board')
    act(() => fake.serve({ ...view, version: view.version + 1, data: { ...view.data, name: 'Hall 5' } }))
    await waitFor(async () => expect((await shown()).textContent).toBe('Hall 5'))
  })

  it('is called by its board, and by what it is without one', async () => {
    const { outpost } = openWall({ boardId: 'brd-4' })
    await waitFor(() => expect(outpost.ui.getState().shownName).toBe('New hall'))
    act(() => outpost.ui.getState().note({ boardId: 'brd-gone' }))
    await waitFor(() => expect(outpost.ui.getState().shownName).toBeNull())
  })

  it('says that its board does not exist any more, and where another one is chosen', async () => {
    openWall({ boardId: 'brd-gone' })
    expect(await screen.findByText('This wallboard does not exist any more')).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'Wallboards' })).toBeTruthy()
  })

  it('goes through the boards that its search finds, by their names', async () => {
    openWall({ search: 'hall' })
    expect((await shown()).textContent).toBe('New hall')
  })

  it('goes through the boards that were picked, in their order, and leaves out what is gone', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
    openWall({ boards: boardsText(['brd-4', 'brd-gone', 'brd-1']) })
    expect((await shown()).textContent).toBe('New hall')
    act(() => void vi.advanceTimersByTime(30_000))
    expect((await shown()).textContent).toBe('Night shift')
    act(() => void vi.advanceTimersByTime(30_000))
    expect((await shown()).textContent).toBe('New hall')
    vi.useRealTimers()
  })

  it('says that all that were picked are gone', async () => {
    openWall({ boards: 'brd-gone,brd-lost' })
    expect(await screen.findByText('None of these wallboards exists any more')).toBeTruthy()
  })

  it('that is for no board goes on to the next one in its time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
    openWall({})
    expect((await shown()).textContent).toBe('Alarms of the day')
    act(() => void vi.advanceTimersByTime(30_000))
    expect((await shown()).textContent).toBe('Control room')
    vi.useRealTimers()
  })
})

it('the title of a window says the name that is shown', async () => {
  const { outpost } = open(<App />)
  act(() => outpost.ui.getState().show({ shownName: 'Control room' }))
  await waitFor(() => expect(document.title).toMatch(/^Control room – /))
  act(() => outpost.ui.getState().show({ shownName: null }))
  await waitFor(() => expect(document.title).not.toContain('Control room'))
})

it('a new wall window is about the board that is open, and about everything elsewhere', () => {
  const place = { boardId: 'brd-1', deviceId: 'dev-1' }
  expect(targetFor('wall', 'wallboards', place)).toEqual(place)
  expect(targetFor('wall', 'devices', place)).toEqual({})
  expect(targetFor('page', 'devices', place)).toEqual(place)
  expect(targetFor('console', 'wallboards', place)).toEqual({})
  expect(parseRoute('#/wall/wallboards?boardId=brd-1').target).toEqual({ boardId: 'brd-1' })
})

describe('from the page', () => {
  async function openBoard(name: string): Promise<Opened> {
    const opened = open(<App />)
    opened.outpost.ui.getState().go('wallboards')
    fireEvent.click(await screen.findByText(name))
    await screen.findByRole('region', { name: 'Wallboard details' })
    return opened
  }

  it('a board is built and saved as one change of its pages', async () => {
    const { fake } = await openBoard('New hall')
    fireEvent.keyDown(window, { key: 'b' })
    const kinds = await screen.findByRole('navigation', { name: 'Add a widget' })
    fireEvent.click(within(kinds).getByRole('button', { name: /^Clock / }))
    fireEvent.click(within(kinds).getByRole('button', { name: /^Text / }))
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => {
      const [request] = fake.requests.filter(({ name }) => name === 'operations:enqueue')
      expect(request?.request).toMatchObject({
        intents: [{ kind: 'update', entityType: 'wallboard', entityId: 'brd-4', fields: { pages: [{}] } }],
      })
    })
  })

  it('a board is looked at, and Esc leads back to the list', async () => {
    await openBoard('Control room')
    fireEvent.keyDown(window, { key: 'v' })
    expect((await screen.findAllByRole('article')).length).toBeGreaterThan(10)
    fireEvent.keyDown(window, { key: 'Escape' })
    expect(await screen.findByRole('grid', { name: 'Wallboards' })).toBeTruthy()
  })

  it('a wall window is opened for the boards that are selected, in the order of the list', async () => {
    const { fake } = await openBoard('Night shift')
    for (const name of ['Select New hall', 'Select Control room'])
      fireEvent.click(await screen.findByRole('checkbox', { name }))
    const bar = await screen.findByRole('toolbar', { name: 'Selected wallboards' })
    expect(within(bar).getByText('2 selected')).toBeTruthy()
    fireEvent.click(within(bar).getByRole('button', { name: 'Show in turn on a wall…' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'New wall window' }))
    await waitFor(() => {
      const request = fake.requests.find(({ name }) => name === 'windows:open')?.request
      expect(request).toMatchObject({ kind: 'wall', page: 'wallboards', target: { boards: 'brd-room,brd-4' } })
      expect(request).not.toHaveProperty('target.boardId')
    })
    fireEvent.click(within(bar).getByRole('button', { name: 'Clear selection' }))
    await waitFor(() => expect(screen.queryByRole('toolbar', { name: 'Selected wallboards' })).toBeNull())
  })

  it('no wall is opened for more boards than anybody waits for, and it is said why', async () => {
    const boards = boardsOf(60)
    const { fake } = await openBoard('Night shift')
    act(() => fake.serve(...boards))
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all wallboards shown' }))
    const bar = await screen.findByRole('toolbar', { name: 'Selected wallboards' })
    fireEvent.click(within(bar).getByRole('button', { name: 'Show in turn on a wall…' }))
    const [entry] = await screen.findAllByRole('menuitem', { name: /^New wall window/ })
    expect(entry?.textContent).toContain('A wall shows no more than 50 wallboards in turn.')
    fireEvent.click(entry as HTMLElement)
    expect(fake.requests.some(({ name }) => name === 'windows:open')).toBe(false)
  })

  it('a wall window is opened on the board, from its details', async () => {
    const { fake } = await openBoard('Night shift')
    fireEvent.click(screen.getByRole('button', { name: 'On a wall…' }))
    fireEvent.click((await screen.findAllByRole('menuitem'))[0] as HTMLElement)
    await waitFor(() => {
      const request = fake.requests.find(({ name }) => name === 'windows:open')?.request
      expect(request).toMatchObject({ kind: 'wall', page: 'wallboards', target: { boardId: 'brd-1' } })
    })
  })
})
