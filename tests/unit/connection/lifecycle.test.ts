import { beforeEach, describe, expect, it } from 'vitest'
import { ConnectorError } from '../../../src/main/connection/connector.ts'
import { LifecycleDeliveryServer } from '../../../src/main/connection/delivery-server.ts'
import { ConnectionLifecycle } from '../../../src/main/connection/lifecycle.ts'
import type { LifecycleSettings } from '../../../src/main/connection/lifecycle-settings.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { seededRandom } from '../../support/queue-host.ts'
import { ScriptedConnector, unreachable, WELCOME } from '../../support/scripted-connector.ts'

const SETTINGS: LifecycleSettings = {
  serverUrl: 'https://fleet.example',
  tenant: 'main',
  heartbeatIntervalMs: 2_500,
  reconnectDelayMaxMs: 5_000,
  maxReconnectAttempts: null,
  requestTimeoutMs: 10_000,
  isDemo: false,
}

describe('the connection', () => {
  let clock = new ManualClock()
  let connector = new ScriptedConnector()
  let token: string | null = 'token'
  let resyncs = 0

  function create(changes: Partial<LifecycleSettings> = {}): ConnectionLifecycle {
    return new ConnectionLifecycle({
      connector,
      clock,
      random: seededRandom(1),
      logger: silentLogger,
      settings: { ...SETTINGS, ...changes },
      clientId: 'client',
      tokenSource: () => token,
      cursor: () => null,
      resync: async () => {
        resyncs++
      },
    })
  }

  async function online(changes = {}): Promise<ConnectionLifecycle> {
    const lifecycle = create(changes)
    await lifecycle.run()
    lifecycle.connect()
    await clock.advance(50)
    expect(lifecycle.status().state).toBe('online')
    return lifecycle
  }

  beforeEach(() => {
    clock = new ManualClock()
    connector = new ScriptedConnector()
    token = 'token'
    resyncs = 0
  })

  it('knows the server’s time from the welcome on', async () => {
    const lifecycle = create()
    await lifecycle.run()
    const seen: (number | null)[] = []
    lifecycle.onSession((session) => seen.push(session === null ? null : lifecycle.serverNow()))
    lifecycle.connect()
    await clock.advance(50)
    expect(seen[0]).toBe(WELCOME.serverTime)
    await lifecycle.stop()
  })

  it('passes through its states in order, subscribes, and catches up before it says online', async () => {
    const lifecycle = create()
    const seen: string[] = []
    lifecycle.onStatus(({ state }) => {
      if (seen.at(-1) !== state) seen.push(state)
    })
    await lifecycle.run()
    lifecycle.connect()
    await clock.advance(50)
    expect(seen).toEqual(['connecting', 'authenticating', 'resyncing', 'online'])
    expect(connector.last.requests.filter((name) => name === 'channel:subscribe')).toHaveLength(2)
    expect(resyncs).toBe(1)
    await lifecycle.stop()
  })

  it.each(['unreachable', 'server-closed', 'server-shutdown'] as const)(
    'comes back by itself after: %s',
    async (reason) => {
      const lifecycle = await online()
      connector.last.lose(reason)
      expect(lifecycle.status()).toMatchObject({ state: 'offline', reason })
      await clock.advance(15_000)
      expect(lifecycle.status().state).toBe('online')
      expect(resyncs).toBe(2)
      await lifecycle.stop()
    },
  )

  it('is offline within five seconds when the link dies without a word', async () => {
    const lifecycle = await online()
    connector.last.answer = () => new Promise(() => undefined)
    connector.refusal = unreachable()
    connector.isReachable = false
    await clock.advance(5_000)
    expect(lifecycle.status().state).toBe('offline')
    expect(lifecycle.status().statistics.transitions['offline']).toBe(1)
    await lifecycle.stop()
  })

  it('is degraded while answers come late, and online again when they are on time', async () => {
    const lifecycle = await online()
    const { last } = connector
    const prompt = last.answer
    last.answer = async (name, request) => {
      await new Promise<void>((resolve) => clock.schedule(1_400, resolve))
      return prompt(name, request)
    }
    await clock.advance(4_200)
    expect(lifecycle.status().state).toBe('degraded')
    last.answer = prompt
    await clock.advance(20_000)
    expect(lifecycle.status().state).toBe('online')
    await lifecycle.stop()
  })

  it('waits for a new token without trying, and goes on with it', async () => {
    const lifecycle = await online()
    connector.refusal = new ConnectorError('refused', 'token-expired', 'the token has ended', { code: 'token-expired' })
    connector.last.lose('token-expired')
    await clock.advance(600_000)
    expect(lifecycle.status()).toMatchObject({ state: 'needs-auth', reason: 'token-expired' })
    expect(connector.tries).toHaveLength(1)
    connector.refusal = null
    token = 'fresh'
    await lifecycle.renewToken('fresh')
    await clock.advance(100)
    expect(lifecycle.status().state).toBe('online')
    expect(connector.tries.at(-1)?.token).toBe('fresh')
    await lifecycle.stop()
  })

  it('needs a token before it dials at all', async () => {
    token = null
    const lifecycle = create()
    await lifecycle.run()
    lifecycle.connect()
    await clock.advance(60_000)
    expect(lifecycle.status()).toMatchObject({ state: 'needs-auth', reason: 'token-missing' })
    expect(connector.tries).toHaveLength(0)
    await lifecycle.stop()
  })

  it('stays away when the operator has disconnected it', async () => {
    const lifecycle = await online()
    lifecycle.disconnect()
    await clock.advance(600_000)
    expect(lifecycle.status()).toMatchObject({ state: 'disconnected', reason: 'by-operator' })
    expect(connector.tries).toHaveLength(1)
    await lifecycle.stop()
  })

  it('gives up after its limit of tries, and tries again when it is told to', async () => {
    connector.refusal = unreachable()
    connector.isReachable = false
    const lifecycle = create({ maxReconnectAttempts: 3 })
    await lifecycle.run()
    lifecycle.connect()
    await clock.advance(600_000)
    expect(connector.tries).toHaveLength(4)
    expect(lifecycle.status().detail).toContain('Gave up')
    connector.refusal = null
    lifecycle.wake()
    await clock.advance(100)
    expect(lifecycle.status().state).toBe('online')
    await lifecycle.stop()
  })

  it('is not back before the server wants it back', async () => {
    connector.refusal = new ConnectorError('refused', 'rate-limited', 'slow down', {
      code: 'rate-limited',
      retryAfterMs: 20_000,
    })
    const lifecycle = create()
    await lifecycle.run()
    lifecycle.connect()
    await clock.advance(19_900)
    expect(connector.tries).toHaveLength(1)
    connector.refusal = null
    await clock.advance(10_000)
    expect(lifecycle.status().state).toBe('online')
    await lifecycle.stop()
  })

  it('sends nothing without a session', async () => {
    const lifecycle = create()
    await lifecycle.run()
    await expect(lifecycle.request('ping', { at: 1 })).rejects.toMatchObject({ code: 'not-connected' })
    await lifecycle.stop()
  })

  it('tells raw events of the session that is open, and of no other', async () => {
    const lifecycle = await online()
    const heard: string[] = []
    lifecycle.onEvent((name) => heard.push(name))
    const old = connector.last
    old.event('entity:changed', {})
    old.lose('unreachable')
    await clock.advance(5_000)
    old.event('entity:changed', {})
    connector.last.event('health:alert', {})
    expect(heard).toEqual(['entity:changed', 'health:alert'])
    await lifecycle.stop()
  })

  it('leaks neither timers nor listeners when the link flaps a hundred times', async () => {
    const lifecycle = await online()
    await clock.advance(20_000)
    const before = { timers: clock.pending, listeners: lifecycle.listenerCount }
    for (let flap = 0; flap < 100; flap++) {
      connector.last.lose('unreachable')
      await clock.advance(10_000)
    }
    await clock.advance(20_000)
    expect(lifecycle.status().state).toBe('online')
    expect({ timers: clock.pending, listeners: lifecycle.listenerCount }).toEqual(before)
    expect(lifecycle.status().statistics.reconnects).toBe(100)
    await lifecycle.stop()
    expect(clock.pending).toBe(0)
  })
})

