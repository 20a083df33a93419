import { compareKeys, compareTies, type OrderKey } from './order-keys.ts'

/** How a list is ordered: by group, then by key, then by `tieOf`, then by id. All keys of one kind are of one type. */
export interface ListOrder<T> {
  readonly keyOf: (item: T) => OrderKey
  /** Turns the order of `keyOf` round, and nothing else. */
  readonly isDescending: boolean
  /** Null: no groups. */
  readonly groups: { readonly idOf: (item: T) => string; readonly keyOf: (groupId: string) => OrderKey } | null
}

export interface ListRules<T> {
  /** The same function for the life of a list. */
  readonly tieOf: (item: T) => string
  /** Says cheaply that `tieOf` answers the same for both; left out: nobody knows. */
  readonly isSameTie?: (before: T, now: T) => boolean
  readonly isIn: (item: T) => boolean
  readonly order: ListOrder<T>
}

/** Where an item stands. Two items with equal places differ by id alone. */
export interface Place {
  readonly isIn: boolean
  readonly groupId: string
  readonly groupKey: OrderKey
  readonly key: OrderKey
  readonly tie: string
}

export const NOWHERE: Place = { isIn: false, groupId: '', groupKey: 0, key: 0, tie: '' }

export interface Entry<T> extends Place {
  readonly id: string
  item: T
  /** The item whose place this is; null: it has none yet. */
  placed: T | null
  isIn: boolean
  groupId: string
  groupKey: OrderKey
  key: OrderKey
  tie: string
  /** The item is another than the one whose place this is. */
  isUnplaced: boolean
  /** Does not stand where it belongs. */
  isMoving: boolean
  isGone: boolean
  /** Where it stood at the mark `seenAt`. */
  seen: { -readonly [part in keyof Place]: Place[part] } | null
  /** The number of a mark; 0: none. */
  seenAt: number
  /** It stands elsewhere than at that mark. */
  isElsewhere: boolean
}

export function newEntry<T>(id: string, item: T): Entry<T> {
  const state = { isUnplaced: false, isMoving: false, isGone: false, seen: null, seenAt: 0, isElsewhere: false }
  return { id, item, placed: null, ...NOWHERE, ...state }
}

export function placeOf<T>({ item, placed, tie: former }: Entry<T>, rules: ListRules<T>): Place {
  const { isIn, order, tieOf, isSameTie } = rules
  const groupId = order.groups === null ? '' : order.groups.idOf(item)
  const groupKey = order.groups === null ? 0 : order.groups.keyOf(groupId)
  const tie = placed !== null && isSameTie?.(placed, item) === true ? former : tieOf(item)
  return { isIn: isIn(item), groupId, groupKey, key: order.keyOf === tieOf ? tie : order.keyOf(item), tie }
}

export function isAtSame(a: Place, b: Place): boolean {
  return a.key === b.key && a.tie === b.tie && a.groupKey === b.groupKey && a.groupId === b.groupId
}

export type Comparison<T> = (a: Entry<T>, b: Entry<T>) => number

export function comparisonOf<T>({ groups, isDescending }: ListOrder<T>): Comparison<T> {
  const direction = isDescending ? -1 : 1
  const withinGroup: Comparison<T> = (a, b) => direction * compareKeys(a.key, b.key) || compareTies(a, b)
  if (groups === null) return withinGroup
  return (a, b) => compareKeys(a.groupKey, b.groupKey) || compareKeys(a.groupId, b.groupId) || withinGroup(a, b)
}

/** Whether the order is that of the ties alone. */
export function isByTie<T>({ order, tieOf }: ListRules<T>): boolean {
  return order.keyOf === tieOf && !order.isDescending && order.groups === null
}

/** Comparisons of a binary search in a long list. */
const SEARCH_COST = 16

/** Takes out of `sorted` what moves or is gone, and puts `coming` in, each where it belongs. */
export function merged<T>(
  sorted: readonly Entry<T>[],
  coming: readonly Entry<T>[],
  compare: Comparison<T>,
): Entry<T>[] {
  const rest = sorted.filter((entry) => !entry.isMoving && !entry.isGone)
  const ordered = coming.toSorted(compare)
  const all: Entry<T>[] = []
  // Among many that come, the next place is near: then looking at each in between costs less than searching.
  const isMany = coming.length * SEARCH_COST > rest.length
  let from = 0
  for (const entry of ordered) {
    entry.isMoving = false
    const end = isMany ? rest.length : lowerBound(rest, entry, from, compare)
    while (from < end && (!isMany || compare(rest[from] as Entry<T>, entry) < 0)) all.push(rest[from++] as Entry<T>)
    all.push(entry)
  }
  while (from < rest.length) all.push(rest[from++] as Entry<T>)
  return all
}

function lowerBound<T>(sorted: readonly Entry<T>[], entry: Entry<T>, from: number, compare: Comparison<T>): number {
  let low = from
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(sorted[middle] as Entry<T>, entry) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** All in another order: by ties first if it has to, and then by the rest, since equal keys then need no comparing of ties. */
export function sortedAnew<T>(
  sorted: readonly Entry<T>[],
  before: ListRules<T>,
  now: ListRules<T>,
): readonly Entry<T>[] {
  const byTie = isByTie(before) ? sorted : sorted.toSorted(compareTies)
  if (isByTie(now)) return byTie
  const { isDescending } = now.order
  return byTie.toSorted((a, b) => {
    const byGroup = compareKeys(a.groupKey, b.groupKey) || compareKeys(a.groupId, b.groupId)
    return byGroup || (isDescending ? compareKeys(b.key, a.key) : compareKeys(a.key, b.key))
  })
}
