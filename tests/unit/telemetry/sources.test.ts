import { beforeEach, describe, expect, it } from 'vitest'
import { StorageTimes } from '../../../src/main/database/storage-times.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { ErrorCount, errorRate } from '../../../src/main/telemetry/error-count.ts'
import { MeasuringCost } from '../../../src/main/telemetry/measuring-cost.ts'
import { Metrics } from '../../../src/main/telemetry/metrics.ts'
import { type SiteFigures, SiteSampler } from '../../../src/main/telemetry/site-sampler.ts'
import { recordRequest, recordStorage } from '../../../src/main/telemetry/sources.ts'
import { ManualClock } from '../../support/manual-clock.ts'

let clock: ManualClock
let recorded: [name: string, value: number][]
const record = (name: string, _unit: string, value: number): void => void recorded.push([name, value])
const valuesOf = (wanted: string): number[] => recorded.flatMap(([name, value]) => (name === wanted ? [value] : []))
beforeEach(() => {
  clock = new ManualClock()
  recorded = []
})

const NO_TOTALS = { created: 0, applied: 0, unconfirmed: 0, cancelled: 0, expired: 0, merged: 0 }
const COUNTS = { queued: 0, stale: 0, sending: 0, unknown: 0, accepted: 0, conflicted: 0, quarantined: 0 }
const QUEUE = { counts: COUNTS, pending: 0, bytes: 0, oldestCreatedAt: null, totals: NO_TOTALS }
const LINK = {
  ...{ attempts: 0, successes: 0, failures: 0, reconnects: 0, uptimeMs: 0, bytesReceived: 0, bytesSent: 0 },
  ...{ eventsReceived: 0, dropped: {}, transitions: {}, rtt: { last: null, p50: null, p95: null, p99: null } },
}

function siteOf(changes: Partial<SiteFigures> = {}): SiteFigures {
  return {
    ...{ opened: {}, connection: LINK, queue: QUEUE, stages: [], resyncs: 0, stalls: 0, conflictsResolved: 0 },
    ...changes,
  }
}

async function sampling(sites: () => readonly SiteFigures[]): Promise<SiteSampler> {
  const sampler = new SiteSampler({ clock, sites, record, timed: (work) => work() })
  await sampler.run()
  return sampler
}

describe('figures of the sites', () => {
  it('tell every ten seconds how it is, all sites together', async () => {
    const oldestCreatedAt = clock.now() - 5_000
    const one = siteOf({ queue: { ...QUEUE, pending: 3, counts: { ...COUNTS, conflicted: 2 }, oldestCreatedAt } })
    const other = siteOf({ queue: { ...QUEUE, pending: 4, oldestCreatedAt: clock.now() } })
    await sampling(() => [one, other])
    await clock.advance(20_000)
    expect(valuesOf('queue_depth')).toEqual([7, 7])
    expect(valuesOf('conflicts_open')).toEqual([2, 2])
    expect(valuesOf('queue_oldest_age')).toEqual([15_000, 25_000])
  })

  it('count what happens by the minute, so that their sum is all of it', async () => {
    let site = siteOf()
    await sampling(() => [site])
    const connection = { ...LINK, attempts: 2, successes: 1, bytesReceived: 900, uptimeMs: 30_000 }
    site = { ...site, connection, conflictsResolved: 3 }
    await clock.advance(60_000)
    site = { ...site, connection: { ...connection, attempts: 3, uptimeMs: 90_000 } }
    await clock.advance(60_000)
    expect(valuesOf('connection_attempts')).toEqual([2, 1])
    expect(valuesOf('connection_bytes_received')).toEqual([900, 0])
    expect(valuesOf('connection_uptime_percent')).toEqual([50, 100])
    expect(valuesOf('conflicts_resolved')).toEqual([3, 0])
  })

  it('do not take for news what the queue had done before this start', async () => {
    let site = siteOf({ queue: { ...QUEUE, totals: { ...NO_TOTALS, applied: 5_000 } } })
    await sampling(() => [site])
    await clock.advance(10_000)
    site = { ...site, queue: { ...QUEUE, totals: { ...NO_TOTALS, applied: 5_007, expired: 1 } } }
    await clock.advance(50_000)
    expect(valuesOf('queue_drained')).toEqual([8])
    expect(valuesOf('queue_ended.applied')).toEqual([7])
    expect(valuesOf('queue_ended.expired')).toEqual([1])
  })

  it('have a sample for every time the queue stood still, which the report counts', async () => {
    let site = siteOf({ stalls: 1 })
    await sampling(() => [site])
    await clock.advance(10_000)
    site = { ...site, stalls: 3 }
    await clock.advance(10_000)
    expect(valuesOf('queue_stall')).toEqual([1, 1, 1])
  })

  it('begin anew with a site that was opened anew', async () => {
    let site = siteOf({ connection: { ...LINK, attempts: 9 } })
    await sampling(() => [site])
    await clock.advance(60_000)
    site = siteOf({ connection: { ...LINK, attempts: 2 } })
    await clock.advance(60_000)
    expect(valuesOf('connection_attempts')).toEqual([9, 2])
  })

  it('tell what is left at the end, and leave no timer behind', async () => {
    const sampler = await sampling(() => [siteOf({ resyncs: 4 })])
    await clock.advance(5_000)
    await sampler.stop()
    expect(valuesOf('inbound_resyncs')).toEqual([4])
    expect(clock.pending).toBe(0)
  })
})

