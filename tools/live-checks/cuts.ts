import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Random, seededRandom } from '../../src/fleet-server/platform/random.ts'
import { sleep, systemClock } from '../../src/main/platform/clock.ts'
import { TcpProxy } from '../../tests/support/tcp-proxy.ts'
import { Fleet } from '../crash/fleet.ts'
import { AppliedWatch } from './applied-watch.ts'
import { WatchedEngine } from './engine.ts'
import type { CutsOptions } from './options.ts'
import { compareCopies, readServer } from './server-copy.ts'
import { untilAtRest } from './server-feed.ts'
import { Signage } from './signage.ts'
import { type Violation, Violations } from './violation.ts'

export interface CutsReport {
  readonly mode: 'cuts'
  readonly seed: number
  readonly devices: number
  readonly rate: number
  readonly cuts: Readonly<Record<string, number>>
  readonly reconnects: number
  readonly resyncs: number
  /** From the moment a cut was noticed until the console was current again, in milliseconds. */
  readonly currentAfterMs: { readonly median: number; readonly max: number }
  readonly events: { readonly live: number; readonly caughtUp: number; readonly applied: number }
  readonly head: number
  readonly compared: number
  readonly seconds: number
  readonly violationCount: number
  readonly violations: readonly Violation[]
}

interface Rig {
  readonly fleet: Fleet
  readonly proxy: TcpProxy
  readonly console: WatchedEngine
  readonly random: Random
  readonly signage: Signage
}

type Cut = (rig: Rig) => Promise<void>

/** A cut that the console does not notice was none. */
const NOTICE_TIMEOUT_MS = 10_000
/** Long enough for a machine that stands still for a while; how long it really took is reported. */
const ONLINE_TIMEOUT_MS = 120_000
const SETTLE_TIMEOUT_MS = 60_000
/** The moments between cuts: from the middle of a resync to a while of calm. */
const MAX_CALM_MS = 1_200
/** A cut in this share of cases comes before the console is current again. */
const EARLY_SHARE = 0.35
const PROGRESS_EVERY = 10

/** The ways a connection ends, and how often each is chosen. */
const CUTS: readonly (readonly [name: string, weight: number, cut: Cut])[] = [
  ['cut-off', 30, ({ fleet }) => fleet.flip('cut-off', {})],
  ['reset', 30, (rig) => away(rig, 'refuse', 300)],
  ['disconnect', 15, ({ fleet }) => fleet.flip('disconnect', {})],
  ['restart', 15, ({ fleet, random }) => fleet.flip('restart', { downMs: Math.floor(random.next() * 400) })],
  ['silence', 10, (rig) => away(rig, 'blackhole', 3_500)],
]

