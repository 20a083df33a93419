import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { OutpostProvider } from '../../../../src/renderer/app/context.tsx'
import { deviceRowOf } from '../../../../src/renderer/app/devices/device-row.ts'
import { DeviceScreen } from '../../../../src/renderer/features/devices/DeviceScreen.tsx'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { deviceView, layOut, mark, type Opened, open } from '../support.tsx'

layOut()

const KEYS = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNIAAAAYgBhHBADfwAAAABJRU5ErkJggg=='

let now = 0
beforeEach(() => {
  now = Date.now()
})

const taken = (which: 0 | 1, ageMs: number) => ({ key: KEYS[which], at: now - ageMs })
const pictureOf = (which: 0 | 1, ageMs: number) =>
  ({ ...taken(which, ageMs), mediaType: 'image/png', width: 480, height: 270, data: PNG }) as const

function deviceWith(screenshot: object | null, change: Partial<EntityView> = {}): EntityView {
  const view = deviceView('dev-1')
  return { ...view, reported: { ...view.reported, screenshot }, ...change }
}

function show(view: EntityView, answer?: Opened['fake']['answers']['device:screenshot'], scenario?: ScenarioName) {
  const opened = open(null, scenario === undefined ? {} : { scenario, deviceCount: 200 })
  if (answer !== undefined) opened.fake.answers['device:screenshot'] = answer
  const of = (one: EntityView) => (
    <OutpostProvider outpost={opened.outpost}>
      <DeviceScreen row={deviceRowOf(one)} />
    </OutpostProvider>
  )
  const { rerender } = render(of(view))
  return {
    ...opened,
    region: screen.getByRole('region', { name: 'Screen' }),
    become: (next: EntityView) => rerender(of(next)),
  }
}

describe('the screen of a device', () => {
  it('says that there is no picture, and asks for none', () => {
    const { fake, region } = show(deviceWith(null))
    expect(region.textContent).toContain('No screenshot was taken yet.')
    expect(fake.requests.filter(({ name }) => name === 'device:screenshot')).toEqual([])
  })

  it('shows the last picture with its age, also to who cannot see it', async () => {
    const { region } = show(deviceWith(taken(0, 180_000)), () => ({ screenshot: pictureOf(0, 180_000) }))
    const image = await within(region).findByRole('img', { name: 'The screen of Device dev-1, taken 3 min ago' })
    expect(image.getAttribute('src')).toBe(`data:image/png;base64,${PNG}`)
    expect(region.textContent).toContain('Taken 3 min ago, at ')
  })

  it('asks again when another one was taken', async () => {
    let which: 0 | 1 = 0
    const { fake, become, region } = show(deviceWith(taken(0, 180_000)), () => ({ screenshot: pictureOf(which, 0) }))
    await within(region).findByRole('img')
    which = 1
    become(deviceWith(taken(1, 0)))
    await waitFor(() => expect(fake.requests.filter(({ name }) => name === 'device:screenshot')).toHaveLength(2))
  })

  it('keeps the picture before when the newer one cannot be read, and says that it is not the newest', async () => {
    let isRefused = false
    const { become, region } = show(deviceWith(taken(0, 180_000)), () => {
      if (isRefused) throw new Error('no')
      return { screenshot: pictureOf(0, 180_000) }
    })
    await within(region).findByRole('img')
    isRefused = true
    become(deviceWith(taken(1, 0)))
    expect(await within(region).findByText(/This is the one before: the newer one could not be read/)).toBeTruthy()
    expect(within(region).getByRole('img', { name: /taken 3 min ago/ })).toBeTruthy()
  })

  it('says why it cannot be read and tries again', async () => {
    let isRefused = true
    const { region } = show(deviceWith(taken(0, 0)), () => {
      if (isRefused) throw new Error('no')
      return { screenshot: pictureOf(0, 0) }
    })
    expect(await within(region).findByText(/^The screenshot of .* could not be read\./)).toBeTruthy()
    isRefused = false
    fireEvent.click(within(region).getByRole('button', { name: 'Try again' }))
    expect(await within(region).findByRole('img')).toBeTruthy()
  })

  it('says so when the server does not keep it any more, and when it is no picture', async () => {
    const { region } = show(deviceWith(taken(0, 0)), () => ({ screenshot: null }))
    expect(await within(region).findByText(/The server does not keep the screenshot of .* any more\./)).toBeTruthy()
  })

  it('that cannot be drawn is not left as a broken picture', async () => {
    const { region } = show(deviceWith(taken(0, 0)), () => ({ screenshot: pictureOf(0, 0) }))
    fireEvent.error(await within(region).findByRole('img'))
    expect(within(region).getByRole('status').textContent).toContain('is not a picture that can be shown')
    expect(within(region).queryByRole('img')).toBeNull()
  })

  it('says offline that there is one, and asks for it when the server is back', async () => {
    const answer = () => ({ screenshot: pictureOf(0, 0) })
    const { fake, outpost, region } = show(deviceWith(taken(0, 0)), answer, 'offline')
    expect(await within(region).findByText(/It is read from the server when that is back\./)).toBeTruthy()
    await waitFor(() => expect(outpost.app.getState().connection?.state).toBe('offline'))
    expect(fake.requests.some(({ name }) => name === 'device:screenshot')).toBe(false)
    const before = outpost.app.getState().connection as ConnectionStatus
    act(() => fake.emit('connection:changed', { ...before, state: 'online', reason: 'none' }))
    expect(await within(region).findByRole('img')).toBeTruthy()
  })

  it('says that a new one was asked for and is not here yet', () => {
    const pending = [mark({ kind: 'command', command: 'screenshot', state: 'accepted', createdAt: now - 60_000 })]
    const { region } = show(deviceWith(null, { pending }))
    expect(region.textContent).toContain('A new one was asked for 1 min ago and is not here yet.')
  })
})