describe('the server as delivery sees it', () => {
  it('says why nothing can be sent, and turns errors into what is known of the outcome', async () => {
    const clock = new ManualClock()
    const connector = new ScriptedConnector()
    const lifecycle = new ConnectionLifecycle({
      connector,
      clock,
      random: seededRandom(1),
      logger: silentLogger,
      settings: SETTINGS,
      clientId: 'client',
      tokenSource: () => 'token',
      cursor: () => null,
      resync: async () => undefined,
    })
    const server = new LifecycleDeliveryServer(lifecycle)
    await lifecycle.run()
    expect(server.block()).toBe('offline')
    await expect(server.lookup(['k'])).rejects.toMatchObject({ outcome: 'not-sent' })
    lifecycle.connect()
    await clock.advance(50)
    expect(server.block()).toBeNull()
    const outcomes: [ConnectorError, string][] = [
      [new ConnectorError('network', 'unreachable', 'lost'), 'unknown'],
      [new ConnectorError('timeout', 'timeout', 'late'), 'unknown'],
      [new ConnectorError('protocol', 'bad-server-message', 'nonsense'), 'unknown'],
      [new ConnectorError('refused', 'rate-limited', 'slow', { code: 'rate-limited', retryAfterMs: 5 }), 'refused'],
      [new ConnectorError('refused', 'server-closed', 'it may have been done', { code: 'internal' }), 'unknown'],
    ]
    for (const [error, outcome] of outcomes) {
      connector.last.answer = () => Promise.reject(error)
      await expect(server.lookup(['k'])).rejects.toMatchObject({ outcome, code: error.code })
    }
    await lifecycle.stop()
  })
})
