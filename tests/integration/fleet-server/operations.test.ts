import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MAX_BATCH_OPERATIONS } from '#shared/protocol/version.ts'
import {
  connectClient,
  type FleetServerProcess,
  goodValue,
  operation,
  type PlainClient,
  startFleetServer,
  until,
} from '../../support/fleet-server.ts'

let server: FleetServerProcess
let client: PlainClient

beforeAll(async () => {
  server = await startFleetServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  client = await connectClient(server)
})
afterEach(() => client.close())

const rename = (entityId: string, baseVersion: number, name: string) =>
  operation({ kind: 'update', entityType: 'device', entityId, baseVersion, fields: { name } })

describe('operations:apply', () => {
  it('answers every operation of a batch by itself', async () => {
    const first = rename('device-00001', 1, 'First')
    const results = await client.apply(
      first,
      rename('device-00001', 9, 'Of another version'),
      rename('device-00001', 2, 'On top of the first'),
      rename('device-99999', 1, 'Nobody'),
      operation({
        kind: 'update',
        entityType: 'device',
        entityId: 'device-00001',
        baseVersion: 3,
        fields: { playlistId: 'none' },
      }),
      operation({
        kind: 'update',
        entityType: 'device',
        entityId: 'device-00001',
        baseVersion: 3,
        fields: { colour: 'red' },
      }),
      operation({ kind: 'command', entityType: 'device', entityId: 'device-99999', command: 'reload' }),
      operation({ kind: 'delete', entityType: 'alert', entityId: 'alert-000001', baseVersion: 1 }),
      first,
    )
    expect(results).toMatchObject([
      { outcome: 'applied', version: 2 },
      { outcome: 'conflict', version: 2, fields: { name: 'First' }, isDeleted: false },
      { outcome: 'applied', version: 3 },
      { outcome: 'rejected', code: 'not-found' },
      { outcome: 'rejected', code: 'invalid', field: 'playlistId' },
      { outcome: 'rejected', code: 'invalid', field: 'colour' },
      { outcome: 'rejected', code: 'not-found' },
      { outcome: 'rejected', code: 'unsupported' },
      { outcome: 'duplicate', version: 2 },
    ])
  })

  it('judges one malformed operation without holding back the others', async () => {
    const bad = { ...rename('device-00002', 1, 'x'), baseVersion: 'one' }
    const newer = {
      ...operation({ kind: 'command', entityType: 'device', entityId: 'device-00002', command: 'reload' }),
      command: 'dance',
    }
    const reply = await client.request('operations:apply', {
      operations: [bad, newer, rename('device-00002', 1, 'Fine')] as never,
    })
    expect(goodValue(reply).results).toMatchObject([
      { outcome: 'rejected', code: 'invalid', field: 'baseVersion' },
      { outcome: 'rejected', code: 'unsupported' },
      { outcome: 'applied' },
    ])
  })

  it('sends the event of a change before its acknowledgement', async () => {
    await client.request('channel:subscribe', { channel: 'main/devices' })
    const [result] = await client.apply(rename('device-00003', 1, 'Echo'))
    const echo = client.events.find(({ name }) => name === 'entity:changed')
    expect(echo?.payload).toMatchObject({ entityId: 'device-00003', version: 2, key: result?.key, actor: 'Operator' })
    expect(result).toMatchObject({ outcome: 'applied', sequence: client.welcome.head + 1 })
  })

  it('names only the fields that changed since the base version', async () => {
    await server.switch('edit', { entityType: 'device', entityId: 'device-00004', fields: { location: 'Roof' } })
    await server.switch('edit', { entityType: 'device', entityId: 'device-00004', fields: { tags: ['moved'] } })
    const since = async (base: number) => (await client.apply(rename('device-00004', base, 'x')))[0]
    expect(await since(1)).toMatchObject({
      outcome: 'conflict',
      version: 3,
      fields: { location: 'Roof', tags: ['moved'] },
    })
    expect(await since(2)).toMatchObject({ outcome: 'conflict', version: 3, fields: { tags: ['moved'] } })
    expect(await since(3)).toMatchObject({ outcome: 'applied', version: 4 })
  })

  it('says that an entity is gone', async () => {
    await server.switch('delete', { entityType: 'device', entityId: 'device-00005' })
    const [result] = await client.apply(rename('device-00005', 1, 'x'))
    expect(result).toMatchObject({ outcome: 'conflict', version: 0, fields: {}, isDeleted: true })
  })

  it('creates, reorders and deletes a playlist with its own events', async () => {
    await client.request('channel:subscribe', { channel: 'main/playlists' })
    const items = ['a', 'b'].map((id) => ({ id, contentId: 'content-01', durationSeconds: 10 }))
    const entityId = `playlist-${randomUUID()}`
    const fields = { name: 'Mine', description: '', items }
    await client.apply(operation({ kind: 'create', entityType: 'playlist', entityId, fields }))
    const reversed = { items: [...items].reverse() }
    await client.apply(
      operation({ kind: 'update', entityType: 'playlist', entityId, baseVersion: 1, fields: reversed }),
    )
    await client.apply(
      operation({ kind: 'update', entityType: 'playlist', entityId, baseVersion: 2, fields: { items: [] } }),
    )
    await client.apply(operation({ kind: 'delete', entityType: 'playlist', entityId, baseVersion: 3 }))
    const again = await client.apply(operation({ kind: 'create', entityType: 'playlist', entityId, fields }))
    const changes = client.events.filter(({ name }) => name === 'playlist:updated').map(({ payload }) => payload)
    expect(changes).toMatchObject([
      { change: 'created', version: 1, data: fields },
      { change: 'reordered', version: 2, data: { ...fields, ...reversed } },
      { change: 'updated', version: 3 },
      { change: 'deleted', version: 4, data: null },
    ])
    expect(again).toMatchObject([{ outcome: 'rejected', code: 'already-exists' }])
  })

  it('keeps what is still in use', async () => {
    const results = await client.apply(
      operation({ kind: 'delete', entityType: 'playlist', entityId: (await playlistInUse()) ?? '', baseVersion: 1 }),
    )
    expect(results).toMatchObject([{ outcome: 'rejected', code: 'invalid' }])
  })

  it('lets an alert be acknowledged and nothing else', async () => {
    const [alert] = await server.entities('alert')
    const update = (baseVersion: number, fields: Record<string, unknown>) =>
      operation({ kind: 'update', entityType: 'alert', entityId: alert?.id ?? '', baseVersion, fields })
    const version = alert?.version ?? 0
    expect(
      await client.apply(
        update(version, { acknowledged: true, note: 'On it.' }),
        update(version + 1, { severity: 'low' }),
      ),
    ).toMatchObject([{ outcome: 'applied' }, { outcome: 'rejected', code: 'invalid', field: 'severity' }])
  })

  it('refuses a viewer', async () => {
    const viewer = await connectClient(server, { token: await server.issueToken({ role: 'viewer' }) })
    expect(await viewer.apply(rename('device-00006', 1, 'x'))).toMatchObject([
      { outcome: 'rejected', code: 'forbidden' },
    ])
    viewer.close()
  })

  it('lets a device react to a command, and reports what it did', async () => {
    await client.request('channel:subscribe', { channel: 'main/devices' })
    await server.switch('device-status', { deviceId: 'device-00007', status: 'online' })
    const count = client.events.length
    expect(
      await client.apply(
        operation({ kind: 'command', entityType: 'device', entityId: 'device-00007', command: 'reload' }),
      ),
    ).toMatchObject([{ outcome: 'applied', version: 1 }])
    const told = () =>
      client.events.slice(count).map(({ payload }) => {
        const { status, result } = payload as { status?: string; result?: string }
        return status ?? result
      })
    await until('the device has reported', () => told().length === 3)
    expect(told()).toEqual(['idle', 'online', 'done'])
  })

  it('has a command reported as a test asks for', async () => {
    await client.request('channel:subscribe', { channel: 'main/devices' })
    await server.switch('command-reports', { mode: 'manual' })
    const reload = operation({ kind: 'command', entityType: 'device', entityId: 'device-00008', command: 'reload' })
    await client.apply(reload)
    const { sequence } = await server.switch('report-command', { key: reload.key, result: 'failed', message: 'No.' })
    await until('it is reported', () => client.events.some(({ name }) => name === 'command:reported'))
    expect(client.events.find(({ name }) => name === 'command:reported')?.payload).toMatchObject({
      sequence,
      deviceId: 'device-00008',
      key: reload.key,
      result: 'failed',
      message: 'No.',
    })
    expect(goodValue(await client.request('operations:lookup', { keys: [reload.key] })).results).toMatchObject([
      { known: true, report: { result: 'failed', message: 'No.' } },
    ])
    await expect(server.switch('report-command', { key: reload.key, result: 'done' })).rejects.toThrow(/before/)
    await expect(server.switch('report-command', { key: randomUUID(), result: 'done' })).rejects.toThrow(/404/)
    await server.switch('command-reports', { mode: 'normal' })
  })
})

