import type { BoundPoint } from '../../src/renderer/app/board/binding-desk.ts'
import type { BoundValue } from '../../src/renderer/app/board/use-bindings.ts'
import type { WidgetType } from '../../src/renderer/features/wallboards/board/widget-catalogue.ts'
import type { WidgetOptions, WidgetValues } from '../../src/renderer/features/wallboards/board/widget-types.ts'
import { PLAN } from '../preview/control-room.ts'

/** A moment, so that pictures are always the same. */
export const SAMPLE_NOW = Date.UTC(2026, 0, 15, 9, 41, 0)

export function bound(value: unknown, change: Partial<BoundValue> = {}): BoundValue {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const retry = (): void => undefined
  return { state: 'live', value, text, history: [], lastAt: SAMPLE_NOW, problem: null, retry, ...change }
}

export function historyOf(values: readonly number[]): readonly BoundPoint[] {
  return values.map((value, index) => ({ at: SAMPLE_NOW - (values.length - index) * 60_000, value }))
}

const WAVES = Array.from({ length: 60 }, (_, index) => Math.round(420 + Math.sin(index / 6) * 130 + (index % 7) * 12))
const LOWER = WAVES.map((value) => Math.round(value * 0.6))

const SITES = [
  { name: 'Nordbahnhof', total: 412, offline: 41 },
  { name: 'Central', total: 388, offline: 3 },
  { name: 'Airport', total: 640, offline: 0 },
  { name: 'Harbour', total: 121, offline: 1 },
  { name: 'University', total: 96, offline: 0 },
] as const
const ALARMS = [
  { id: 'a1', name: 'Gate 7 north', state: 'critical', detail: 'Nordbahnhof · offline', at: SAMPLE_NOW - 240_000 },
  { id: 'a2', name: 'Foyer 2', state: 'medium', detail: 'Central · storage 92 %', at: SAMPLE_NOW - 900_000 },
]
const EVENTS = [
  { id: 'e3', text: 'Gate 7 north', state: 'offline', detail: 'Nordbahnhof', at: SAMPLE_NOW - 60_000 },
  { id: 'e2', text: 'Foyer 2', state: 'online', detail: 'Central', at: SAMPLE_NOW - 120_000 },
  { id: 'e1', text: 'Platform 4', state: 'idle', detail: 'Airport', at: SAMPLE_NOW - 180_000 },
]
export interface WidgetSample {
  readonly title: string
  readonly options: WidgetOptions
  readonly values: WidgetValues
}

const sample = (title: string, values: WidgetValues, options: WidgetOptions = {}): WidgetSample => ({
  title,
  options,
  values,
})

/** Each kind of widget as it is on a good day, for the catalogue and for tests. */
export const WIDGET_SAMPLES: Readonly<Record<WidgetType, WidgetSample>> = {
  'metric-badge': sample('Devices offline', { value: bound(45) }, { warnAt: 20, criticalAt: 200 }),
  gauge: sample('Online', { value: bound(97.4, { text: '97.4 %' }) }, { isLowBad: true, warnAt: 95, criticalAt: 80 }),
  progress: sample('Rollout', { value: bound(1_240, { text: '1,240' }) }, { high: 1_657, unit: 'screens' }),
  sla: sample('Availability this month', { value: bound(99.2, { text: '99.2 %' }) }, { target: 99.5 }),
  sparkline: sample('Events', { value: bound(512, { history: historyOf(WAVES) }) }, { unit: '/ s' }),
  'time-series': sample(
    'Events a second',
    { value: bound(512, { history: historyOf(WAVES) }), second: bound(307, { history: historyOf(LOWER) }) },
    { names: 'Reported, Applied' },
  ),
  'bar-chart': sample('Devices by place', { items: bound(SITES.map(({ name, total }) => [name, total])) }),
  'heat-map': sample('Devices by place', { items: bound(SITES.map(({ name, total }) => [name, total])) }),
  'status-grid': sample('Places', {
    items: bound(SITES.map(({ name, offline }) => ({ name, status: offline > 0 ? 'offline' : 'online' }))),
  }),
  'site-board': sample('Places', { items: bound(SITES) }),
  'alarm-ticker': sample('Alarms', { items: bound(ALARMS) }),
  'top-list': sample('Most offline', { items: bound(SITES) }),
  table: sample('Places', { items: bound(SITES) }, { columns: 'name, offline, total' }),
  'event-feed': sample('Events', { items: bound(EVENTS) }),
  log: sample('Log', { items: bound(EVENTS) }),
  queue: sample('Queue', {
    value: bound(27),
    conflicts: bound(2),
    stuck: bound(1),
    oldest: bound(SAMPLE_NOW - 240_000),
  }),
  'sync-state': sample('Connection', { value: bound('online'), syncedAt: bound(SAMPLE_NOW) }),
  conflicts: sample('Conflicts', { value: bound(2), items: bound([{ name: 'Gate 7 north', detail: 'Name' }]) }),
  clock: sample('Tokyo', {}, { zone: 'Asia/Tokyo' }),
  countdown: sample('Doors open', {}, { until: '2099-12-24T18:00' }),
  text: sample('Night desk', {}, { text: 'Call 4711 before a reboot at Nordbahnhof.' }),
  image: sample('Plan', {}, { image: PLAN, alt: 'Plan of the halls' }),
}
