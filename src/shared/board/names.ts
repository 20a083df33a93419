import type { BindingSource } from './document.ts'

/*
 * The names that a board may bind to: a fixed list, written in docs/wallboards.md. A name is looked up, never worked out: there is
 * no way from it to anything that is not in this list.
 */

/** What the last part of a name says, where it has one: whose value, or of which of them. */
export type NameEnd = 'none' | 'name' | 'id'

interface NameForm {
  /** All parts but the last one that names something. */
  readonly path: string
  readonly end: NameEnd
}

const forms = (end: NameEnd, ...paths: readonly string[]): readonly NameForm[] => paths.map((path) => ({ path, end }))

export const DEVICE_FIGURES = ['total', 'online', 'idle', 'offline', 'availability', 'score', 'unconfirmed'] as const
export type DeviceFigure = (typeof DEVICE_FIGURES)[number]
/** What devices can be counted by. */
export const DEVICE_SETS = ['site', 'group', 'tag', 'model', 'playlist'] as const
export type DeviceSet = (typeof DEVICE_SETS)[number]
export const DEVICE_FIELDS = [
  ...['name', 'site', 'location', 'model', 'status', 'lastSeenAt'],
  ...['score', 'cpu', 'memory', 'storage', 'temperature'],
] as const
export const ALARM_FIGURES = [
  ...['active', 'unacknowledged', 'acknowledged', 'returned', 'shelved', 'suppressed', 'outOfService', 'stale'],
  ...['critical', 'high', 'medium', 'low'],
] as const
export const STREAM_EVENTS = [
  'device:status-update',
  'command:reported',
  'playlist:updated',
  'health:alert',
  'schedule:executed',
  'entity:changed',
] as const
export const METRIC_FIGURES = ['count', 'p50', 'p95', 'p99', 'max'] as const
/** Topics of the server’s channels, as `$channel` names them. */
export const STREAM_TOPICS = ['devices', 'playlists', 'schedules', 'content', 'alerts', 'wallboards'] as const

/** First parts of the names in docs/metrics.md. */
const METRIC_FAMILY =
  /^(?:connection_|server_|queue_|conflicts_|inbound_|event_painted|data_|page_render|component_render|cache_|bundle_|ipc|sqlite|event_loop_|memory|error_rate|metrics_)/
const METRIC_NAME = /^[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_:-]+)*$/

const REPLICA_FORMS: readonly NameForm[] = [
  ...forms('none', ...DEVICE_FIGURES.map((figure) => `devices.${figure}`)),
  ...forms('none', ...DEVICE_SETS.map((set) => `devices.by.${set}`), 'devices.lost'),
  ...DEVICE_FIGURES.flatMap((figure) => forms('name', ...DEVICE_SETS.map((set) => `devices.${figure}.${set}`))),
  ...forms('id', ...DEVICE_FIELDS.map((field) => `device.${field}`)),
  ...forms('none', ...ALARM_FIGURES.map((figure) => `alarms.${figure}`), 'alarms.latest'),
  ...forms('none', 'playlists.total', 'schedules.total', 'schedules.enabled', 'content.total', 'content.bytes'),
  ...forms('none', 'wallboards.total'),
  ...forms('id', 'playlist.name', 'playlist.items', 'playlist.seconds', 'content.name'),
  ...forms('id', 'schedule.name', 'schedule.lastResult', 'schedule.lastExecutedAt'),
  ...forms('none', 'conflicts.open', 'queue.waiting', 'queue.refused', 'queue.bytes', 'queue.oldestAt'),
  ...forms('none', 'connection.state', 'connection.rtt', 'connection.since', 'site.name'),
  ...forms('none', 'sync.state', 'sync.lastAt', 'sync.eventsPerSecond'),
]

const STREAM_FORMS: readonly NameForm[] = [
  ...forms('none', 'rate', 'count', 'lastAt', 'latest', 'events'),
  ...STREAM_EVENTS.flatMap((event) => forms('none', `rate.${event}`, `count.${event}`)),
]

/** Longest path first, so that `devices.offline.site.X` is not read as `devices.offline` and a rest. */
const LONGEST_FIRST = (one: NameForm, other: NameForm): number => other.path.length - one.path.length
const FORMS: Readonly<Record<Exclude<BindingSource, 'metrics'>, readonly NameForm[]>> = {
  replica: REPLICA_FORMS.toSorted(LONGEST_FIRST),
  realtime_stream: STREAM_FORMS.toSorted(LONGEST_FIRST),
}

/** A name that is in the list, taken apart. */
export interface ReadName {
  readonly path: string
  /** The name or id that it ends with; it may hold dots and spaces. Null: it ends with none. */
  readonly of: string | null
}

/** Null: there is no such name. */
export function readName(source: BindingSource, bind: string): ReadName | null {
  if (source === 'metrics') return readMetric(bind)
  for (const { path, end } of FORMS[source]) {
    if (end === 'none' && bind === path) return { path, of: null }
    if (end !== 'none' && bind.startsWith(`${path}.`) && bind.length > path.length + 1) {
      return { path, of: bind.slice(path.length + 1) }
    }
  }
  return null
}

/** `connection_rtt.p95`: the figure is the last part, since the names of metrics hold dots themselves. */
function readMetric(bind: string): ReadName | null {
  const dot = bind.lastIndexOf('.')
  const path = bind.slice(0, Math.max(dot, 0))
  const figure = METRIC_FIGURES.find((one) => one === bind.slice(dot + 1))
  if (figure === undefined || !METRIC_NAME.test(path) || !METRIC_FAMILY.test(path)) return null
  return { path: figure, of: path }
}

/** Names that stand for themselves, and beginnings of names, for whoever chooses one. */
export function namesOf(source: BindingSource): readonly { readonly path: string; readonly end: NameEnd }[] {
  return source === 'metrics' ? [] : source === 'replica' ? REPLICA_FORMS : STREAM_FORMS
}

/** How a value can be written; what follows a colon is told to it. */
export const TRANSFORMS = [
  ...['text', 'upper', 'lower', 'number', 'percent', 'currency', 'bytes', 'duration', 'milliseconds'],
  ...['date', 'time', 'moment', 'ago', 'yesno', 'state', 'length'],
] as const
export type TransformName = (typeof TRANSFORMS)[number]

const MAX_DIGITS = 6

/** `number:2`, taken apart. Null: there is no such transform, or it cannot be told this. */
export function readTransform(text: string): { readonly name: TransformName; readonly told: string | null } | null {
  const colon = text.indexOf(':')
  const name = TRANSFORMS.find((one) => one === (colon === -1 ? text : text.slice(0, colon)))
  if (name === undefined) return null
  if (colon === -1) return name === 'currency' ? null : { name, told: null }
  const told = text.slice(colon + 1)
  if (name === 'currency') return /^[A-Z]{3}$/.test(told) ? { name, told } : null
  const takesDigits = name === 'number' || name === 'percent'
  return takesDigits && /^\d$/.test(told) && Number(told) <= MAX_DIGITS ? { name, told } : null
}
