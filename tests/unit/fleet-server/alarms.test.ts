import { afterEach, describe, expect, it } from 'vitest'
import { BURST_WINDOW_MS, FLOOD_DEVICES, groupAlarms } from '#shared/domain/alarm-groups.ts'
import { type Alarm, alarmOf } from '#shared/domain/alarms.ts'
import {
  type AlertData,
  type AlertReported,
  type DeviceData,
  type DeviceReported,
  entityRecordSchema,
  UNTOUCHED_ALERT,
} from '#shared/domain/entities.ts'
import type { OperationResult } from '#shared/protocol/operations.ts'
import { type Random, seededRandom } from '../../../src/fleet-server/platform/random.ts'
import { AlarmScenes } from '../../../src/fleet-server/simulation/alarm-scenes.ts'
import { LiveFleet } from '../../../src/fleet-server/simulation/live-fleet.ts'
import { Simulation } from '../../../src/fleet-server/simulation/simulation.ts'
import { type Fixture, fixture, keyOf, OPERATOR, START } from './fixture.ts'

const open: Fixture[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

const ALARM = 'alert-000001'
const HOUR_MS = 3_600_000

function fleetOf(devices = 10): Fixture {
  const fleet = fixture({ devices, seed: 7 })
  open.push(fleet)
  return fleet
}

const partsOf = (fleet: Fixture, id: string): { data: AlertData; reported: AlertReported } => {
  const row = fleet.store.entities.find('alert', id)
  return {
    data: JSON.parse(row?.data ?? '{}') as AlertData,
    reported: JSON.parse(row?.reported ?? '{}') as AlertReported,
  }
}
const alarms = (fleet: Fixture): Alarm[] =>
  fleet.store.entities.ofType('alert').flatMap(({ id, data, reported }) => {
    return alarmOf({ id, data: JSON.parse(data) as AlertData, reported: JSON.parse(reported) as AlertReported }) ?? []
  })

let sent = 0
function edit(fleet: Fixture, fields: Partial<AlertData>, id = ALARM): OperationResult | undefined {
  sent += 1
  const baseVersion = fleet.store.entities.find('alert', id)?.version ?? 1
  const head = { key: keyOf(sent), clientSequence: sent, createdAt: START, baseVersion }
  return fleet.apply([{ ...head, kind: 'update', entityType: 'alert', entityId: id, fields }])[0]
}

describe('what operators do with an alarm', () => {
  it('is shelved with a reason and an end, at most seven days ahead', () => {
    const fleet = fleetOf()
    expect(edit(fleet, { shelvedUntil: START + HOUR_MS })).toMatchObject({
      outcome: 'rejected',
      field: 'shelvedReason',
    })
    const reason = { shelvedReason: 'Building work.' }
    expect(edit(fleet, { ...reason, shelvedUntil: START + 169 * HOUR_MS })).toMatchObject({
      outcome: 'rejected',
      code: 'invalid',
      field: 'shelvedUntil',
    })
    expect(edit(fleet, { ...reason, shelvedUntil: START + HOUR_MS })).toMatchObject({ outcome: 'applied' })
    expect(partsOf(fleet, ALARM).data).toMatchObject({ shelvedUntil: START + HOUR_MS, ...reason })
    expect(edit(fleet, { shelvedUntil: null, shelvedReason: '' })).toMatchObject({ outcome: 'applied' })
  })

  it('is taken although the shelf is over already: the console may have been offline for longer', () => {
    const fleet = fleetOf()
    expect(edit(fleet, { shelvedUntil: START - 1, shelvedReason: 'x' })).toMatchObject({ outcome: 'applied' })
  })

  it('is taken out of service with a reason only', () => {
    const fleet = fleetOf()
    expect(edit(fleet, { isOutOfService: true })).toMatchObject({ outcome: 'rejected', field: 'outOfServiceReason' })
    const applied = edit(fleet, { isOutOfService: true, outOfServiceReason: 'Repair.' })
    expect(applied).toMatchObject({ outcome: 'applied' })
    expect(edit(fleet, { isOutOfService: false, outOfServiceReason: '' })).toMatchObject({ outcome: 'applied' })
  })

  it('is noted with who acknowledged it and when, until that is taken back', () => {
    const fleet = fleetOf()
    edit(fleet, { acknowledged: false })
    fleet.advance(5_000)
    edit(fleet, { acknowledged: true, note: 'Known.' })
    const noted = { acknowledgedAt: START + 5_000, acknowledgedBy: OPERATOR.userName }
    expect(partsOf(fleet, ALARM).reported).toMatchObject(noted)
    expect(fleet.events.at(-1)).toMatchObject({ name: 'health:alert', payload: { change: 'updated', reported: noted } })
    fleet.advance(5_000)
    edit(fleet, { note: 'Known for long.' })
    expect(partsOf(fleet, ALARM).reported).toMatchObject(noted)
    edit(fleet, { acknowledged: false })
    expect(partsOf(fleet, ALARM).reported).toMatchObject({ acknowledgedAt: null, acknowledgedBy: null })
  })

  it('changes nothing that it does not name', () => {
    const fleet = fleetOf()
    edit(fleet, { shelvedUntil: START + HOUR_MS, shelvedReason: 'x' })
    edit(fleet, { acknowledged: true })
    expect(partsOf(fleet, ALARM).data).toMatchObject({ shelvedUntil: START + HOUR_MS, acknowledged: true })
  })
})

/** Begins an outage with its first number; what follows is by chance as always. */
function fateful(first: number): Random {
  const chance = seededRandom(3)
  const numbers = [first]
  return { next: () => numbers.shift() ?? chance.next() }
}

function lifeOf(
  fleet: Fixture,
  first: number,
): { live: LiveFleet; scenes: AlarmScenes; step: (at: number) => boolean } {
  const live = new LiveFleet(fleet.store)
  const scenes = new AlarmScenes(fleet.store, live, fateful(first))
  return { live, scenes, step: (at) => fleet.store.transact(() => scenes.next(at)) }
}

const raisedOf = (kind: string, deviceId: string, at = START): AlertReported => {
  return { deviceId, severity: 'low', kind, message: '', raisedAt: at, clearedAt: null }
}

describe('an outage of a site', () => {
  it('takes devices of one site off, raises an alarm for each, and ends with all of it', () => {
    const fleet = fleetOf(400)
    const { scenes, step } = lifeOf(fleet, 0)
    expect(fleet.store.transact(() => scenes.tryOne(START))).toBe(true)
    for (let at = START; step(at); at += 50) expect(at).toBeLessThan(START + 60_000)
    const raised = alarms(fleet).filter(({ kind, clearedAt }) => kind === 'offline' && clearedAt === null)
    expect(raised.length).toBeGreaterThanOrEqual(FLOOD_DEVICES)
    const device = (id: string) => fleet.store.entities.find('device', id)
    const siteOf = (id: string) => (JSON.parse(device(id)?.data ?? '{}') as DeviceData).site
    const statusOf = (id: string) => (JSON.parse(device(id)?.reported ?? '{}') as DeviceReported).status
    expect(groupAlarms(raised, siteOf, START)).toMatchObject([{ cause: 'flood', deviceCount: raised.length }])
    expect(raised.every(({ deviceId }) => statusOf(deviceId) === 'offline' && scenes.isHeld(deviceId))).toBe(true)

    const end = START + 13 * 60_000
    for (let at = end; step(at); at += 50) expect(at).toBeLessThan(end + 60_000)
    for (const { id, deviceId } of raised) {
      expect(partsOf(fleet, id).reported.clearedAt).toBeGreaterThanOrEqual(end)
      expect([statusOf(deviceId), scenes.isHeld(deviceId)]).toEqual(['online', false])
    }
  })

  it('is one event at a time', () => {
    const fleet = fleetOf(400)
    const { scenes, step } = lifeOf(fleet, 0)
    fleet.store.transact(() => scenes.tryOne(START))
    const steps = Array.from({ length: 8 }, (_, index) => {
      const before = fleet.events.length
      step(START + index)
      return fleet.events.length - before
    })
    expect(steps).toEqual(Array.from({ length: 8 }, () => 1))
  })

  it('does not happen where a site has only a few devices', () => {
    const fleet = fleetOf(60)
    const { scenes } = lifeOf(fleet, 0)
    expect(fleet.store.transact(() => scenes.tryOne(START))).toBe(false)
    expect(fleet.events).toEqual([])
  })
})

describe('an alarm of the simulated fleet', () => {
  it('chatters: it comes and goes several times within ten minutes', () => {
    const fleet = fleetOf()
    const { scenes } = lifeOf(fleet, 0.9)
    for (let count = 0; count < 300; count += 1) fleet.store.transact(() => scenes.tryOne(START + count * 1_000))
    const raises = fleet.events.filter(({ payload }) => 'change' in payload && payload.change === 'raised')
    const first = raises[0]?.payload
    const same = raises.filter(({ payload }) => {
      return (
        'reported' in payload &&
        first !== undefined &&
        'reported' in first &&
        payload.reported.deviceId === first.reported.deviceId
      )
    })
    expect(same.length).toBeGreaterThanOrEqual(3)
    expect((same.at(-1)?.payload.at ?? 0) - START).toBeLessThan(BURST_WINDOW_MS)
  })

  it('stays shelved and out of service when it is raised again, but not acknowledged', () => {
    const fleet = fleetOf()
    const { live } = lifeOf(fleet, 0.5)
    const raise = (at: number) => fleet.store.transact(() => live.raiseAlert(raisedOf('x', 'device-00001', at), at))
    const first = raise(START)
    const aside = { shelvedUntil: START + HOUR_MS, shelvedReason: 'x', isOutOfService: true, outOfServiceReason: 'y' }
    edit(fleet, { ...aside, acknowledged: true, note: 'z' }, first)
    fleet.store.transact(() => live.clearAlert(first, START + 1))
    expect(partsOf(fleet, raise(START + 2)).data).toEqual({ ...UNTOUCHED_ALERT, ...aside })
    const late = partsOf(fleet, raise(START + HOUR_MS)).data
    expect(late).toEqual({ ...UNTOUCHED_ALERT, isOutOfService: true, outOfServiceReason: 'y' })
  })

  it('is suppressed while its device is offline, and not any more when it is back', () => {
    const fleet = fleetOf()
    const { live, step } = lifeOf(fleet, 0.5)
    const device = live.devices[0]
    if (device === undefined) throw new Error('the fleet has devices')
    fleet.store.transact(() => live.report(device, 'offline', device.health, START))
    const id = fleet.store.transact(() => live.raiseAlert(raisedOf('hot', device.id), START))
    expect(partsOf(fleet, id).reported.suppressedBy).toBe('The device is offline.')
    expect(step(START)).toBe(false)
    fleet.store.transact(() => live.report(device, 'online', device.health, START))
    expect(step(START)).toBe(true)
    expect(partsOf(fleet, id).reported.suppressedBy).toBeNull()
    expect(fleet.events.at(-1)).toMatchObject({ payload: { alertId: id, change: 'updated' } })
  })

  it('is kept for a while when it is over: the oldest go first, acknowledged or not', () => {
    const fleet = fleetOf()
    const { live } = lifeOf(fleet, 0.5)
    const ids = fleet.store.transact(() =>
      Array.from({ length: 520 }, (_, index) => live.raiseAlert(raisedOf(`k${index}`, 'device-00001'), START)),
    )
    for (const part of [0, 70, 140]) {
      fleet.apply(
        ids.slice(part, part + 70).map((entityId, index) => ({
          ...{
            key: keyOf(1_000 + part + index),
            clientSequence: 1_000 + part + index,
            createdAt: START,
            baseVersion: 1,
          },
          ...{ kind: 'update', entityType: 'alert', entityId, fields: { acknowledged: true } },
        })),
      )
    }
    fleet.store.transact(() => {
      for (const [index, id] of ids.entries()) live.clearAlert(id, START + index)
    })
    const kept = ids.filter((id) => fleet.store.entities.find('alert', id) !== undefined)
    expect(kept).toHaveLength(500)
    expect(kept[0]).toBe(ids[10])
    expect(fleet.events.filter(({ name }) => name === 'entity:changed')).toHaveLength(20)
  })
})

describe('a fleet left to itself', () => {
  it('has alarms that were acknowledged by others, and never more than it may keep', () => {
    const fleet = fleetOf(200)
    const pace = { eventsPerSecond: 1_000, editsPerMinute: 60, isPaused: false }
    const simulation = new Simulation(fleet.store, seededRandom(5), pace, 5)
    for (let tick = 1; tick <= 300; tick += 1) simulation.tick(START + tick * 100)
    const all = alarms(fleet)
    expect(all.some(({ acknowledgedAt, acknowledgedBy }) => acknowledgedAt !== null && acknowledgedBy !== null)).toBe(
      true,
    )
    expect(all.length).toBeLessThan(650)
    for (const { id } of all) {
      const row = fleet.store.entities.find('alert', id)
      const record = { ...row, entityType: 'alert', ...partsOf(fleet, id) }
      expect(entityRecordSchema.parse(record)).toMatchObject(partsOf(fleet, id))
    }
  })
})
