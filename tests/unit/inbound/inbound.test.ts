import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FeedSession } from '../../../src/main/inbound/feed-port.ts'
import { GapCheck } from '../../../src/main/inbound/gap-check.ts'
import { Inbound } from '../../../src/main/inbound/inbound.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import type { FeedEvent } from '../../../src/shared/protocol/feed.ts'
import { deviceRecord, deviceReported } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { ModelServer } from '../../support/model-server.ts'
import { countingIds, QueueHost, seededRandom, temporaryFolder } from '../../support/queue-host.ts'

const device = (entityId: string) => ({ entityType: 'device', entityId }) as const

function statusEvent(sequence: number, previous: number, status: string): FeedEvent {
  const payload = {
    sequence,
    previous,
    channel: 'main/devices',
    at: 1,
    deviceId: 'dev_1',
    status,
    lastSeenAt: sequence,
  }
  return { name: 'device:status-update', payload } as FeedEvent
}

function playlistEvent(sequence: number, previous: number): FeedEvent {
  const place = { sequence, previous, channel: 'main/playlists', at: 1, actor: 'Operator', key: null }
  const change = { playlistId: 'pls_1', change: 'deleted', version: 2, data: null }
  return { name: 'playlist:updated', payload: { ...place, ...change } } as FeedEvent
}

function playlistEdit(sequence: number, previous: number, version: number): FeedEvent {
  const event = playlistEvent(sequence, previous)
  const data = { name: 'Evening', description: '', items: [] }
  return { ...event, payload: { ...event.payload, change: 'updated', version, data } } as FeedEvent
}

class ExpiredCursor extends Error {
  readonly code = 'cursor-expired'
}

