import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Fields } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { Page } from '#shared/domain/window-route.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { boardOf, widgetOf } from '../../../support/boards.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

let version = 1
function viewOf(entityType: EntityType, id: string, data: Fields, reported: Fields = {}): EntityView {
  version += 1
  return { entityType, id, version, data, reported, pending: [], isNew: false, isDeleting: false }
}

async function openPage(page: Page, heading: string): Promise<Opened> {
  const opened = open(<App />)
  opened.outpost.ui.getState().go(page)
  await screen.findByRole('heading', { name: heading })
  return opened
}

const SCHEDULE = {
  ...{ playlistId: 'none', deviceIds: ['gone'], days: [1], startTime: '09:00', endTime: '17:00', timeZone: 'UTC' },
  ...{ priority: 50, enabled: true, groups: ['nobody'], startDate: null, endDate: null },
}
const ODD: readonly Fields[] = [
  { name: 'Ends before it starts', startTime: '23:59', endTime: '00:00' },
  { name: 'Has no day', days: [] },
  { name: 'Has a day seven times', days: [1, 1, 1, 1, 1, 1, 1] },
  { name: 'In no zone', timeZone: 'Mars/Olympus' },
  { name: 'In a zone of nothing', timeZone: '' },
  { name: 'On a day that is none', startDate: '2026-02-30', endDate: '2026-99-99' },
  { name: 'In the year nought', startDate: '0000-01-01', endDate: '0000-12-31' },
  { name: 'At the end of time', startDate: '9999-12-31' },
  { name: 'Over before it began', startDate: '2026-05-02', endDate: '2026-05-01' },
  { name: 'In the hour that is left out', timeZone: 'Europe/Berlin', startTime: '02:15', endTime: '02:45', days: [0] },
  { name: 'Turned \u202earound', deviceIds: [], groups: [] },
]

describe('schedules of a server that makes no sense', () => {
  it('are listed, opened with the reason at the field, and do not keep the week from being drawn', async () => {
    const { fake, stop } = await openPage('schedules', 'Schedules')
    act(() => fake.serve(...ODD.map((data, at) => viewOf('schedule', `odd-${at}`, { ...SCHEDULE, ...data }))))
    const search = await screen.findByRole('searchbox', { name: /Search/ })
    for (const [name, reason] of [
      ['In no zone', 'There is no such time zone.'],
      ['Over before it began', 'The last day lies before the first one.'],
    ] as const) {
      fireEvent.change(search, { target: { value: name } })
      fireEvent.click(await screen.findByText(name))
      const panel = await screen.findByRole('region', { name: 'Schedule details' })
      await waitFor(() => expect(panel.textContent).toContain(reason))
    }
    fireEvent.change(search, { target: { value: '' } })
    fireEvent.keyDown(window, { key: 'w' })
    await screen.findAllByRole('button', { name: /^Ends before it starts .*, Monday/ })
    expect(screen.queryByText(/went wrong/i)).toBeNull()
    stop()
  })
})

describe('a board of a server that is none', () => {
  it('is listed as such beside the others, while it changes and when it goes', async () => {
    const { fake, stop } = await openPage('wallboards', 'Wallboards')
    await screen.findByText('Night shift')
    const bomb = boardOf(Array.from({ length: 5_000 }, (_none, at) => widgetOf(`w${at}`)))
    act(() => fake.serve(viewOf('wallboard', 'bad', { ...bomb, name: 'Bomb' })))
    fireEvent.click(await screen.findByText('Bomb'))
    const panel = await screen.findByRole('region', { name: 'Wallboard details' })
    await waitFor(() => expect(panel.textContent).toContain('This is too long or too many: 250 at most.'))
    for (let turn = 0; turn < 100; turn += 1) {
      const pages = turn % 2 === 0 ? 'x' : [{ id: 'p', title: `${turn}`, widgets: [] }]
      act(() => fake.serve(viewOf('wallboard', 'bad', { ...bomb, name: 'Bomb', pages })))
    }
    const grid = screen.getByRole('grid', { name: 'Wallboards' })
    await waitFor(() =>
      expect(within(grid).getByRole('row', { name: /^Bomb/ }).getAttribute('aria-label')).toContain('0 widgets'),
    )
    expect(within(grid).getByText('Night shift')).toBeTruthy()
    stop()
  })
})

describe('a playlist of a server that makes no sense', () => {
  it('is shown with every item that it has, whatever they name', async () => {
    const { fake, stop } = await openPage('playlists', 'Playlists')
    const item = { id: 'same', contentId: 'nowhere', durationSeconds: 5 }
    const items = [item, item, ...Array.from({ length: 148 }, (_none, at) => ({ ...item, id: `i${at}` }))]
    act(() => fake.serve(viewOf('playlist', 'odd', { name: 'Odd list', description: '', items })))
    fireEvent.click(await screen.findByText('Odd list'))
    const panel = await screen.findByRole('region', { name: 'Playlist details' })
    const list = await within(panel).findByRole('grid', { name: /Items/ })
    await waitFor(() => expect(within(list).getAllByRole('row').length).toBeGreaterThan(2))
    expect(panel.textContent).toContain('150 items')
    stop()
  })
})
