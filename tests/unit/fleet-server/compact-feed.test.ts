import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceReported } from '#shared/domain/entities.ts'
import type { WireOperation } from '#shared/protocol/operations.ts'
import { migrate } from '#sqlite/migrate.ts'
import { openDatabase } from '#sqlite/open.ts'
import { LiveFleet } from '../../../src/fleet-server/simulation/live-fleet.ts'
import { base } from '../../../src/fleet-server/store/migrations/001-base.ts'
import { MIGRATIONS } from '../../../src/fleet-server/store/migrations/all.ts'
import { temporaryFolder } from '../../support/sqlite.ts'
import { type Fixture, fixture, keyOf, rename, START } from './fixture.ts'

const DEVICES = 10
const RETENTION = 1_000
const ALL = { limit: 2_000 }

let fleet: Fixture
let live: LiveFleet
let reports = 0
beforeEach(() => {
  fleet = fixture({ devices: DEVICES, retention: RETENTION })
  live = new LiveFleet(fleet.store)
  reports = 0
})
afterEach(() => fleet.remove())

function reportNow(position: number): void {
  const device = live.devices[position]
  if (device === undefined) throw new Error('there is no such device')
  reports += 1
  const at = START + reports
  live.report(device, 'online', { ...device.health, score: reports % 100 }, at)
}

function report(position: number): void {
  fleet.store.transact(() => reportNow(position))
}

/** Reports in turn, of the first `devices` only. */
function reportMany(count: number, devices = DEVICES): void {
  for (let from = 0; from < count; from += 100) {
    fleet.store.transact(() => {
      for (let number = from; number < Math.min(count, from + 100); number += 1) reportNow(number % devices)
    })
  }
}

function changes(since: number, compact: boolean) {
  return fleet.requests.changes({ since, compact, ...ALL }).parse()
}

function reportedOf(id: string): DeviceReported & { sequence: number } {
  const row = fleet.store.entities.find('device', id)
  return { ...(JSON.parse(row?.reported ?? '{}') as DeviceReported), sequence: row?.sequence ?? -1 }
}

describe('compact changes', () => {
  it('hold the newest report of each device and every other event, in their order', () => {
    reportMany(35)
    fleet.apply([rename(1, 'device-00001', 1, 'A')])
    report(0)
    fleet.apply([rename(2, 'device-00001', 2, 'B')])
    const { events, hasMore, head } = changes(5, true)
    const sequences = events.map(({ payload }) => payload.sequence)
    expect(sequences).toEqual([26, 27, 28, 29, 30, 32, 33, 34, 35, 36, 37, 38])
    expect([hasMore, head]).toEqual([false, 38])
    expect(changes(5, false).events).toHaveLength(33)
  })

  it('come in pages, of which each but the last says that there is more', () => {
    reportMany(25)
    const seen: number[] = []
    for (let since = 0; ; since = seen.at(-1) ?? 0) {
      const page = fleet.requests.changes({ since, compact: true, limit: 4 }).parse()
      seen.push(...page.events.map(({ payload }) => payload.sequence))
      if (!page.hasMore) break
    }
    expect(seen).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 24, 25])
  })

  it('reach back further than the whole feed is kept', () => {
    fleet.apply([rename(1, 'device-00001', 1, 'A')])
    reportMany(2, 2)
    reportMany(3_000, 5)
    fleet.store.pruneFeed()
    fleet.store.pruneFeed()
    const { feed } = fleet.store
    expect(feed.floor()).toBe(feed.head - RETENTION)
    expect([feed.canResume(1), feed.canResume(1, true), feed.canResume(0, true)]).toEqual([false, true, true])
    const names = changes(0, true).events.map(({ name }) => name)
    expect(names).toEqual(['entity:changed', ...Array.from({ length: 5 }, () => 'device:status-update')])
  })

  it('still hold the only report of a device that has been silent since', () => {
    report(9)
    reportMany(2_500, 5)
    fleet.store.pruneFeed()
    expect(changes(0, true).events.map(({ payload }) => payload.sequence)[0]).toBe(1)
    report(9)
    const after = changes(0, true).events.map(({ payload }) => payload.sequence)
    expect(after).not.toContain(1)
    expect(after.at(-1)).toBe(2_502)
  })

  it('say nothing of reports of a deleted device', () => {
    reportMany(3)
    fleet.apply([{ ...rename(1, 'device-00002', 1, ''), kind: 'delete' } as unknown as WireOperation])
    expect(changes(0, true).events.map(({ payload, name }) => [name, payload.sequence])).toEqual([
      ['device:status-update', 1],
      ['device:status-update', 3],
      ['entity:changed', 4],
    ])
  })

  it('end where other events were dropped', () => {
    const edits = Array.from({ length: 2_100 }, (_empty, index) =>
      rename(index + 1, 'device-00001', index + 1, `Name ${index}`),
    )
    for (let from = 0; from < edits.length; from += 500) fleet.apply(edits.slice(from, from + 500))
    fleet.store.pruneFeed()
    const { feed } = fleet.store
    expect([feed.canResume(1_099, true), feed.canResume(1_100, true)]).toEqual([false, true])
    expect(changes(1_100, true).events).toHaveLength(1_000)
    expect(() => changes(1_099, true)).toThrow(/no longer kept/)
  })
})

