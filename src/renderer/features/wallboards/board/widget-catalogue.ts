import type { Binding, BoardValue } from '#shared/board/document.ts'
import type { Size } from '#shared/board/layout.ts'

export const WIDGET_TYPES = [
  'metric-badge',
  'gauge',
  'progress',
  'sla',
  'sparkline',
  'time-series',
  'bar-chart',
  'heat-map',
  'status-grid',
  'site-board',
  'alarm-ticker',
  'top-list',
  'table',
  'event-feed',
  'log',
  'queue',
  'sync-state',
  'conflicts',
  'clock',
  'countdown',
  'text',
  'image',
] as const
export type WidgetType = (typeof WIDGET_TYPES)[number]

export const WIDGET_GROUPS = ['numbers', 'charts', 'lists', 'console', 'words'] as const
export type WidgetGroup = (typeof WIDGET_GROUPS)[number]

/** How an option is asked for in the editor. */
export type OptionKind =
  | { readonly kind: 'text' | 'lines' | 'zone' | 'moment' | 'image' | 'switch' }
  | { readonly kind: 'number'; readonly least?: number; readonly most?: number }
  | { readonly kind: 'choice'; readonly choices: readonly OptionChoice[] }

export type OptionChoice = 'small' | 'medium' | 'large' | 'start' | 'centre' | 'contain' | 'cover'
export type OptionName =
  | 'unit'
  | 'low'
  | 'high'
  | 'warnAt'
  | 'criticalAt'
  | 'isLowBad'
  | 'target'
  | 'most'
  | 'columns'
  | 'zone'
  | 'hasSeconds'
  | 'hasDate'
  | 'until'
  | 'doneText'
  | 'text'
  | 'textSize'
  | 'align'
  | 'image'
  | 'alt'
  | 'fit'
  | 'everySeconds'
  | 'names'

export interface WidgetOption {
  readonly name: OptionName
  readonly as: OptionKind
  readonly initial: BoardValue
}

export type InputName =
  | 'value'
  | 'second'
  | 'third'
  | 'fourth'
  | 'items'
  | 'conflicts'
  | 'stuck'
  | 'oldest'
  | 'syncedAt'
/** What an input is read as. */
export type InputShape = 'number' | 'text' | 'list' | 'moment'

export interface WidgetInput {
  readonly name: InputName
  readonly shape: InputShape
  /** What a new widget follows; null: its maker chooses, or leaves it out. */
  readonly initial: Binding | null
}

/** All that the editor has to know of a widget. Its name and what it is good for are in the texts. */
export interface WidgetKind {
  readonly group: WidgetGroup
  readonly size: Size
  readonly least: Size
  readonly inputs: readonly WidgetInput[]
  readonly options: readonly WidgetOption[]
}

const replica = (name: string, more: Partial<Binding> = {}): Binding => ({ $bind: name, $source: 'replica', ...more })
const stream = (name: string, more: Partial<Binding> = {}): Binding => ({
  $bind: name,
  $source: 'realtime_stream',
  ...more,
})

const number = (
  name: OptionName,
  initial: number | null,
  limits: { least?: number; most?: number } = {},
): WidgetOption => ({
  name,
  as: { kind: 'number', ...limits },
  initial,
})
const isOn = (name: OptionName, initial: boolean): WidgetOption => ({ name, as: { kind: 'switch' }, initial })
const words = (name: OptionName, kind: 'text' | 'lines' | 'zone' | 'moment' | 'image'): WidgetOption => ({
  name,
  as: { kind },
  initial: '',
})
const choice = (name: OptionName, choices: readonly [OptionChoice, ...OptionChoice[]]): WidgetOption => ({
  name,
  as: { kind: 'choice', choices },
  initial: choices[0],
})
const LIMITS = [number('warnAt', null), number('criticalAt', null), isOn('isLowBad', false)]
const MOST = number('most', 10, { least: 1, most: 200 })

function input(name: InputName, shape: InputShape, initial: Binding | null): WidgetInput {
  return { name, shape, initial }
}

/** A size in cells of a board of 24 by 16. */
function kind(
  group: WidgetGroup,
  [w, h]: readonly [number, number],
  inputs: readonly WidgetInput[],
  options: readonly WidgetOption[] = [],
): WidgetKind {
  return { group, size: { w, h }, least: { w: 2, h: 2 }, inputs, options }
}

