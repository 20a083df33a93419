import type { EntityView } from '#shared/domain/view.ts'
import type { GridSort } from '../../components/grid-types.ts'
import { type DeviceRow, deviceRowOf, statusOf } from './device-row.ts'

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
const MARK_RANK = { stuck: 0, conflict: 1, stale: 2, unknown: 3, waiting: 4, device: 5 } as const
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * The ids that match the query, sorted. When only things changed that the query does not look at, which is nearly every
 * event, the former order is handed back unchanged: 50,000 devices then cost one pass of comparisons.
 */
export function orderDevices(before: DeviceOrder, views: readonly EntityView[], query: DeviceQuery): DeviceOrder {
  if (before.query === query && keepsOrder(before.views, views, query)) return { ...before, views }
  const matching = views.map(deviceRowOf).filter((row) => matches(row, query))
  matching.sort(comparator(query.sort))
  return { query, views, ids: matching.map((row) => row.id) }
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
    const [oldRow, freshRow] = [deviceRowOf(old), deviceRowOf(fresh)]
    if (matches(oldRow, query) !== matches(freshRow, query)) return false
    if (sortKey(oldRow, query.sort.columnId) !== sortKey(freshRow, query.sort.columnId)) return false
  }
  return true
}

function matches(row: DeviceRow, query: DeviceQuery): boolean {
  if (query.status !== '' && statusOf(row) !== query.status) return false
  if (query.site !== '' && row.data.site !== query.site) return false
  if (query.isPendingOnly && row.view.pending.length === 0) return false
  return query.search === '' || matchesSearch(row, query.search)
}

const MIN_CODE_LETTERS = 3

/** Every word of the search must occur somewhere; ids and serial numbers count from three letters on. */
function matchesSearch(row: DeviceRow, search: string): boolean {
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => row.haystack.includes(word) || (word.length >= MIN_CODE_LETTERS && row.codes.includes(word)))
}

function sortKey(row: DeviceRow, columnId: string): string | number {
  switch (columnId) {
    case 'status':
      return STATUS_RANK[statusOf(row)]
    case 'site':
      return row.data.site
    case 'model':
      return row.data.model
    case 'playlist':
      return row.data.playlistId ?? ''
    case 'lastSeen':
      return row.reported?.lastSeenAt ?? 0
    case 'pending':
      return row.mark === null ? 9 : MARK_RANK[row.mark.kind]
    default:
      return row.data.name
  }
}

function comparator(sort: GridSort): (a: DeviceRow, b: DeviceRow) => number {
  const direction = sort.isDescending ? -1 : 1
  return (a, b) => {
    const [left, right] = [sortKey(a, sort.columnId), sortKey(b, sort.columnId)]
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : collator.compare(String(left), String(right))
    return order !== 0 ? order * direction : collator.compare(a.data.name, b.data.name) || compareIds(a.id, b.id)
  }
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
