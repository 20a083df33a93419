import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { DeviceStatus } from '#shared/domain/device-status.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { WindowKind } from '#shared/domain/window-route.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { createOutpost, OutpostProvider } from '../../../../src/renderer/app/context.tsx'
import { fleetNumbersOf } from '../../../../src/renderer/app/fleet-numbers.ts'
import { createClient } from '../../../../src/renderer/ipc/client.ts'
import { FakeMain } from '../../../../tools/preview/fake-bridge.ts'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { deviceView, layOut, startForTest } from '../support.tsx'

layOut()

function device(id: string, site: string, status: DeviceStatus, lastSeenAt: number): EntityView {
  const { data, reported } = deviceView(id)
  return deviceView(id, { data: { ...data, site }, reported: { ...reported, status, lastSeenAt } })
}

describe('the numbers of a wall', () => {
  const fleet = fleetNumbersOf(
    [
      device('a', 'North', 'online', 9),
      device('b', 'North', 'offline', 5),
      device('c', 'South', 'offline', 7),
      device('d', 'South', 'offline', 6),
      device('e', 'West', 'idle', 9),
      deviceView('f', { isNew: true, reported: {} }),
    ],
    2,
  )

  it('count every device once, and a new one as none of the states', () => {
    expect(fleet).toMatchObject({ total: 6, online: 1, idle: 1, offline: 3 })
  })

  it('name the places that have trouble, the worst first', () => {
    expect(fleet.troubled).toEqual([
      { name: 'South', total: 2, offline: 2 },
      { name: 'North', total: 2, offline: 1 },
    ])
  })

  it('name the devices that were lost last', () => {
    expect(fleet.lost.map(({ id, lastSeenAt }) => [id, lastSeenAt])).toEqual([
      ['c', 7],
      ['d', 6],
    ])
  })
})

function fail(): never {
  throw new Error('there is no queue yet')
}

function openAs(kind: WindowKind, scenario: ScenarioName = 'online') {
  const fake = new FakeMain({ scenario, deviceCount: scenario === 'online' ? 40 : 200, now: Date.now() })
  const outpost = createOutpost(createClient(fake.bridge), { kind, page: 'devices', target: {} })
  const end = startForTest(outpost)
  render(
    <OutpostProvider outpost={outpost}>
      <App />
    </OutpostProvider>,
  )
  return { fake, outpost, end }
}

describe('a wall window', () => {
  it('shows the fleet in figures, without the rail', async () => {
    openAs('wall')
    const counts = await screen.findByRole('region', { name: 'Wall overview' })
    await waitFor(() => expect(within(counts).getByText('devices').parentElement?.textContent).toContain('40'))
    expect(screen.queryByRole('navigation', { name: 'Pages' })).toBeNull()
    expect(document.title).toMatch(/^Wall – /)
    expect(location.hash).toBe('#/wall/devices')
  })

  it('shows no figures when the devices cannot be read, and says why', async () => {
    openAs('wall', 'error')
    expect((await screen.findByRole('alert')).textContent).toContain('Try again')
    expect(screen.queryByText('No device is offline.')).toBeNull()
    expect(screen.queryByText('devices')).toBeNull()
  })

  it('needs nobody for what the console asks the server about by itself', async () => {
    const { outpost } = openAs('wall', 'busy')
    const needing = async () => (await screen.findByText('need you')).parentElement?.textContent
    await waitFor(async () => expect(outpost.app.getState().queue?.counts.unknown).toBeGreaterThan(0))
    const { conflicted, quarantined, stale } = outpost.app.getState().queue?.counts ?? fail()
    expect(await needing()).toContain(String(conflicted + quarantined + stale))
  })

  it('says first how old its picture is while nothing new comes', async () => {
    openAs('wall', 'offline')
    const wall = await screen.findByRole('region', { name: 'Wall overview' })
    expect(await within(wall).findByText(/^This picture is .* old\.$/)).toBeTruthy()
  })
})

describe('a window of one page', () => {
  it('has no rail, is named after its page, and leaves other pages to the console', async () => {
    const { fake } = openAs('page')
    await screen.findByRole('heading', { name: 'Devices', level: 1 })
    expect(screen.queryByRole('navigation', { name: 'Pages' })).toBeNull()
    expect(document.title).toMatch(/^Devices – /)
    fireEvent.keyDown(window, { code: 'Digit4', altKey: true })
    const asked = fake.requests.find(({ name }) => name === 'windows:show')
    expect(asked?.request).toEqual({ page: 'pending', target: {} })
    expect(screen.getByRole('heading', { name: 'Devices', level: 1 })).toBeTruthy()
  })
})

describe('the menu of windows', () => {
  it('opens this page with what it shows in a window of its own', async () => {
    const { fake, outpost } = openAs('console')
    await screen.findByRole('heading', { name: 'Devices', level: 1 })
    act(() => outpost.ui.getState().go('devices', { deviceId: 'device-1' }))
    fireEvent.click(screen.getByRole('button', { name: 'Windows' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: /^This page in its own window/ }))
    const asked = fake.requests.find(({ name }) => name === 'windows:open')
    expect(asked?.request).toMatchObject({ kind: 'page', page: 'devices', target: { deviceId: 'device-1' } })
  })

  it('offers the screens that this window is not on', async () => {
    const { fake } = openAs('console')
    await screen.findByRole('heading', { name: 'Devices', level: 1 })
    fireEvent.click(screen.getByRole('button', { name: 'Windows' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'New wall window on screen 2 (3840 × 2160)' }))
    const asked = fake.requests.find(({ name }) => name === 'windows:open')
    expect(asked?.request).toMatchObject({ kind: 'wall', displayId: 2 })
  })

  it('says why a window was not opened', async () => {
    const { fake } = openAs('console')
    fake.answers['windows:open'] = () => {
      throw new Error('16 windows are open. Close one of them first.')
    }
    await screen.findByRole('heading', { name: 'Devices', level: 1 })
    fireEvent.click(screen.getByRole('button', { name: 'Windows' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: /^New window/ }))
    expect(await screen.findByText(/^Not done\./)).toBeTruthy()
  })
})

describe('a window that failed', () => {
  it('says so once when it is here again', async () => {
    const fake = new FakeMain({ scenario: 'online', deviceCount: 3, now: Date.now() })
    fake.answers['windows:self'] = () => ({
      isFullScreen: false,
      displays: [],
      windowCount: 1,
      recovery: { reason: 'crashed', at: 1 },
    })
    const outpost = createOutpost(createClient(fake.bridge))
    startForTest(outpost)
    render(
      <OutpostProvider outpost={outpost}>
        <App />
      </OutpostProvider>,
    )
    expect(await screen.findByText('This window failed and was opened again. Nothing is lost.')).toBeTruthy()
    expect(outpost.window.getState().recovery).toBeNull()
    expect(outpost.toasts.getState().toasts).toHaveLength(1)
  })
})
