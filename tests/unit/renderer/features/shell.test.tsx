import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const connection = () => screen.getByRole('status', { name: 'Connection' })
describe('the status strip', () => {
  it('names the state in a word and follows it', async () => {
    const { fake, outpost } = open(<App />)
    await waitFor(() => expect(connection().textContent).toContain('Online'))
    const status = outpost.app.getState().connection
    if (status === null) throw new Error('no status')
    act(() => fake.emit('connection:changed', { ...status, state: 'degraded', rttMs: 1_500 }))
    expect(connection().textContent).toContain('Degraded')
    expect(connection().dataset['connectionState']).toBe('degraded')
  })

  it('counts what waits and what is unknown, and lists it with its actions', async () => {
    open(<App />, { scenario: 'busy', deviceCount: 80 })
    const badge = await screen.findByRole('button', { name: '5 waiting' })
    expect(badge.dataset['pendingCount']).toBe('8')
    expect(document.querySelector('[data-unknown-count="1"]')).not.toBeNull()
    fireEvent.click(badge)
    const list = await screen.findByRole('dialog', { name: 'Pending changes' })
    await waitFor(() => expect(within(list).getAllByRole('button', { name: 'Roll back' }).length).toBeGreaterThan(2))
    expect(within(list).getAllByRole('button', { name: 'Retry' })).toHaveLength(2)
    expect(within(list).getAllByRole('button', { name: 'Discard' })).toHaveLength(1)
  })

  it('shows the details of the connection on demand', async () => {
    open(<App />)
    await waitFor(() => expect(connection().textContent).toContain('Online'))
    fireEvent.click(within(connection()).getByRole('button'))
    const details = await screen.findByRole('dialog', { name: 'Connection' })
    expect(details.textContent).toContain('p95 24 ms')
    expect(within(details).getByRole('button', { name: 'Sync now' })).toBeTruthy()
  })
})

describe('the banner', () => {
  it('carries the one sentence while offline', async () => {
    open(<App />, { scenario: 'offline', deviceCount: 100 })
    expect(await screen.findByText(/^Offline since .* 27 changes are waiting on this PC/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Try now' })).toBeTruthy()
  })

  it('leads to a dialog that hands a pasted token over and keeps nothing', async () => {
    const { fake } = open(<App />, { scenario: 'needs-auth', deviceCount: 40 })
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in again' }))
    fireEvent.change(await screen.findByLabelText('Token'), { target: { value: ' secret ' } })
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    await waitFor(() =>
      expect(fake.requests).toContainEqual({ name: 'connection:token', request: { token: 'secret' } }),
    )
    await waitFor(() => expect(screen.queryByLabelText('Token')).toBeNull())
  })

  it('says when nothing new is accepted', async () => {
    open(<App />, { scenario: 'full' })
    expect((await screen.findByRole('alert')).textContent).toContain('disk is full')
  })
})

describe('what did not go through', () => {
  it('is said once for many and leads to the page', async () => {
    const { fake } = open(<App />)
    await waitFor(() => expect(connection().textContent).toContain('Online'))
    const event = { state: 'quarantined', entityType: 'device', entityId: 'd', message: null } as const
    act(() => fake.emit('operation:settled', { ...event, key: 'a', entityName: 'Gate 1' }))
    act(() => fake.emit('operation:settled', { ...event, key: 'b', entityName: 'Gate 2' }))
    fireEvent.click(screen.getByRole('button', { name: 'Show' }))
    expect(await screen.findByRole('heading', { name: 'Pending operations' })).toBeTruthy()
  })
})

describe('the settings', () => {
  it('refuse an impossible value at the field and say what is possible', async () => {
    const { fake } = open(<App />)
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
    const field = await screen.findByRole('textbox', { name: 'Request timeout' })
    fireEvent.change(field, { target: { value: '5' } })
    fireEvent.blur(field)
    expect((await screen.findByRole('alert')).textContent).toBe('From 500 to 120,000')
    expect(fake.requests.some(({ name }) => name === 'settings:update')).toBe(false)
    fireEvent.change(field, { target: { value: '8000' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() =>
      expect(fake.requests).toContainEqual({
        name: 'settings:update',
        request: { changes: { requestTimeoutMs: 8_000 } },
      }),
    )
  })

  it('say who has set a value, and let the operator set another', async () => {
    open(<App />)
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Heartbeat' })
    expect(field.disabled).toBe(false)
    expect(screen.getByText(/set by your administrator/)).toBeTruthy()
  })

  it('test a server’s address without changing anything', async () => {
    const { fake } = open(<App />)
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
    fireEvent.click(await screen.findByRole('button', { name: 'A fleet server' }))
    const address = screen.getByRole('textbox', { name: 'Server address' })
    fireEvent.change(address, { target: { value: 'http://fleet.example.com' } })
    expect(screen.getByText(/An address starts with https/)).toBeTruthy()
    fireEvent.change(address, { target: { value: 'https://fleet.example.com' } })
    fireEvent.click(screen.getByRole('button', { name: 'Test connection' }))
    expect(await screen.findByText(/The server answers \(14 ms\)/)).toBeTruthy()
    expect(fake.requests.some(({ name }) => name === 'settings:update')).toBe(false)
  })
})

describe('the palette', () => {
  it('finds a device by a few letters and opens it', async () => {
    open(<App />)
    await screen.findByRole('grid', { name: 'Devices' })
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    const field = await screen.findByRole('combobox', { name: 'Find a page, device or action' })
    fireEvent.change(field, { target: { value: 'gate 2' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    const panel = await screen.findByRole('region', { name: 'Device details' })
    expect(within(panel).getByRole('heading', { level: 2 }).textContent).toMatch(/^Gate 2/)
  })
})
