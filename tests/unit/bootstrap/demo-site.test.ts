import { describe, expect, it } from 'vitest'
import { Coalescer } from '../../../src/main/bootstrap/coalesce.ts'
import { type DemoAddress, DemoSite } from '../../../src/main/bootstrap/demo-site.ts'
import { siteTarget } from '../../../src/main/bootstrap/site-target.ts'
import type { HelperProcess } from '../../../src/main/platform/helper-process.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { settingsSchema } from '../../../src/shared/domain/settings.ts'
import { ManualClock } from '../../support/manual-clock.ts'

class ScriptedProcess implements HelperProcess {
  readonly sent: unknown[] = []
  message: (message: unknown) => void = () => undefined
  readonly exits: ((code: number) => void)[] = []
  isKilled = false

  onMessage(listener: (message: unknown) => void): void {
    this.message = listener
  }
  onExit(listener: (code: number) => void): void {
    this.exits.push(listener)
  }
  onLogLine(): void {
    // The log is not looked at here.
  }
  send(message: unknown): void {
    this.sent.push(message)
  }
  kill(): void {
    this.isKilled = true
  }
  exit(code: number): void {
    for (const listener of this.exits) listener(code)
  }
}

const ADDRESS = { ready: true, url: 'http://127.0.0.1:4000', token: 't', tenant: 'main' }

function setUp() {
  const clock = new ManualClock()
  const processes: ScriptedProcess[] = []
  const addresses: DemoAddress[] = []
  const demo = new DemoSite({
    processes: {
      start() {
        const process = new ScriptedProcess()
        processes.push(process)
        return process
      },
    },
    script: '/app/fleet-server.js',
    options: { data: '/data', devices: 5, seed: 1, eventsPerSecond: 1, showsCodes: true },
    clock,
    logger: silentLogger,
    onAddress: (address) => addresses.push(address),
  })
  return { clock, processes, addresses, demo }
}

describe('the demo site', () => {
  it('tells its address when it is up, and a new one after its process had to be started again', async () => {
    const { clock, processes, addresses, demo } = setUp()
    const started = demo.start()
    processes[0]?.message(ADDRESS)
    await started
    processes[0]?.exit(1)
    await clock.advance(2_500)
    processes[1]?.message({ ...ADDRESS, url: 'http://127.0.0.1:4001' })
    expect(addresses.map((address) => address.url)).toEqual(['http://127.0.0.1:4000', 'http://127.0.0.1:4001'])
  })

  it('ignores a message it does not understand', async () => {
    const { processes, addresses, demo } = setUp()
    const started = demo.start()
    processes[0]?.message({ ready: true, url: 'not an address' })
    await started
    expect(addresses).toEqual([])
  })

  it('asks its process to end, and ends it when it does not', async () => {
    const { clock, processes, demo } = setUp()
    const started = demo.start()
    processes[0]?.message(ADDRESS)
    await started
    const stopped = demo.stop()
    await clock.advance(3_000)
    await stopped
    expect(processes[0]).toMatchObject({ sent: [{ stop: true }], isKilled: true })
  })
})

describe('the site that the settings ask for', () => {
  it('is the demo without a server, and one folder for each server and tenant with one', () => {
    const folder = (changes: object): string => siteTarget(settingsSchema.parse(changes)).folder
    const one = folder({ serverUrl: 'https://fleet.example', tenant: 'a' })
    expect(folder({})).toBe('demo')
    expect(one).toMatch(/^[0-9a-f]{20}$/)
    expect(folder({ serverUrl: 'https://fleet.example/', tenant: 'a' })).toBe(one)
    expect(folder({ serverUrl: 'https://fleet.example', tenant: 'b' })).not.toBe(one)
  })
})

describe('coalescing', () => {
  it('runs at once, then at most once per interval, and never misses the last wish', async () => {
    const clock = new ManualClock()
    let runs = 0
    const coalescer = new Coalescer(clock, 50, () => runs++)
    for (let wish = 0; wish < 100; wish++) coalescer.request()
    expect(runs).toBe(1)
    await clock.advance(60)
    expect(runs).toBe(2)
    await clock.advance(200)
    expect(runs).toBe(2)
    expect(clock.pending).toBe(0)
  })
})