describe('what devices report', () => {
  it('is there after a restart without having been written to their rows', () => {
    reportMany(2_500, 5)
    fleet.store.pruneFeed()
    const before = live.devices.map(({ id }) => reportedOf(id))
    fleet = fleet.reopen()
    live = new LiveFleet(fleet.store)
    expect(live.devices.map(({ id }) => reportedOf(id))).toEqual(before)
    expect(before[0]).toMatchObject({ sequence: 2_496, health: { score: 2_496 % 100 } })
    expect(live.devices[0]?.health.score).toBe(2_496 % 100)
    report(0)
    expect(fleet.events[0]?.payload).toMatchObject({ sequence: 2_501, previous: 2_500 })
  })

  it('is there after a restart when the device was edited, and when it did a command in between', () => {
    report(0)
    fleet.apply([rename(1, 'device-00001', 1, 'A')])
    report(1)
    const command = { key: keyOf(2), command: 'reload', result: 'done', at: START } as const
    const device = live.devices[1]
    if (device === undefined) throw new Error('there is no second device')
    fleet.store.transact(() => live.reportCommand(device, command, null))
    report(1)
    const before = ['device-00001', 'device-00002'].map(reportedOf)
    expect(before[1]?.lastCommand).toEqual(command)
    fleet = fleet.reopen()
    expect(['device-00001', 'device-00002'].map(reportedOf)).toEqual(before)
    expect(fleet.store.entities.find('device', 'device-00001')).toMatchObject({ version: 2, sequence: 2 })
  })

  it('outlives a feed that is forgotten or begins anew', () => {
    reportMany(15)
    const before = reportedOf('device-00001')
    fleet.store.forgetFeed()
    fleet = fleet.reopen()
    expect(reportedOf('device-00001')).toEqual(before)
    fleet.store.rotateEpoch()
    fleet = fleet.reopen()
    expect(reportedOf('device-00001')).toEqual({ ...before, sequence: 0 })
  })

  it('is taken back with a transaction that fails', () => {
    report(0)
    const before = reportedOf('device-00001')
    const failing = (): never => {
      for (const device of live.devices) live.report(device, 'idle', device.health, START)
      throw new Error('half way')
    }
    expect(() => fleet.store.transact(failing)).toThrow('half way')
    expect(reportedOf('device-00001')).toEqual(before)
    expect(changes(0, true).events).toHaveLength(1)
  })
})

describe('the third migration', () => {
  it('tells reports from other events in a feed from before', () => {
    const folder = temporaryFolder()
    const database = openDatabase(`${folder.path}/old.db`)
    migrate(database, [base], START)
    const insert = database.prepare('INSERT INTO feed (sequence, name, payload) VALUES (?, ?, ?)')
    insert.run(1, 'device:status-update', JSON.stringify({ sequence: 1, deviceId: 'device-1' }))
    insert.run(2, 'schedule:executed', JSON.stringify({ sequence: 2, scheduleId: 'schedule-1' }))
    migrate(database, MIGRATIONS, START)
    expect(database.prepare('SELECT sequence, subject FROM feed').all()).toEqual([
      { sequence: 1, subject: 'device-1' },
      { sequence: 2, subject: null },
    ])
    database.close()
    folder.remove()
  })
})
