import { afterEach, describe, expect, it } from 'vitest'
import type { WireOperation } from '#shared/protocol/operations.ts'
import { REQUESTS } from '#shared/protocol/requests.ts'
import { Refusal } from '../../../src/fleet-server/core/refusal.ts'
import type { ServerOptions } from '../../../src/fleet-server/options.ts'
import { type Fixture, fixture, keyOf, OPERATOR, rename, START } from './fixture.ts'

const open: Fixture[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

function serverWith(options: Partial<ServerOptions>): Fixture {
  const fleet = fixture(options)
  open.push(fleet)
  return fleet
}

function createPlaylist(number: number, entityId: string): WireOperation {
  const fields = { name: 'New', description: '', items: [] }
  return {
    key: keyOf(number),
    clientSequence: number,
    createdAt: START,
    kind: 'create',
    entityType: 'playlist',
    entityId,
    fields,
  }
}

function refusalOf(task: () => unknown): string {
  try {
    task()
    return 'none'
  } catch (error) {
    return error instanceof Refusal ? error.detail.code : String(error)
  }
}

describe('a server that names new entities itself', () => {
  it('answers a create with its own id, also when it is asked again', () => {
    const fleet = serverWith({ assignsIds: true })
    const create = createPlaylist(1, 'temporary-1')
    const [result] = fleet.apply([create])
    expect(result).toMatchObject({ outcome: 'applied', entityId: 'playlist-own-1', version: 1 })
    expect(fleet.apply([create])).toEqual([{ ...result, outcome: 'duplicate' }])
    expect(fleet.requests.lookup({ keys: [keyOf(1)] }).results).toEqual([{ key: keyOf(1), known: true, result }])
    expect(fleet.events).toMatchObject([
      { name: 'playlist:updated', payload: { playlistId: 'playlist-own-1', change: 'created', key: keyOf(1) } },
    ])
    expect(fleet.store.effects(0, 10)).toMatchObject([{ entityId: 'playlist-own-1', key: keyOf(1) }])
  })

  it('does not know the temporary id, neither as an entity nor as a reference', () => {
    const fleet = serverWith({ assignsIds: true })
    const edit = { ...rename(2, 'temporary-1', 1, 'Renamed'), entityType: 'playlist' } as WireOperation
    const assign = (number: number, playlistId: string): WireOperation =>
      ({ ...rename(number, 'device-00001', 1, ''), fields: { playlistId } }) as WireOperation
    expect(fleet.apply([createPlaylist(1, 'temporary-1'), edit, assign(3, 'temporary-1')])).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'rejected', code: 'not-found' },
      { outcome: 'rejected', code: 'invalid', field: 'playlistId' },
    ])
    expect(fleet.apply([assign(3, 'playlist-own-1')])).toMatchObject([{ outcome: 'applied' }])
  })

  it('makes two entities of two creates that happen to name the same temporary id', () => {
    const fleet = serverWith({ assignsIds: true })
    const results = fleet.apply([createPlaylist(1, 'temporary-1'), createPlaylist(2, 'temporary-1')])
    expect(results).toMatchObject([{ entityId: 'playlist-own-1' }, { entityId: 'playlist-own-2' }])
  })

  it('takes an edit behind the create that names its id', () => {
    const fleet = serverWith({ assignsIds: true })
    const edit = { ...rename(2, 'playlist-own-1', 0, 'Renamed'), entityType: 'playlist' } as WireOperation
    expect(fleet.apply([createPlaylist(1, 'temporary-1'), edit])).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'applied', version: 2 },
    ])
  })
})

describe('a server without lookup', () => {
  it('says so, and lets the entity be read back instead', () => {
    const fleet = serverWith({ hasLookup: false })
    fleet.apply([rename(1, 'device-00001', 1, 'Renamed')])
    expect(refusalOf(() => fleet.requests.lookup({ keys: [keyOf(1)] }))).toBe('unsupported')
    const { entities } = fleet.requests.read({ refs: [{ entityType: 'device', entityId: 'device-00001' }] })
    expect(entities).toMatchObject([{ version: 2, record: { data: { name: 'Renamed' } } }])
  })
})

