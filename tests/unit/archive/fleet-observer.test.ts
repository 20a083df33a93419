import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FleetObserver, type ObservedDevice } from '../../../src/main/archive/fleet-observer.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { ArchiveHere } from '../../support/archive.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const START = 1_700_000_000_000
const EVER = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER }

let folder: TemporaryFolder
let archive: ArchiveHere
let clock: ManualClock
let devices: ObservedDevice[]
let observer: FleetObserver

beforeEach(() => {
  folder = temporaryFolder()
  archive = new ArchiveHere(folder.file('archive.sqlite'))
  clock = new ManualClock(START)
  devices = [device('a', 'online'), device('b', 'offline')]
  observer = newObserver()
})
afterEach(() => {
  archive.database.close()
  folder.remove()
})

function newObserver(): FleetObserver {
  return new FleetObserver({
    ...{ clock, logger: silentLogger, ask: archive.ask, site: 'here' },
    now: () => clock.now(),
    devices: () => devices,
  })
}

function device(deviceId: string, state: ObservedDevice['state']): ObservedDevice {
  return { deviceId, name: `Screen ${deviceId}`, state }
}

function becomes(deviceId: string, before: ObservedDevice['state'] | null, state: ObservedDevice['state']): void {
  observer.changed({ ...device(deviceId, state), before })
}

/** `a 0 online`: the device, seconds since the start, its state. */
function states(span = EVER): string[] {
  return [...archive.database.reader.deviceStates('here', span)].map(
    ({ deviceId, at, state }) => `${deviceId} ${(at - START) / 1_000} ${state}`,
  )
}

function observed(): [number, number][] {
  return archive.database.reader
    .observations('here', EVER)
    .map(({ fromAt, toAt }) => [(fromAt - START) / 1_000, (toAt - START) / 1_000])
}

describe('FleetObserver', () => {
  it('notes whole milliseconds, whatever the server’s time is reckoned to be', async () => {
    observer = new FleetObserver({
      ...{ clock, logger: silentLogger, ask: archive.ask, site: 'here' },
      now: () => clock.now() + 0.25,
      devices: () => devices,
    })
    observer.setCurrent(true)
    await clock.advance(1_000)
    becomes('a', 'online', 'offline')
    await clock.advance(1_000)
    expect(states()).toEqual(['a 0 online', 'a 1 offline', 'b 0 offline'])
    observer.confirm()
    await clock.advance(1)
    expect(observed()).toEqual([[0, 2]])
  })

  it('notes the fleet when the copy becomes current, and each change after it', async () => {
    observer.setCurrent(true)
    await clock.advance(10_000)
    becomes('b', 'offline', 'online')
    await clock.advance(5_000)
    observer.end()
    expect(states()).toEqual(['a 0 online', 'b 0 offline', 'b 10 online'])
    expect(observed()).toEqual([[0, 15]])
    expect(clock.pending).toBe(0)
  })

  it('sees nothing while the copy is not current, and says so', async () => {
    observer.setCurrent(true)
    await clock.advance(5_000)
    observer.setCurrent(false)
    becomes('a', 'online', 'offline')
    await clock.advance(60_000)
    devices = [device('a', 'online'), device('b', 'online')]
    observer.setCurrent(true)
    await clock.advance(1_000)
    observer.end()
    expect(states()).toEqual(['a 0 online', 'b 0 offline', 'b 65 online'])
    expect(observed()).toEqual([
      [0, 5],
      [65, 66],
    ])
  })

  it('confirms every minute that it still sees, so that a crash costs no more than that', async () => {
    observer.setCurrent(true)
    await clock.advance(150_000)
    expect(observed()).toEqual([[0, 120]])
  })

  it('notes what a device was before it changed, even when the change comes before its turn', async () => {
    devices = Array.from({ length: 1_200 }, (_, index) => device(`d${index}`, 'online'))
    observer.setCurrent(true)
    await clock.advance(10)
    devices[1_100] = device('d1100', 'offline')
    becomes('d1100', 'online', 'offline')
    await clock.advance(2_000)
    observer.end()
    expect(states().filter((line) => line.startsWith('d1100 '))).toEqual(['d1100 0 online', 'd1100 0.01 offline'])
    expect(states()).toHaveLength(1_201)
  })

  it('notes new devices and those that are deleted', async () => {
    observer.setCurrent(true)
    await clock.advance(1_000)
    becomes('c', null, 'idle')
    becomes('a', 'online', 'removed')
    await clock.advance(1_000)
    observer.end()
    expect(states()).toEqual(['a 0 online', 'a 1 removed', 'b 0 offline', 'c 1 idle'])
  })

  it('writes a state that is known already only once, over any number of connections', async () => {
    for (let round = 0; round < 5; round += 1) {
      observer.setCurrent(true)
      await clock.advance(2_000)
      observer.setCurrent(false)
    }
    expect(states()).toEqual(['a 0 online', 'b 0 offline'])
    expect(observed()).toHaveLength(5)
  })

  it('goes on when the archive cannot be written', async () => {
    archive.refuse = true
    observer.setCurrent(true)
    becomes('a', 'online', 'offline')
    await clock.advance(2_000)
    archive.refuse = false
    devices = [device('a', 'offline')]
    becomes('b', 'offline', 'online')
    await clock.advance(2_000)
    observer.end()
    expect(states()).toEqual(['b 0 offline', 'b 2 online'])
  })
})

describe('the states of a span', () => {
  it('begin with what each device was when it began', async () => {
    observer.setCurrent(true)
    await clock.advance(10_000)
    becomes('a', 'online', 'offline')
    await clock.advance(10_000)
    becomes('a', 'offline', 'online')
    await clock.advance(2_000)
    observer.end()
    expect(states({ fromAt: START + 15_000, toAt: START + 20_000 })).toEqual(['a 10 offline', 'b 0 offline'])
    expect(states({ fromAt: START + 20_000, toAt: START + 20_001 })).toEqual(['a 20 online', 'b 0 offline'])
  })

  it('keep the last state before what is removed as too old', async () => {
    observer.setCurrent(true)
    await clock.advance(10_000)
    becomes('a', 'online', 'offline')
    await clock.advance(10_000)
    observer.end()
    const kept = { minutesMs: 0, hoursMs: 0, observationsMs: 0 }
    while (archive.database.tidy.step(START + 60_000, kept));
    expect(states()).toEqual(['a 10 offline', 'b 0 offline'])
    expect(observed()).toEqual([])
  })
})
