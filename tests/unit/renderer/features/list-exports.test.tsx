import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '#shared/domain/window-route.ts'
import type { IpcRequest } from '#shared/ipc/contract.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const asked = <N extends 'lists:begin' | 'lists:append'>({ fake }: Opened, name: N): IpcRequest<N>[] =>
  fake.requests.filter((one) => one.name === name).map(({ request }) => request as IpcRequest<N>)
const rowsOf = (opened: Opened) => asked(opened, 'lists:append').flatMap(({ rows }) => rows)
const columnsOf = (opened: Opened) =>
  asked(opened, 'lists:begin')
    .at(-1)
    ?.columns.map(({ id }) => id) ?? []
const columnOf = (opened: Opened, id: string) => rowsOf(opened).map((row) => row[columnsOf(opened).indexOf(id)])
const menu = () => screen.findByRole('button', { name: 'More about this list' })

async function openPage(page: Page, options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = open(<App />, options)
  opened.outpost.ui.getState().go(page)
  if (page === 'pending') await screen.findByRole('button', { name: 'More' })
  else await menu()
  return opened
}

/** As the key does. */
async function exportList(opened: Opened): Promise<void> {
  await waitFor(() => {
    fireEvent.keyDown(document.body, { key: 'E', shiftKey: true })
    expect(asked(opened, 'lists:begin').length).toBeGreaterThan(0)
  })
  await screen.findByText(/rows? (is|are) in outpost-/)
}

describe('a list as a file', () => {
  it('holds the devices that the list finds, in its order, with its columns and what is not confirmed', async () => {
    const opened = await openPage('devices', { deviceCount: 800 })
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search devices' }), { target: { value: 'platform' } })
    await exportList(opened)
    const [first] = asked(opened, 'lists:begin')
    expect(first).toMatchObject({ list: 'devices', format: 'csv' })
    expect(first?.columns.slice(0, 3)).toEqual([
      { id: 'id', title: 'Id' },
      { id: 'status', title: 'Status' },
      { id: 'name', title: 'Name' },
    ])
    expect(columnsOf(opened).slice(-3)).toEqual(['pending', 'pendingSince', 'unconfirmed'])
    const found = Number(screen.getByRole('grid', { name: 'Devices' }).getAttribute('aria-rowcount')) - 1
    expect(rowsOf(opened)).toHaveLength(found)
    expect(found).toBeGreaterThan(60)
    expect(columnOf(opened, 'lastSeen').every((at) => at === null || /^\d{4}-.*Z$/.test(String(at)))).toBe(true)
    expect(asked(opened, 'lists:append').every(({ rows }) => rows.length <= 500)).toBe(true)
  })

  it.each([
    ['playlists', 'name', 'Evening loop'],
    ['schedules', 'timeZone', 'Europe/Berlin'],
    ['content', 'kind', 'image'],
    ['health', 'state', 'unacknowledged'],
    ['conflicts', 'kind', 'update'],
    ['pending', 'state', 'queued'],
  ] as const)('is written from the page of %s', async (page, column, value) => {
    const opened = await openPage(page, { scenario: page === 'conflicts' ? 'conflicts' : 'busy', deviceCount: 400 })
    await exportList(opened)
    expect(columnOf(opened, column)).toContain(value)
    expect(new Set(columnsOf(opened)).size).toBe(columnsOf(opened).length)
  })

  it('is JSON where that is chosen in the menu', async () => {
    const opened = await openPage('playlists')
    await screen.findByText('Evening loop')
    fireEvent.click(await menu())
    fireEvent.click(await screen.findByRole('menuitem', { name: /Export as JSON/ }))
    await screen.findByText('8 rows are in outpost-playlists-2026-11-22.json.')
    expect(asked(opened, 'lists:begin')[0]?.format).toBe('json')
  })

  it('tells how far it is and is given up by Cancel', async () => {
    const opened = await openPage('devices', { deviceCount: 3_000 })
    await waitFor(() => expect(opened.fake.served('dev-3000')).toBeDefined())
    let goOn = (): void => undefined
    opened.fake.answers['lists:append'] = () => new Promise((resolve) => (goOn = () => resolve({ outcome: 'taken' })))
    await waitFor(() => {
      fireEvent.keyDown(document.body, { key: 'E', shiftKey: true })
      expect(screen.getByRole('dialog', { name: 'Writing the list' })).toBeTruthy()
    })
    expect(screen.getByRole('progressbar', { name: '0 of 3,000 rows' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await act(async () => goOn())
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(opened.fake.requests.some(({ name }) => name === 'lists:cancel')).toBe(true)
    expect(opened.fake.requests.some(({ name }) => name === 'lists:finish')).toBe(false)
  })

  it('says why it was not written', async () => {
    const opened = await openPage('playlists')
    await screen.findByText('Evening loop')
    const message = 'There is no room for the file.'
    opened.fake.answers['lists:append'] = () => ({ outcome: 'refused', problem: { code: 'no-room', message } })
    fireEvent.keyDown(document.body, { key: 'E', shiftKey: true })
    expect(await screen.findByText(`The list was not written. ${message}`)).toBeTruthy()
  })

  it('is not offered where the administrator has not allowed it', async () => {
    const opened = await openPage('playlists', { settings: { allowedExports: [] } })
    await screen.findByText('Evening loop')
    fireEvent.keyDown(document.body, { key: 'E', shiftKey: true })
    fireEvent.click(await menu())
    const entry = await screen.findByRole('menuitem', { name: /Export as CSV/ })
    expect(entry.getAttribute('aria-disabled')).toBe('true')
    expect(entry.textContent).toContain('Not allowed by your administrator')
    expect(asked(opened, 'lists:begin')).toEqual([])
  })
})
