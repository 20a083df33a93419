import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { OutpostProvider } from '../../../../src/renderer/app/context.tsx'
import { AlarmCounts } from '../../../../src/renderer/features/shell/AlarmCounts.tsx'
import { layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

describe('the status strip', () => {
  it('counts urgent alarms that nobody has acknowledged, and leads to them', async () => {
    open(<App />, { scenario: 'alarms', deviceCount: 400 })
    fireEvent.click(await screen.findByRole('button', { name: 'Unacknowledged alarms 1 Critical 43 High' }))
    expect(await screen.findByRole('grid', { name: 'Alarms' })).toBeDefined()
  })

  it('is quiet when there are none', async () => {
    const { outpost } = open(<App />, { scenario: 'online', deviceCount: 40 })
    await waitFor(() => expect(outpost.entities.getState().slices.alert?.status).toBe('ready'))
    expect(screen.queryByRole('button', { name: /^Unacknowledged alarms/ })).toBeNull()
  })

  it('does not say that there are none before the server has told of any', async () => {
    open(<App />, { scenario: 'starting', deviceCount: 40 })
    expect(await screen.findByRole('button', { name: /^Unacknowledged alarms Not known yet/ })).toBeDefined()
  })

  it('does not say that there are none where they could not be read, until they are', async () => {
    const { fake, outpost } = open(null, { scenario: 'online', deviceCount: 40 })
    let isBroken = true
    const request = fake.bridge.request.bind(fake.bridge)
    const broken: typeof request = async (name, asked, site) => {
      if (isBroken && name === 'replica:snapshot' && JSON.stringify(asked).includes('alert')) throw new Error('no')
      return request(name, asked, site)
    }
    Object.assign(fake.bridge, { request: broken })
    render(
      <OutpostProvider outpost={outpost}>
        <AlarmCounts />
      </OutpostProvider>,
    )
    const unknown = /^Unacknowledged alarms Not known: the alarms could not be read/
    const counts = await screen.findByRole('button', { name: unknown })
    expect(counts.textContent).toMatch(/\?$/)
    isBroken = false
    await act(() => outpost.entities.getState().refetch('alert'))
    expect(screen.queryByRole('button', { name: /^Unacknowledged alarms/ })).toBeNull()
  })
})
