import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { entityRecordSchema } from '#shared/domain/entities.ts'
import { ENTITY_TYPES } from '#shared/domain/ids.ts'
import { FEED_EVENTS, type FeedEvent, type FeedEventName } from '#shared/protocol/feed.ts'
import type { Handshake } from '#shared/protocol/handshake.ts'
import {
  connectClient,
  type FleetServerProcess,
  goodValue,
  type PlainClient,
  type ReceivedEvent,
  startFleetServer,
  until,
} from '../../support/fleet-server.ts'

let server: FleetServerProcess
const clients: PlainClient[] = []

beforeAll(async () => {
  server = await startFleetServer(['--devices', '500', '--events-per-second', '500', '--edits-per-minute', '600'])
})
afterAll(() => server.stop())
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await server.switch('simulation', { isPaused: false, eventsPerSecond: 500 })
})

async function connect(handshake: Partial<Handshake> = {}): Promise<PlainClient> {
  const client = await connectClient(server, handshake)
  clients.push(client)
  return client
}

async function subscribeAll(client: PlainClient): Promise<Map<string, number>> {
  const last = new Map<string, number>()
  for (const channel of client.welcome.channels) {
    last.set(channel, goodValue(await client.request('channel:subscribe', { channel })).last)
  }
  return last
}

function feedOf(events: readonly ReceivedEvent[]): FeedEvent[] {
  return events
    .filter(({ name }) => Object.hasOwn(FEED_EVENTS, name))
    .map(({ name, payload }) => ({ name, payload: FEED_EVENTS[name as FeedEventName].parse(payload) }) as FeedEvent)
}

/** Every event names the one before it in its channel. */
function expectNoGap(events: readonly FeedEvent[], last: Map<string, number>): void {
  let before = 0
  for (const { payload } of events) {
    expect(payload.sequence).toBeGreaterThan(before)
    expect(payload.previous).toBe(last.get(payload.channel) ?? 0)
    last.set(payload.channel, payload.sequence)
    before = payload.sequence
  }
}

async function changesSince(client: PlainClient, since: number): Promise<FeedEvent[]> {
  const events: FeedEvent[] = []
  for (;;) {
    const cursor = events.at(-1)?.payload.sequence ?? since
    const page = goodValue(await client.request('sync:changes', { since: cursor, limit: 2_000 }))
    events.push(...page.events)
    if (!page.hasMore) return events
  }
}

