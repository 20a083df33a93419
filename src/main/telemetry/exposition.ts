import { percentileOf } from '#shared/domain/distribution.ts'
import type { MetricTotal } from './metrics.ts'

/** What is told of one open site. Counts only ever grow while it is open. */
export interface SiteFigures {
  readonly site: string
  readonly isOnline: boolean
  /** What waits, by state. */
  readonly operations: Readonly<Record<string, number>>
  readonly oldestAgeMs: number
  readonly queueBytes: number
  /** Operations made and settled since the profile was made, by outcome. */
  readonly outcomes: Readonly<Record<string, number>>
  readonly connection: {
    readonly attempts: number
    readonly successes: number
    readonly failures: number
    readonly reconnects: number
    readonly uptimeMs: number
    readonly bytesReceived: number
    readonly bytesSent: number
    readonly eventsReceived: number
    readonly dropped: number
  }
  /** Null: nothing was measured. */
  readonly rttMs: number | null
  readonly devices: number
  readonly eventsPerSecond: number
}

export interface EndpointFigures {
  readonly version: string
  readonly metrics: readonly MetricTotal[]
  readonly sites: readonly SiteFigures[]
}

export interface Exposition {
  readonly contentType: string
  readonly text: string
}

const QUANTILES = [0.5, 0.95, 0.99] as const
const MS_PER_SECOND = 1_000
const SITE_LABELS = ['site'] as const

type Prometheus = typeof import('prom-client')
type Registry = InstanceType<Prometheus['Registry']>

/** All figures in the text format of Prometheus. Read anew each time: what is gone is not told of any more. */
export async function expositionOf({ version, metrics, sites }: EndpointFigures): Promise<Exposition> {
  // Read when it is first asked for: most consoles are never asked.
  const prometheus = await import('prom-client')
  const registry = new prometheus.Registry()
  const info = { name: 'outpost_info', help: 'The running console.', labelNames: ['version'], registers: [registry] }
  new prometheus.Gauge(info).set({ version }, 1)
  addSites(prometheus, registry, sites)
  const taken = new Set(registry.getMetricsAsArray().map(({ name }) => name))
  for (const metric of metrics) addMetric(prometheus, registry, metric, taken)
  return { contentType: registry.contentType, text: await registry.metrics() }
}

type Read<T> = (site: SiteFigures) => T

const GAUGES: readonly (readonly [name: string, help: string, read: Read<number | null>])[] = [
  ['online', 'Whether the connection to the site is up.', ({ isOnline }) => (isOnline ? 1 : 0)],
  ['oldest_waiting_seconds', 'Age of the oldest change that waits.', ({ oldestAgeMs }) => oldestAgeMs / MS_PER_SECOND],
  ['queue_bytes', 'Size of what waits.', ({ queueBytes }) => queueBytes],
  ['rtt_seconds', 'Last round trip to the server.', ({ rttMs }) => (rttMs === null ? null : rttMs / MS_PER_SECOND)],
  ['devices', 'Devices in the local copy.', ({ devices }) => devices],
  ['events_per_second', 'Messages of the feed in a second, over the last seconds.', (site) => site.eventsPerSecond],
]

const COUNTERS: readonly (readonly [name: string, help: string, read: Read<number>])[] = [
  ['connection_attempts_total', 'Attempts to connect.', ({ connection }) => connection.attempts],
  ['connection_successes_total', 'Attempts that worked.', ({ connection }) => connection.successes],
  ['connection_failures_total', 'Attempts that failed.', ({ connection }) => connection.failures],
  ['reconnects_total', 'Connections after a first one.', ({ connection }) => connection.reconnects],
  ['online_seconds_total', 'Time online.', ({ connection }) => connection.uptimeMs / MS_PER_SECOND],
  ['received_bytes_total', 'Bytes received.', ({ connection }) => connection.bytesReceived],
  ['sent_bytes_total', 'Bytes sent.', ({ connection }) => connection.bytesSent],
  ['events_total', 'Messages received.', ({ connection }) => connection.eventsReceived],
  ['dropped_events_total', 'Messages that were dropped.', ({ connection }) => connection.dropped],
]

function addSites({ Gauge, Counter }: Prometheus, registry: Registry, sites: readonly SiteFigures[]): void {
  const registers = [registry]
  for (const [name, help, read] of GAUGES) {
    const gauge = new Gauge({ name: `outpost_site_${name}`, help, labelNames: SITE_LABELS, registers })
    for (const site of sites) {
      const value = read(site)
      if (value !== null) gauge.set({ site: site.site }, value)
    }
  }
  for (const [name, help, read] of COUNTERS) {
    const counter = new Counter({ name: `outpost_site_${name}`, help, labelNames: SITE_LABELS, registers })
    for (const site of sites) counter.inc({ site: site.site }, read(site))
  }
  const help = 'Changes that wait, by state.'
  const waiting = new Gauge({ name: 'outpost_site_operations', help, labelNames: ['site', 'state'], registers })
  const outcomes = new Counter({
    name: 'outpost_site_operations_total',
    help: 'Changes made and settled since the profile was made, by outcome.',
    labelNames: ['site', 'outcome'],
    registers,
  })
  for (const { site, operations, outcomes: settled } of sites) {
    for (const [state, count] of Object.entries(operations)) waiting.set({ site, state }, count)
    for (const [outcome, count] of Object.entries(settled)) outcomes.inc({ site, outcome }, count)
  }
}

/** Times as a summary in seconds; sizes and counts as what was seen last. */
function addMetric({ Summary, Gauge }: Prometheus, registry: Registry, metric: MetricTotal, taken: Set<string>): void {
  const help = `What the console measured as ${metric.name}.`
  if (metric.unit !== 'ms') {
    const name = freeName(metric.unit === 'bytes' ? `${plain(metric.name)}_bytes` : plain(metric.name), taken)
    new Gauge({ name, help, registers: [registry] }).set(metric.last)
    return
  }
  const name = freeName(`${plain(metric.name)}_seconds`, taken)
  const values = [
    ...QUANTILES.map((quantile) => ({
      labels: { quantile },
      value: percentileOf(metric, quantile * 100) / MS_PER_SECOND,
    })),
    { metricName: `${name}_sum`, labels: {}, value: metric.sum / MS_PER_SECOND },
    { metricName: `${name}_count`, labels: {}, value: metric.count },
  ]
  // The console has its own distributions, which are exact over its whole run: the library only writes them down.
  const summary = new Summary({ name, help, registers: [] })
  const empty = summary.get.bind(summary)
  const get = async () => ({ ...(await empty()), values })
  registry.registerMetric(Object.assign(summary, { get }))
}

function plain(name: string): string {
  return `outpost_${name.replace(/\W/g, '_')}`
}

/** Pages may name metrics as they like: no two may end up with the same name. */
function freeName(wanted: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}_${number}`
    const names = [name, `${name}_sum`, `${name}_count`]
    if (names.some((each) => taken.has(each))) continue
    for (const each of names) taken.add(each)
    return name
  }
}
