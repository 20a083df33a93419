import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { FEED_BATCH, FEED_EVENTS, type FeedEventName, feedBatchSchema } from '#shared/protocol/feed.ts'
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
  server = await startFleetServer(['--devices', '500', '--events-per-second', '2000', '--edits-per-minute', '600'])
})
afterAll(() => server.stop())
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})

async function connect(handshake: Partial<Handshake>, transports?: readonly string[]): Promise<PlainClient> {
  const client = await connectClient(server, handshake, transports)
  clients.push(client)
  return client
}

/** Every event a client got, those of batches one by one. */
function eventsOf(client: PlainClient): ReceivedEvent[] {
  return client.events
    .flatMap((event) => (event.name === FEED_BATCH ? feedBatchSchema.parse(event.payload).events : [event]))
    .filter(({ name }) => Object.hasOwn(FEED_EVENTS, name))
}

async function subscribeAll(client: PlainClient): Promise<Map<string, number>> {
  const last = new Map<string, number>()
  for (const channel of client.welcome.channels) {
    last.set(channel, goodValue(await client.request('channel:subscribe', { channel })).last)
  }
  return last
}

function expectNoGap(events: readonly ReceivedEvent[], last: Map<string, number>): void {
  for (const { name, payload } of events) {
    const event = FEED_EVENTS[name as FeedEventName].parse(payload)
    expect(event.previous).toBe(last.get(event.channel))
    last.set(event.channel, event.sequence)
  }
}

describe('events in batches', () => {
  it('come to a console that asks for them, complete and in order', async () => {
    const client = await connect({ capabilities: ['feed-batches', 'of-the-future'] })
    expect(client.welcome.capabilities).toContain('feed-batches')
    const last = await subscribeAll(client)
    await until('2,000 events have come', () => eventsOf(client).length >= 2_000, 8_000)
    expectNoGap(eventsOf(client), last)
    const messages = client.events.filter(({ name }) => name === FEED_BATCH).length
    expect(messages).toBeLessThan(eventsOf(client).length / 10)
  })

  it('come one by one to a console that does not ask', async () => {
    const client = await connect({})
    expect(client.welcome.capabilities).not.toContain('feed-batches')
    const last = await subscribeAll(client)
    await until('500 events have come', () => eventsOf(client).length >= 500)
    expect(client.events.map(({ name }) => name)).not.toContain(FEED_BATCH)
    expectNoGap(eventsOf(client), last)
  })

  it('hold only events of channels the console listens to, over polling as well', async () => {
    const client = await connect({ capabilities: ['feed-batches'] }, ['polling'])
    const { last } = goodValue(await client.request('channel:subscribe', { channel: 'main/devices' }))
    await until('1,000 events have come', () => eventsOf(client).length >= 1_000, 8_000)
    expectNoGap(eventsOf(client), new Map([['main/devices', last]]))
    expect(client.socket.io.engine.transport.name).toBe('polling')
  })

  it('go on without a gap while a polling console becomes a socket', async () => {
    const client = await connect({ capabilities: ['feed-batches'] }, ['polling', 'websocket'])
    const last = await subscribeAll(client)
    await until('it is a socket', () => client.socket.io.engine.transport.name === 'websocket')
    const count = eventsOf(client).length
    await until('it went on', () => eventsOf(client).length > count + 1_000, 8_000)
    expectNoGap(eventsOf(client), last)
    expect(client.socket.connected).toBe(true)
  })
})