describe('figures of requests and of the storage', () => {
  it('are told by kind, and slow ones once more by name', () => {
    recordRequest(record, 'operations:list', 40)
    recordRequest(record, 'operations:list', 140)
    // It waits for a person who chooses a file.
    recordRequest(record, 'bundle:export', 9_000)
    expect(recorded).toEqual([
      ['ipc.operations', 40],
      ['ipc.operations', 140],
      ['ipc_slow.operations:list', 140],
      ['ipc.bundle', 9_000],
    ])
  })

  it('warn of single reads and writes, not of reading everything at the start', () => {
    recordStorage(record, [
      ['commit', 4],
      ['page', 70],
      ['load-part', 300],
    ])
    expect(recorded).toEqual([
      ['sqlite.commit', 4],
      ['sqlite.page', 70],
      ['sqlite_slow.page', 70],
      ['sqlite_bulk.load-part', 300],
      ['sqlite_slow.load-part', 300],
    ])
  })

  it('reach the main process together, within a second, also of what failed', async () => {
    const told: (readonly [string, number])[][] = []
    const times = new StorageTimes(clock, (some) => told.push([...some]))
    times.measure('commit', () => undefined)
    expect(() =>
      times.measure('page', () => {
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(told).toEqual([])
    await clock.advance(1_000)
    expect(told).toEqual([
      [
        ['commit', 0],
        ['page', 0],
      ],
    ])
    for (let time = 0; time < 200; time++) times.measure('commit', () => undefined)
    expect(told[1]).toHaveLength(200)
    expect(clock.pending).toBe(0)
  })
})

describe('the rate of errors', () => {
  it('counts what any part of the log calls an error, minute by minute', async () => {
    const errors = new ErrorCount()
    const log = errors.counting(silentLogger)
    const rate = errorRate({ clock, errors, record })
    await rate.run()
    log.child('outbox').error('one')
    log.error('two')
    log.warn('no error')
    await clock.advance(120_000)
    expect(valuesOf('error_rate')).toEqual([2, 0])
    await rate.stop()
    expect(clock.pending).toBe(0)
  })
})

describe('the cost of measuring', () => {
  it('is told as milliseconds of each minute', async () => {
    let spent = 100
    const cost = new MeasuringCost({ clock, spentMs: () => spent, record })
    await cost.run()
    spent += 6
    await clock.advance(60_000)
    spent += 12
    await clock.advance(60_000)
    expect(valuesOf('metrics_overhead')).toEqual([6, 12])
    await cost.stop()
    expect(clock.pending).toBe(0)
  })

  it('holds work that is done for measuring, and samples by what a timed one in 251 of them takes', () => {
    const { metrics } = slowMetrics(() => 0.25)
    for (let time = 0; time < 250; time++) metrics.record('a', 'ms', 1)
    expect(metrics.spentMs).toBe(0)
    metrics.record('a', 'ms', 1)
    expect(metrics.spentMs, 'without the reading of the clock').toBe(0.5 * 251)
    metrics.timed(() => undefined)
    expect(metrics.spentMs).toBe(0.5 * 251 + 0.25)
  })

  it('is not that of a pause that fell into a timed sample, nor less than nothing', () => {
    let readings = 0
    const { metrics } = slowMetrics(() => (++readings === 9 ? 4_000 : 0.25))
    for (let time = 0; time < 4 * 251; time++) metrics.record('a', 'ms', 1)
    expect(metrics.spentMs).toBe(4 * 0.5 * 251)

    let others = 0
    const { metrics: paused } = slowMetrics(() => (++others === 2 ? 4_000 : 0.25))
    for (let time = 0; time < 251; time++) paused.record('a', 'ms', 1)
    expect(paused.spentMs).toBe(0)
  })
})

/** Each sample takes half a millisecond, and each reading of the clock what it is told to. */
function slowMetrics(readingMs: () => number): { readonly metrics: Metrics } {
  let at = 0
  const metrics = new Metrics({
    clock: { now: () => 0, schedule: () => () => undefined, monotonic: () => (at += readingMs()) },
    switches: () => {
      at += 0.5
      return { isRecording: true, raisesAlerts: false }
    },
    onAlert: () => undefined,
    thresholdOf: () => undefined,
  })
  return { metrics }
}
