import { afterEach, describe, expect, it } from 'vitest'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { FEED_BATCH, feedBatchSchema } from '#shared/protocol/feed.ts'
import {
  connectClient,
  type FleetServerProcess,
  goodValue,
  startFleetServer,
  until,
} from '../../support/fleet-server.ts'
import { temporaryFolder } from '../../support/sqlite.ts'

const servers: FleetServerProcess[] = []
const folder = temporaryFolder()
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
  folder.remove()
})

async function start(rate: number): Promise<FleetServerProcess> {
  const fleet = ['--devices', '300', '--retention', '1000', '--data', folder.path]
  const server = await startFleetServer([...fleet, '--events-per-second', String(rate)])
  servers.push(server)
  return server
}

interface Report {
  readonly deviceId: string
  readonly sequence: number
  readonly status: string
  readonly lastSeenAt: number
  readonly health: unknown
}

describe('a server that is killed at work', () => {
  it('still has everything that it told its consoles, and tells it again in short', async () => {
    const first = await start(5_000)
    const client = await connectClient(first, { capabilities: ['feed-batches', 'compact-changes'] })
    const { last: joinedAt } = goodValue(await client.request('channel:subscribe', { channel: 'main/devices' }))
    const told = (): Report[] =>
      client.events
        .filter(({ name }) => name === FEED_BATCH)
        .flatMap(({ payload }) => feedBatchSchema.parse(payload).events)
        .filter(({ name }) => name === 'device:status-update')
        .map(({ payload }) => payload as Report)
    await until('6,000 reports have come', () => told().length > 6_000, 20_000)
    await first.kill()
    servers.length = 0
    const newest = new Map(told().map((report) => [report.deviceId, report]))

    const second = await start(0)
    const again = await connectClient(second, {
      ...{ cursor: joinedAt, epoch: client.welcome.epoch, capabilities: ['compact-changes'] },
    })
    expect(again.welcome.resume).toBe('delta')
    expect(again.welcome.head).toBeGreaterThanOrEqual(Math.max(...told().map(({ sequence }) => sequence)))
    const kept = new Map((await second.entities('device')).map((record): [string, EntityRecord] => [record.id, record]))
    const read = goodValue(await again.request('sync:changes', { since: joinedAt, limit: 2_000, compact: true }))
    expect(read.hasMore).toBe(false)
    expect(read.events.length).toBeLessThan(600)
    for (const [id, { sequence, status, lastSeenAt, health }] of newest) {
      const record = kept.get(id)
      expect(record?.sequence).toBeGreaterThanOrEqual(sequence)
      // What came after the kill was committed and not told any more.
      const isSame = record?.sequence === sequence
      expect(isSame ? record.reported : { status, lastSeenAt, health }).toMatchObject({ status, lastSeenAt, health })
    }
    again.close()
    client.close()
  })
})