describe('inbound', () => {
  let folder = temporaryFolder()
  let clock = new ManualClock()
  let host: QueueHost
  let inbound: Inbound
  let resyncs: string[] = []
  let dropped: string[] = []

  beforeEach(async () => {
    folder = temporaryFolder()
    clock = new ManualClock()
    resyncs = []
    dropped = []
    const file = join(folder.path, 'site.sqlite')
    host = await QueueHost.open({ file, clock, random: seededRandom(1), ids: countingIds(), server: new ModelServer() })
    inbound = new Inbound({
      replica: host.replica,
      clock,
      logger: silentLogger,
      requestResync: (reason) => resyncs.push(reason),
      onDropped: (cause) => dropped.push(cause),
    })
  })
  afterEach(async () => {
    await inbound.stop()
    await host.close()
    folder.remove()
  })

  function session(changes: Partial<FeedSession> = {}): FeedSession {
    return {
      tenant: 'main',
      epoch: 'e1',
      head: 10,
      resume: 'snapshot',
      hasChanges: true,
      pageSize: 100,
      changes: async () => ({ epoch: 'e1', head: 10, events: [], hasMore: false }),
      snapshot: async () => ({
        epoch: 'e1',
        sequence: 10,
        total: 1,
        records: [deviceRecord('dev_1', { sequence: 10 })],
        nextPage: null,
      }),
      ...changes,
    }
  }
  const live = new AbortController().signal
  const statusOf = (): unknown => host.replica.view(device('dev_1'))?.reported['status']
  const receive = ({ name, payload }: FeedEvent): void => inbound.receive(name, payload)

  it('reads a snapshot the first time and is current then', async () => {
    await inbound.resync(session(), live)
    expect(inbound.status()).toMatchObject({ state: 'current', cursor: 10, lastSyncKind: 'snapshot' })
    expect(statusOf()).toBe('online')
  })

  it('reads only the changes when the server can resume', async () => {
    await inbound.resync(session(), live)
    inbound.disconnected()
    const since: number[] = []
    const resumed = session({
      resume: 'delta',
      changes: async (from) => {
        since.push(from)
        return { epoch: 'e1', head: 12, events: [statusEvent(12, 10, 'idle')], hasMore: false }
      },
    })
    await inbound.resync(resumed, live)
    expect(since).toEqual([10])
    expect([statusOf(), inbound.status().lastSyncKind]).toEqual(['idle', 'delta'])
  })

  it('reads only the changes once a snapshot of this session is here, and asks anew what the next can resume', async () => {
    const asked: string[] = []
    const first = session()
    const fresh = session({
      changes: async (since, limit) => {
        asked.push(`changes since ${since}`)
        return first.changes(since, limit)
      },
      snapshot: async (page, limit) => {
        asked.push('snapshot')
        return first.snapshot(page, limit)
      },
    })
    await inbound.resync(fresh, live)
    await inbound.resync(fresh, live, true)
    expect(asked).toEqual(['snapshot', 'changes since 10', 'changes since 10'])
    inbound.disconnected()
    await inbound.resync(fresh, live)
    expect(asked.at(3)).toBe('snapshot')
  })

  it('takes a snapshot each time from a server that never tells changes', async () => {
    let reads = 0
    const plain = session({
      hasChanges: false,
      changes: async () => Promise.reject(new ExpiredCursor('this server has none')),
      snapshot: async () => {
        reads += 1
        // Told while the snapshot is on its way.
        receive(statusEvent(11, 10, 'idle'))
        return session().snapshot(null, 100)
      },
    })
    await inbound.resync(plain, live)
    expect([statusOf(), inbound.status().state]).toEqual(['idle', 'current'])
    await inbound.resync(plain, live)
    expect(reads).toBe(2)
  })

  it('takes a snapshot when the server no longer holds the changes', async () => {
    await inbound.resync(session(), live)
    const forgotten = session({
      resume: 'delta',
      changes: async (from) => {
        if (from === 10) throw new ExpiredCursor('too old')
        return { epoch: 'e1', head: 30, events: [], hasMore: false }
      },
      snapshot: async () => ({
        epoch: 'e1',
        sequence: 30,
        total: 1,
        records: [deviceRecord('dev_1', { sequence: 30, reported: deviceReported({ status: 'offline' }) })],
        nextPage: null,
      }),
    })
    await inbound.resync(forgotten, live)
    expect([statusOf(), inbound.status().cursor]).toEqual(['offline', 30])
  })

  it('counts as current while it is read again without need', async () => {
    await inbound.resync(session(), live)
    const states: string[] = []
    inbound.onStatus(({ state }) => states.push(state))
    const resumed = session({ resume: 'delta' })
    await inbound.resync(resumed, live, true)
    expect(new Set(states)).toEqual(new Set(['current']))
    expect(inbound.resyncs).toBe(2)
  })

  it('takes the events of a batch one by one, and leaves out only what it cannot read', async () => {
    await inbound.resync(session(), live)
    const broken = { name: 'device:status-update', payload: { sequence: 12 } }
    inbound.receive('feed:batch', { events: [statusEvent(11, 10, 'idle'), broken, statusEvent(13, 11, 'offline')] })
    expect([statusOf(), dropped]).toEqual(['offline', ['malformed']])
    inbound.receive('feed:batch', { events: 'all' })
    expect(dropped).toEqual(['malformed', 'malformed'])
    // What could not be read may have been an event: the place in the feed stays before it.
    expect(inbound.status().cursor).toBe(11)
  })

  it('leaves out events of another tenant', async () => {
    await inbound.resync(session(), live)
    const foreign = statusEvent(11, 10, 'offline')
    receive({ ...foreign, payload: { ...foreign.payload, channel: 'other/devices' } } as FeedEvent)
    expect([statusOf(), resyncs]).toEqual(['online', []])
    const stage = inbound.stages().find(({ name }) => name === 'deduplicate')
    expect(stage).toMatchObject({ dropped: { foreign: 1 } })
  })

  it('applies what came together at the pace it is set to', async () => {
    const paced = new Inbound({
      ...{
        replica: host.replica,
        clock,
        logger: silentLogger,
        requestResync: () => undefined,
        onDropped: () => undefined,
      },
      pace: () => ({ throttleMs: 100, debounceMs: 0 }),
    })
    await paced.resync(session(), live)
    for (const [sequence, status] of [
      [11, 'idle'],
      [12, 'offline'],
    ] as const) {
      const { name, payload } = statusEvent(sequence, sequence - 1, status)
      paced.receive(name, payload)
    }
    expect([statusOf(), paced.status().cursor]).toEqual(['online', 10])
    await clock.advance(100)
    expect([statusOf(), paced.status().cursor]).toEqual(['offline', 12])
    const stage = paced.stages().find(({ name }) => name === 'coalesce')
    expect(stage).toMatchObject({ received: 2, passed: 1, merged: 1, waiting: 0 })
    await paced.stop()
  })

  it('lets live events wait until the resync is through, and loses none', async () => {
    const slow = session({
      snapshot: async () => {
        receive(statusEvent(11, 10, 'offline'))
        return session().snapshot(null, 1)
      },
    })
    await inbound.resync(slow, live)
    expect([statusOf(), inbound.status().cursor]).toEqual(['offline', 11])
  })

  it('is current as soon as what it reads meets what waits, however fast a server goes on', async () => {
    await inbound.resync(session(), live)
    inbound.disconnected()
    let pages = 0
    const busy = session({
      resume: 'delta',
      changes: async (since) => {
        pages += 1
        // While a page is on its way, the next events arrive.
        receive(statusEvent(since + 2, since + 1, 'idle'))
        const events = [statusEvent(since + 1, since, 'offline')]
        return { epoch: 'e1', head: since + 2, events, hasMore: true }
      },
    })
    await inbound.resync(busy, live)
    expect([pages, inbound.status().state, inbound.status().cursor]).toEqual([1, 'current', 12])
    expect([statusOf(), resyncs]).toEqual(['idle', []])
  })

  it('notices a missing event and asks for a resync, once', async () => {
    await inbound.resync(session(), live)
    receive(statusEvent(11, 10, 'idle'))
    receive(statusEvent(13, 12, 'offline'))
    receive(statusEvent(14, 13, 'online'))
    expect(resyncs).toHaveLength(1)
    expect(statusOf()).toBe('idle')
    const filled = session({
      resume: 'delta',
      changes: async () => ({
        epoch: 'e1',
        head: 14,
        events: [statusEvent(12, 11, 'online'), statusEvent(13, 12, 'offline'), statusEvent(14, 13, 'idle')],
        hasMore: false,
      }),
    })
    await inbound.resync(filled, live)
    expect([statusOf(), inbound.status().cursor, resyncs.length]).toEqual(['idle', 14, 1])
  })

  it('reads again from before what is missing, although other channels have gone on since', async () => {
    await inbound.resync(session(), live)
    receive(statusEvent(11, 10, 'idle'))
    receive(playlistEvent(13, 10))
    receive(statusEvent(14, 12, 'offline'))
    const since: number[] = []
    const changes: FeedSession['changes'] = async (from) => {
      since.push(from)
      return { epoch: 'e1', head: 14, events: [], hasMore: false }
    }
    await inbound.resync(session({ resume: 'delta', changes }), live)
    expect([resyncs.length, since]).toEqual([1, [11]])
  })

  it('does not bring back what was deleted while it reads again from before that', async () => {
    await inbound.resync(session(), live)
    const ref = { entityType: 'playlist', entityId: 'pls_1' } as const
    receive(playlistEdit(11, 10, 1))
    const own = { key: 'k', clientSequence: 1, kind: 'delete', fields: {}, command: null, createdAt: 1 } as const
    host.replica.acknowledge({ ...ref, ...own }, 3, 13)
    receive(playlistEvent(13, 11))
    receive(statusEvent(15, 14, 'offline'))
    const shown: unknown[] = []
    const changes: FeedSession['changes'] = async (from) => {
      shown.push(host.replica.view(ref))
      const events = from < 12 ? [playlistEdit(11, 10, 1), playlistEdit(12, 11, 2)] : [playlistEvent(13, 12)]
      return { epoch: 'e1', head: 15, events, hasMore: from < 12 }
    }
    await inbound.resync(session({ resume: 'delta', changes }), live)
    expect([shown, host.replica.view(ref)]).toEqual([[null, null], null])
  })

  it('does not store as seen what came behind a message that it could not read', async () => {
    await inbound.resync(session(), live)
    inbound.receive('device:status-update', { ...statusEvent(11, 10, 'idle').payload, status: 'on fire' })
    receive(playlistEvent(12, 10))
    expect(inbound.status().cursor).toBe(10)
    // The program ends here, before the next event of the channel shows the gap.
    inbound.disconnected()
    const events = [statusEvent(11, 10, 'offline')]
    const changes: FeedSession['changes'] = async () => ({ epoch: 'e1', head: 12, events, hasMore: false })
    await inbound.resync(session({ resume: 'delta', changes }), live)
    receive(statusEvent(13, 11, 'idle'))
    expect([statusOf(), inbound.status().cursor]).toEqual(['idle', 13])
  })

  it('runs one resync at a time, and loses no live event between two', async () => {
    let running = 0
    let most = 0
    const counted = session({
      snapshot: async () => {
        running++
        most = Math.max(most, running)
        await Promise.resolve()
        running--
        return session().snapshot(null, 1)
      },
    })
    const first = inbound.resync(counted, live)
    const second = inbound.resync(counted, live)
    await first
    receive(statusEvent(11, 10, 'offline'))
    await second
    expect([most, statusOf(), inbound.status().cursor]).toEqual([1, 'offline', 11])
  })

  it('does not go live for a session that has ended meanwhile', async () => {
    const ended = new AbortController()
    const ending = session({
      snapshot: async () => {
        ended.abort()
        inbound.disconnected()
        return session().snapshot(null, 1)
      },
    })
    await inbound.resync(ending, ended.signal)
    expect(inbound.status().state).not.toBe('current')
  })

  it('counts and drops what it does not know or cannot read, and goes on', async () => {
    await inbound.resync(session(), live)
    const nonsense: [string, unknown][] = [
      ['no:such-event', {}],
      ['device:status-update', null],
      ['device:status-update', { ...statusEvent(11, 10, 'idle').payload, status: 'on fire' }],
      ['constructor', {}],
      ['entity:changed', { __proto__: null, sequence: Number.NaN }],
    ]
    for (const [name, payload] of nonsense) inbound.receive(name, payload)
    receive(statusEvent(11, 10, 'idle'))
    expect(dropped).toEqual(['unknown-event', 'malformed', 'malformed', 'unknown-event', 'malformed'])
    expect(statusOf()).toBe('idle')
  })

  it('takes an event twice only once', async () => {
    await inbound.resync(session(), live)
    receive(statusEvent(11, 10, 'idle'))
    receive(statusEvent(11, 10, 'offline'))
    expect(statusOf()).toBe('idle')
    const stage = inbound.stages().find(({ name }) => name === 'deduplicate')
    expect(stage).toMatchObject({ received: 2, passed: 1, dropped: { duplicate: 1 } })
  })
})

describe('the gap check', () => {
  it('follows each channel by itself', () => {
    const gaps = new GapCheck()
    gaps.reset(10)
    expect(gaps.check({ channel: 'a', sequence: 11, previous: 4 })).toBe('next')
    expect(gaps.check({ channel: 'b', sequence: 12, previous: 10 })).toBe('next')
    expect(gaps.check({ channel: 'a', sequence: 14, previous: 13 })).toBe('gap')
    expect(gaps.check({ channel: 'b', sequence: 12, previous: 10 })).toBe('seen')
  })
})
