import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { afterEach, describe, expect, it } from 'vitest'
import type { Session } from '../../../src/main/connection/connector.ts'
import { OutpostConnector } from '../../../src/main/connection/outpost-connector.ts'
import { systemClock } from '../../../src/main/platform/clock.ts'
import { until } from '../../support/fleet-server.ts'
import { WELCOME } from '../../support/scripted-connector.ts'

/** A proxy in between that knows nothing of WebSockets. */
async function startPollingServer(): Promise<{
  io: Server
  url: string
  openSockets: () => number
  stop: () => Promise<void>
}> {
  const http = createServer()
  let openSockets = 0
  http.on('connection', (socket) => {
    openSockets += 1
    socket.on('close', () => (openSockets -= 1))
  })
  const io = new Server(http, { transports: ['polling'], maxHttpBufferSize: 30_000_000 })
  io.on('connection', (socket) => {
    socket.emit('welcome', WELCOME)
    socket.on('ping', (_request: unknown, answer: (reply: unknown) => void) =>
      answer({ ok: true, value: { serverTime: 1_700_000_000_000 } }),
    )
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return { io, url, openSockets: () => openSockets, stop: () => io.close() }
}

describe('long-polling, where no WebSocket gets through', () => {
  let server: Awaited<ReturnType<typeof startPollingServer>> | null = null
  afterEach(() => server?.stop())

  function connect(url: string): Promise<Session> {
    const connector = new OutpostConnector({ clock: systemClock, client: { name: 'test', version: '1' } })
    const signal = new AbortController().signal
    const who = { token: 'token', tenant: 'main', clientId: 'client', cursor: null }
    return connector.connect({ ...who, serverUrl: url, timeoutMs: 5_000, signal, onTransportOpen: () => undefined })
  }

  it('carries requests, answers and events, and leaves no connection behind', async () => {
    server = await startPollingServer()
    const session = await connect(server.url)
    const events: unknown[] = []
    session.listen({ onEvent: (name, payload) => events.push([name, payload]), onClosed: () => undefined })
    for (let round = 0; round < 20; round++) {
      expect(await session.request('ping', { at: round }, { timeoutMs: 2_000 })).toHaveProperty('serverTime')
    }
    server.io.emit('device:status-update', { sequence: 1 })
    await until('the event arrives', () => events.length === 1)
    expect(session.traffic().bytesReceived).toBeGreaterThan(1_000)
    expect(server.openSockets()).toBeLessThanOrEqual(3)
    session.close()
    await until('every connection is closed', () => server?.openSockets() === 0, 5_000)
  })

  it('closes on an answer of 20 MB, and on the end of the server', async () => {
    server = await startPollingServer()
    const closed: string[] = []
    const first = await connect(server.url)
    first.listen({ onEvent: () => undefined, onClosed: (reason) => closed.push(reason) })
    server.io.emit('big', 'a'.repeat(20 * 1_024 * 1_024))
    await until('the first session ends', () => closed.length === 1)
    const second = await connect(server.url)
    second.listen({ onEvent: () => undefined, onClosed: (reason) => closed.push(reason) })
    server.io.disconnectSockets(true)
    await until('the second session ends', () => closed.length === 2)
    expect(closed[0]).toBe('bad-server-message')
    expect(['server-closed', 'unreachable']).toContain(closed[1])
  })
})

describe('an HTTP server that refuses', () => {
  it.each([
    [503, { 'retry-after': '7' }, { kind: 'network', reason: 'unreachable', retryAfterMs: 7_000 }],
    [429, { 'retry-after': '3' }, { kind: 'refused', reason: 'rate-limited', retryAfterMs: 3_000 }],
    [502, {}, { kind: 'network', reason: 'unreachable', retryAfterMs: null }],
    [404, {}, { kind: 'protocol', reason: 'bad-server-message' }],
    [302, { location: 'http://192.0.2.1/' }, { kind: 'protocol', reason: 'bad-server-message' }],
  ] as const)('with status %i is understood', async (status, headers, expected) => {
    const http = createServer((_request, response) => void response.writeHead(status, headers).end('no'))
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const connector = new OutpostConnector({ clock: systemClock, client: { name: 'test', version: '1' } })
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    const signal = new AbortController().signal
    const who = { token: 'token', tenant: 'main', clientId: 'client', cursor: null }
    await expect(
      connector.connect({ ...who, serverUrl: url, timeoutMs: 5_000, signal, onTransportOpen: () => undefined }),
    ).rejects.toMatchObject(expected)
    expect(await connector.probe(url, 1_000)).toMatchObject({ ok: false })
    http.closeAllConnections()
    await new Promise<void>((resolve) => http.close(() => resolve()))
  })
})
