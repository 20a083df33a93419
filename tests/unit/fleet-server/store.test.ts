import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEntity } from '../../../src/fleet-server/core/edit.ts'
import { recordOf } from '../../../src/fleet-server/store/entity-table.ts'
import { canonicalJson, payloadHash } from '../../../src/fleet-server/store/operation-table.ts'
import { type Fixture, fixture, keyOf, rename, START } from './fixture.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

let fleet: Fixture
beforeEach(() => {
  fleet = fixture()
})
afterEach(() => fleet.remove())

function status(device: string): number {
  const { store } = fleet
  return store.transact(() =>
    store.publish('device:status-update', 'devices', START, { deviceId: device, status: 'online', lastSeenAt: START }),
  )
}

describe('a transaction', () => {
  it('takes everything back when a part of it fails', () => {
    const { store, events } = fleet
    status('device-00001')
    const author = {
      actor: 'a',
      source: 'operation',
      key: null,
      clientId: null,
      clientSequence: null,
      at: START,
    } as const
    const failing = (): never => {
      const data = { name: 'x', kind: 'image', durationSeconds: 1, sizeBytes: 1, tags: [] }
      createEntity(store, 'content', 'content-new', { data, reported: {} }, author)
      throw new Error('half way')
    }
    expect(() => store.transact(failing)).toThrow('half way')
    expect(store.entities.find('content', 'content-new')).toBeUndefined()
    expect(store.effects(0, 10)).toEqual([])
    expect(events).toHaveLength(1)
    expect(status('device-00001')).toBe(2)
    expect(store.feed.read(0, 10, 1_000_000).events.map(({ sequence }) => sequence)).toEqual([1, 2])
  })

  it('lets listeners hear only what is committed', () => {
    const { store, events } = fleet
    store.transact(() => {
      store.publish('device:status-update', 'devices', START, { deviceId: 'd', status: 'idle', lastSeenAt: START })
      expect(events).toEqual([])
    })
    expect(events).toHaveLength(1)
  })
})

describe('the feed', () => {
  it('goes on after a restart, in each channel', () => {
    status('device-00001')
    fleet.apply([rename(1, 'device-00001', 1, 'A')])
    const epoch = fleet.store.epoch
    fleet = fleet.reopen()
    expect([fleet.store.epoch, fleet.store.feed.head, fleet.store.feed.lastOf('devices')]).toEqual([epoch, 2, 2])
    status('device-00001')
    expect(fleet.events[0]?.payload).toMatchObject({ sequence: 3, previous: 2 })
  })

  it('drops the oldest beyond its retention, and knows which cursors have a gap', () => {
    for (let count = 0; count < 2_500; count += 1) status('device-00001')
    fleet.store.pruneFeed()
    const { feed } = fleet.store
    expect([
      feed.floor(),
      feed.canResume(1_499),
      feed.canResume(1_500),
      feed.canResume(2_500),
      feed.canResume(2_501),
    ]).toEqual([1_500, false, true, true, false])
    expect(() => fleet.requests.changes({ since: 0, limit: 10 })).toThrow(/no longer kept/)
  })

  it('keeps its numbers when it is forgotten, and begins anew with a new epoch', () => {
    status('device-00001')
    fleet.apply([rename(1, 'device-00002', 1, 'A')])
    const epoch = fleet.store.epoch
    fleet.store.forgetFeed()
    expect([fleet.store.feed.head, fleet.store.feed.canResume(1), fleet.store.feed.canResume(2)]).toEqual([
      2,
      false,
      true,
    ])
    fleet.store.rotateEpoch()
    expect(fleet.store.epoch).not.toBe(epoch)
    const known = fleet.requests.lookup({ keys: [keyOf(1)] }).results[0]
    expect(known).toMatchObject({ known: true, result: { outcome: 'applied', version: 2, sequence: 0 } })
    expect(
      fleet.requests
        .snapshot({ page: null, limit: 2_000 })
        .parse()
        .records.every((record) => record.sequence === 0),
    ).toBe(true)
    expect(status('device-00001')).toBe(1)
    fleet = fleet.reopen()
    expect(fleet.store.feed.head).toBe(1)
  })

  it('fills a page by bytes as well as by number, with one event at least', () => {
    for (let count = 0; count < 5; count += 1) status('device-00001')
    const { feed } = fleet.store
    expect(feed.read(0, 3, 1_000_000)).toMatchObject({ events: { length: 3 }, hasMore: true })
    expect(feed.read(0, 10, 1)).toMatchObject({ events: { length: 1 }, hasMore: true })
    expect(feed.read(4, 10, 1)).toMatchObject({ events: { length: 1 }, hasMore: false })
    expect(feed.read(5, 10, 1)).toEqual({ events: [], hasMore: false })
  })
})

describe('keys', () => {
  it('are kept for more than 30 days and then forgotten', () => {
    fleet.apply([rename(1, 'device-00001', 1, 'A')])
    fleet.advance(31 * DAY_MS)
    fleet.store.pruneHistory()
    expect(fleet.store.operations.find(keyOf(1))?.isApplied).toBe(true)
    fleet.advance(31 * DAY_MS)
    fleet.store.pruneHistory()
    expect(fleet.store.operations.find(keyOf(1))).toBeUndefined()
  })

  it('compare what was asked, not how it was written or by whom', () => {
    const operation = rename(1, 'device-00001', 1, 'A')
    const same = { ...operation, clientSequence: 77, createdAt: 5, baseVersion: 9 }
    expect(payloadHash(same as typeof operation)).toBe(payloadHash(operation))
    expect(payloadHash(rename(1, 'device-00001', 1, 'B'))).not.toBe(payloadHash(operation))
    expect(canonicalJson({ b: [{ y: 1, x: 2 }], a: null })).toBe('{"a":null,"b":[{"x":2,"y":1}]}')
  })
})

describe('the folder', () => {
  it('belongs to one tenant', () => {
    const { options } = fleet
    expect(options.tenant).toBe('main')
    expect(fleet.store.getMeta('tenant')).toBe('main')
  })

  it('returns records as they were written', () => {
    const row = fleet.store.entities.find('device', 'device-00001')
    const record = row && recordOf(row)
    expect(record).toMatchObject({
      entityType: 'device',
      version: 1,
      sequence: 0,
      data: { tags: expect.arrayContaining([]) as unknown },
    })
  })
})
