import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { OutpostProvider } from '../../../../src/renderer/app/context.tsx'
import { TypedAhead } from '../../../../src/renderer/features/shell/TypedAhead.tsx'
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
      /Next try at .* Last failure at .*: The server is not available\./,
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

  it('show spans of time in their unit; set, cleared and handed back', async () => {
    const { fake } = open(<App />)
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
    const section = await screen.findByRole('region', { name: 'Validity of commands' })
    const field = within(section).getByRole<HTMLInputElement>('textbox', { name: 'Ask again about commands after' })
    const unit = within(section).getByRole<HTMLSelectElement>('combobox', { name: /“Ask again about commands after”/ })
    expect([field.value, unit.value]).toEqual(['2', 'minutes'])
    expect(section.textContent).toContain('Default: 2 minutes')
    const changes = () => fake.requests.filter(({ name }) => name === 'settings:update').map(({ request }) => request)
    const change = (value: unknown) => ({ changes: { commandConfirmAfterMs: value } })
    fireEvent.change(field, { target: { value: '1,5' } })
    fireEvent.blur(field, { relatedTarget: unit })
    expect(changes()).toEqual([])
    fireEvent.change(unit, { target: { value: 'hours' } })
    await waitFor(() => expect(changes()).toEqual([change(5_400_000)]))
    await waitFor(() => expect([field.value, unit.value]).toEqual(['90', 'minutes']))
    fireEvent.change(field, { target: { value: '' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect(changes()).toEqual([change(5_400_000), change(null)]))
    expect(field.placeholder).toBe('never')
    fireEvent.click(within(section).getByRole('button', { name: 'Back to the default' }))
    await waitFor(() => expect(field.value).toBe('2'))
    expect(changes()[2]).toEqual(change({ inherit: true }))
  })

  it('refuse an impossible span of time in words', async () => {
    const { fake } = open(<App />)
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
    const field = await screen.findByRole('textbox', { name: 'Time for a device to confirm' })
    fireEvent.change(field, { target: { value: '' } })
    fireEvent.blur(field)
    expect((await screen.findByRole('alert')).textContent).toBe('1 second or more')
    expect(fake.requests.some(({ name }) => name === 'settings:update')).toBe(false)
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
  async function find(text: string): Promise<readonly string[]> {
    const box = await screen.findByRole('combobox', { name: 'Find a page, device or action' })
    fireEvent.change(box, { target: { value: text } })
    return within(screen.getByRole('listbox', { name: 'Find' }))
      .getAllByRole('option')
      .map((option) => option.textContent ?? '')
  }
  const openPalette = () => fireEvent.keyDown(window, { key: 'k', ctrlKey: true })

  it('finds a device by its serial number and a setting by its name, and leads to it', async () => {
    const { outpost } = open(<App />)
    await screen.findByRole('grid', { name: 'Devices' })
    const [row] = outpost.entities.getState().slices.device?.collection.rows ?? []
    openPalette()
    expect((await find(String(row?.data['serial'])))[0]).toContain(String(row?.data['name']))
    expect((await find('request timeout'))[0]).toBe('Setting: Request timeout')
    fireEvent.keyDown(screen.getByRole('combobox', { name: 'Find a page, device or action' }), { key: 'Enter' })
    await waitFor(() => expect(outpost.ui.getState().target).toEqual({ topic: 'requestTimeoutMs' }))
  })

  it('changes the theme with undo, says what did not work, and offers first what was used last', async () => {
    const { fake, outpost } = open(<App />)
    await screen.findByRole('grid', { name: 'Devices' })
    openPalette()
    await find('light theme')
    fireEvent.keyDown(screen.getByRole('combobox', { name: 'Find a page, device or action' }), { key: 'Enter' })
    await waitFor(() => expect(outpost.app.getState().settings?.values.theme).toBe('light'))
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
    await waitFor(() => expect(outpost.app.getState().settings?.values.theme).not.toBe('light'))
    fake.answers['sync:now'] = () => {
      throw new Error('no server')
    }
    openPalette()
    expect((await find(''))[0]).toBe('Use the light theme')
    await find('sync now')
    fireEvent.keyDown(screen.getByRole('combobox', { name: 'Find a page, device or action' }), { key: 'Enter' })
    await waitFor(() =>
      expect(outpost.toasts.getState().toasts.some(({ text }) => text.startsWith('Not done.'))).toBe(true),
    )
  })

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

  it('keeps what is typed before it is there, and none of it acts on the page', async () => {
    const { outpost } = open(<App />)
    const grid = await screen.findByRole('grid', { name: 'Devices' })
    render(
      <OutpostProvider outpost={outpost}>
        <TypedAhead />
      </OutpostProvider>,
    )
    for (const key of ['j', 'o', 'x', 'Backspace']) fireEvent.keyDown(grid, { key })
    expect(grid.querySelector('[data-active]')).toBeNull()
    expect(outpost.ui.getState().typedAhead).toBe('jo')
    act(() => outpost.ui.getState().show({ isPaletteOpen: true }))
    const field = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Find a page, device or action' })
    expect(field.value).toBe('jo')
  })
})
