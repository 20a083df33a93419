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
    const badge = await screen.findByRole('button', { name: /^5 waiting/ })
    expect(badge.dataset['pendingCount']).toBe('8')
    expect(document.querySelector('[data-unknown-count="1"]')).not.toBeNull()
    fireEvent.click(badge)
    const list = await screen.findByRole('dialog', { name: 'Pending changes' })
    await waitFor(() => expect(within(list).getAllByRole('button', { name: 'Roll back' }).length).toBeGreaterThan(2))
    expect(within(list).getAllByRole('button', { name: 'Retry' })).toHaveLength(2)
    expect(within(list).getAllByRole('button', { name: 'Discard' })).toHaveLength(1)
  })

  it('does not say that a lone conflict waits to be sent', async () => {
    const { outpost } = open(<App />)
    await screen.findByRole('button', { name: '0 waiting' })
    const { queue } = outpost.app.getState()
    if (queue === null) throw new Error('no queue')
    const counts = { ...queue.counts, conflicted: 1 }
    const alone = { ...queue, counts, pending: 1, attention: 1, oldestCreatedAt: Date.now() - 90_000 }
    act(() => outpost.app.setState({ queue: alone }))
    const badge = screen.getByRole('button', { name: '0 waiting' })
    expect(screen.getByRole('button', { name: '1 conflict' })).toBeTruthy()
    expect(badge.dataset['pendingCount']).toBe('1')
    const both = { ...queue, counts: { ...counts, queued: 1 }, pending: 2, attention: 1 }
    act(() => outpost.app.setState({ queue: { ...both, oldestCreatedAt: Date.now() - 90_000 } }))
    expect(badge.textContent).toBe('1 waiting(oldest 1 min)')
    expect(screen.getByRole('button', { name: '1 conflict' })).toBeTruthy()
  })

  it('counts what asks to be confirmed again, and leads there', async () => {
    open(<App />, { scenario: 'stale', deviceCount: 80 })
    const badge = await screen.findByRole('button', { name: /^2 waiting/ })
    expect(badge.dataset['failedCount']).toBe('4')
    fireEvent.click(screen.getByRole('button', { name: '4 to confirm' }))
    const filter = await screen.findByRole('button', { name: 'Waited too long 4' })
    expect(filter.getAttribute('aria-pressed')).toBe('true')
    await waitFor(() =>
      expect(within(screen.getByRole('grid', { name: 'Pending operations' })).getAllByRole('row')).toHaveLength(5),
    )
  })

  it('keeps the keys of the details when a button in them disables itself', async () => {
    const { fake, outpost } = open(<App />)
    await waitFor(() => expect(connection().textContent).toContain('Online'))
    fireEvent.click(within(connection()).getByRole('button'))
    const details = await screen.findByRole('dialog', { name: 'Connection' })
    const button = within(details).getByRole('button', { name: 'Disconnect' })
    act(() => button.focus())
    fireEvent.click(button)
    const status = outpost.app.getState().connection
    if (status === null) throw new Error('no status')
    act(() => fake.emit('connection:changed', { ...status, state: 'disconnected', reason: 'by-operator' }))
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(document.activeElement).toBe(button)
    fireEvent.click(button)
    expect(fake.requests.filter(({ name }) => name === 'connection:disconnect')).toHaveLength(1)
    fireEvent.keyDown(button, { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Connection' })).toBeNull())
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

describe('the circuit breakers', () => {
  async function openDetails(scenario: 'online' | 'breaker'): Promise<ReturnType<typeof open>> {
    const opened = open(<App />, { scenario, deviceCount: 80 })
    await waitFor(() => expect(connection().textContent).toContain('Online'))
    fireEvent.click(within(connection()).getByRole('button'))
    await screen.findByRole('region', { name: 'Circuit breakers' })
    return opened
  }
  const actions = () => screen.getByRole('group', { name: 'Actions: Sending of changes' })

  it('say what goes through, and are held open, held closed and reset by an operator', async () => {
    const { fake } = await openDetails('online')
    const region = screen.getByRole('region', { name: 'Circuit breakers' })
    expect(region.textContent).toContain('Closed: everything goes through')
    expect(within(actions()).getByRole('button', { name: 'Reset' }).getAttribute('aria-disabled')).toBe('true')
    fireEvent.click(within(actions()).getByRole('button', { name: 'Force open' }))
    await waitFor(() => expect(region.textContent).toContain('Forced open: nothing goes through'))
    expect(screen.getAllByText(/held by an operator/).length).toBeGreaterThan(0)
    fireEvent.click(within(actions()).getByRole('button', { name: 'Force close' }))
    await waitFor(() => expect(region.textContent).toContain('Forced closed'))
    expect(screen.queryByText(/held by an operator/)).toBeNull()
    fireEvent.click(within(actions()).getByRole('button', { name: 'Reset' }))
    await waitFor(() => expect(region.textContent).not.toContain('Forced'))
    const name = 'Demo site · operations'
    expect(fake.requests.filter((request) => /^breakers:(force|reset)/.test(request.name))).toEqual([
      { name: 'breakers:force', request: { name, mode: 'open' } },
      { name: 'breakers:force', request: { name, mode: 'closed' } },
      { name: 'breakers:reset', request: { name } },
    ])
  })

  it('say when the next try is and what failed last, also without the details', async () => {
    await openDetails('breaker')
    expect(
      screen.getAllByText(/^The server failed several times in a row. Sending pauses; the next try is at \d\d:\d\d/),
    ).toHaveLength(2)
    expect(screen.getByRole('region', { name: 'Circuit breakers' }).textContent).toMatch(
      /Next try at .* Last failure at .*: The server is not available\. \(an error\)/,
    )
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

  it('asks calmly about what waited too long, and leads there', async () => {
    open(<App />, { scenario: 'stale', deviceCount: 80 })
    expect(await screen.findByText(/^4 changes waited too long/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Show them' }))
    expect((await screen.findByRole('button', { name: 'Waited too long 4' })).getAttribute('aria-pressed')).toBe('true')
  })

  it('says since when the queue stands still and what is done about it', async () => {
    open(<App />, { scenario: 'stalled', deviceCount: 80 })
    expect(
      await screen.findByText(/^Since \d\d:\d\d: Nothing is being sent although .* It is being tried again/),
    ).toBeTruthy()
    expect(screen.getByRole('button', { name: /4 waiting .* standing still/ })).toBeTruthy()
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
    const event = {
      state: 'quarantined',
      isOwn: true,
      entityType: 'device',
      entityId: 'd',
      code: null,
      message: null,
    } as const
    act(() => fake.emit('operation:settled', { ...event, key: 'a', entityName: 'Gate 1' }))
    act(() => fake.emit('operation:settled', { ...event, key: 'b', entityName: 'Gate 2' }))
    fireEvent.click(screen.getByRole('button', { name: 'Show' }))
    expect(await screen.findByRole('heading', { name: 'Pending operations' })).toBeTruthy()
  })
})

describe('what was done in another window', () => {
  it('is said there', async () => {
    const { fake } = open(<App />)
    await waitFor(() => expect(connection().textContent).toContain('Online'))
    const refused = { state: 'quarantined', entityType: 'device', entityId: 'd', code: null, message: null } as const
    act(() => fake.emit('operation:settled', { ...refused, isOwn: false, key: 'a', entityName: 'Gate 1' }))
    act(() => fake.emit('operation:settled', { ...refused, isOwn: true, key: 'b', entityName: 'Gate 2' }))
    expect(screen.getByText('Refused: Gate 2')).toBeTruthy()
    expect(screen.queryByText('Refused: Gate 1')).toBeNull()
  })
})

describe('what a device could not do', () => {
  it('is not called a refusal', async () => {
    const { fake } = open(<App />)
    await waitFor(() => expect(connection().textContent).toContain('Online'))
    const event = {
      state: 'quarantined',
      isOwn: true,
      entityType: 'device',
      entityId: 'd',
      entityName: 'Gate 1',
    } as const
    const message = 'No answer from the player.'
    act(() => fake.emit('operation:settled', { ...event, key: 'a', code: 'forbidden', message: 'Not allowed.' }))
    act(() => fake.emit('operation:settled', { ...event, key: 'b', code: 'device-failed', message }))
    expect(screen.getByText('Refused: Gate 1. Not allowed.')).toBeTruthy()
    expect(screen.getByText('The device could not do it: Gate 1. No answer from the player.')).toBeTruthy()
  })
})
