import { afterEach, describe, expect, it } from 'vitest'
import { type DeviceReported, entityRecordSchema } from '#shared/domain/entities.ts'
import { FEED_EVENTS } from '#shared/protocol/feed.ts'
import { seededRandom } from '../../../src/fleet-server/platform/random.ts'
import { Simulation } from '../../../src/fleet-server/simulation/simulation.ts'
import { type Fixture, fixture, keyOf, START } from './fixture.ts'

const open: Fixture[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

function run(seed: number, ticks: number, eventsPerSecond = 400): { fleet: Fixture; simulation: Simulation } {
  const fleet = fixture({ devices: 200, seed })
  open.push(fleet)
  const pace = { eventsPerSecond, editsPerMinute: 120, isPaused: false }
  const simulation = new Simulation(fleet.store, seededRandom(seed), pace, seed)
  for (let tick = 1; tick <= ticks; tick += 1) {
    simulation.tick(START + tick * 100)
    while (simulation.slicesLeft > 0) simulation.continueTick(START + tick * 100)
  }
  return { fleet, simulation }
}

describe('the simulated fleet', () => {
  it('is the same for the same seed, event by event', () => {
    const [first, second, other] = [run(7, 100), run(7, 100), run(8, 100)].map(({ fleet }) => fleet)
    expect(second?.requests.snapshot({ page: null, limit: 300 }).parse().records).toEqual(
      first?.requests.snapshot({ page: null, limit: 300 }).parse().records,
    )
    expect(second?.events).toEqual(first?.events)
    expect(other?.events).not.toEqual(first?.events)
  })

  it('keeps to its rate, with every kind of event among them', () => {
    const { fleet } = run(7, 300)
    const own = fleet.events.filter(
      ({ payload }) =>
        !('key' in payload) || fleet.store.effects(0, 9_999).every((effect) => effect.sequence !== payload.sequence),
    )
    expect(own.length).toBe(300 * 40)
    const names = new Set(fleet.events.map(({ name }) => name))
    expect([...names].sort()).toEqual(
      expect.arrayContaining(['device:status-update', 'health:alert', 'schedule:executed']),
    )
  })

  it('says nothing a console would have to drop, and the same thing as its records', () => {
    const { fleet } = run(9, 200)
    for (const { name, payload } of fleet.events) FEED_EVENTS[name].parse(payload)
    const { records } = fleet.requests.snapshot({ page: null, limit: 2_000 }).parse()
    for (const record of records) entityRecordSchema.parse(record)
    const last = fleet.events.findLast(({ name }) => name === 'device:status-update')?.payload
    const id = last && 'deviceId' in last ? last.deviceId : ''
    expect(records.find((record) => record.id === id)?.sequence).toBe(last?.sequence)
  })

  it('is mostly well: about 96 % online, few alerts, few of them critical', () => {
    const { fleet } = run(7, 400, 2_000)
    const devices = fleet.store.entities.ofType('device').map((row) => JSON.parse(row.reported) as DeviceReported)
    const online = devices.filter(({ status }) => status === 'online').length / devices.length
    expect(online).toBeGreaterThan(0.88)
    const openAlerts = fleet.store.entities.ofType('alert').filter((row) => row.reported.includes('"clearedAt":null'))
    expect(openAlerts.length).toBeLessThan(20)
  })

  it('lets simulated operators edit as themselves, with a version each', () => {
    const { fleet } = run(7, 300)
    const effects = fleet.store.effects(0, 1_000)
    expect(effects.length).toBeGreaterThan(20)
    expect(new Set(effects.map(({ source }) => source))).toEqual(new Set(['simulation']))
    expect(effects.every(({ key, clientId, version }) => key === null && clientId === null && version > 1)).toBe(true)
  })

  it('reacts to commands while the rest is paused', () => {
    const { fleet, simulation } = run(7, 0)
    simulation.setPace({ isPaused: true })
    const device = simulation.fleet.devices.find(({ status }) => status === 'online')
    simulation.commanded(device?.id ?? '', 'reboot', keyOf(1))
    for (let tick = 1; tick <= 100; tick += 1) simulation.tick(START + tick * 100)
    expect(
      fleet.events.map(({ payload }) => ('status' in payload ? [payload.status, payload.at - START] : null)),
    ).toEqual([
      ['offline', 500],
      ['online', 6_000],
    ])
  })

  it('leaves a device that is off alone, unless it is rebooted', () => {
    const { fleet, simulation } = run(7, 0)
    simulation.setPace({ isPaused: true })
    const device = simulation.fleet.devices.find(({ status }) => status === 'offline')
    simulation.commanded(device?.id ?? '', 'reload', keyOf(1))
    for (let tick = 1; tick <= 40; tick += 1) simulation.tick(START + tick * 100)
    expect(fleet.events).toEqual([])
  })

  it('forgets a deleted device and switches a new one on', () => {
    const { fleet, simulation } = run(7, 0)
    simulation.setPace({ isPaused: true })
    simulation.deviceDeleted('device-00001')
    expect(simulation.fleet.find('device-00001')).toBeUndefined()
    expect(simulation.fleet.find('device-00200')).toMatchObject({ id: 'device-00200' })
    const reported = {
      status: 'offline',
      lastSeenAt: START,
      health: { score: 1, cpu: 1, memory: 1, storage: 1, temperature: 1 },
    }
    fleet.store.transact(() => fleet.store.entities.insert('device', 'device-new', 0, {}, reported))
    simulation.deviceCreated('device-new')
    for (let tick = 1; tick <= 30; tick += 1) simulation.tick(START + tick * 100)
    expect(fleet.events).toMatchObject([{ payload: { deviceId: 'device-new', status: 'online' } }])
  })

  it('goes on with what is stored after a restart', () => {
    const { fleet } = run(7, 50)
    const before = fleet.store.entities.ofType('alert').length
    const again = fleet.reopen()
    open[0] = again
    const pace = { eventsPerSecond: 2_000, editsPerMinute: 0, isPaused: false }
    const simulation = new Simulation(again.store, seededRandom(1), pace, 1)
    expect(simulation.fleet.devices).toHaveLength(200)
    for (let tick = 1; tick <= 100; tick += 1) simulation.tick(START + 10_000 + tick * 100)
    expect(again.store.entities.ofType('alert').length).toBeGreaterThanOrEqual(before)
  })
})
