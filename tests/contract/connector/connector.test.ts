import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectOptions, Connector, Session } from '../../../src/main/connection/connector.ts'
import { OutpostConnector } from '../../../src/main/connection/outpost-connector.ts'
import { systemClock } from '../../../src/main/platform/clock.ts'
import { type FleetServerProcess, startFleetServer, until } from '../../support/fleet-server.ts'

const CONNECTORS: readonly { name: string; create(): Connector }[] = [
  {
    name: 'outpost',
    create: () => new OutpostConnector({ clock: systemClock, client: { name: 'contract', version: '1' } }),
  },
]

describe.each(CONNECTORS)('the $name connector', (kind) => {
  const connector = kind.create()
  const sessions: Session[] = []
  let server: FleetServerProcess

  beforeAll(async () => {
    server = await startFleetServer()
  })
  afterAll(async () => {
    for (const session of sessions) session.close()
    await server.stop()
  })

  async function connect(changes: Partial<ConnectOptions> = {}): Promise<Session> {
    const session = await connector.connect({
      serverUrl: server.url,
      token: server.token,
      tenant: server.tenant,
      clientId: 'contract-client',
      cursor: null,
      timeoutMs: 5_000,
      signal: new AbortController().signal,
      onTransportOpen: () => undefined,
      ...changes,
    })
    sessions.push(session)
    return session
  }

  it('opens a session that knows the site, the user and what the server can do', async () => {
    let isOpen = false
    const session = await connect({ onTransportOpen: () => (isOpen = true) })
    expect(isOpen).toBe(true)
    expect(session.welcome).toMatchObject({ tenant: server.tenant, resume: 'snapshot' })
    expect(session.capabilities).toEqual({
      idempotentApply: true,
      compareAndSet: true,
      deltaFeed: true,
      batch: true,
      lookup: true,
    })
  })

  it('asks and is answered', async () => {
    const session = await connect()
    const snapshot = await session.request('sync:snapshot', { page: null, limit: 10 }, { timeoutMs: 5_000 })
    expect(snapshot.records).toHaveLength(10)
    expect(session.traffic().bytesReceived).toBeGreaterThan(0)
  })

  it.each([
    ['a token that is none', { token: 'nonsense' }, 'token-refused'],
    ['another tenant', { tenant: 'somebody-else' }, 'tenant-refused'],
    ['an address that is not safe', { serverUrl: 'http://192.0.2.1' }, 'insecure-address'],
  ] as const)('refuses with the reason: %s', async (_what, changes, reason) => {
    await expect(connect(changes)).rejects.toMatchObject({ name: 'ConnectorError', reason })
  })

  it('says unreachable where nobody listens', async () => {
    await expect(connect({ serverUrl: 'http://127.0.0.1:9' })).rejects.toMatchObject({ kind: 'network' })
    expect(await connector.probe('http://127.0.0.1:9', 1_000)).toMatchObject({ ok: false })
  })

  it('refuses a server of another protocol version', async () => {
    await server.switch('protocol', { min: 5, max: 6 })
    await expect(connect()).rejects.toMatchObject({ reason: 'protocol-too-old' })
    await server.switch('protocol', { min: 1, max: 1 })
  })

  it('probes the health address without a token', async () => {
    const result = await connector.probe(server.url, 2_000)
    expect(result.ok && result.rttMs >= 0).toBe(true)
  })

  it('passes on what the server sends, known or not, and closes once', async () => {
    const session = await connect()
    const events: string[] = []
    const closed: string[] = []
    session.listen({ onEvent: (name) => events.push(name), onClosed: (reason) => closed.push(reason) })
    await session.request('channel:subscribe', { channel: `${server.tenant}/devices` }, { timeoutMs: 5_000 })
    const [device] = await server.entities('device')
    await server.switch('edit', { entityType: 'device', entityId: device?.id, fields: { location: 'elsewhere' } })
    await until('the edit arrives', () => events.includes('entity:changed'))
    await server.switch('send-malformed', { count: 5 })
    await server.switch('disconnect')
    await until('the session ends', () => closed.length > 0)
    expect(closed).toHaveLength(1)
    await expect(session.request('ping', { at: 1 }, { timeoutMs: 1_000 })).rejects.toMatchObject({
      code: 'not-connected',
    })
  })

  it('gives a request up when it is not answered in time', async () => {
    const session = await connect()
    await server.switch('blackhole', { forMs: 60_000 })
    await expect(session.request('ping', { at: 1 }, { timeoutMs: 300 })).rejects.toMatchObject({ kind: 'timeout' })
    await server.switch('blackhole', { forMs: 0 })
  })

  it('stops trying when it is told to', async () => {
    const controller = new AbortController()
    controller.abort()
    await expect(connect({ signal: controller.signal })).rejects.toMatchObject({ name: 'ConnectorError' })
  })
})
