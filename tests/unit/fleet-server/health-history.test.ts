import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceHealth } from '#shared/domain/entities.ts'
import { healthSamplesSchema } from '#shared/protocol/device-health.ts'
import { type LiveDevice, LiveFleet } from '../../../src/fleet-server/simulation/live-fleet.ts'
import { type Fixture, fixture, keyOf, START } from './fixture.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DEVICE = 'device-00001'

let fleet: Fixture
let live: LiveFleet
beforeEach(() => {
  fleet = fixture()
  live = new LiveFleet(fleet.store)
})
afterEach(() => fleet.remove())

const health = (score: number): DeviceHealth => ({ score, cpu: 10, memory: 20, storage: 30, temperature: 40.5 })
const device = (): LiveDevice => live.find(DEVICE) as LiveDevice
const ask = (since = 0, limit = 500) => fleet.requests.health({ deviceId: DEVICE, since, limit }).samples

function report(at: number, score: number, status: 'online' | 'offline' = 'online'): void {
  fleet.store.transact(() => live.report(device(), status, health(score), at))
}

describe('the health of a device before now', () => {
  it('is what it reported, oldest first, at most once a minute', () => {
    for (const [second, score] of [
      [0, 90],
      [30, 50],
      [60, 80],
      [119, 40],
      [125, 70],
    ] as const) {
      report(START + second * 1_000, score)
    }
    expect(ask().map(({ at, score }) => [(at - START) / 1_000, score])).toEqual([
      [0, 90],
      [60, 80],
      [125, 70],
    ])
    expect(healthSamplesSchema.parse(ask())).toEqual(ask())
    expect(ask()[0]).toEqual({ at: START, ...health(90) })
  })

  it('is told from a time on, and the newest first where there are too many', () => {
    for (let minute = 0; minute < 10; minute += 1) report(START + minute * MINUTE_MS, minute)
    expect(ask(START + 7 * MINUTE_MS).map(({ score }) => score)).toEqual([7, 8, 9])
    expect(ask(0, 2).map(({ score }) => score)).toEqual([8, 9])
  })

  it('has nothing of the time when the device was offline', () => {
    report(START, 90)
    report(START + 5 * MINUTE_MS, 0, 'offline')
    expect(ask().map(({ score }) => score)).toEqual([90])
  })

  it('is whole for an hour, one of each quarter of an hour for a day, and nothing beyond', () => {
    const minutes = 30 * 60
    for (let minute = 0; minute <= minutes; minute += 1) report(START + minute * MINUTE_MS, 50)
    const end = START + minutes * MINUTE_MS
    const ages = ask().map(({ at }) => end - at)
    expect(ages.filter((age) => age <= HOUR_MS)).toHaveLength(61)
    expect(ages.filter((age) => age > HOUR_MS).length).toBeGreaterThanOrEqual(91)
    expect(ages.filter((age) => age > HOUR_MS).length).toBeLessThanOrEqual(93)
    expect(Math.max(...ages)).toBeLessThanOrEqual(24 * HOUR_MS)
  })

  it('is taken less often in a large fleet, and of one device after the other', () => {
    const { health: table } = fleet.store
    const devices = Array.from({ length: 50 }, (_, index) => 1_000 * index)
    fleet.store.transact(() => {
      for (let second = 0; second < 900; second += 1) {
        for (const one of devices) table.note(one, START + second * 1_000, health(1), 50_000)
      }
    })
    const taken = devices.map((one) => table.read(one, 0, 10).map(({ at }) => (at - START) / 1_000))
    const firsts = taken.map(([first = 0]) => first)
    expect(taken.map(([, second]) => second)).toEqual(firsts.map((first) => first + 300))
    expect(new Set(firsts).size).toBe(50)
    expect(Math.max(...firsts)).toBeLessThanOrEqual(300)
  })

  it('goes on after a restart, without a sample too many', () => {
    report(START, 90)
    fleet = fleet.reopen()
    live = new LiveFleet(fleet.store)
    report(START + 30_000, 10)
    report(START + 61_000, 20)
    expect(ask().map(({ score }) => score)).toEqual([90, 20])
  })

  it('goes on when the clock of the server was set back', () => {
    report(START + HOUR_MS, 90)
    report(START, 80)
    expect(ask().map(({ score }) => score)).toEqual([80, 90])
  })

  it('ends with the device', () => {
    report(START, 90)
    const { row } = device()
    const remove = { key: keyOf(1), clientSequence: 1, createdAt: START, kind: 'delete', baseVersion: 1 } as const
    expect(fleet.apply([{ ...remove, entityType: 'device', entityId: DEVICE }])).toMatchObject([{ outcome: 'applied' }])
    expect(() => ask()).toThrow(`There is no device ${DEVICE}.`)
    expect(fleet.store.health.read(row, 0, 10)).toEqual([])
  })

  it('is not told beyond the limit, nor without a device', () => {
    expect(() => ask(0, 501)).toThrow('limit')
    expect(() => fleet.requests.health({ deviceId: 7, since: 0, limit: 1 })).toThrow('deviceId')
  })
})
