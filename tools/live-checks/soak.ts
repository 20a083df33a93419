import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sleep, systemClock } from '../../src/main/platform/clock.ts'
import { Fleet } from '../crash/fleet.ts'
import { type Growth, growthOf, type MemorySample } from './memory.ts'
import type { SoakOptions } from './options.ts'
import { feedOf, untilAtRest } from './server-feed.ts'
import { engineSubject } from './soak-engine.ts'
import type { SoakSubject } from './soak-subject.ts'
import { type Violation, Violations } from './violation.ts'

export interface SoakReport {
  readonly mode: 'soak'
  readonly runsIn: 'window' | 'engine'
  readonly seed: number
  readonly devices: number
  readonly rate: number
  readonly seconds: number
  readonly events: { readonly made: number; readonly sent: number; readonly received: number; readonly taken: number }
  /** `reached`: in the last minute. `skipped`: due at the rate asked for and never made, because the machine stood still. */
  readonly eventsPerSecond: { readonly reached: number; readonly skipped: number }
  readonly resyncs: number
  readonly reconnects: number
  readonly heap: Growth
  readonly pss: Growth
  /** Counts of what keeps the process busy, after warm-up and at the end. */
  readonly held: Held
  readonly compared: number
  readonly samples: readonly MemorySample[]
  readonly violationCount: number
  readonly violations: readonly Violation[]
}

interface Held {
  readonly before: Readonly<Record<string, number>>
  readonly after: Readonly<Record<string, number>>
}

const SAMPLE_MS = 5_000
const SETTLE_TIMEOUT_MS = 60_000
/** A machine that stands still for a while is no fault of the console. */
const STUCK_MS = 90_000
/** The first part of a run, in which caches fill and code is compiled. */
const WARM_UP_SHARE = 0.15
/** More growth of the heap than this after warm-up is a leak. */
const MAX_HEAP_MB_PER_MILLION = 0.5
/** In a shorter run the slope says nothing yet. */
const MIN_JUDGED_EVENTS = 1_000_000
const PROGRESS_EVERY = 6
/** Timers and requests come and go; more than so many more of a kind are held by mistake. */
const HELD_SLACK = 5

/** One long run of a console under load, without a break. */
export async function soak(options: SoakOptions, progress: (line: string) => void): Promise<SoakReport> {
  const folder = mkdtempSync(join(tmpdir(), 'outpost-soak-'))
  const startedAt = performance.now()
  const violations = new Violations()
  const fleet = new Fleet(join(folder, 'fleet'), { devices: options.devices })
  await fleet.start()
  const subject = await subjectOf(options, folder, fleet, violations)
  try {
    await subject.start()
    await fleet.flip('simulation', { eventsPerSecond: options.rate })
    const { samples, held } = await run(options, subject, violations, progress)
    await fleet.flip('simulation', { isPaused: true })
    const ends = await compareEnds(fleet, subject, violations)
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    const warm = samples.filter(({ events }) => events >= options.events * WARM_UP_SHARE)
    const heap = growthOf(warm, 'heapMb')
    if (options.events >= MIN_JUDGED_EVENTS && heap.mbPerMillionEvents > MAX_HEAP_MB_PER_MILLION)
      violations.add('growth', `the heap grows by ${heap.mbPerMillionEvents} MB per million events`)
    const { devices, rate, seed, hasWindow } = options
    return {
      ...{ mode: 'soak', runsIn: hasWindow ? 'window' : 'engine', seed, devices, rate, seconds, ...ends },
      ...{ heap, pss: growthOf(warm, 'pssMb'), held, samples },
      violationCount: violations.count,
      violations: violations.kept,
    }
  } finally {
    await subject.stop()
    await fleet.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

async function subjectOf(
  { hasWindow }: SoakOptions,
  folder: string,
  fleet: Fleet,
  violations: Violations,
): Promise<SoakSubject> {
  if (!hasWindow) return engineSubject(folder, fleet, violations)
  // Loaded only when it is needed: driving a window takes a library that is slow to load.
  const { windowSubject } = await import('./soak-window.ts')
  return windowSubject(folder, fleet)
}

async function run(
  { events: wanted }: SoakOptions,
  subject: SoakSubject,
  violations: Violations,
  progress: (line: string) => void,
): Promise<{ samples: MemorySample[]; held: Held }> {
  const startedAt = performance.now()
  const samples: MemorySample[] = []
  let before: Held['before'] | null = null
  let after: Held['after'] = {}
  let movedAt = startedAt
  for (let events = 0; events < wanted; ) {
    await sleep(systemClock, SAMPLE_MS)
    const { taken } = await subject.events()
    const now = performance.now()
    if (taken !== events) movedAt = now
    events = taken
    if (now - movedAt > STUCK_MS) {
      violations.add('stuck', `nothing came after ${events} events`)
      break
    }
    const { held, heapMb, pssMb } = await subject.look()
    samples.push({ events, atMs: Math.round(now - startedAt), heapMb, pssMb })
    after = held
    if (before === null && events >= wanted * WARM_UP_SHARE) before = held
    if (samples.length % PROGRESS_EVERY !== 0) continue
    const rate = Math.round((events * 1_000) / (now - startedAt))
    progress(`${events} events, ${rate}/s, heap ${heapMb.toFixed(1)} MB, PSS ${pssMb.toFixed(1)} MB`)
  }
  const held = { before: before ?? after, after }
  checkHeld(held, violations)
  return { samples, held }
}

function checkHeld({ before, after }: Held, violations: Violations): void {
  for (const [kind, count] of Object.entries(after)) {
    const first = before[kind] ?? 0
    if (count > first + HELD_SLACK) violations.add('growth', `${kind}: ${first} after warm-up, ${count} at the end`)
  }
}

/** Holds both ends against each other, when nothing happens any more. */
async function compareEnds(
  fleet: Fleet,
  subject: SoakSubject,
  violations: Violations,
): Promise<Pick<SoakReport, 'events' | 'eventsPerSecond' | 'resyncs' | 'reconnects' | 'compared'>> {
  const { url } = fleet.address
  await untilAtRest(url)
  const feed = await feedOf(url)
  if (!(await subject.reaches(feed.highestSequence, SETTLE_TIMEOUT_MS)))
    violations.add('stuck', `it did not come to the sequence ${feed.highestSequence}`)
  const { received, taken, resyncs } = await subject.events()
  const reconnects = await subject.reconnects()
  // A connection that ends takes with it what was on its way, which is then read again.
  if (reconnects === 0 && feed.sentEvents !== received)
    violations.add('count', `${feed.sentEvents} events were sent, ${received} received`)
  if (resyncs === 1 && received !== taken) violations.add('count', `${received} were received, ${taken} taken in`)
  const { madeEvents: made, sentEvents: sent, skipped, eventsPerSecond } = feed
  const reached = Math.round(
    eventsPerSecond.reduce((sum, count) => sum + count, 0) / Math.max(1, eventsPerSecond.length),
  )
  const compared = await subject.compare(violations)
  return {
    events: { made, sent, received, taken },
    eventsPerSecond: { reached, skipped },
    resyncs,
    reconnects,
    compared,
  }
}
