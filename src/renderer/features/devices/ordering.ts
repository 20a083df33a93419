import type { DeviceColumn, DeviceView } from '#shared/domain/device-views.ts'
import type { DeviceHealth } from '#shared/domain/entities.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { type DeviceQuery, filterOf } from '../../app/devices/device-filter.ts'
import { dataOf, groupsOf, reportedOf, statusOf, textOf } from '../../app/devices/device-row.ts'
import type { ListOrder, ListRules } from '../../app/entry-order.ts'
import { markOf } from '../../app/marks.ts'
import { naturalKey } from '../../app/natural-key.ts'
import type { OrderKey } from '../../app/order-keys.ts'

export type Grouping = DeviceView['query']['group']
/** Turns a playlist's id into its name. */
export type PlaylistName = (id: string | null) => string

const STATUS_RANK = { offline: 0, idle: 1, online: 2, new: 3 } as const
const MARK_RANK = { stuck: 0, conflict: 1, stale: 2, unknown: 3, waiting: 4, device: 5, none: 9 } as const
/** Behind every name. */
const LAST = '\uffff'

/** The rules of the list for a query; parts that the new query has in common with the old one stay the same objects. */
export function rulesOf(query: DeviceQuery, playlistName: PlaylistName, before?: DeviceRules): DeviceRules {
  const isSameOrder =
    before !== undefined &&
    before.query.group === query.group &&
    before.query.sort.columnId === query.sort.columnId &&
    before.query.sort.isDescending === query.sort.isDescending &&
    (before.playlistName === playlistName || (query.group !== 'playlist' && query.sort.columnId !== 'playlist'))
  const order = isSameOrder ? before.order : orderOf(query, playlistName)
  return { query, playlistName, tieOf: nameKeyOf, isSameTie: hasSameData, isIn: filterOf(query), order }
}

export interface DeviceRules extends ListRules<EntityView> {
  readonly query: DeviceQuery
  readonly playlistName: PlaylistName
}

function orderOf({ sort, group }: DeviceQuery, playlistName: PlaylistName): ListOrder<EntityView> {
  const keyOfText = rememberedKeys()
  const groups =
    group === 'none'
      ? null
      : { idOf: (view: EntityView) => groupIdOf(view, group), keyOf: groupKeys(group, playlistName) }
  return { keyOf: sortKeys(sort.columnId, keyOfText, playlistName), isDescending: sort.isDescending, groups }
}

/** Between the names of several groups, where no name can have it. */
const BETWEEN = '\n'

/**
 * What a group is known by: the status, the place, the model, the playlist's id, all groups the device belongs to; empty for
 * those without.
 */
export function groupIdOf(view: EntityView, group: Exclude<Grouping, 'none'>): string {
  switch (group) {
    case 'status':
      return statusOf({ view })
    case 'playlist':
      return textOf(view, 'playlistId')
    case 'groups':
      return membershipOf(view)
    default:
      return textOf(view, group)
  }
}

/** A device stands once in the list, so that each count is true: under all of its groups together. */
function membershipOf(view: EntityView): string {
  const groups = groupsOf(view)
  return groups.length < 2 ? (groups[0] ?? '') : groups.toSorted().join(BETWEEN)
}

/** The names of groups that a heading stands for. */
export function membershipInWords(groupId: string): string {
  return groupId.replaceAll(BETWEEN, ', ')
}

function groupKeys(group: Exclude<Grouping, 'none'>, playlistName: PlaylistName): (groupId: string) => OrderKey {
  if (group === 'status') return (id) => STATUS_RANK[id as keyof typeof STATUS_RANK]
  const keyOfText = rememberedKeys()
  if (group === 'playlist') return (id) => (id === '' ? LAST : keyOfText(playlistName(id)))
  return (id) => (id === '' ? LAST : keyOfText(id))
}

function sortKeys(
  columnId: DeviceColumn,
  keyOfText: (text: string) => string,
  playlistName: PlaylistName,
): (view: EntityView) => OrderKey {
  switch (columnId) {
    case 'status':
      return (view) => STATUS_RANK[statusOf({ view })]
    case 'site':
    case 'model':
      return (view) => keyOfText(textOf(view, columnId))
    case 'location':
      return (view) => keyOfText(dataOf(view).location)
    case 'playlist':
      return (view) => keyOfText(playlistName(textOf(view, 'playlistId') || null))
    case 'lastSeen':
      return (view) => reportedOf(view)?.lastSeenAt ?? 0
    case 'pending':
      return (view) => MARK_RANK[markOf(view.pending)?.kind ?? 'none']
    case 'version':
      return (view) => view.version
    case 'cpu':
    case 'memory':
    case 'storage':
    case 'temperature':
    case 'score':
      return healthKey(columnId)
    default:
      return nameKeyOf
  }
}

function healthKey(part: keyof DeviceHealth): (view: EntityView) => number {
  return (view) => reportedOf(view)?.health[part] ?? -1
}

function nameKeyOf(view: EntityView): string {
  return naturalKey(textOf(view, 'name'))
}

/** Reports, which are nearly all that comes, leave the data the object it was. */
function hasSameData(before: EntityView, now: EntityView): boolean {
  return before.data === now.data
}

/** Keys of texts that many devices share. */
function rememberedKeys(): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const key = known.get(text) ?? naturalKey(text)
    known.set(text, key)
    return key
  }
}
