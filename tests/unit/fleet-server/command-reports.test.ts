import { crc32, inflateSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceCommand } from '#shared/domain/commands.ts'
import { type DeviceReported, entityRecordSchema } from '#shared/domain/entities.ts'
import { FEED_EVENTS, type FeedEventPayload } from '#shared/protocol/feed.ts'
import type { WireOperation } from '#shared/protocol/operations.ts'
import { screenshotSchema } from '#shared/protocol/screenshot.ts'
import { migrate } from '#sqlite/migrate.ts'
import { openDatabase } from '#sqlite/open.ts'
import { seededRandom } from '../../../src/fleet-server/platform/random.ts'
import { Simulation } from '../../../src/fleet-server/simulation/simulation.ts'
import { base } from '../../../src/fleet-server/store/migrations/001-base.ts'
import { MIGRATIONS } from '../../../src/fleet-server/store/migrations/all.ts'
import { temporaryFolder } from '../../support/sqlite.ts'
import { type Fixture, fixture, keyOf, rename, START } from './fixture.ts'

const TICK_MS = 100
/** Nothing happens by itself. */
const QUIET = { eventsPerSecond: 0, editsPerMinute: 0, isPaused: false }

let fleet: Fixture
let simulation: Simulation
let ticks = 0
beforeEach(() => {
  ticks = 0
  fleet = fixture()
  start(0)
})
afterEach(() => fleet.remove())

function start(seed: number): void {
  simulation = new Simulation(fleet.store, seededRandom(1), QUIET, seed)
  fleet.connect(simulation)
}

function give(number: number, command: DeviceCommand, entityId = 'device-00001'): WireOperation {
  const operation: WireOperation = {
    key: keyOf(number),
    clientSequence: number,
    createdAt: START,
    kind: 'command',
    entityType: 'device',
    entityId,
    command,
  }
  fleet.apply([operation])
  return operation
}

function wait(milliseconds: number): void {
  for (const end = ticks + milliseconds / TICK_MS; ticks < end; ) {
    ticks += 1
    simulation.tick(START + ticks * TICK_MS)
  }
}

function reports(): FeedEventPayload<'command:reported'>[] {
  return fleet.events.flatMap((event) => (event.name === 'command:reported' ? [event.payload] : []))
}

function setStatus(status: DeviceReported['status'], id = 'device-00001'): void {
  const device = simulation.fleet.find(id)
  if (device === undefined) throw new Error(`there is no ${id}`)
  fleet.store.transact(() => simulation.fleet.report(device, status, device.health, START))
  fleet.events.length = 0
}

const lookup = (number: number) => fleet.requests.lookup({ keys: [keyOf(number)] }).results[0]
const reportedOf = (id: string): DeviceReported => {
  const { records } = fleet.requests.snapshot({ page: null, limit: 2_000 }).parse()
  return entityRecordSchema.parse(records.find((record) => record.id === id)).reported as unknown as DeviceReported
}

