import { afterEach, describe, expect, it } from 'vitest'
import {
  connectClient,
  type FleetServerProcess,
  goodValue,
  startFleetServer,
  until,
} from '../../support/fleet-server.ts'

let server: FleetServerProcess | null = null
afterEach(async () => {
  await server?.stop()
  server = null
})

interface Feed {
  readonly madeEvents: number
  readonly sentEvents: number
  readonly highestSequence: number
  readonly made: Record<string, number>
  readonly consoles: readonly { readonly clientId: string; readonly events: number; readonly highestSequence: number }[]
}

async function feedOf({ url }: FleetServerProcess): Promise<Feed> {
  return (await (await fetch(`${url}/v1/audit/feed`)).json()) as Feed
}

/** The last line of the log with this message. */
function logged(log: string, message: string): Record<string, unknown> {
  const line = log.split('\n').findLast((text) => text.includes(`"message":"${message}"`))
  return JSON.parse(line ?? '{}') as Record<string, unknown>
}

describe('a server under load', () => {
  it('says what it made and what it sent to whom', async () => {
    server = await startFleetServer(['--events-per-second', '1000', '--alerts-per-second', '100'])
    const client = await connectClient(server, { clientId: 'counting' })
    goodValue(await client.request('channel:subscribe', { channel: 'main/devices' }))
    await until('500 events have come', () => client.events.length > 500)
    await server.switch('simulation', { isPaused: true })
    await until('all of it has come', async () => {
      const { consoles } = await feedOf(server as FleetServerProcess)
      return consoles[0]?.events === client.events.filter(({ name }) => name !== 'welcome').length
    })
    const feed = await feedOf(server)
    expect(feed.made['health:alert']).toBeGreaterThan(10)
    expect(Object.values(feed.made).reduce((sum, count) => sum + count, 0)).toBe(feed.madeEvents)
    expect(feed.madeEvents).toBe(feed.highestSequence)
    expect(feed.consoles).toMatchObject([{ clientId: 'counting', events: feed.sentEvents }])
    client.close()
  })

  it.each([[[]], [['--batched-consoles']]])('loads itself with consoles that miss nothing %j', async (manner) => {
    server = await startFleetServer(['--events-per-second', '2000', '--consoles', '20', ...manner])
    await until('20 consoles hear', async () => {
      const { consoles } = await feedOf(server as FleetServerProcess)
      return consoles.length === 20 && consoles.every(({ events }) => events > 500)
    })
    const { log } = server
    expect(await server.stop()).toBe(0)
    const load = logged(log(), 'load at the end')
    expect(load).toMatchObject({ asked: 20, connected: 20, refused: 0, lost: 0, gaps: 0, repeats: 0 })
    expect(load['events']).toBeGreaterThan(10_000)
    const feed = logged(log(), 'feed at the end')
    expect(feed['highestSequence']).toBeGreaterThanOrEqual(Number(load['highestSequence']))
  })
})
