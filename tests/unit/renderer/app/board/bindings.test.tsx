import { act, cleanup, render, screen } from '@testing-library/react'
import { Fragment } from 'react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Binding } from '#shared/board/document.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { IpcRequestName } from '#shared/ipc/contract.ts'
import { useBindings } from '../../../../../src/renderer/app/board/use-bindings.ts'
import { createOutpost, type Outpost, OutpostProvider } from '../../../../../src/renderer/app/context.tsx'
import { setUpTexts } from '../../../../../src/renderer/i18n/setup.ts'
import { type Client, RequestError } from '../../../../../src/renderer/ipc/client.ts'
import { collectionOf } from '../../../../../src/renderer/stores/entity-collection.ts'
import { type ChangeListener, IDLE_SLICE } from '../../../../../src/renderer/stores/entity-slice.ts'
import { bindingOf } from '../../../../support/boards.ts'
import { deviceView } from '../../support.tsx'

const START = 1_700_000_000_000

beforeAll(() => {
  setUpTexts()
})
beforeEach(() => {
  vi.useFakeTimers({ now: START })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** The stores of a window over a main process that answers what it is told to. */
function stage(answers: Partial<Record<IpcRequestName, () => unknown>> = {}) {
  const asked: IpcRequestName[] = []
  let listeners = 0
  const client: Client = {
    dropFiles: () => Promise.reject(new Error('nothing is dropped')),
    request: async (name) => {
      // What the stores read themselves comes by `serve`.
      if (name === 'replica:snapshot') return new Promise<never>(() => undefined)
      asked.push(name)
      const answer = answers[name]
      if (answer === undefined) throw new RequestError({ code: 'internal', message: 'nobody answers' })
      return answer() as never
    },
    subscribe: () => {
      listeners += 1
      return () => {
        listeners -= 1
      }
    },
    follow: () => () => undefined,
  }
  const outpost = createOutpost(client)
  const state = { looks: 0 }
  const followers = new Set<ChangeListener>()
  outpost.entities.setState({
    subscribeChanges: (_type, listener) => {
      followers.add(listener)
      return () => void followers.delete(listener)
    },
  })
  const serve = (type: EntityType, views: readonly EntityView[]): void => {
    const collection = collectionOf(views)
    const rows = collection.rows
    // How often somebody goes over the list is what it costs.
    Object.defineProperty(collection, 'rows', {
      get: () => {
        state.looks += 1
        return rows
      },
    })
    act(() => {
      const { slices } = outpost.entities.getState()
      const isFirst = slices[type] === undefined
      outpost.entities.setState({ slices: { ...slices, [type]: { ...IDLE_SLICE, status: 'ready', collection } } })
      for (const tell of followers) tell({ collection, changed: isFirst ? null : views, removed: [] })
    })
  }
  const sync = (state: 'current' | 'stale' | 'empty', lastSyncAt: number | null = START) =>
    act(() => outpost.app.setState({ sync: { state, lastSyncAt } as never }))
  return { outpost, asked, serve, sync, state, listeners: () => listeners + followers.size }
}

const drawn = { times: 0 }
const noteDrawing = (): void => {
  drawn.times += 1
}
function Widget({ binding }: { binding: Binding }) {
  const { value } = useBindings({ value: binding })
  noteDrawing()
  return (
    <p data-testid="widget" data-state={value?.state} data-points={value?.history.length} title={value?.problem ?? ''}>
      {value?.text}
    </p>
  )
}

function show(outpost: Outpost, bindings: readonly Binding[]) {
  drawn.times = 0
  const tree = (list: readonly Binding[]) => (
    <OutpostProvider outpost={outpost}>
      {list.map((binding, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the widgets never move.
        <Fragment key={index}>
          <Widget binding={binding} />
        </Fragment>
      ))}
    </OutpostProvider>
  )
  const view = render(tree(bindings))
  return { show: (list: readonly Binding[]) => view.rerender(tree(list)), unmount: view.unmount }
}
const widget = () => screen.getByTestId('widget')
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const fleet = (offline: number, total = 4) =>
  Array.from({ length: total }, (_none, index) =>
    deviceView(`d${index}`, {
      data: { name: `Device ${index}`, site: index < 2 ? 'St. Mary' : 'Port', tags: ['4k'], playlistId: null },
      reported: { status: index < offline ? 'offline' : 'online', lastSeenAt: START - index, health: { score: 50 } },
    }),
  )

describe('a binding', () => {
  it('shows its fallback until there is something to tell, then the value, and says when it is not kept current', async () => {
    const { outpost, serve, sync } = stage()
    show(outpost, [bindingOf({ $fallback: 'Connecting…' })])
    expect(widget().textContent).toBe('Connecting…')
    expect(widget().dataset['state']).toBe('connecting')
    serve('device', fleet(1))
    sync('empty')
    await pass(1_000)
    expect(widget().dataset['state']).toBe('connecting')
    sync('current')
    await pass(1_000)
    expect(widget().textContent).toBe('1')
    expect(widget().dataset['state']).toBe('live')
    sync('stale')
    await pass(1_000)
    expect(widget().textContent).toBe('1')
    expect(widget().dataset['state']).toBe('stale')
  })

  it.each([
    ['devices.total', '4'],
    ['devices.availability', '75'],
    ['devices.score', '50'],
    ['devices.offline.site.St. Mary', '1'],
    ['devices.offline.site.Nowhere', '0'],
    ['devices.total.tag.4k', '4'],
    ['devices.by.site', '2'],
    ['device.name.d1', 'Device 1'],
    ['device.status.d0', 'offline'],
    ['device.score.d0', '50'],
    ['device.name.nobody', ''],
  ])('of %s is %s', async ($bind, text) => {
    const { outpost, serve, sync } = stage()
    serve('device', fleet(1))
    sync('current')
    show(outpost, [bindingOf({ $bind })])
    await pass(1_000)
    expect(widget().textContent).toBe(text)
  })

  it.each([
    ['percent:1', '75.0\u00a0%'],
    ['number:2', '75.00'],
    ['currency:EUR', '€75.00'],
    ['duration', '1 min'],
    ['bytes', '75 B'],
    ['length', ''],
  ])('is written as %s tells', async ($transform, text) => {
    const { outpost, serve, sync } = stage()
    serve('device', fleet(1))
    sync('current')
    show(outpost, [bindingOf({ $bind: 'devices.availability', $transform })])
    await pass(1_000)
    expect(widget().textContent).toBe(text)
  })

  it('of no name that exists says so, and asks nobody', async () => {
    const { outpost, asked } = stage()
    show(outpost, [bindingOf({ $bind: 'constructor.constructor' })])
    await pass(2_000)
    expect(widget().dataset['state']).toBe('error')
    expect(widget().title).toContain('constructor.constructor')
    expect(asked).toEqual([])
  })

  it('keeps as many earlier values as it is told, the newest', async () => {
    const { outpost, serve, sync } = stage()
    sync('current')
    show(outpost, [bindingOf({ $bufferSize: 3, $debounce: 250 })])
    for (let turn = 0; turn < 9; turn += 1) {
      serve('device', fleet(turn % 4))
      await pass(250)
    }
    expect(widget().dataset['points']).toBe('3')
  })
})

describe('the feed', () => {
  const roll = (topic: string, event: string, count: number, rate: number) => ({ topic, event, count, rate })
  const rolls = [roll('devices', 'device:status-update', 900, 30), roll('alerts', 'health:alert', 10, 2)]

  it.each([
    [{ $bind: 'rate' }, '32'],
    [{ $bind: 'rate', $channel: 'alerts' }, '2'],
    [{ $bind: 'rate', $channel: 'main/alerts' }, '2'],
    [{ $bind: 'count.device:status-update' }, '900'],
    [{ $bind: 'latest' }, 'Device 1'],
  ])('tells %j', async (change, text) => {
    const event = {
      sequence: 1,
      at: START,
      topic: 'devices',
      event: 'device:status-update',
      entityId: 'd1',
      what: 'online',
    }
    const { outpost, serve, sync } = stage({ 'stream:read': () => ({ rolls, latest: [event] }) })
    serve('device', fleet(0))
    sync('current')
    act(() => outpost.app.setState({ connection: { tenant: 'main' } as never }))
    show(outpost, [bindingOf({ $source: 'realtime_stream', ...change })])
    await pass(1_500)
    expect(widget().textContent).toBe(text)
  })

  it('of another tenant is refused, also when a stored board names it', async () => {
    const { outpost, sync } = stage({ 'stream:read': () => ({ rolls, latest: [] }) })
    sync('current')
    act(() => outpost.app.setState({ connection: { tenant: 'main' } as never }))
    show(outpost, [bindingOf({ $bind: 'rate', $source: 'realtime_stream', $channel: 'other/alerts' })])
    await pass(1_500)
    expect(widget().dataset['state']).toBe('error')
    expect(widget().title).toBe('This channel belongs to another tenant.')
  })

  it('that cannot be read is an error until it can', async () => {
    let isThere = false
    const read = () => {
      if (!isThere) throw new Error('away')
      return { rolls, latest: [] }
    }
    const { outpost, sync } = stage({ 'stream:read': read })
    sync('current')
    show(outpost, [bindingOf({ $bind: 'rate', $source: 'realtime_stream' })])
    await pass(1_500)
    expect(widget().dataset['state']).toBe('error')
    isThere = true
    await pass(1_500)
    expect(widget().textContent).toBe('32')
  })
})

describe('what the console measures', () => {
  it('is told by metric and figure, of the last minute', async () => {
    const metrics = [{ name: 'queue_ended.applied', unit: 'count', count: 3, p50: 1, p95: 7, p99: 8, max: 9 }]
    const { outpost } = stage({ 'metrics:rolling': () => ({ minutes: 1, metrics }) })
    show(outpost, [bindingOf({ $bind: 'queue_ended.applied.p95', $source: 'metrics' })])
    await pass(1_500)
    expect(widget().textContent).toBe('7')
  })
})

describe('forty widgets over five thousand events a second', () => {
  it('go over the fleet once, and then along with what changes, however much comes and however many show it', async () => {
    const { outpost, serve, sync, state } = stage()
    const names = ['devices.offline', 'devices.online', 'devices.by.site', 'devices.offline.site.Port', 'devices.lost']
    const forty = Array.from({ length: 40 }, (_none, index) => bindingOf({ $bind: names[index % names.length] ?? '' }))
    serve('device', fleet(1))
    sync('current')
    show(outpost, forty)
    await pass(1_000)
    expect(state.looks).toBe(1)
    drawn.times = 0
    // Ten seconds of a feed that is applied once per painted frame.
    for (let frame = 0; frame < 600; frame += 1) {
      serve('device', fleet(frame % 4))
      await pass(1_000 / 60)
    }
    await pass(1_500)
    expect(state.looks).toBe(1)
    expect(drawn.times).toBeLessThanOrEqual(40 * 12)
    expect(screen.getAllByTestId('widget')[0]?.textContent).toBe('3')
  })

  it('are drawn one before each frame, and where frames are rare all of them in about a second', async () => {
    const { outpost, serve, sync } = stage()
    const forty = Array.from({ length: 40 }, (_none, index) =>
      bindingOf({ $bind: 'devices.offline', $bufferSize: index + 1 }),
    )
    const showing = (text: string) =>
      screen.getAllByTestId('widget').filter(({ textContent }) => textContent === text).length
    serve('device', fleet(1))
    sync('current')
    show(outpost, forty)
    await pass(3_000)
    serve('device', fleet(2))
    while (showing('2') === 0) await pass(16)
    await pass(64)
    expect(showing('2')).toBeGreaterThan(2)
    expect(showing('2')).toBeLessThan(10)
    await pass(2_000)
    expect(showing('2')).toBe(40)
    const frames = vi
      .spyOn(globalThis, 'requestAnimationFrame')
      .mockImplementation((draw) => Number(setTimeout(draw, 200)))
    serve('device', fleet(3))
    while (showing('3') === 0) await pass(16)
    await pass(1_500)
    const shown = showing('3')
    await pass(10_000)
    frames.mockRestore()
    expect(shown).toBeGreaterThan(30)
  })

  it('ask the main process twice a second together', async () => {
    const { outpost, asked } = stage({ 'stream:read': () => ({ rolls: [], latest: [] }) })
    show(
      outpost,
      Array.from({ length: 40 }, (_none, index) =>
        bindingOf({ $bind: 'rate', $source: 'realtime_stream', $bufferSize: index + 1 }),
      ),
    )
    await pass(10_000)
    expect(asked.length).toBeGreaterThan(15)
    expect(asked.length).toBeLessThanOrEqual(21)
  })
})

describe('a thousand boards that came and went', () => {
  it('leave no timer and no listener', async () => {
    const { outpost, listeners } = stage({
      'stream:read': () => ({ rolls: [], latest: [] }),
      'metrics:rolling': () => ({ minutes: 1, metrics: [] }),
    })
    const all = [
      bindingOf(),
      bindingOf({ $bind: 'rate', $source: 'realtime_stream' }),
      bindingOf({ $bind: 'connection_rtt.p95', $source: 'metrics' }),
    ]
    const subscribed = vi.spyOn(outpost.entities, 'subscribe')
    const before = { timers: vi.getTimerCount(), listeners: listeners() }
    const shown = show(outpost, [])
    for (let turn = 0; turn < 1_000; turn += 1) {
      shown.show(all)
      shown.show([])
    }
    await pass(60_000)
    expect(subscribed).toHaveBeenCalledTimes(1_000)
    expect({ timers: vi.getTimerCount(), listeners: listeners() }).toEqual(before)
    const told = vi.spyOn(outpost.app, 'getState')
    act(() => outpost.entities.setState({ slices: {} }))
    await pass(1_000)
    expect(told).not.toHaveBeenCalled()
  })
})
