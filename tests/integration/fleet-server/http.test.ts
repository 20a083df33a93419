import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serverErrorSchema } from '#shared/protocol/errors.ts'
import { healthSchema, tokenReplySchema } from '#shared/protocol/http.ts'
import { REQUESTS } from '#shared/protocol/requests.ts'
import { type FleetServerProcess, operation, startFleetServer } from '../../support/fleet-server.ts'

let server: FleetServerProcess
beforeAll(async () => {
  server = await startFleetServer(['--token-ttl', '600'])
})
afterAll(() => server.stop())

async function call(path: string, init: RequestInit = {}, token: string | null = server.token) {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  const headers = { ...authorization, 'x-outpost-client': 'http-client', ...(init.headers as Record<string, string>) }
  const response = await fetch(`${server.url}${path}`, { ...init, headers })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}
const post = (path: string, body: unknown) => call(path, { method: 'POST', body: JSON.stringify(body) })
const codeOf = ({ body }: { body: Record<string, unknown> }) => serverErrorSchema.parse(body['error']).code

describe('HTTP', () => {
  it('tells its health to anybody', async () => {
    const { status, body } = await call('/v1/health', {}, null)
    expect([status, healthSchema.parse(body)]).toMatchObject([200, { protocol: { min: 1, max: 1 } }])
  })

  it('offers the same requests as the socket', async () => {
    const snapshot = REQUESTS['sync:snapshot'].response.parse((await call('/v1/sync/snapshot?limit=20')).body)
    expect(snapshot.records).toHaveLength(20)
    const next = await call(`/v1/sync/snapshot?limit=20&page=${encodeURIComponent(snapshot.nextPage ?? '')}`)
    expect(REQUESTS['sync:snapshot'].response.parse(next.body).records[0]?.id).not.toBe(snapshot.records[0]?.id)
    const rename = operation({
      kind: 'update',
      entityType: 'device',
      entityId: 'device-00001',
      baseVersion: 1,
      fields: { name: 'By HTTP' },
    })
    const applied = REQUESTS['operations:apply'].response.parse(
      (await post('/v1/operations', { operations: [rename] })).body,
    )
    expect(applied.results).toMatchObject([{ outcome: 'applied', version: 2 }])
    const looked = REQUESTS['operations:lookup'].response.parse(
      (await post('/v1/operations/lookup', { keys: [rename.key] })).body,
    )
    expect(looked.results).toMatchObject([{ known: true }])
    const changes = REQUESTS['sync:changes'].response.parse((await call('/v1/sync/changes?since=0')).body)
    expect(changes.events).toMatchObject([{ name: 'entity:changed', payload: { key: rename.key } }])
    const renewed = tokenReplySchema.parse((await post('/v1/auth/renew', {})).body)
    expect(renewed.expiresAt).toBeGreaterThan(0)
  })

  it('refuses with a status and a typed error', async () => {
    expect(await call('/v1/sync/changes?since=0', {}, null)).toMatchObject({ status: 401 })
    expect(codeOf(await call('/v1/sync/snapshot', {}, 'nonsense'))).toBe('unauthenticated')
    expect(codeOf(await call('/v1/sync/changes?since=minus-one'))).toBe('malformed')
    expect(codeOf(await call('/v1/sync/changes?since=999999'))).toBe('cursor-expired')
    expect(codeOf(await call('/v1/sync/changes?since=0&epoch=another'))).toBe('cursor-expired')
    expect(codeOf(await post('/v1/operations', { operations: 'many' }))).toBe('malformed')
    expect(codeOf(await call('/v1/nothing'))).toBe('not-found')
    expect(codeOf(await call('/v1/operations', { method: 'POST', body: '{"broken' }))).toBe('malformed')
  })

  it('refuses a body of 20 MB', async () => {
    const outcome = await post('/v1/operations', { operations: ['x'.repeat(20_000_000)] }).then(
      ({ status }) => status,
      () => 'connection closed',
    )
    expect([413, 'connection closed']).toContain(outcome)
    expect((await call('/v1/health')).status).toBe(200)
  })

  it('says when to come back', async () => {
    await server.switch('refuse', { code: 'unavailable', count: 1, retryAfterMs: 2_500, target: 'sync:snapshot' })
    const { status, headers } = await call('/v1/sync/snapshot')
    expect([status, headers.get('retry-after')]).toEqual([503, '3'])
  })
})
