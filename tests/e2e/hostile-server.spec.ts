import type { AppState } from '#shared/ipc/console-requests.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { Injector } from '../support/e2e-injector.ts'
import { expect, test } from './fixtures.ts'

interface PipelineFigures {
  readonly stages: readonly { readonly dropped: Readonly<Record<string, number>> }[]
  readonly resyncs: number
}

const TWENTY_MB = 20 * 1024 * 1024

async function connectionOf(app: ConsoleApp): Promise<AppState['connection']> {
  return ((await app.request('app:state', {})) as { value: AppState }).value.connection
}

test('a message of 20 MB costs the connection at most, and nothing that was changed', async ({ start, server }) => {
  const injector = await Injector.start(server.port)
  try {
    const app = await start({ serverUrl: injector.url })
    await app.waitForConnection('online')
    const [device] = await server.entities('device')
    await server.switch('delay-acknowledgements', { delayMs: 1_000 })
    await app.edit(String(device?.data['name']), { Name: 'Made before the flood' })
    await app.waitForPending(1)
    expect(injector.inject('entity:changed', { noise: 'x'.repeat(TWENTY_MB) })).toBeGreaterThan(0)
    await expect.poll(async () => (await connectionOf(app)).statistics.reconnects).toBeGreaterThan(0)
    await app.waitForConnection('online')
    await app.waitForPending(0)
    const effects = (await server.audit()).filter((effect) => effect.source === 'operation')
    expect(effects).toHaveLength(1)
    await expect(await app.findDevice('Made before the flood')).toBeVisible()
  } finally {
    await injector.stop()
  }
})

test('events nobody knows and events that make no sense are counted one by one and painted nowhere', async ({
  start,
  server,
}) => {
  const injector = await Injector.start(server.port)
  try {
    const app = await start({ serverUrl: injector.url })
    await app.waitForConnection('online')
    for (let round = 0; round < 20; round++) {
      injector.inject('fleet:weather', { forecast: '<img src=x onerror=alert(1)>'.repeat(3_000) })
      injector.inject('entity:changed', { entityType: 'device', record: { name: '<b>injected</b>'.repeat(6_000) } })
    }
    const dropped = async (): Promise<number> =>
      Object.values((await connectionOf(app)).statistics.dropped).reduce((sum, count) => sum + count, 0)
    await expect.poll(dropped).toBe(40)
    await expect(app.page.getByText('injected')).toHaveCount(0)
    const { state, statistics } = await connectionOf(app)
    expect({ state, reconnects: statistics.reconnects }).toEqual({ state: 'online', reconnects: 0 })
  } finally {
    await injector.stop()
  }
})

test('events that were skipped, repeated, swapped, or are somebody else’s never change what is shown', async ({
  start,
  server,
}) => {
  const injector = await Injector.start(server.port)
  try {
    const app = await start({ serverUrl: injector.url })
    await app.waitForConnection('online')
    const [device] = await server.entities('device')
    const id = String(device?.id)
    const { sequence } = await server.switch('device-status', { deviceId: id, status: 'online' })
    const head = Number(sequence)
    const report = (at: number, previous: number, channel = 'main/devices') =>
      injector.inject('device:status-update', {
        ...{ sequence: at, previous, channel, at: 1, deviceId: id, status: 'offline', lastSeenAt: 1 },
      })
    report(head, 0)
    report(head + 1, head, 'other/devices')
    report(head + 1, head, 'main/nowhere')
    report(head + 3, head + 2)
    report(head + 2, head + 1)
    report(9_000_000_000_000_000, head)
    injector.inject('feed:batch', {
      events: [
        { name: '__proto__', payload: {} },
        { name: 'entity:changed', payload: [] },
      ],
    })
    const figures = async (): Promise<PipelineFigures> =>
      ((await app.request('sync:stages', {})) as { value: PipelineFigures }).value
    await expect.poll(async () => (await figures()).resyncs).toBeGreaterThan(1)
    const dropped = Object.assign({}, ...(await figures()).stages.map((stage) => stage.dropped)) as Record<
      string,
      number
    >
    expect(dropped).toMatchObject({ foreign: 2, 'unknown-event': 1, malformed: 1 })
    expect(dropped['duplicate']).toBeGreaterThan(0)
    expect(dropped['gap']).toBeGreaterThan(0)
    const row = await app.findDevice(String(device?.data['name']))
    await expect(row).toContainText('Online')
    // What is true still arrives.
    await server.switch('device-status', { deviceId: id, status: 'idle' })
    await expect(row).toContainText('Idle')
    expect((await connectionOf(app)).statistics.reconnects).toBe(0)
  } finally {
    await injector.stop()
  }
})

test('the figures of a connection go on counting through a loss', async ({ start, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  network.set('refuse')
  await app.waitForConnection('offline')
  await expect.poll(async () => (await connectionOf(app)).statistics.failures).toBeGreaterThan(0)
  const offline = await connectionOf(app)
  expect(offline.isServerReachable).not.toBe(true)
  // While a try runs there is no next one yet.
  await expect.poll(async () => (await connectionOf(app)).nextAttemptAt).not.toBeNull()
  network.set('pass')
  await app.waitForConnection('online')
  const { statistics, reason } = await connectionOf(app)
  expect(reason).toBe('none')
  expect(statistics.reconnects).toBe(1)
  expect(statistics.successes).toBe(2)
  expect(statistics.attempts).toBe(statistics.successes + statistics.failures)
  await app.page.getByRole('status', { name: 'Connection' }).getByRole('button').click()
  const details = app.page.getByRole('dialog', { name: 'Connection' })
  await expect(details).toContainText('2 worked')
  await expect(details).toContainText(/Round trip.*p50 .*p95 .*p99/)
})
