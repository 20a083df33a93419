import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { layOut, open } from '../support.tsx'

layOut()

/** The app, in which requests of this name fail for as long as `state.isBroken`. */
function openWith(name: string, scenario: ScenarioName) {
  const opened = open(<App />, { scenario, deviceCount: 1_000 })
  const { bridge } = opened.fake
  const request = bridge.request.bind(bridge)
  const state = { isBroken: true }
  const broken: typeof request = async (asked, content, site) => {
    if (state.isBroken && asked === name) throw new Error('no')
    return request(asked, content, site)
  }
  Object.assign(bridge, { request: broken })
  return { ...opened, state }
}

describe('a part of a page', () => {
  it('of all sites that could not be read is read again by a button', async () => {
    const { outpost, state } = openWith('sites:attention', 'busy')
    outpost.ui.getState().go('attention')
    expect((await screen.findByRole('alert')).textContent).toContain('This could not be read')
    state.isBroken = false
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it('of all sites says that it is of before when it cannot be read anew', async () => {
    const { outpost, state, fake } = openWith('sites:attention', 'busy')
    state.isBroken = false
    outpost.ui.getState().go('attention')
    await waitFor(() => expect(document.querySelectorAll('main li button').length).toBeGreaterThan(0))
    state.isBroken = true
    fake.emit('sites:changed', { sites: fake.sites })
    await screen.findByText(/^As of \d\d:\d\d:\d\d, could not be read since$/)
    state.isBroken = false
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Read just now')).toBeTruthy()
  })

  it('of all sites says of each how current it is, also where nothing waits', async () => {
    const { outpost } = open(<App />, { scenario: 'sites', deviceCount: 40 })
    act(() => outpost.ui.getState().go('attention'))
    expect((await screen.findByRole('region', { name: 'Nordbahnhof' })).textContent).toMatch(/As of \d\d:\d\d/)
    expect(screen.getByRole('region', { name: /^Airport/ }).textContent).toMatch(/Current, confirmed .* ago/)
    const quiet = screen.getByRole('region', { name: 'Nothing waits here' })
    expect(within(quiet).getByText('City shops').parentElement?.textContent).toMatch(/Current, confirmed .* ago/)
    expect(screen.getByText('Read just now')).toBeTruthy()
  })

  it('of all sites does not say that nothing needs anybody while a site is not heard', async () => {
    const { outpost, fake } = open(<App />, { scenario: 'online', deviceCount: 40 })
    act(() => outpost.ui.getState().go('attention'))
    await screen.findByText('Nothing needs you')
    const connection = { state: 'connecting', reason: 'none', since: 0 } as const
    const sites = fake.sites.map((site) => ({ ...site, connection, lastSyncAt: null }))
    fake.sites = sites
    act(() => fake.emit('sites:changed', { sites }))
    await screen.findByText('Nothing is known to need you')
    expect(screen.queryByText('Nothing needs you')).toBeNull()
    expect(screen.getByText('Never confirmed by the server')).toBeTruthy()
  })

  it('of the diagnostics says how old its figures are, keeps them, and reads them again', async () => {
    const { outpost, state } = openWith('app:state', 'busy')
    state.isBroken = false
    act(() => outpost.ui.getState().go('settings', { topic: 'diagnostics' }))
    await screen.findByText('Received')
    const heading = screen.getByRole('heading', { name: 'Connection since the start' })
    const part = heading.parentElement as HTMLElement
    await within(part).findByText('Read just now')
    const received = () => screen.getByText('Received').nextElementSibling?.textContent
    const before = received()
    state.isBroken = true
    await within(part).findByText(/^As of \d\d:\d\d:\d\d, could not be read since$/)
    expect(received()).toBe(before)
    state.isBroken = false
    fireEvent.click(within(part).getByRole('button', { name: 'Try again' }))
    await within(part).findByText('Read just now')
  })

  it('with the alarms says how current they are', async () => {
    const { outpost } = open(<App />, { scenario: 'alarms', deviceCount: 1_000 })
    outpost.ui.getState().go('health')
    await waitFor(() => expect(document.querySelector('main header')?.textContent).toMatch(/Current, confirmed .* ago/))
  })

  it('of a conflict desk that cannot be read again says of when it is', async () => {
    const { outpost, state, fake } = openWith('conflicts:outline', 'conflicts')
    state.isBroken = false
    act(() => outpost.ui.getState().go('conflicts', { scope: 'pending' }))
    await screen.findByRole('grid', { name: 'Conflicts' })
    state.isBroken = true
    act(() => fake.emit('operations:changed', { keys: [] }))
    await screen.findByText(/^As of .*, could not be read since$/)
    expect(screen.getByRole('grid', { name: 'Conflicts' })).toBeTruthy()
    state.isBroken = false
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByText(/could not be read since/)).toBeNull())
  })

  it('with the life of an operation says that it could not be read, and reads it again', async () => {
    const { outpost, state, fake } = openWith('operations:transitions', 'busy')
    const [operation] = fake.queue.operations
    act(() => outpost.ui.getState().go('pending', { operationKey: operation?.key ?? '' }))
    const life = await screen.findByRole('region', { name: 'What happened' })
    await within(life).findByText('Could not be read')
    state.isBroken = false
    fireEvent.click(within(life).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(within(life).queryByText('Could not be read')).toBeNull())
    expect(life.textContent).not.toBe('')
  })
})