describe('idempotency', () => {
  it('applies once when the acknowledgement was lost, and answers the repeat as a duplicate', async () => {
    const lost = rename('device-00010', 1, 'Once')
    await server.switch('drop-acknowledgements', { probability: 1 })
    await expect(client.request('operations:apply', { operations: [lost] }, 300)).rejects.toThrow(/timed out/)
    await server.switch('drop-acknowledgements', { probability: 0 })
    const known = goodValue(await client.request('operations:lookup', { keys: [lost.key, randomUUID()] })).results
    expect(known).toMatchObject([{ known: true, result: { outcome: 'applied', version: 2 } }, { known: false }])
    expect(await client.apply(lost)).toMatchObject([{ outcome: 'duplicate', version: 2 }])
    const effects = (await server.audit()).filter(({ key }) => key === lost.key)
    expect(effects).toHaveLength(1)
  })

  it('refuses a key that was used for something else', async () => {
    const first = rename('device-00011', 1, 'Mine')
    await client.apply(first)
    expect(await client.apply({ ...first, fields: { name: 'Other' } } as typeof first)).toMatchObject([
      { outcome: 'rejected', code: 'invalid' },
    ])
    expect(goodValue(await client.request('operations:lookup', { keys: [first.key] })).results).toMatchObject([
      { known: true, result: { outcome: 'applied' } },
    ])
  })

  it('takes the same key again after a conflict, on top of the newer version', async () => {
    await server.switch('edit', { entityType: 'device', entityId: 'device-00012', fields: { name: 'Theirs' } })
    const mine = rename('device-00012', 1, 'Mine')
    expect(await client.apply(mine)).toMatchObject([{ outcome: 'conflict', version: 2 }])
    expect(goodValue(await client.request('operations:lookup', { keys: [mine.key] })).results).toMatchObject([
      { known: false },
    ])
    expect(await client.apply({ ...mine, baseVersion: 2 } as typeof mine)).toMatchObject([
      { outcome: 'applied', version: 3 },
    ])
  })

  it('counts a key once even when two consoles send it', async () => {
    const other = await connectClient(server, { clientId: 'another-client' })
    const carried = rename('device-00013', 1, 'Carried')
    const both = await Promise.all([client.apply(carried), other.apply({ ...carried, clientSequence: 99 })])
    expect(
      both
        .flat()
        .map((result) => result.outcome)
        .sort(),
    ).toEqual(['applied', 'duplicate'])
    other.close()
  })
})

