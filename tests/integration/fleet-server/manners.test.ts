import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { FeedEventPayload } from '#shared/protocol/feed.ts'
import type { WireOperation } from '#shared/protocol/operations.ts'
import {
  batchOf,
  connectClient,
  type FleetServerProcess,
  goodValue,
  operation,
  type PlainClient,
  startFleetServer,
  until,
} from '../../support/fleet-server.ts'

const servers: FleetServerProcess[] = []
const clients: PlainClient[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

async function start(...args: string[]): Promise<FleetServerProcess> {
  const server = await startFleetServer(args)
  servers.push(server)
  return server
}

async function connect(...args: Parameters<typeof connectClient>): Promise<PlainClient> {
  const client = await connectClient(...args)
  clients.push(client)
  return client
}

const rename = (entityId: string, baseVersion: number, name: string): WireOperation =>
  operation({ kind: 'update', entityType: 'device', entityId, baseVersion, fields: { name } })
const createPlaylist = (entityId: string): WireOperation =>
  operation({
    kind: 'create',
    entityType: 'playlist',
    entityId,
    fields: { name: 'New', description: '', items: [] },
  })
const assign = (playlistId: string): WireOperation =>
  operation({
    kind: 'update',
    entityType: 'device',
    entityId: 'device-00001',
    baseVersion: 1,
    fields: { playlistId },
  })

describe('a server started with --assign-ids', () => {
  it('says so, and names what is created in answers, lookups and events', async () => {
    const server = await start('--assign-ids')
    const client = await connect(server)
    expect(client.welcome.capabilities).toContain('assigned-ids')
    await client.request('channel:subscribe', { channel: 'main/playlists' })
    const create = createPlaylist('temporary-1')
    const [result] = await client.apply(create)
    const id = result?.outcome === 'applied' ? result.entityId : ''
    expect(id).toMatch(/^playlist-[0-9a-f-]{36}$/)
    expect(client.events.find(({ name }) => name === 'playlist:updated')?.payload).toMatchObject({
      playlistId: id,
      key: create.key,
    })
    expect(await client.apply(create)).toMatchObject([{ outcome: 'duplicate', entityId: id }])
    expect(goodValue(await client.request('operations:lookup', { keys: [create.key] })).results).toMatchObject([
      { known: true, result: { entityId: id } },
    ])
    expect(await client.apply(assign('temporary-1'))).toMatchObject([{ outcome: 'rejected', field: 'playlistId' }])
    expect(await client.apply(assign(id))).toMatchObject([{ outcome: 'applied' }])
  })
})

describe('a server started with --no-lookup', () => {
  it('refuses lookups in both ways, and lets a console read back what it did', async () => {
    const server = await start('--no-lookup')
    const client = await connect(server)
    expect(client.welcome.capabilities).not.toContain('lookup')
    const renamed = rename('device-00001', 1, 'Read back')
    await client.apply(renamed)
    expect(await client.request('operations:lookup', { keys: [renamed.key] })).toMatchObject({
      ok: false,
      error: { code: 'unsupported' },
    })
    const refs = [
      { entityType: 'device' as const, entityId: 'device-00001' },
      { entityType: 'device' as const, entityId: 'device-99999' },
    ]
    const { entities } = goodValue(await client.request('entities:read', { refs }))
    expect(entities).toMatchObject([
      { ref: refs[0], version: 2, record: { data: { name: 'Read back' } } },
      { ref: refs[1], version: 0, record: null },
    ])
    const post = (path: string, body: object) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.token}` },
        body: JSON.stringify(body),
      })
    expect((await post('/v1/operations/lookup', { keys: [renamed.key] })).status).toBe(501)
    expect(await (await post('/v1/entities/read', { refs })).json()).toEqual({ entities })
  })
})

describe('a batch', () => {
  it('is confirmed as a whole, and its events come before the answer, in order', async () => {
    const server = await start()
    const client = await connect(server)
    expect(client.welcome.capabilities).toContain('atomic-batch')
    for (const channel of client.welcome.channels) await client.request('channel:subscribe', { channel })
    const members = batchOf(createPlaylist('playlist-new'), assign('playlist-new'), rename('device-00001', 1, 'Both'))
    const results = await client.apply(...members)
    expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied'])
    const keys = client.events.flatMap(({ payload }) => (payload as FeedEventPayload<'entity:changed'>).key ?? [])
    expect(keys).toEqual(members.map(({ key }) => key))
  })

  it('has no effect when a member is refused, as the audit shows', async () => {
    const server = await start()
    const client = await connect(server)
    await server.switch('edit', { entityType: 'device', entityId: 'device-00002', fields: { location: 'Roof' } })
    const members = batchOf(rename('device-00001', 1, 'A'), rename('device-00002', 1, 'B'))
    expect(await client.apply(...members, rename('device-00003', 1, 'Single'))).toMatchObject([
      { outcome: 'held', behind: members[1]?.key },
      { outcome: 'conflict', version: 2 },
      { outcome: 'applied' },
    ])
    const effects = (await server.audit()).filter(({ source }) => source === 'operation')
    expect(effects.map(({ entityId }) => entityId)).toEqual(['device-00003'])
  })

  it('is answered as a duplicate when its acknowledgement was lost', async () => {
    const server = await start()
    const client = await connect(server)
    const members = batchOf(rename('device-00001', 1, 'A'), rename('device-00002', 1, 'B'))
    await server.switch('drop-acknowledgements', { probability: 1 })
    await expect(client.request('operations:apply', { operations: members }, 300)).rejects.toThrow(/timed out/)
    await server.switch('drop-acknowledgements', { probability: 0 })
    expect((await client.apply(...members)).map(({ outcome }) => outcome)).toEqual(['duplicate', 'duplicate'])
    expect(await server.audit()).toHaveLength(2)
  })
})

describe('the same queue sent by two consoles', () => {
  it('has one effect per key, one after the other and both at once', async () => {
    const server = await start()
    const [first, second] = [
      await connect(server, { clientId: 'pc-one' }),
      await connect(server, { clientId: 'pc-two' }),
    ]
    const queue = Array.from({ length: 20 }, (_, index) => rename(`device-000${10 + index}`, 1, `Name ${index}`))
    const carried = queue.map((one, index) => ({ ...one, clientSequence: 900 + index, createdAt: 5 }))
    await first.apply(...queue.slice(0, 10))
    await second.apply(...carried.slice(0, 10))
    const sends = queue.slice(10).flatMap((one, index) => {
      const other = carried[10 + index] ?? one
      return [first.apply(one), second.apply(other)]
    })
    const outcomes = (await Promise.all(sends)).flat().map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(10)
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(10)
    const keys = (await server.audit()).map(({ key }) => key)
    expect(keys).toHaveLength(20)
    expect(new Set(keys)).toEqual(new Set(queue.map(({ key }) => key)))
  })
})

describe('several users of one tenant', () => {
  it('get tokens of their own, and their edits carry their names', async () => {
    const server = await start()
    const userOf = async (userId: string, userName: string) =>
      connect({ ...server, token: await server.issueToken({ userId, userName }) }, { clientId: 'shared-pc' })
    const day = await userOf('day-1', 'Day shift')
    const night = await userOf('night-1', 'Night shift')
    expect([day.welcome.user, night.welcome.user]).toEqual([
      { id: 'day-1', name: 'Day shift', role: 'operator' },
      { id: 'night-1', name: 'Night shift', role: 'operator' },
    ])
    await day.apply(rename('device-00001', 1, 'By day'))
    await night.apply(rename('device-00001', 2, 'By night'))
    expect((await server.audit()).map(({ actor }) => actor)).toEqual(['Day shift', 'Night shift'])
  })
})

describe('the switch refuse', () => {
  it('refuses for a time, by socket and by HTTP, and then works again', async () => {
    const server = await start()
    const client = await connect(server)
    await server.switch('refuse', { code: 'rate-limited', forMs: 600_000, retryAfterMs: 1_200, target: 'any' })
    const refused = { ok: false, error: { code: 'rate-limited', retryAfterMs: 1_200 } }
    for (const _time of [1, 2, 3]) expect(await client.request('ping', { at: 0 })).toMatchObject(refused)
    const headers = { authorization: `Bearer ${server.token}`, 'x-outpost-client': 'http' }
    const answer = await fetch(`${server.url}/v1/operations/lookup`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ keys: [randomUUID()] }),
    })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2'])
    await server.switch('refuse', { code: 'rate-limited', forMs: 0, target: 'any' })
    expect(await client.request('ping', { at: 0 })).toMatchObject({ ok: true })
  })

  it('ends by itself when its time is over', async () => {
    const server = await start()
    const client = await connect(server)
    await server.switch('refuse', { code: 'unavailable', forMs: 300, retryAfterMs: 100 })
    const send = () => client.request('operations:apply', { operations: [rename('device-00001', 1, 'x')] })
    expect(await send()).toMatchObject({ ok: false, error: { code: 'unavailable', retryAfterMs: 100 } })
    await until('it takes operations again', async () => (await send()).ok)
    expect(await server.audit()).toHaveLength(1)
  })

  it('needs a number or a time', async () => {
    const server = await start()
    await expect(server.switch('refuse', { code: 'unavailable' })).rejects.toThrow(/count or forMs/)
  })
})

describe('commands', () => {
  it('are confirmed in a quiet fleet, and fail by turn as the seed says', async () => {
    const server = await start('--seed', '49')
    const client = await connect(server)
    await client.request('channel:subscribe', { channel: 'main/devices' })
    for (const deviceId of ['device-00001', 'device-00002'])
      await server.switch('device-status', { deviceId, status: 'online' })
    const clear = (entityId: string) =>
      operation({ kind: 'command', entityType: 'device', entityId, command: 'clear-cache' })
    await client.apply(clear('device-00001'))
    await client.apply(clear('device-00002'))
    const reports = () => client.events.filter(({ name }) => name === 'command:reported').map(({ payload }) => payload)
    await until('both have reported', () => reports().length === 2)
    expect(reports()).toMatchObject([
      { deviceId: 'device-00001', result: 'failed', message: 'Some files are in use and were kept.' },
      { deviceId: 'device-00002', result: 'done', message: null },
    ])
  })
})
