import type { Binding, BoardData, BoardWidget } from '#shared/board/document.ts'

type Part = readonly [
  type: string,
  place: readonly [x: number, y: number, w: number, h: number],
  more: Partial<Pick<BoardWidget, 'title' | 'options' | 'bindings'>>,
]

const replica = ($bind: string, more: Partial<Binding> = {}): Binding => ({ $bind, $source: 'replica', ...more })
const stream = ($bind: string, more: Partial<Binding> = {}): Binding => ({ $bind, $source: 'realtime_stream', ...more })
const value = (binding: Binding) => ({ value: binding })
const items = (binding: Binding) => ({ items: binding })
const share = value(replica('devices.availability', { $transform: 'percent:1' }))

/** A plan of halls, in grey. */
export const PLAN =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAADAAAAAeCAAAAABPz8IdAAAAKElEQVR42mOYRiJgmGaADjBFkCVHNYxkDaNpadpg0GAwqmFIaCARAAD5bGIiL14RnAAAAABJRU5ErkJggg=='

const FIRST: readonly Part[] = [
  [
    'metric-badge',
    [0, 0, 4, 4],
    { title: 'Offline', options: { warnAt: 1 }, bindings: value(replica('devices.offline')) },
  ],
  ['gauge', [4, 0, 5, 4], { title: 'Online', bindings: share }],
  ['sla', [9, 0, 5, 4], { title: 'Promised', options: { target: 95 }, bindings: share }],
  ['clock', [14, 0, 5, 4], { title: '', options: { zone: 'Asia/Tokyo' } }],
  ['countdown', [19, 0, 5, 4], { title: 'Opening', options: { until: '2099-12-24T18:00' } }],
  [
    'time-series',
    [0, 4, 12, 5],
    {
      title: 'Events a second',
      options: { names: 'All, Devices' },
      bindings: {
        value: stream('rate', { $bufferSize: 120, $debounce: 250 }),
        second: stream('rate', { $channel: 'devices', $bufferSize: 120, $debounce: 250 }),
      },
    },
  ],
  ['bar-chart', [12, 4, 6, 5], { title: 'Devices by model', bindings: items(replica('devices.by.model')) }],
  ['heat-map', [18, 4, 6, 5], { title: 'Devices by place', bindings: items(replica('devices.by.site')) }],
  ['site-board', [0, 9, 6, 5], { title: 'Places', bindings: items(replica('devices.by.site')) }],
  ['status-grid', [6, 9, 6, 5], { title: 'Tags', bindings: items(replica('devices.by.tag')) }],
  ['event-feed', [12, 9, 7, 5], { title: 'What happens', bindings: items(stream('events')) }],
  [
    'queue',
    [19, 9, 5, 5],
    {
      title: 'Changes',
      bindings: {
        value: replica('queue.waiting'),
        conflicts: replica('conflicts.open'),
        stuck: replica('queue.refused'),
        oldest: replica('queue.oldestAt'),
      },
    },
  ],
  ['alarm-ticker', [0, 14, 18, 2], { title: 'Alarms', bindings: items(replica('alarms.latest')) }],
  [
    'progress',
    [18, 14, 6, 2],
    { title: 'Online', options: { high: 1_000 }, bindings: value(replica('devices.online')) },
  ],
]

const SECOND: readonly Part[] = [
  [
    'sparkline',
    [0, 0, 8, 4],
    { title: 'Events', options: { unit: '/ s' }, bindings: value(stream('rate', { $bufferSize: 60, $debounce: 250 })) },
  ],
  [
    'sync-state',
    [8, 0, 8, 4],
    { title: 'Server', bindings: { value: replica('connection.state'), syncedAt: replica('sync.lastAt') } },
  ],
  ['conflicts', [16, 0, 8, 4], { title: 'Conflicts', bindings: value(replica('conflicts.open')) }],
  ['top-list', [0, 4, 8, 7], { title: 'Most offline', bindings: items(replica('devices.by.site')) }],
  [
    'table',
    [8, 4, 16, 7],
    { title: 'Lost last', options: { columns: 'name, place, status' }, bindings: items(replica('devices.lost')) },
  ],
  ['log', [0, 11, 10, 5], { title: 'Log', bindings: items(stream('events')) }],
  ['text', [10, 11, 5, 5], { title: 'Night desk', options: { text: 'Call 4711 before a reboot at Nordbahnhof.' } }],
  ['image', [15, 11, 4, 5], { title: 'Plan', options: { image: PLAN, alt: 'Plan of the halls', fit: 'cover' } }],
  ['weather-of-2031', [19, 11, 5, 5], { title: 'Weather' }],
]

/** A board with a widget of every kind. */
export function controlRoom(name: string, description: string): BoardData {
  return {
    ...{ name, description, columns: 24, rows: 16, rotateSeconds: 20 },
    pages: [pageOf('room-1', 'Fleet', FIRST), pageOf('room-2', 'Desk', SECOND)],
  }
}

function pageOf(id: string, title: string, parts: readonly Part[]) {
  const widgets = parts.map(([type, [x, y, w, h], { title: own = '', options = {}, bindings = {} }], index) => {
    return { id: `${id}-${index + 1}`, type, title: own, place: { x, y, w, h }, options, bindings }
  })
  return { id, title, widgets }
}
