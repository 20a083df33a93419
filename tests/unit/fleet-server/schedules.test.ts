import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Fields, MAX_RUNS, type ScheduleReported } from '#shared/domain/entities.ts'
import type { OperationResult } from '#shared/protocol/operations.ts'
import { seededRandom } from '../../../src/fleet-server/platform/random.ts'
import { Simulation } from '../../../src/fleet-server/simulation/simulation.ts'
import { type Fixture, fixture, keyOf, START } from './fixture.ts'

const TICK_MS = 100
const QUIET = { eventsPerSecond: 0, editsPerMinute: 0, isPaused: false }
const WHOLE = {
  ...{ name: 'Morning', playlistId: 'playlist-01', deviceIds: ['device-00001'], days: [1, 2], priority: 50 },
  ...{ startTime: '06:00', endTime: '11:00', timeZone: 'Europe/Berlin', enabled: true },
}

let fleet: Fixture
let simulation: Simulation
let ticks = 0
beforeEach(() => {
  ticks = 0
  fleet = fixture()
  simulation = new Simulation(fleet.store, seededRandom(1), QUIET, 0)
  fleet.connect(simulation)
})
afterEach(() => fleet.remove())

const create = (number: number, fields: Fields): OperationResult | undefined =>
  fleet.apply([
    {
      ...{ key: keyOf(number), clientSequence: number, createdAt: START, kind: 'create' },
      ...{ entityType: 'schedule', entityId: `new-${number}`, fields },
    },
  ])[0]
const edit = (number: number, entityId: string, baseVersion: number, fields: Fields): OperationResult | undefined =>
  fleet.apply([
    {
      ...{ key: keyOf(number), clientSequence: number, createdAt: START, kind: 'update' },
      ...{ entityType: 'schedule', entityId, baseVersion, fields },
    },
  ])[0]
const run = (number: number, entityId: string): OperationResult | undefined =>
  fleet.apply([
    {
      ...{ key: keyOf(number), clientSequence: number, createdAt: START, kind: 'command' },
      ...{ entityType: 'schedule', entityId, command: 'run' },
    },
  ])[0]
function wait(milliseconds: number): void {
  for (const end = ticks + milliseconds / TICK_MS; ticks < end; ) {
    ticks += 1
    simulation.tick(START + ticks * TICK_MS)
  }
}
function switchOff(id: string): void {
  const device = simulation.fleet.find(id)
  if (device === undefined) throw new Error(`there is no ${id}`)
  fleet.store.transact(() => simulation.fleet.report(device, 'offline', device.health, START))
}
const switchOn = (id: string): void => {
  const device = simulation.fleet.find(id)
  if (device === undefined) throw new Error(`there is no ${id}`)
  fleet.store.transact(() => simulation.fleet.report(device, 'online', device.health, START))
}
const executions = () => fleet.events.flatMap(({ name, payload }) => (name === 'schedule:executed' ? [payload] : []))
const lookup = (number: number) => fleet.requests.lookup({ keys: [keyOf(number)] }).results[0]