describe('entities:read', () => {
  it('answers in the order asked, with version 0 for what is not there', () => {
    const fleet = serverWith({})
    fleet.apply([{ ...rename(1, 'device-00002', 1, ''), kind: 'delete' } as unknown as WireOperation])
    const refs = ['device-00003', 'device-00002', 'device-77777'].map((entityId) => ({
      entityType: 'device' as const,
      entityId,
    }))
    const answer = fleet.requests.read({ refs })
    expect(REQUESTS['entities:read'].response.parse(answer)).toEqual(answer)
    expect(answer.entities.map(({ ref, version, record }) => [ref.entityId, version, record?.id])).toEqual([
      ['device-00003', 1, 'device-00003'],
      ['device-00002', 0, undefined],
      ['device-77777', 0, undefined],
    ])
  })

  it('refuses what would not fit into a message, but never a single entity', () => {
    const fleet = serverWith({})
    const ids = ['big-1', 'big-2', 'big-3', 'big-4']
    const data = { name: 'x'.repeat(250_000) }
    fleet.store.transact(() => ids.map((id) => fleet.store.entities.insert('device', id, 0, data, {})))
    const refs = ids.map((entityId) => ({ entityType: 'device', entityId }))
    expect(refusalOf(() => fleet.requests.read({ refs }))).toBe('too-large')
    expect(refusalOf(() => fleet.requests.read({ refs: refs.slice(0, 2) }))).toBe('none')
    expect(refusalOf(() => fleet.requests.read({ refs: [] }))).toBe('malformed')
    expect(refusalOf(() => fleet.requests.read({ refs: Array.from({ length: 201 }, () => refs[0]) }))).toBe('malformed')
  })
})

describe('a queue carried to another PC', () => {
  const CARRIED = { ...OPERATOR, userId: 'operator-2', userName: 'Night shift', clientId: 'client-2' }
  const other = (operation: WireOperation): WireOperation => ({
    ...operation,
    clientSequence: operation.clientSequence + 500,
    createdAt: START + 9_999,
  })

  it('has one effect for each key, whichever PC is first', () => {
    const fleet = serverWith({})
    const create = createPlaylist(1, 'playlist-new')
    const edit = rename(2, 'device-00001', 1, 'Renamed')
    const reboot: WireOperation = {
      key: keyOf(3),
      clientSequence: 3,
      createdAt: START,
      kind: 'command',
      entityType: 'device',
      entityId: 'device-00001',
      command: 'reboot',
    }
    const first = fleet.apply([create, edit])
    const second = fleet.apply([create, edit, reboot].map(other), CARRIED)
    const third = fleet.apply([create, edit, reboot])
    const asDuplicate = (result: object | undefined) => ({ ...result, outcome: 'duplicate' })
    expect(second).toMatchObject([asDuplicate(first[0]), asDuplicate(first[1]), { outcome: 'applied' }])
    expect(third).toEqual(second.map(asDuplicate))
    expect(fleet.store.effects(0, 10).map(({ key, clientId }) => [key, clientId])).toEqual([
      [keyOf(1), 'client-1'],
      [keyOf(2), 'client-1'],
      [keyOf(3), 'client-2'],
    ])
    expect(fleet.commands).toHaveLength(1)
  })

  it('is the same operation with another base version, in a batch, or out of one', () => {
    const fleet = serverWith({})
    const operations = [rename(1, 'device-00001', 1, 'A'), rename(2, 'device-00002', 1, 'B')]
    fleet.apply(operations)
    const batch = { id: keyOf(900), size: 2 }
    const carried = operations.map((one) => other({ ...one, batch, baseVersion: 7 } as WireOperation))
    expect(fleet.apply(carried, CARRIED)).toMatchObject([{ outcome: 'duplicate' }, { outcome: 'duplicate' }])
    expect(fleet.store.effects(0, 10)).toHaveLength(2)
  })

  it('learns the id that a server gave to what the first PC created', () => {
    const fleet = serverWith({ assignsIds: true })
    const create = createPlaylist(1, 'temporary-1')
    fleet.apply([create])
    expect(fleet.apply([other(create)], CARRIED)).toMatchObject([{ outcome: 'duplicate', entityId: 'playlist-own-1' }])
  })
})
