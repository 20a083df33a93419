import {
  type Binding,
  type BoardData,
  type BoardWidget,
  DEFAULT_COLUMNS,
  DEFAULT_ROWS,
  type WidgetPlace,
} from './document.ts'

/** What a new board can begin with. */
export const BOARD_TEMPLATES = ['empty', 'overview', 'alarms', 'live'] as const
export type BoardTemplate = (typeof BOARD_TEMPLATES)[number]

type Part = readonly [
  type: string,
  place: readonly [x: number, y: number, w: number, h: number],
  bindings?: BoardWidget['bindings'],
]

const replica = ($bind: string, more: Partial<Binding> = {}): Binding => ({ $bind, $source: 'replica', ...more })
const stream = ($bind: string, more: Partial<Binding> = {}): Binding => ({ $bind, $source: 'realtime_stream', ...more })
const value = (binding: Binding) => ({ value: binding })
const items = (binding: Binding) => ({ items: binding })

const PARTS: Readonly<Record<BoardTemplate, readonly Part[]>> = {
  empty: [],
  overview: [
    ['metric-badge', [0, 0, 6, 4], value(replica('devices.total'))],
    ['metric-badge', [6, 0, 6, 4], value(replica('devices.offline'))],
    ['gauge', [12, 0, 6, 4], value(replica('devices.availability', { $transform: 'percent:1' }))],
    ['clock', [18, 0, 6, 4]],
    ['site-board', [0, 4, 12, 9], items(replica('devices.by.site'))],
    ['table', [12, 4, 12, 9], items(replica('devices.lost'))],
    ['alarm-ticker', [0, 13, 24, 3], items(replica('alarms.latest'))],
  ],
  alarms: [
    ['metric-badge', [0, 0, 6, 4], value(replica('alarms.critical'))],
    ['metric-badge', [6, 0, 6, 4], value(replica('alarms.high'))],
    ['metric-badge', [12, 0, 6, 4], value(replica('alarms.unacknowledged'))],
    ['clock', [18, 0, 6, 4]],
    ['top-list', [0, 4, 14, 12], items(replica('alarms.latest'))],
    ['status-grid', [14, 4, 10, 12], items(replica('devices.by.site'))],
  ],
  live: [
    ['time-series', [0, 0, 16, 7], value(stream('rate', { $bufferSize: 120 }))],
    ['sync-state', [16, 0, 8, 4], { value: replica('connection.state'), syncedAt: replica('sync.lastAt') }],
    [
      'queue',
      [16, 4, 8, 4],
      {
        value: replica('queue.waiting'),
        conflicts: replica('conflicts.open'),
        stuck: replica('queue.refused'),
        oldest: replica('queue.oldestAt'),
      },
    ],
    ['event-feed', [0, 7, 16, 9], items(stream('events'))],
    ['sparkline', [16, 8, 8, 4], value(stream('rate', { $channel: 'alerts', $bufferSize: 60 }))],
    ['clock', [16, 12, 8, 4]],
  ],
}

/**
 * A new board.
 *
 * @param newId makes ids that nobody else makes
 */
export function boardFrom(template: BoardTemplate, name: string, newId: () => string): BoardData {
  const widgets = PARTS[template].map(([type, place, bindings = {}]) => {
    return { id: newId(), type, title: '', place: placeOf(place), options: {}, bindings }
  })
  return {
    ...{ name, description: '', columns: DEFAULT_COLUMNS, rows: DEFAULT_ROWS, rotateSeconds: null },
    pages: [{ id: newId(), title: '', widgets }],
  }
}

/** The same board with ids of its own. */
export function copiedBoard(board: BoardData, name: string, newId: () => string): BoardData {
  const pages = board.pages.map((page) => ({
    ...{ ...page, id: newId() },
    widgets: page.widgets.map((widget) => ({ ...widget, id: newId() })),
  }))
  return { ...board, name, pages }
}

function placeOf([x, y, w, h]: readonly [number, number, number, number]): WidgetPlace {
  return { x, y, w, h }
}
