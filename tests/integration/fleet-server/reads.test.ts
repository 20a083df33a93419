import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REQUESTS } from '#shared/protocol/requests.ts'
import {
  connectClient,
  type FleetServerProcess,
  goodValue,
  type PlainClient,
  startFleetServer,
} from '../../support/fleet-server.ts'

let server: FleetServerProcess
let client: PlainClient
beforeAll(async () => {
  server = await startFleetServer()
  client = await connectClient(server)
})
afterAll(async () => {
  client.close()
  await server.stop()
})

const DEVICE = 'device-00001'

async function get(path: string): Promise<unknown> {
  const response = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.token}` } })
  return response.json()
}

describe('what a console reads of the server besides the feed', () => {
  it('is the health of a device before now, by the socket and by HTTP', async () => {
    expect(client.welcome.capabilities).toContain('health-history')
    const before = Date.now()
    await server.switch('device-status', { deviceId: DEVICE, status: 'online' })
    const asked = { deviceId: DEVICE, since: before - 1_000, limit: 10 }
    const { samples } = goodValue(await client.request('devices:health', asked))
    expect(samples).toHaveLength(1)
    expect(Math.abs((samples[0]?.at ?? 0) - before)).toBeLessThan(10_000)
    const byHttp = await get(`/v1/devices/health?device=${DEVICE}&since=${before - 1_000}`)
    expect(REQUESTS['devices:health'].response.parse(byHttp)).toEqual({ samples })
    const later = goodValue(await client.request('devices:health', { ...asked, since: before + 3_600_000 }))
    expect(later.samples).toEqual([])
  })

  it('is refused for a device that is not there', async () => {
    const asked = { deviceId: 'device-99999', since: 0, limit: 10 }
    expect(await client.request('devices:health', asked)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(await get('/v1/devices/health')).toMatchObject({ error: { code: 'malformed' } })
  })

  it('is the rules by which alarms are raised', async () => {
    expect(client.welcome.capabilities).toContain('alarm-rules')
    const { rules } = goodValue(await client.request('alarms:rules', {}))
    expect(rules.find(({ kind }) => kind === 'overheating')).toMatchObject({ severity: 'critical', isEnabled: true })
    expect(REQUESTS['alarms:rules'].response.parse(await get('/v1/alarms/rules'))).toEqual({ rules })
  })

  it('keeps the note that was given with an acknowledgement, and who gave it', async () => {
    await server.switch('alarm', { deviceId: DEVICE, severity: 'low', kind: 'network-weak', message: '' })
    const alarm = (await server.entities('alert')).at(-1)
    if (alarm === undefined) throw new Error('no alarm was raised')
    const head = { key: crypto.randomUUID(), clientSequence: 1, createdAt: Date.now(), baseVersion: alarm.version }
    const fields = { acknowledged: true, note: 'Antenna is being replaced.' }
    const edit = { ...head, kind: 'update', entityType: 'alert', entityId: alarm.id, fields } as const
    expect(await client.apply(edit)).toMatchObject([{ outcome: 'applied' }])
    const kept = (await server.entities('alert')).find(({ id }) => id === alarm.id)
    expect(kept).toMatchObject({ data: fields, reported: { acknowledgedBy: client.welcome.user.name } })
  })
})
