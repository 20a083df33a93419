import type { EntityView } from '#shared/domain/view.ts'
import { markOf } from '../../app/marks.ts'
import type { GridSort } from '../../components/grid-types.ts'
import { reportedOf, searchTextOf, statusOf, textOf } from './device-row.ts'

export interface DeviceQuery {
  readonly search: string
  readonly status: string
  readonly site: string
  readonly isPendingOnly: boolean
  readonly sort: GridSort
}

export const EVERYTHING: DeviceQuery = {
  search: '',
  status: '',
  site: '',
  isPendingOnly: false,
  sort: { columnId: 'name', isDescending: false },
}

export interface DeviceOrder {
  readonly query: DeviceQuery
  readonly views: readonly EntityView[]
  readonly ids: readonly string[]
}

/** Nothing at all: the order before the first rows. */
export const NO_ORDER: DeviceOrder = { query: EVERYTHING, views: [], ids: [] }

const STATUS_RANK = { offline: 0, idle: 1, online: 2, new: 3 } as const
const MARK_RANK = { stuck: 0, conflict: 1, stale: 2, unknown: 3, waiting: 4, device: 5, none: 9 } as const
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * The ids that match the query, sorted. When only things changed that the query does not look at, which is nearly every
 * event, the former order is handed back unchanged: 50,000 devices then cost one pass of comparisons.
 */
export function orderDevices(before: DeviceOrder, views: readonly EntityView[], query: DeviceQuery): DeviceOrder {
  if (before.query === query && keepsOrder(before.views, views, query)) return { ...before, views }
  const keyed = views.flatMap((view) =>
    matches(view, query) ? [{ view, key: sortKey(view, query.sort.columnId) }] : [],
  )
  keyed.sort(comparator(query.sort))
  return { query, views, ids: keyed.map(({ view }) => view.id) }
}

/** `orderDevices` that remembers its last result. */
export function createOrderer(): (views: readonly EntityView[], query: DeviceQuery) => DeviceOrder {
  let last = NO_ORDER
  return (views, query) => {
    last = orderDevices(last, views, query)
    return last
  }
}

function keepsOrder(before: readonly EntityView[], after: readonly EntityView[], query: DeviceQuery): boolean {
  if (before.length !== after.length) return false
  for (let index = 0; index < after.length; index += 1) {
    const [old, fresh] = [before[index], after[index]]
    if (old === fresh) continue
    if (old === undefined || fresh === undefined || old.id !== fresh.id) return false
    if (matches(old, query) !== matches(fresh, query)) return false
    if (sortKey(old, query.sort.columnId) !== sortKey(fresh, query.sort.columnId)) return false
  }
  return true
}

function matches(view: EntityView, query: DeviceQuery): boolean {
  if (query.status !== '' && statusOf({ view }) !== query.status) return false
  if (query.site !== '' && textOf(view, 'site') !== query.site) return false
  if (query.isPendingOnly && view.pending.length === 0) return false
  return query.search === '' || matchesSearch(view, query.search)
}

const MIN_CODE_LETTERS = 3

/** Every word of the search must occur somewhere; ids and serial numbers count from three letters on. */
function matchesSearch(view: EntityView, search: string): boolean {
  const { words, codes } = searchTextOf(view)
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word) || (word.length >= MIN_CODE_LETTERS && codes.includes(word)))
}

function sortKey(view: EntityView, columnId: string): string | number {
  switch (columnId) {
    case 'status':
      return STATUS_RANK[statusOf({ view })]
    case 'site':
      return textOf(view, 'site')
    case 'model':
      return textOf(view, 'model')
    case 'playlist':
      return textOf(view, 'playlistId')
    case 'lastSeen':
      return reportedOf(view)?.lastSeenAt ?? 0
    case 'pending':
      return MARK_RANK[markOf(view.pending)?.kind ?? 'none']
    default:
      return textOf(view, 'name')
  }
}

interface Keyed {
  readonly view: EntityView
  readonly key: string | number
}

function comparator(sort: GridSort): (a: Keyed, b: Keyed) => number {
  const direction = sort.isDescending ? -1 : 1
  return (a, b) => {
    const order =
      typeof a.key === 'number' && typeof b.key === 'number'
        ? a.key - b.key
        : collator.compare(String(a.key), String(b.key))
    if (order !== 0) return order * direction
    return collator.compare(textOf(a.view, 'name'), textOf(b.view, 'name')) || compareIds(a.view.id, b.view.id)
  }
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
