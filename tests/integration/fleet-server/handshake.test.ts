import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Handshake } from '#shared/protocol/handshake.ts'
import { welcomeSchema } from '#shared/protocol/handshake.ts'
import {
  connectClient,
  type FleetServerProcess,
  goodValue,
  type HandshakeRefused,
  type PlainClient,
  startFleetServer,
  until,
} from '../../support/fleet-server.ts'

let server: FleetServerProcess
const clients: PlainClient[] = []

beforeAll(async () => {
  server = await startFleetServer()
})
afterAll(() => server.stop())
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})

async function connect(handshake: Partial<Handshake> = {}): Promise<PlainClient> {
  const client = await connectClient(server, handshake)
  clients.push(client)
  return client
}

async function refusal(handshake: object): Promise<string> {
  const error = await connect(handshake as Partial<Handshake>).then(
    () => null,
    (reason: HandshakeRefused) => reason,
  )
  return error?.detail?.code ?? 'let in'
}

describe('the handshake', () => {
  it('welcomes a console with a valid token', async () => {
    const { welcome } = await connect()
    expect(welcomeSchema.parse(welcome)).toEqual(welcome)
    expect(welcome).toMatchObject({
      protocol: 1,
      tenant: 'main',
      resume: 'snapshot',
      user: { role: 'operator' },
      tokenExpiresAt: null,
    })
  })

  it('refuses with a code the console can act on', async () => {
    expect(await refusal({ token: 'nonsense' })).toBe('unauthenticated')
    expect(await refusal({ token: `${server.token.slice(0, -3)}abc` })).toBe('unauthenticated')
    expect(await refusal({ token: await server.issueToken({ ttlSeconds: -1 }) })).toBe('token-expired')
    expect(await refusal({ tenant: 'other' })).toBe('tenant-forbidden')
    expect(await refusal({ token: await server.issueToken({ tenant: 'other' }) })).toBe('tenant-forbidden')
    expect(await refusal({ clientId: 'no spaces allowed' })).toBe('malformed')
    expect(await refusal({ cursor: -1 })).toBe('malformed')
  })

  it('refuses a token signed without a key', async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = { sub: 'operator-1', name: 'Operator', tenant: 'main', role: 'admin', iss: 'outpost-fleet-server' }
    expect(await refusal({ token: `${part({ alg: 'none' })}.${part(claims)}.` })).toBe('unauthenticated')
  })

  it('settles on the highest common version and says which side is too old', async () => {
    expect((await connect({ protocol: { min: 1, max: 9 } })).welcome.protocol).toBe(1)
    expect(await refusal({ protocol: { min: 2, max: 9 } })).toBe('protocol-too-new')
    await server.switch('protocol', { min: 3, max: 4 })
    expect(await refusal({ protocol: { min: 1, max: 2 } })).toBe('protocol-too-old')
    expect((await connect({ protocol: { min: 1, max: 3 } })).welcome.protocol).toBe(3)
    await server.switch('protocol', { min: 1, max: 1 })
  })

  it('hands on a planned refusal with its waiting time, once', async () => {
    await server.switch('refuse', { code: 'unavailable', count: 1, retryAfterMs: 1_500, target: 'handshake' })
    const error = await connect().then(
      () => null,
      (reason: HandshakeRefused) => reason,
    )
    expect(error?.detail).toMatchObject({ code: 'unavailable', retryAfterMs: 1_500 })
    await connect()
  })

  it('works over long-polling too', async () => {
    const client = await connectClient(server, {}, ['polling'])
    clients.push(client)
    expect(await client.request('ping', { at: 1 })).toMatchObject({ ok: true })
  })
})

describe('tokens', () => {
  it('tells a console that its token has ended, then closes', async () => {
    const client = await connect({ token: await server.issueToken({ ttlSeconds: 0.4 }) })
    expect(client.welcome.tokenExpiresAt).toBeGreaterThan(0)
    await client.disconnected
    expect(client.events.at(-1)?.name).toBe('auth:expired')
  })

  it('stays connected when the token is renewed in time', async () => {
    const client = await connect({ token: await server.issueToken({ ttlSeconds: 0.5 }) })
    const first = client.welcome.tokenExpiresAt ?? 0
    const renewed = await client.request('auth:renew', { token: await server.issueToken({ ttlSeconds: 600 }) })
    expect(goodValue(renewed).tokenExpiresAt).toBeGreaterThan(first)
    await until('the first token would have ended', async () => {
      return goodValue(await client.request('ping', { at: 0 })).serverTime > first + 200
    })
    expect(client.socket.connected).toBe(true)
  })

  it('does not take a renewal for another user, another tenant or a bad token', async () => {
    const client = await connect({ token: await server.issueToken({ userId: 'user-one' }) })
    const renew = async (token: string) => {
      const reply = await client.request('auth:renew', { token })
      return reply.ok ? 'renewed' : reply.error.code
    }
    expect(await renew(await server.issueToken({ userId: 'user-two' }))).toBe('forbidden')
    expect(await renew(await server.issueToken({ userId: 'user-one', tenant: 'other' }))).toBe('tenant-forbidden')
    expect(await renew('nonsense')).toBe('unauthenticated')
    expect(client.socket.connected).toBe(true)
  })

  it('ends every session when all tokens are ended', async () => {
    const client = await connect({ token: await server.issueToken() })
    const token = await server.issueToken()
    await server.switch('expire-tokens')
    await client.disconnected
    expect(await refusal({ token })).toBe('token-expired')
    expect(await refusal({ token: await server.issueToken() })).toBe('let in')
  })
})