/** Cuts the connection of a console under load again and again, and compares its copy with the server's at the end. */
export async function cuts(options: CutsOptions, progress: (line: string) => void): Promise<CutsReport> {
  const folder = mkdtempSync(join(tmpdir(), 'outpost-live-'))
  const startedAt = performance.now()
  const violations = new Violations()
  const watch = new AppliedWatch(violations)
  const fleet = new Fleet(join(folder, 'fleet'), { devices: options.devices })
  await fleet.start()
  const proxy = await TcpProxy.start(fleet.address.port)
  const { token, tenant } = fleet.address
  const settings = { heartbeatIntervalMs: 1_000, requestTimeoutMs: 5_000 }
  const console = await WatchedEngine.open(
    { folder, url: proxy.url, tenant, token, settings, plant: options.plant },
    watch,
    violations,
  )
  const unheard = hearThrown(violations)
  try {
    const random = seededRandom(options.seed)
    const rig: Rig = { fleet, proxy, console, random, signage: new Signage(fleet, random) }
    console.engine.connection.connect()
    await console.until(() => console.isCurrent, ONLINE_TIMEOUT_MS)
    await rig.signage.begin()
    await fleet.flip('simulation', { eventsPerSecond: options.rate, editsPerMinute: 600 })
    const { made, currentAfterMs } = await cutAll(rig, options.cuts, violations, progress)
    const { head, compared } = await settle(rig, violations)
    return {
      ...{ mode: 'cuts', seed: options.seed, devices: options.devices, rate: options.rate, cuts: made },
      reconnects: console.engine.connection.status().statistics.reconnects,
      resyncs: console.engine.inbound.resyncs,
      currentAfterMs,
      events: { live: watch.liveEvents, caughtUp: watch.resyncEvents, applied: watch.applied },
      ...{ head, compared, seconds: Math.round((performance.now() - startedAt) / 1_000) },
      violationCount: violations.count,
      violations: violations.kept,
    }
  } finally {
    unheard()
    await console.stop()
    await proxy.stop()
    await fleet.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function cutAll(
  rig: Rig,
  count: number,
  violations: Violations,
  progress: (line: string) => void,
): Promise<{ made: Record<string, number>; currentAfterMs: CutsReport['currentAfterMs'] }> {
  const made: Record<string, number> = {}
  const waits: number[] = []
  let noticedAt = 0
  const { console, random } = rig
  for (let number = 1; number <= count; number += 1) {
    const isEarly = random.next() < EARLY_SHARE
    const isBack = await console.until(() => (isEarly ? console.isOnline : console.isCurrent), ONLINE_TIMEOUT_MS)
    if (!isBack)
      violations.add('stuck', `not back after cut ${number - 1}: ${JSON.stringify(console.engine.connection.status())}`)
    if (noticedAt > 0 && !isEarly) waits.push(Math.round(performance.now() - noticedAt))
    await sleep(systemClock, Math.floor(random.next() * (isEarly ? MAX_CALM_MS / 10 : MAX_CALM_MS)))
    const [name, , cut] = choose(random)
    // Before, while and after the console is away.
    await rig.signage.edit()
    await cut(rig)
    if (name !== 'restart') await rig.signage.edit()
    made[name] = (made[name] ?? 0) + 1
    await console.until(() => !console.isOnline, NOTICE_TIMEOUT_MS)
    noticedAt = performance.now()
    if (number % PROGRESS_EVERY === 0) {
      progress(
        `${number} cuts, ${console.engine.inbound.resyncs} resyncs, cursor ${console.cursor}, ${violations.count} violations`,
      )
    }
  }
  waits.sort((a, b) => a - b)
  return { made, currentAfterMs: { median: waits[waits.length >> 1] ?? 0, max: waits.at(-1) ?? 0 } }
}

function choose(random: Random): (typeof CUTS)[number] {
  let left = random.next() * CUTS.reduce((sum, [, weight]) => sum + weight, 0)
  for (const entry of CUTS) {
    left -= entry[1]
    if (left < 0) return entry
  }
  throw new RangeError('nothing to choose from')
}

/** The network misbehaves for a random while of at most `mostMs`. */
async function away({ proxy, random }: Rig, mode: 'refuse' | 'blackhole', mostMs: number): Promise<void> {
  proxy.set(mode)
  await sleep(systemClock, Math.floor(random.next() * mostMs))
  // What was swallowed is missing in the middle of the stream: such a connection never comes back to life.
  proxy.set('refuse')
  proxy.set('pass')
}

/** Pauses the load, waits until the console has everything, and compares. */
async function settle(
  { fleet, console }: Rig,
  violations: Violations,
): Promise<{ readonly head: number; readonly compared: number }> {
  await fleet.flip('simulation', { isPaused: true })
  await untilAtRest(fleet.address.url)
  const server = await readServer(fleet.address)
  const isThere = await console.until(() => console.isCurrent && console.cursor >= server.sequence, SETTLE_TIMEOUT_MS)
  if (!isThere) violations.add('stuck', `the cursor stands at ${console.cursor}, the server at ${server.sequence}`)
  compareCopies(console.records(), server.records, violations)
  return { head: server.sequence, compared: server.records.length }
}

function hearThrown(violations: Violations): () => void {
  const hear = (error: unknown): void =>
    violations.add('thrown', error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.on('uncaughtException', hear)
  process.on('unhandledRejection', hear)
  return () => {
    process.off('uncaughtException', hear)
    process.off('unhandledRejection', hear)
  }
}
