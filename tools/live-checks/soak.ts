import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sleep, systemClock } from '../../src/main/platform/clock.ts'
import { Fleet } from '../crash/fleet.ts'
import { AppliedWatch } from './applied-watch.ts'
import { WatchedEngine } from './engine.ts'
import { type Growth, garbageCollector, growthOf, heapMb, type MemorySample, pssOf } from './memory.ts'
import type { SoakOptions } from './options.ts'
import { compareCopies, readServer } from './server-copy.ts'
import { feedOf, untilAtRest } from './server-feed.ts'
import { type Violation, Violations } from './violation.ts'

export interface SoakReport {
  readonly mode: 'soak'
  readonly seed: number
  readonly devices: number
  readonly rate: number
  readonly seconds: number
  readonly events: { readonly made: number; readonly sent: number; readonly received: number; readonly taken: number }
  readonly eventsPerSecond: { readonly reached: number; readonly skipped: number }
  readonly resyncs: number
  readonly heap: Growth
  readonly pss: Growth
  /** Counts of what keeps a process busy, after warm-up and at the end. */
  readonly held: { readonly before: Readonly<Record<string, number>>; readonly after: Readonly<Record<string, number>> }
  readonly compared: number
  readonly samples: readonly MemorySample[]
  readonly violationCount: number
  readonly violations: readonly Violation[]
}

const SAMPLE_MS = 5_000
const ONLINE_TIMEOUT_MS = 60_000
const SETTLE_TIMEOUT_MS = 60_000
/** A machine that stands still for a while is no fault of the console. */
const STUCK_MS = 90_000
/** The first part of a run, in which caches fill and code is compiled. */
const WARM_UP_SHARE = 0.15
/** More growth than this after warm-up, by an hour of real time at this rate, is a leak. */
const MAX_HEAP_MB_PER_MILLION = 0.5
const PROGRESS_EVERY = 6
/** Timers and requests come and go; more than so many more of a kind are held by mistake. */
const HELD_SLACK = 5

/** One long run of the console's engine under load, without a break. */
export async function soak(options: SoakOptions, progress: (line: string) => void): Promise<SoakReport> {
  const folder = mkdtempSync(join(tmpdir(), 'outpost-soak-'))
  const startedAt = performance.now()
  const violations = new Violations()
  const watch = new AppliedWatch(violations)
  const fleet = new Fleet(join(folder, 'fleet'), { devices: options.devices })
  await fleet.start()
  const { url, token, tenant } = fleet.address
  const console = await WatchedEngine.open({ folder, url, tenant, token, plant: null }, watch, violations)
  try {
    console.engine.connection.connect()
    if (!(await console.until(() => console.isCurrent, ONLINE_TIMEOUT_MS))) throw new Error('never became current')
    await fleet.flip('simulation', { eventsPerSecond: options.rate })
    const { samples, held } = await run(options, console, watch, violations, progress)
    await fleet.flip('simulation', { isPaused: true })
    await untilAtRest(url)
    const compared = await compareAtRest(fleet, console, violations)
    const feed = await feedOf(url)
    const received = console.engine.inbound.stages()[0]?.received ?? 0
    const taken = watch.liveEvents
    const isUnbroken = console.engine.connection.status().statistics.reconnects === 0
    if (isUnbroken && feed.sentEvents !== received)
      violations.add('count', `${feed.sentEvents} were sent, ${received} received`)
    if (console.engine.inbound.resyncs === 1 && received !== taken)
      violations.add('count', `${received} were received, ${taken} taken in`)
    const seconds = (performance.now() - startedAt) / 1_000
    const warm = samples.filter(({ events }) => events >= options.events * WARM_UP_SHARE)
    const heap = growthOf(warm, 'heapMb')
    if (heap.mbPerMillionEvents > MAX_HEAP_MB_PER_MILLION)
      violations.add('growth', `the heap grows by ${heap.mbPerMillionEvents} MB per million events`)
    return {
      ...{ mode: 'soak', seed: options.seed, devices: options.devices, rate: options.rate },
      seconds: Math.round(seconds),
      events: { made: feed.madeEvents, sent: feed.sentEvents, received, taken },
      eventsPerSecond: { reached: Math.round(feed.madeEvents / seconds), skipped: feed.skipped },
      resyncs: console.engine.inbound.resyncs,
      ...{ heap, pss: growthOf(warm, 'pssMb'), held, compared, samples },
      violationCount: violations.count,
      violations: violations.kept,
    }
  } finally {
    await console.stop()
    await fleet.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(
  options: SoakOptions,
  console: WatchedEngine,
  watch: AppliedWatch,
  violations: Violations,
  progress: (line: string) => void,
): Promise<{ samples: MemorySample[]; held: SoakReport['held'] }> {
  const collect = garbageCollector()
  const startedAt = performance.now()
  const samples: MemorySample[] = []
  let before: Record<string, number> | null = null
  let last = -1
  let movedAt = startedAt
  while (watch.liveEvents < options.events) {
    await sleep(systemClock, SAMPLE_MS)
    if (watch.liveEvents !== last) movedAt = performance.now()
    else if (performance.now() - movedAt > STUCK_MS) {
      violations.add('stuck', `nothing came after ${last} events`)
      break
    }
    last = watch.liveEvents
    collect()
    const atMs = performance.now() - startedAt
    const sample = { events: last, atMs: Math.round(atMs), heapMb: heapMb(), pssMb: pssOf('self') }
    samples.push(sample)
    if (before === null && last >= options.events * WARM_UP_SHARE) before = heldNow(console)
    if (samples.length % PROGRESS_EVERY === 0) {
      const rate = Math.round((last * 1_000) / atMs)
      progress(
        `${last} events, ${rate}/s, heap ${sample.heapMb.toFixed(1)} MB, PSS ${sample.pssMb.toFixed(1)} MB, ${violations.count} violations`,
      )
    }
  }
  const after = heldNow(console)
  for (const [kind, count] of Object.entries(after)) {
    if (count > ((before ?? after)[kind] ?? 0) + HELD_SLACK)
      violations.add('growth', `${kind}: ${before?.[kind] ?? 0} after warm-up, ${count} at the end`)
  }
  return { samples, held: { before: before ?? after, after } }
}

/** Timers, handles and requests of the process, listeners on it, and what waits in the stages. */
function heldNow(console: WatchedEngine): Record<string, number> {
  const held: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) held[kind] = (held[kind] ?? 0) + 1
  held['process listeners'] = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
  held['waiting in stages'] = console.waiting
  return held
}

async function compareAtRest(fleet: Fleet, console: WatchedEngine, violations: Violations): Promise<number> {
  const server = await readServer(fleet.address)
  const isThere = await console.until(() => console.isCurrent && console.cursor >= server.sequence, SETTLE_TIMEOUT_MS)
  if (!isThere) violations.add('stuck', `the cursor stands at ${console.cursor}, the server at ${server.sequence}`)
  compareCopies(console.records(), server.records, violations)
  return server.records.length
}