describe('limits', () => {
  it('refuses a batch that is too large, and survives malformed requests', async () => {
    const many = Array.from({ length: MAX_BATCH_OPERATIONS + 1 }, () => rename('device-00001', 1, 'x'))
    expect(await client.request('operations:apply', { operations: many })).toMatchObject({
      ok: false,
      error: { code: 'too-large' },
    })
    for (const payload of [null, 7, 'text', [], {}, { operations: [] }, { operations: [{}] }, { operations: 'many' }]) {
      expect(await client.request('operations:apply', payload as never)).toMatchObject({
        ok: false,
        error: { code: 'malformed' },
      })
    }
    client.socket.emit('operations:apply', { operations: [] })
    client.socket.emit('no:such-request', 1, 2, 3)
    client.socket.emit('ping', { at: 0 }, 'not a function')
    expect(await client.request('ping', { at: 0 })).toMatchObject({ ok: true })
  })

  it('drops a console that sends 20 MB at once, and serves the others', async () => {
    const other = await connectClient(server)
    other.socket.emit('ping', { at: 0, filler: 'x'.repeat(20_000_000) })
    await other.disconnected
    expect(await client.request('ping', { at: 0 })).toMatchObject({ ok: true })
  })

  it('slows down a console that asks without end', async () => {
    const replies = await Promise.all(Array.from({ length: 4_000 }, () => client.request('ping', { at: 0 })))
    const refused = replies.filter((reply) => !reply.ok)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]).toMatchObject({ error: { code: 'rate-limited' } })
    expect(client.socket.connected).toBe(true)
  })
})

async function playlistInUse(): Promise<string | undefined> {
  const devices = await server.entities('device')
  return devices.map((device) => device.data['playlistId']).find((id): id is string => typeof id === 'string')
}
