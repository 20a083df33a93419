import type { Socket as NetSocket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  connectClient,
  type FleetServerProcess,
  goodValue,
  startFleetServer,
  until,
} from '../../support/fleet-server.ts'

let server: FleetServerProcess
beforeAll(async () => {
  server = await startFleetServer(['--events-per-second', '10000', '--devices', '500', '--max-buffered', '200000'])
})
afterAll(() => server.stop())

describe('a console that does not read', () => {
  it('is dropped with a reason in the log, while others get everything', async () => {
    const slow = await connectClient(server, { clientId: 'slow-client' })
    const good = await connectClient(server, { clientId: 'good-client' })
    for (const client of [slow, good]) goodValue(await client.request('channel:subscribe', { channel: 'main/devices' }))
    const { transport } = slow.socket.io.engine as unknown as { transport: { ws: { _socket: NetSocket } } }
    transport.ws._socket.pause()
    await until('it is dropped', () => server.log().includes('reads too slowly'), 9_000)
    expect(server.log()).toContain('slow-client')
    const count = good.events.length
    await until('the other still hears', () => good.events.length > count)
    expect(good.socket.connected).toBe(true)
    slow.close()
    good.close()
  })
})