describe('the feed', () => {
  it('reaches subscribers without a gap at 500 events a second', async () => {
    const client = await connect()
    const last = await subscribeAll(client)
    await until('1,000 events have arrived', () => feedOf(client.events).length >= 1_000, 8_000)
    const events = feedOf(client.events)
    expectNoGap(events, last)
    expect(new Set(events.map((event) => event.name)).size).toBeGreaterThan(1)
  })

  it('sends nothing of a channel that was not subscribed, or no longer is', async () => {
    const client = await connect()
    await client.request('channel:subscribe', { channel: 'main/alerts' })
    await client.request('channel:subscribe', { channel: 'main/devices' })
    await until('a device has reported', () => client.events.some(({ name }) => name === 'device:status-update'))
    await client.request('channel:unsubscribe', { channel: 'main/devices' })
    const count = client.events.length
    const [alert] = await server.entities('alert')
    await server.switch('edit', { entityType: 'device', entityId: 'device-00001', fields: { location: 'Roof' } })
    await server.switch('edit', { entityType: 'alert', entityId: alert?.id, fields: { note: 'Seen by the test.' } })
    const isMine = ({ payload }: ReceivedEvent): boolean => JSON.stringify(payload).includes('Seen by the test.')
    await until('the alert has come', () => client.events.some(isMine))
    const later = feedOf(client.events.slice(count))
    expect(new Set(later.map((event) => event.payload.channel))).toEqual(new Set(['main/alerts']))
  })

  it('refuses channels of other tenants, of administrators, and that do not exist', async () => {
    const client = await connect()
    const code = async (channel: string) => {
      const reply = await client.request('channel:subscribe', { channel })
      return reply.ok ? 'subscribed' : reply.error.code
    }
    expect(await code('other/devices')).toBe('forbidden')
    expect(await code('main/audit')).toBe('forbidden')
    expect(await code('main/nothing')).toBe('not-found')
    const admin = await connect({ token: await server.issueToken({ role: 'admin' }) })
    expect(admin.welcome.channels).toContain('main/audit')
    expect(await admin.request('channel:subscribe', { channel: 'main/audit' })).toMatchObject({ ok: true })
  })

  it('resumes after a reconnect from the stored cursor without a gap', async () => {
    const first = await connect()
    const last = await subscribeAll(first)
    await until('some events have arrived', () => feedOf(first.events).length >= 100)
    first.close()
    const seen = feedOf(first.events)
    expectNoGap(seen, last)
    const cursor = seen.at(-1)?.payload.sequence ?? 0
    await until('the feed has gone on', async () => (await connect()).welcome.head > cursor + 50)
    const second = await connect({ cursor, epoch: first.welcome.epoch })
    expect(second.welcome.resume).toBe('delta')
    await subscribeAll(second)
    const missed = await changesSince(second, cursor)
    const newest = missed.at(-1)?.payload.sequence ?? cursor
    await until('live events have arrived', () =>
      feedOf(second.events).some(({ payload }) => payload.sequence > newest),
    )
    expectNoGap([...missed, ...feedOf(second.events).filter(({ payload }) => payload.sequence > newest)], last)
  })

  it('makes an exact copy from a snapshot read while everything moves', async () => {
    const client = await connect()
    const copy = new Map<string, EntityRecord>()
    let page: string | null = null
    const starts = new Set<number>()
    do {
      const answer = goodValue(await client.request('sync:snapshot', { page, limit: 60 })) as {
        records: EntityRecord[]
        nextPage: string | null
        sequence: number
      }
      starts.add(answer.sequence)
      for (const record of answer.records)
        copy.set(`${record.entityType}/${record.id}`, entityRecordSchema.parse(record))
      page = answer.nextPage
    } while (page !== null)
    expect(starts.size).toBe(1)
    const [start = 0] = starts
    await server.switch('simulation', { isPaused: true })
    for (const event of await changesSince(client, start)) applyTo(copy, event)
    const truth = (await Promise.all(ENTITY_TYPES.map((type) => server.entities(type)))).flat()
    expect([...copy.values()].sort(byId)).toEqual(truth.sort(byId))
  })

  it('asks for a snapshot when the cursor is unknown, too old, or of another life of the feed', async () => {
    const { welcome } = await connect()
    const resume = async (handshake: Partial<Handshake>) => (await connect(handshake)).welcome.resume
    expect(await resume({ cursor: welcome.head, epoch: welcome.epoch })).toBe('delta')
    expect(await resume({ cursor: welcome.head, epoch: 'another' })).toBe('snapshot')
    expect(await resume({ cursor: welcome.head + 1_000_000, epoch: welcome.epoch })).toBe('snapshot')
    const client = await connect()
    expect(await client.request('sync:changes', { since: welcome.head + 1_000_000, limit: 10 })).toMatchObject({
      ok: false,
      error: { code: 'cursor-expired' },
    })
    await server.switch('forget-feed')
    expect(await resume({ cursor: 1, epoch: welcome.epoch })).toBe('snapshot')
    await server.switch('rotate-epoch')
    const fresh = await connect({ cursor: welcome.head, epoch: welcome.epoch })
    expect(fresh.welcome.resume).toBe('snapshot')
    expect(fresh.welcome.epoch).not.toBe(welcome.epoch)
    expect(fresh.welcome.head).toBeLessThan(welcome.head)
  })
})

function byId(a: EntityRecord, b: EntityRecord): number {
  return `${a.entityType}/${a.id}` < `${b.entityType}/${b.id}` ? -1 : 1
}

/** What a console does with an event, in its shortest form. */
function applyTo(copy: Map<string, EntityRecord>, { name, payload }: FeedEvent): void {
  const { sequence } = payload
  const report = (key: string, reported: object): void => {
    const record = copy.get(key)
    if (record && record.sequence < sequence)
      copy.set(key, { ...record, sequence, reported: { ...record.reported, ...reported } })
  }
  const put = (record: EntityRecord): void => {
    const key = `${record.entityType}/${record.id}`
    if ((copy.get(key)?.sequence ?? -1) < sequence) copy.set(key, { ...record, sequence })
  }
  if (name === 'device:status-update') {
    const { status, lastSeenAt, health } = payload
    report(`device/${payload.deviceId}`, { status, lastSeenAt, health })
  } else if (name === 'command:reported') {
    const { key, command, result, at } = payload
    const taken = command === 'screenshot' && result === 'done' ? { screenshot: { key, at } } : {}
    report(`device/${payload.deviceId}`, { lastCommand: { key, command, result, at }, ...taken })
  } else if (name === 'schedule:executed') {
    report(`schedule/${payload.scheduleId}`, { lastExecutedAt: payload.executedAt, lastResult: payload.result })
  } else if (name === 'health:alert') {
    put({
      entityType: 'alert',
      id: payload.alertId,
      version: payload.version,
      sequence,
      data: payload.data,
      reported: payload.reported,
    })
  } else if (name === 'playlist:updated') {
    if (payload.data === null) copy.delete(`playlist/${payload.playlistId}`)
    else
      put({
        entityType: 'playlist',
        id: payload.playlistId,
        version: payload.version,
        sequence,
        data: payload.data,
        reported: {},
      })
  } else if (payload.record === null) copy.delete(`${payload.entityType}/${payload.entityId}`)
  else put(payload.record)
}
