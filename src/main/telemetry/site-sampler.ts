import type { ConnectionStatistics } from '#shared/domain/connection.ts'
import type { StageStatistics } from '#shared/domain/pipeline.ts'
import type { QueueStatus } from '#shared/domain/queue.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Service } from '../platform/service.ts'
import type { MetricUnit } from './metric-series.ts'

/** What is as it is is looked at this often. */
const LOOK_MS = 10_000
/** What happens is counted over a minute: every sixth look. */
const LOOKS_PER_MINUTE = 6

/** What one open site tells of itself. Counts are of the whole time since it was opened. */
export interface SiteFigures {
  /** Another one when the site was opened anew: its counts have begun again. */
  readonly opened: object
  readonly connection: ConnectionStatistics
  readonly queue: Pick<QueueStatus, 'counts' | 'pending' | 'bytes' | 'oldestCreatedAt' | 'totals'>
  readonly stages: readonly StageStatistics[]
  readonly resyncs: number
  /** How often the queue stood still and was set going again. */
  readonly stalls: number
  readonly conflictsResolved: number
}

export interface SiteSamplerDependencies {
  readonly clock: Clock
  readonly sites: () => readonly SiteFigures[]
  readonly record: (name: string, unit: MetricUnit, value: number) => void
  /** Work that counts as measuring. */
  readonly timed: (work: () => void) => void
}

interface Counted {
  readonly name: string
  readonly unit: MetricUnit
  readonly value: number
}

/**
 * Records how the sites are, from what each of them counts anyway: nothing is done for it where things happen. All open
 * sites together make one figure.
 */
export class SiteSampler implements Service {
  readonly #dependencies: SiteSamplerDependencies
  #cancelTimer: Cancel | null = null
  #looks = 0
  #minuteBegan = 0
  readonly #before = new WeakMap<object, ReadonlyMap<string, number>>()
  readonly #stallsBefore = new WeakMap<object, number>()

  constructor(dependencies: SiteSamplerDependencies) {
    this.#dependencies = dependencies
  }

  async run(): Promise<void> {
    if (this.#cancelTimer !== null) return
    this.#minuteBegan = this.#dependencies.clock.monotonic()
    this.#wait()
  }

  /** What has been counted since the last minute is recorded. */
  async stop(): Promise<void> {
    if (this.#cancelTimer === null) return
    this.#cancelTimer()
    this.#cancelTimer = null
    this.#look(true)
  }

  #wait(): void {
    this.#cancelTimer = this.#dependencies.clock.schedule(LOOK_MS, () => {
      this.#wait()
      this.#looks += 1
      this.#look(this.#looks % LOOKS_PER_MINUTE === 0)
    })
  }

  #look(isMinuteOver: boolean): void {
    this.#dependencies.timed(() => {
      const sites = this.#dependencies.sites()
      if (sites.length === 0) return
      this.#recordStanding(sites)
      for (const site of sites) {
        this.#meet(site)
        this.#recordStalls(site)
      }
      if (isMinuteOver) this.#recordHappened(sites)
    })
  }

  /** The queue counts since the profile was made: what was before this run is no news. Everything else begins with the site. */
  #meet(site: SiteFigures): void {
    if (this.#before.has(site.opened)) return
    const old = countsOf(site).filter(({ name }) => name.startsWith('queue_'))
    this.#before.set(site.opened, new Map(old.map(({ name, value }) => [name, value])))
  }

  /** How it is now. */
  #recordStanding(sites: readonly SiteFigures[]): void {
    const { record, clock } = this.#dependencies
    const oldest = Math.min(...sites.map(({ queue }) => queue.oldestCreatedAt ?? Number.POSITIVE_INFINITY))
    record(
      'queue_depth',
      'count',
      sum(sites, ({ queue }) => queue.pending),
    )
    record(
      'queue_bytes',
      'bytes',
      sum(sites, ({ queue }) => queue.bytes),
    )
    record('queue_oldest_age', 'ms', Number.isFinite(oldest) ? Math.max(0, clock.now() - oldest) : 0)
    record(
      'conflicts_open',
      'count',
      sum(sites, ({ queue }) => queue.counts.conflicted),
    )
    const waiting = new Map<string, number>()
    for (const { stages } of sites)
      for (const { name, waiting: more, capacity } of stages) {
        if (capacity !== null || more > 0) waiting.set(name, (waiting.get(name) ?? 0) + more)
      }
    for (const [stage, count] of waiting) record(`inbound_waiting.${stage}`, 'count', count)
  }

  /** One sample for each, so that their number in any period is that of the stalls. */
  #recordStalls({ opened, stalls }: SiteFigures): void {
    for (let seen = this.#stallsBefore.get(opened) ?? 0; seen < stalls; seen++) {
      this.#dependencies.record('queue_stall', 'count', 1)
    }
    this.#stallsBefore.set(opened, stalls)
  }

  /** What has happened since the last time: a sample is what came together in a minute, so their sum is all of it. */
  #recordHappened(sites: readonly SiteFigures[]): void {
    const { record, clock } = this.#dependencies
    const tookMs = clock.monotonic() - this.#minuteBegan
    this.#minuteBegan = clock.monotonic()
    const all = new Map<string, Counted>()
    let onlineMs = 0
    for (const site of sites) {
      const counted = countsOf(site)
      const before = this.#before.get(site.opened)
      this.#before.set(site.opened, new Map(counted.map(({ name, value }) => [name, value])))
      for (const { name, unit, value } of counted) {
        const more = Math.max(0, value - (before?.get(name) ?? 0))
        if (name === 'connection_uptime') onlineMs += more
        else all.set(name, { name, unit, value: more + (all.get(name)?.value ?? 0) })
      }
    }
    for (const { name, unit, value } of all.values()) record(name, unit, value)
    if (tookMs <= 0) return
    record('connection_uptime_percent', 'count', Math.min(100, (100 * onlineMs) / (tookMs * sites.length)))
  }
}

function countsOf({ connection, queue, stages, resyncs, conflictsResolved }: SiteFigures): readonly Counted[] {
  const { created, ...ended } = queue.totals
  const count = (name: string, value: number): Counted => ({ name, unit: 'count', value })
  return [
    { name: 'connection_uptime', unit: 'ms', value: connection.uptimeMs },
    { name: 'connection_bytes_received', unit: 'bytes', value: connection.bytesReceived },
    { name: 'connection_bytes_sent', unit: 'bytes', value: connection.bytesSent },
    count('connection_attempts', connection.attempts),
    count('connection_successes', connection.successes),
    count('connection_failures', connection.failures),
    count('inbound_events', connection.eventsReceived),
    count('inbound_resyncs', resyncs),
    ...stages.flatMap(({ name, passed, dropped }) => [
      count(`inbound_passed.${name}`, passed),
      count(
        `inbound_dropped.${name}`,
        Object.values(dropped).reduce((all, n) => all + n, 0),
      ),
    ]),
    count('conflicts_resolved', conflictsResolved),
    count('queue_made', created),
    count(
      'queue_drained',
      Object.values(ended).reduce((all, n) => all + n, 0),
    ),
    ...Object.entries(ended).map(([state, n]) => count(`queue_ended.${state}`, n)),
  ]
}

function sum(sites: readonly SiteFigures[], of: (site: SiteFigures) => number): number {
  return sites.reduce((all, site) => all + of(site), 0)
}
