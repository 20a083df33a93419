import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConnectorError, type Session } from '../../../src/main/connection/connector.ts'
import { OutpostConnector } from '../../../src/main/connection/outpost-connector.ts'
import { systemClock } from '../../../src/main/platform/clock.ts'
import type { ConnectionReason } from '../../../src/shared/domain/connection.ts'
import { until } from '../../support/fleet-server.ts'
import { WELCOME } from '../../support/scripted-connector.ts'
import { RawWebSocketServer } from './raw-websocket-server.ts'

const OPEN = `0${JSON.stringify({ sid: 's', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1_000_000 })}`
const CONNECTED = '40{"sid":"abc"}'
const welcome = (changes: object = {}): string => `42${JSON.stringify(['welcome', { ...WELCOME, ...changes }])}`
const DEEP = `42["deep",${'['.repeat(200_000)}${']'.repeat(200_000)}]`

describe('a hostile server', () => {
  let server: RawWebSocketServer
  const uncaught: unknown[] = []
  const onUncaught = (error: unknown): void => void uncaught.push(error)

  beforeEach(async () => {
    server = await RawWebSocketServer.start()
    uncaught.length = 0
    process.on('uncaughtException', onUncaught)
  })
  afterEach(async () => {
    process.off('uncaughtException', onUncaught)
    await server.stop()
  })

  function connect(): Promise<Session> {
    const connector = new OutpostConnector({ clock: systemClock, client: { name: 'test', version: '1' } })
    return connector.connect({
      serverUrl: server.url,
      token: 'token',
      tenant: 'main',
      clientId: 'client',
      cursor: null,
      timeoutMs: 2_000,
      signal: new AbortController().signal,
      onTransportOpen: () => undefined,
    })
  }

  it.each([
    ['an opening that is no JSON', ['0{nonsense']],
    ['an opening of null', ['0null']],
    ['an opening without its fields', ['0{}']],
    ['a refusal without a reason', [OPEN, '44']],
    ['a refusal of a namespace without a reason', [OPEN, '44/,']],
    ['a binary message', [OPEN, CONNECTED, Buffer.from([1, 2, 3])]],
    ['an announcement of attachments', [OPEN, CONNECTED, '451-["welcome",{"_placeholder":true,"num":0}]', welcome()]],
    ['a packet type that does not exist', [OPEN, '49']],
    ['an engine packet that does not exist', [OPEN, 'x']],
    ['an event with a reserved name', [OPEN, CONNECTED, '42["disconnect","now"]']],
    ['a welcome that is none', [OPEN, CONNECTED, '42["welcome",{"protocol":1}]']],
    ['a welcome of another shape', [OPEN, CONNECTED, '42["welcome","hello"]']],
    ['a frame of 20 MB', [OPEN, CONNECTED, `42["welcome","${'a'.repeat(20 * 1_024 * 1_024)}"]`]],
  ])('is refused for %s, and nothing is thrown', async (_what, script) => {
    server.script = script
    const error = await connect().then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(ConnectorError)
    expect((error as ConnectorError).reason).toBe('bad-server-message')
    await until('every socket is closed', () => server.openSockets === 0, 5_000)
    expect(uncaught).toEqual([])
  })

  it('gets nowhere with silence', async () => {
    server.script = [OPEN, CONNECTED]
    await expect(connect()).rejects.toMatchObject({ kind: 'timeout' })
    await until('every socket is closed', () => server.openSockets === 0, 5_000)
  })

  it.each([
    ['a refusal without a reason', '44'],
    ['an event without a name', '42'],
    ['an event of a namespace without a name', '42/,'],
    ['an answer without a body', '430'],
    ['an empty message', '4'],
    ['a binary message', Buffer.from([1])],
    ['a message that is no JSON', '42[nonsense'],
    ['a frame of 20 MB', `42["x","${'a'.repeat(20 * 1_024 * 1_024)}"]`],
  ])('loses its session for %s', async (_what, message) => {
    server.script = [OPEN, CONNECTED, welcome()]
    const session = await connect()
    const closed: ConnectionReason[] = []
    session.listen({ onEvent: () => undefined, onClosed: (reason) => closed.push(reason) })
    server.send(message)
    await until('the session has ended', () => closed.length > 0)
    expect(closed).toEqual(['bad-server-message'])
    await until('every socket is closed', () => server.openSockets === 0, 5_000)
    expect(uncaught).toEqual([])
  })

  it('may send odd events: they are passed on as they are', async () => {
    server.script = [OPEN, CONNECTED, welcome()]
    const session = await connect()
    const names: string[] = []
    session.listen({ onEvent: (name) => names.push(name), onClosed: () => names.push('closed') })
    const odd = ['42[7,1]', DEEP, '42["__proto__",{"__proto__":{"polluted":1}}]', '439999[1]', '42["end"]']
    for (const message of odd) server.send(message)
    await until('the last event has come', () => names.includes('end') || names.includes('closed'))
    expect(names.at(-1)).toBe('end')
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    session.close()
    expect(uncaught).toEqual([])
  })

  it.each([
    [2, 'protocol-too-old'],
    [1_000, 'protocol-too-old'],
  ])('of protocol %i is refused by its number, whatever else it says', async (protocol, reason) => {
    server.script = [OPEN, CONNECTED, `42["welcome",{"protocol":${protocol},"everything":"new"}]`]
    await expect(connect()).rejects.toMatchObject({ kind: 'protocol', reason })
  })
})