describe('a schedule that contradicts itself', () => {
  it.each([
    ['days', { days: [] }, 'at least one day'],
    ['timeZone', { timeZone: 'Europe/Atlantis' }, 'no such time zone'],
    ['startDate', { startDate: '2026-02-30' }, 'no such day'],
    ['endDate', { startDate: '2026-06-10', endDate: '2026-06-09' }, 'before the first'],
    ['days', { days: [0], startDate: '2026-06-08', endDate: '2026-06-10' }, 'None of the days'],
    ['deviceIds', { deviceIds: [] }, 'a device or a group'],
  ])('is refused with its field %s and the reason', (field, change, reason) => {
    const refused = create(1, { ...WHOLE, ...change })
    expect(refused).toMatchObject({ outcome: 'rejected', code: 'invalid', field })
    expect(JSON.stringify(refused)).toContain(reason)
    expect(create(2, WHOLE)).toMatchObject({ outcome: 'applied' })
    expect(edit(3, 'new-2', 1, change)).toMatchObject({ outcome: 'rejected', code: 'invalid', field })
  })

  it('is taken with a group in place of devices, and with dates that hold a chosen day', () => {
    const dates = { startDate: '2026-06-08', endDate: '2026-06-09' }
    expect(create(1, { ...WHOLE, ...dates, deviceIds: [], groups: ['Pilot'] })).toMatchObject({ outcome: 'applied' })
    expect(edit(2, 'new-1', 1, { startDate: null, endDate: null })).toMatchObject({ outcome: 'applied' })
  })

  it('is not held against a change of something else', () => {
    create(1, WHOLE)
    const row = fleet.store.entities.find('schedule', 'new-1')
    if (row === undefined) throw new Error('it was not made')
    const data = JSON.stringify({ ...WHOLE, days: [] })
    const { version, sequence, fieldVersions, fieldAuthors } = row
    fleet.store.transact(() =>
      fleet.store.entities.updateData(row.row, { version, sequence, data, fieldVersions, fieldAuthors }),
    )
    expect(edit(2, 'new-1', 1, { name: 'Later' })).toMatchObject({ outcome: 'applied' })
  })
})

describe('running a schedule now', () => {
  beforeEach(() => {
    create(1, { ...WHOLE, deviceIds: ['device-00001', 'device-00002'] })
    switchOn('device-00001')
    switchOn('device-00002')
    fleet.events.length = 0
  })

  it('tells when it was carried out, on how many devices, and who asked for it', () => {
    expect(run(2, 'new-1')).toMatchObject({ outcome: 'applied' })
    expect(lookup(2)).toMatchObject({ known: true, report: null })
    wait(700)
    expect(executions()).toEqual([])
    wait(100)
    const told = { executedAt: START + 800, result: 'ok', deviceCount: 2, key: keyOf(2) }
    expect(executions()).toMatchObject([{ scheduleId: 'new-1', ...told }])
    expect(lookup(2)).toMatchObject({ report: { result: 'done', at: START + 800 } })
    const { records } = fleet.requests.snapshot({ page: null, limit: 2_000 }).parse()
    expect(records.find(({ id }) => id === 'new-1')?.reported).toMatchObject({
      ...{ lastExecutedAt: START + 800, lastResult: 'ok' },
      runs: [{ at: START + 800, result: 'ok', deviceCount: 2, key: keyOf(2) }],
    })
  })

  it('says how many devices could not be reached', () => {
    switchOff('device-00002')
    run(2, 'new-1')
    wait(800)
    expect(executions()).toMatchObject([{ result: 'partial', message: '1 of 2 devices could not be reached.' }])
    switchOff('device-00001')
    run(3, 'new-1')
    wait(800)
    expect(executions()[1]).toMatchObject({ result: 'failed' })
    expect(lookup(3)).toMatchObject({ report: { result: 'failed', message: '2 of 2 devices could not be reached.' } })
  })

  it('keeps the last runs, and no more than that', () => {
    for (let number = 2; number < MAX_RUNS + 5; number += 1) {
      run(number, 'new-1')
      wait(800)
    }
    const { runs = [] } = JSON.parse(
      fleet.store.entities.find('schedule', 'new-1')?.reported ?? '{}',
    ) as ScheduleReported
    expect(runs).toHaveLength(MAX_RUNS)
    expect(runs[0]?.key).toBe(keyOf(MAX_RUNS + 4))
  })

  it('runs nothing for a schedule that is not there, or for a device', () => {
    expect(run(2, 'nowhere')).toMatchObject({ outcome: 'rejected', code: 'not-found' })
    const device = { key: keyOf(3), clientSequence: 3, createdAt: START, kind: 'command', entityType: 'device' }
    expect(fleet.apply([{ ...device, entityId: 'device-00001', command: 'run' } as never])[0]).toMatchObject({
      ...{ outcome: 'rejected', code: 'invalid' },
    })
  })
})
