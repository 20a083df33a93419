import { describe, expect, it } from 'vitest'
import type { DeviceStateRow } from '../../../src/main/archive/records.ts'
import { fleetFigures, type KnownDevices } from '../../../src/main/reports/analytics/fleet-figures.ts'
import { compileReport } from '../../../src/main/reports/compile.ts'
import { GOLDEN, GOLDEN_ABOUT, HOUR, MIDNIGHT, sourceOf } from '../../support/report-facts.ts'

const PERIOD = GOLDEN_ABOUT.period
const DEVICES: KnownDevices = {
  ids: ['gate-1', 'gate-2'],
  placeOf: [0, 1],
  places: ['North', 'South'],
  asked: null,
}

function readerOf({ states = GOLDEN.states, observations = GOLDEN.observations } = {}) {
  return {
    observations: (_site: string, { fromAt, toAt }: { fromAt: number; toAt: number }) =>
      observations.filter((span) => span.toAt > fromAt && span.fromAt < toAt),
    deviceStates: (_site: string, { toAt }: { toAt: number }) => states.filter(({ at }) => at < toAt).values(),
    firstObserved: () => Math.min(...observations.map(({ fromAt }) => fromAt)),
  }
}

const figuresOf = (devices: KnownDevices = DEVICES, facts: Parameters<typeof readerOf>[0] = {}) =>
  fleetFigures(readerOf(facts), { site: 'here', period: PERIOD, devices })

describe('availability in analytics', () => {
  it('is the number that the report of the same period says, to the last digit', async () => {
    const { fleet, coverage } = await compileReport(sourceOf(GOLDEN, GOLDEN_ABOUT), GOLDEN_ABOUT)
    const { devices, upMs, downMs, availability, outages, timeline, observedShare } = figuresOf()
    expect({ devices, upMs, downMs, availability, outages, timeline }).toEqual({
      ...{ devices: fleet.devices, upMs: fleet.upMs, downMs: fleet.downMs },
      ...{ availability: fleet.availability, outages: fleet.outages, timeline: fleet.timeline },
    })
    expect(observedShare).toBe(coverage.observedShare)
  })

  it('can be counted by hand: gate 1 was seen for 20 hours and down for four of them, gate 2 was up', () => {
    const { places, worst, downInAll, recordedFrom } = figuresOf()
    expect(
      places.map(({ name, availability, upMs, downMs, outages }) => [name, availability, upMs, downMs, outages]),
    ).toEqual([
      ['North', 16 / 20, 16 * HOUR, 4 * HOUR, 2],
      ['South', 1, 10 * HOUR, 0, 0],
    ])
    expect(worst).toEqual([
      {
        ...{ id: 'gate-1', name: 'Gate 1, “north”', place: 'North', downMs: 4 * HOUR, availability: 16 / 20 },
        ...{ outages: 2, longestOutageMs: 2 * HOUR },
      },
    ])
    expect(downInAll).toBe(1)
    expect(recordedFrom).toBe(MIDNIGHT - HOUR)
  })

  it('of the hours that nobody saw is not known, and never nothing', () => {
    const { timeline, places } = figuresOf()
    for (const hour of [10, 11, 12, 13]) {
      expect(timeline[hour]?.availability).toBeNull()
      expect(places[0]?.timeline[hour]).toBeNull()
    }
    expect(places[0]?.timeline[5]).toBe(0)
  })

  it('compares with the same length of time before, as far as that was seen', () => {
    const { before, places } = figuresOf()
    expect(before).toMatchObject({ availability: 1, upMs: HOUR, downMs: 0 })
    expect(before.observedShare).toBeCloseTo(1 / 24)
    expect(places.map((place) => place.before)).toEqual([1, null])
  })

  it('is of one place or group where that is asked for, and leaves out devices that are gone', () => {
    const gone: DeviceStateRow = { deviceId: 'gate-9', name: 'Gate 9', at: MIDNIGHT, state: 'offline' }
    const facts = { states: [...GOLDEN.states, gone] }
    expect(figuresOf({ ...DEVICES, asked: new Set(['gate-2']) }, facts)).toMatchObject({ devices: 1, availability: 1 })
    const all = figuresOf(DEVICES, facts)
    expect(all.devices).toBe(3)
    expect(all.places.find(({ name }) => name === null)).toMatchObject({ devices: 1, availability: 0 })
    expect(all.worst[0]).toMatchObject({ id: 'gate-9', place: null, downMs: 20 * HOUR })
  })

  it('puts places that nobody saw behind those that were seen', () => {
    const unseen: DeviceStateRow[] = [
      { deviceId: 'aisle-1', name: 'Aisle 1', at: MIDNIGHT + 10 * HOUR, state: 'offline' },
      { deviceId: 'aisle-1', name: 'Aisle 1', at: MIDNIGHT + 14 * HOUR, state: 'removed' },
    ]
    const devices = {
      ids: ['aisle-1', ...DEVICES.ids],
      placeOf: [2, 0, 1],
      places: ['North', 'South', 'A'],
      asked: null,
    }
    const { places } = figuresOf(devices, { states: [...unseen, ...GOLDEN.states] })
    expect(places.map(({ name, availability }) => [name, availability])).toEqual([
      ['North', 16 / 20],
      ['South', 1],
      ['A', null],
    ])
  })

  it('tells the worst 500 places of more, and how many there are', () => {
    const ids = Array.from({ length: 600 }, (_, index) => `d-${String(index).padStart(4, '0')}`)
    const states = ids.flatMap((deviceId, index): DeviceStateRow[] => [
      { deviceId, name: deviceId, at: MIDNIGHT, state: index % 3 === 0 ? 'offline' : 'online' },
    ])
    const devices = { ids, placeOf: ids.map((_, index) => index), places: ids.map((id) => `at ${id}`), asked: null }
    const { places, placesInAll, worst, downInAll } = figuresOf(devices, { states })
    expect([places.length, placesInAll, worst.length, downInAll]).toEqual([500, 600, 100, 200])
    expect(places.slice(0, 200).every(({ availability }) => availability === 0)).toBe(true)
  })
})
