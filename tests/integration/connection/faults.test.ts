import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConnectionLifecycle } from '../../../src/main/connection/lifecycle.ts'
import { OutpostConnector } from '../../../src/main/connection/outpost-connector.ts'
import { systemClock } from '../../../src/main/platform/clock.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { systemRandom } from '../../../src/main/platform/random.ts'
import { type FleetServerProcess, startFleetServer, until } from '../../support/fleet-server.ts'
import { TcpProxy } from '../../support/tcp-proxy.ts'

describe('the connection over a bad network', () => {
  let server: FleetServerProcess
  let network: TcpProxy
  let lifecycle: ConnectionLifecycle

  beforeEach(async () => {
    server = await startFleetServer()
    network = await TcpProxy.start(server.port)
    lifecycle = new ConnectionLifecycle({
      connector: new OutpostConnector({ clock: systemClock, client: { name: 'faults', version: '1' } }),
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
      settings: {
        serverUrl: network.url,
        tenant: server.tenant,
        heartbeatIntervalMs: 2_500,
        reconnectDelayMaxMs: 5_000,
        maxReconnectAttempts: null,
        requestTimeoutMs: 5_000,
        isDemo: false,
      },
      clientId: 'faults-client',
      tokenSource: () => server.token,
      cursor: () => null,
      resync: async () => undefined,
    })
    await lifecycle.run()
    lifecycle.connect()
    await is('online')
  })
  afterEach(async () => {
    await lifecycle.stop()
    await network.stop()
    await server.stop()
  })

  const is = (state: string, withinMs = 15_000): Promise<void> =>
    until(`the state ${state}`, () => lifecycle.status().state === state, withinMs)

  it('shows a black hole as offline, and is back when it is over', async () => {
    network.set('blackhole')
    // Five seconds are promised; the rest is for a busy machine.
    await is('offline', 8_000)
    network.set('refuse')
    network.set('pass')
    await is('online')
    expect(lifecycle.status().statistics.reconnects).toBeGreaterThan(0)
  })

  it('is back soon after a reset, however often it comes', async () => {
    for (let round = 0; round < 5; round++) {
      network.set('refuse')
      await is('offline')
      network.set('pass')
      await is('online')
    }
    expect(lifecycle.status().statistics.reconnects).toBe(5)
  })

  it('takes no harm from a server that answers with noise', async () => {
    network.set('refuse')
    network.set('garbage')
    await until('three tries met the noise', () => lifecycle.status().statistics.failures >= 3, 15_000)
    expect(lifecycle.status().state).toBe('offline')
    network.set('pass')
    await is('online')
  })

  it('is back when the server was stopped politely and started again', async () => {
    await server.switch('shutdown', { downMs: 1_000 })
    await is('offline')
    await is('online')
    expect(lifecycle.status().statistics.transitions['offline']).toBeGreaterThan(0)
  })

  it('drops a message of 20 MB without growing, and goes on in another session', async () => {
    const before = process.memoryUsage().rss
    const session = lifecycle.session()
    network.inject(Buffer.alloc(20 * 1_024 * 1_024, 0x41))
    await until(
      'another session is open',
      () => lifecycle.status().state === 'online' && lifecycle.session() !== session,
      20_000,
    )
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1_024 * 1_024)
  })
})
