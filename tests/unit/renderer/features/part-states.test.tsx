import { fireEvent, screen, waitFor } from '@testing-library/react'
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
    await screen.findByText('Could not be read')
  })

  it('with the alarms says how current they are', async () => {
    const { outpost } = open(<App />, { scenario: 'alarms', deviceCount: 1_000 })
    outpost.ui.getState().go('health')
    await waitFor(() => expect(document.querySelector('main header')?.textContent).toMatch(/Current, confirmed .* ago/))
  })
})