describe('a command', () => {
  it('is confirmed by its device when that is through with it, also in a fleet without events', () => {
    setStatus('online')
    give(1, 'reload')
    expect(lookup(1)).toMatchObject({ known: true, result: { outcome: 'applied' }, report: null })
    wait(1_400)
    expect(reports()).toEqual([])
    wait(100)
    const at = START + 1_500
    expect(fleet.events.at(-1)).toEqual({
      name: 'command:reported',
      payload: {
        sequence: 4,
        previous: 3,
        channel: 'main/devices',
        at,
        deviceId: 'device-00001',
        key: keyOf(1),
        command: 'reload',
        result: 'done',
        message: null,
      },
    })
    expect(FEED_EVENTS['command:reported'].parse(reports()[0])).toEqual(reports()[0])
    expect(lookup(1)).toMatchObject({ known: true, report: { result: 'done', at, message: null } })
    expect(reportedOf('device-00001')).toMatchObject({
      status: 'online',
      lastCommand: { key: keyOf(1), command: 'reload', result: 'done', at },
    })
  })

  it('stays in what is known of the device when it reports something else', () => {
    setStatus('online')
    give(1, 'clear-cache')
    wait(1_000)
    setStatus('idle')
    expect(reportedOf('device-00001')).toMatchObject({ status: 'idle', lastCommand: { key: keyOf(1) } })
    const again = fleet.reopen()
    fleet = again
    start(0)
    setStatus('online')
    expect(reportedOf('device-00001')).toMatchObject({ lastCommand: { key: keyOf(1) } })
    expect(lookup(1)).toMatchObject({ report: { result: 'done' } })
  })

  it('waits until the device is through with the one before', () => {
    setStatus('online')
    give(1, 'reload')
    give(2, 'reboot')
    give(3, 'clear-cache')
    wait(8_100)
    expect(reports().map(({ command, at }) => [command, at - START])).toEqual([
      ['reload', 1_500],
      ['reboot', 7_500],
      ['clear-cache', 8_100],
    ])
  })

  it('is not reported by a device that is off, except a reboot', () => {
    setStatus('offline')
    give(1, 'reload')
    wait(20_000)
    expect(reports()).toEqual([])
    give(2, 'reboot')
    wait(20_000)
    expect(reports()).toMatchObject([{ key: keyOf(2), result: 'done' }])
    expect(lookup(1)).toMatchObject({ known: true, report: null })
  })

  it('is not reported by a device that was switched off or deleted on the way', () => {
    setStatus('online')
    setStatus('online', 'device-00002')
    give(1, 'reboot')
    give(2, 'reboot', 'device-00002')
    wait(1_000)
    simulation.switchedOff('device-00001')
    const version = fleet.store.entities.find('device', 'device-00002')?.version ?? 0
    fleet.apply([{ ...rename(3, 'device-00002', version, ''), kind: 'delete' } as unknown as WireOperation])
    wait(20_000)
    expect(reports()).toEqual([])
  })

  it('is reported once, however often it is sent', () => {
    setStatus('online')
    const sent = give(1, 'clear-cache')
    fleet.apply([sent])
    wait(1_000)
    fleet.apply([sent])
    wait(10_000)
    expect(reports()).toHaveLength(1)
  })

  it('fails once in fifty, at the turn that the seed decides', () => {
    const failedTurns = (seed: number): number[] => {
      start(seed)
      setStatus('online')
      for (let turn = 1; turn <= 100; turn += 1) give(seed * 1_000 + turn, 'clear-cache')
      wait(100 * 600)
      return reports().flatMap(({ result }, index) => (result === 'failed' ? [index + 1] : []))
    }
    expect(failedTurns(49)).toEqual([1, 51])
    expect(reports()[0]?.message).toBe('Some files are in use and were kept.')
    expect(failedTurns(57)).toEqual([43, 93])
  })

  it('is reported as a test says', () => {
    setStatus('online')
    simulation.commandReports.mode = 'manual'
    give(1, 'reload')
    wait(10_000)
    expect(reports()).toEqual([])
    const report = (number: number) =>
      fleet.store.transact(() =>
        simulation.commandReports.report(keyOf(number), { result: 'failed', message: 'No.' }, START),
      )
    expect([report(1), report(1), report(2)]).toEqual(['reported', 'reported-before', 'no-command'])
    expect(reports()).toMatchObject([{ key: keyOf(1), result: 'failed', message: 'No.' }])
    simulation.commandReports.mode = 'fail'
    give(3, 'reload')
    wait(10_000)
    expect(lookup(3)).toMatchObject({ report: { result: 'failed' } })
    simulation.commandReports.mode = 'never'
    give(4, 'reload')
    wait(10_000)
    expect(lookup(4)).toMatchObject({ report: null })
  })

  it('only has a report', () => {
    fleet.apply([rename(1, 'device-00001', 1, 'A')])
    give(2, 'reload', 'device-99999')
    expect(lookup(1)).not.toHaveProperty('report')
    expect(lookup(2)).toMatchObject({ known: true, result: { outcome: 'rejected' } })
    expect(lookup(2)).not.toHaveProperty('report')
  })
})