export const WIDGETS: Readonly<Record<WidgetType, WidgetKind>> = {
  'metric-badge': kind(
    'numbers',
    [4, 3],
    [input('value', 'number', replica('devices.offline'))],
    [words('unit', 'text'), ...LIMITS],
  ),
  gauge: kind(
    'numbers',
    [5, 4],
    [input('value', 'number', replica('devices.availability', { $transform: 'percent' }))],
    [number('low', 0), number('high', 100), ...LIMITS],
  ),
  progress: kind(
    'numbers',
    [8, 2],
    [input('value', 'number', replica('devices.online'))],
    [number('high', 100), words('unit', 'text')],
  ),
  sla: kind(
    'numbers',
    [5, 4],
    [input('value', 'number', replica('devices.availability', { $transform: 'percent' }))],
    [number('target', 99.5, { least: 0, most: 100 })],
  ),
  sparkline: kind(
    'charts',
    [6, 3],
    [input('value', 'number', stream('rate', { $bufferSize: 60 }))],
    [words('unit', 'text')],
  ),
  'time-series': kind(
    'charts',
    [12, 5],
    [
      input('value', 'number', stream('rate', { $bufferSize: 120 })),
      input('second', 'number', null),
      input('third', 'number', null),
      input('fourth', 'number', null),
    ],
    [words('names', 'text'), words('unit', 'text'), number('low', null), number('high', null)],
  ),
  'bar-chart': kind('charts', [8, 5], [input('items', 'list', replica('devices.by.site'))], [MOST]),
  'heat-map': kind(
    'charts',
    [8, 5],
    [input('items', 'list', replica('devices.by.site'))],
    [number('most', 60, { least: 1, most: 200 })],
  ),
  'status-grid': kind(
    'lists',
    [8, 6],
    [input('items', 'list', replica('devices.by.site'))],
    [number('most', 200, { least: 1, most: 200 })],
  ),
  'site-board': kind('lists', [8, 6], [input('items', 'list', replica('devices.by.site'))], [MOST]),
  'alarm-ticker': kind(
    'lists',
    [12, 2],
    [input('items', 'list', replica('alarms.latest'))],
    [number('everySeconds', 6, { least: 2, most: 60 })],
  ),
  'top-list': kind('lists', [6, 5], [input('items', 'list', replica('devices.by.site'))], [MOST]),
  table: kind('lists', [10, 6], [input('items', 'list', replica('devices.lost'))], [words('columns', 'text'), MOST]),
  'event-feed': kind('lists', [8, 6], [input('items', 'list', stream('events'))], [MOST]),
  log: kind(
    'lists',
    [10, 5],
    [input('items', 'list', stream('events'))],
    [number('most', 50, { least: 1, most: 200 })],
  ),
  queue: kind(
    'console',
    [6, 4],
    [
      input('value', 'number', replica('queue.waiting')),
      input('conflicts', 'number', replica('conflicts.open')),
      input('stuck', 'number', replica('queue.refused')),
      input('oldest', 'moment', replica('queue.oldestAt')),
    ],
    LIMITS,
  ),
  'sync-state': kind(
    'console',
    [6, 3],
    [input('value', 'text', replica('connection.state')), input('syncedAt', 'moment', replica('sync.lastAt'))],
  ),
  conflicts: kind(
    'console',
    [6, 4],
    [input('value', 'number', replica('conflicts.open')), input('items', 'list', null)],
    [MOST],
  ),
  clock: kind('words', [5, 3], [], [words('zone', 'zone'), isOn('hasSeconds', true), isOn('hasDate', true)]),
  countdown: kind(
    'words',
    [6, 3],
    [input('value', 'moment', null)],
    [words('until', 'moment'), words('doneText', 'text')],
  ),
  text: kind(
    'words',
    [8, 3],
    [input('value', 'text', null)],
    [words('text', 'lines'), choice('textSize', ['medium', 'small', 'large']), choice('align', ['start', 'centre'])],
  ),
  image: kind(
    'words',
    [6, 5],
    [],
    [words('image', 'image'), words('alt', 'text'), choice('fit', ['contain', 'cover'])],
  ),
}

export function isWidgetType(type: string): type is WidgetType {
  return Object.hasOwn(WIDGETS, type)
}