describe('the second migration', () => {
  it('keeps the operations of before, without reports', () => {
    const folder = temporaryFolder()
    const database = openDatabase(`${folder.path}/fleet.db`)
    migrate(database, [base], START)
    const result = JSON.stringify({ outcome: 'applied', key: keyOf(1), entityId: 'd', version: 1, sequence: 1, at: 1 })
    database
      .prepare('INSERT INTO operations (key, hash, result, is_applied, client_id, at) VALUES (?, ?, ?, 1, ?, 1)')
      .run(keyOf(1), 'h', result, 'c')
    expect(migrate(database, MIGRATIONS.slice(0, 2), START)).toEqual({ from: 1, to: 2 })
    expect(database.prepare('SELECT key, command, report FROM operations').all()).toEqual([
      { key: keyOf(1), command: null, report: null },
    ])
    database.close()
    folder.remove()
  })
})

describe('a screenshot', () => {
  const ask = (deviceId = 'device-00001') => fleet.requests.screenshot({ deviceId }).screenshot

  it('is confirmed by its device, told by what that reports, and given to who asks', () => {
    setStatus('idle')
    expect(ask()).toBeNull()
    give(1, 'screenshot')
    wait(800)
    const at = START + 800
    expect(reports()).toMatchObject([{ command: 'screenshot', result: 'done', key: keyOf(1), at }])
    expect(reportedOf('device-00001')).toMatchObject({ status: 'idle', screenshot: { key: keyOf(1), at } })
    const picture = screenshotSchema.parse(ask())
    expect(picture).toMatchObject({ key: keyOf(1), at, mediaType: 'image/png', width: 480, height: 270 })
    expect(sizeOfPng(picture.data)).toEqual({ width: 480, height: 270, bytesOfRows: 481 * 270 })
  })

  it('stays when other commands follow, and after a restart, as the same picture', () => {
    setStatus('online')
    give(1, 'screenshot')
    wait(800)
    const before = ask()
    give(2, 'clear-cache')
    wait(1_000)
    expect(reportedOf('device-00001')).toMatchObject({ screenshot: { key: keyOf(1) }, lastCommand: { key: keyOf(2) } })
    fleet = fleet.reopen()
    start(0)
    setStatus('online')
    expect(ask()).toEqual(before)
    expect(reportedOf('device-00001')).toMatchObject({ screenshot: { key: keyOf(1) } })
  })

  it('that failed leaves the one before', () => {
    setStatus('online')
    give(1, 'screenshot')
    wait(800)
    simulation.commandReports.mode = 'fail'
    give(2, 'screenshot')
    wait(1_000)
    expect(reports().at(-1)).toMatchObject({ result: 'failed', message: 'The screen was locked by an update.' })
    expect(ask()?.key).toBe(keyOf(1))
  })

  it('looks different from that of another device and of another command', () => {
    setStatus('online')
    setStatus('online', 'device-00002')
    give(1, 'screenshot')
    give(2, 'screenshot', 'device-00002')
    wait(800)
    expect(ask()?.data).not.toBe(ask('device-00002')?.data)
  })

  it('of a device that is not there is refused', () => {
    expect(() => ask('device-99999')).toThrow('There is no device device-99999.')
  })
})

/** What a PNG says of itself, and what its rows come to. */
function sizeOfPng(base64: string): { width: number; height: number; bytesOfRows: number } {
  const bytes = Buffer.from(base64, 'base64')
  const parts: Buffer[] = []
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const body = bytes.subarray(at + 4, at + 8 + length)
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body))
    if (body.toString('latin1', 0, 4) === 'IDAT') parts.push(body.subarray(4))
    at += 12 + length
  }
  const bytesOfRows = inflateSync(Buffer.concat(parts)).length
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), bytesOfRows }
}
