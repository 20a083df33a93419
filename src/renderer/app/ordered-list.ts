import { compareKeys, compareTies, type OrderKey, without } from './order-keys.ts'

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
  readonly isIn: (item: T) => boolean
  readonly order: ListOrder<T>
}

/** Where an item stands. Two items with equal places differ by id alone. */
interface Place {
  readonly isIn: boolean
  readonly groupId: string
  readonly groupKey: OrderKey
  readonly key: OrderKey
  readonly tie: string
}

interface Entry<T> extends Place {
  readonly id: string
  item: T
  isIn: boolean
  groupId: string
  groupKey: OrderKey
  key: OrderKey
  tie: string
}

interface Move<T> {
  readonly entry: Entry<T>
  /** The new place. */
  readonly place: Place
  /** Where it stood; null: it is new. */
  readonly position: number | null
}

const NOWHERE: Place = { isIn: false, groupId: '', groupKey: 0, key: 0, tie: '' }

/**
 * All items of a large list in order, those that the filter leaves out included, so that another filter needs no sorting.
 * A change costs one comparison of the item's place, and for those that really move a binary search and one pass over
 * pointers: 300 changes among 50,000 items take well under a millisecond.
 */
export class OrderedList<T extends { readonly id: string }> {
  readonly #entries = new Map<string, Entry<T>>()
  readonly #counts = new Map<string, number>()
  #sorted: readonly Entry<T>[] = []
  #matching = 0
  #revision = 0
  #rules: ListRules<T>
  /** Places at the time of `hold`, of those that stand elsewhere now. Null: nothing is held. */
  #held: Map<string, Place> | null = null

  constructor(rules: ListRules<T>) {
    this.#rules = rules
  }

  get total(): number {
    return this.#entries.size
  }

  /** How many items the filter lets through. */
  get matching(): number {
    return this.#matching
  }

  /** Of the items that the filter lets through, by group. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts
  }

  /** Raised whenever `ids` may answer something else. */
  get revision(): number {
    return this.#revision
  }

  /** Items that have come, gone or changed their place since `hold`. */
  get waiting(): number {
    return this.#held?.size ?? 0
  }

  item(id: string): T | undefined {
    return this.#entries.get(id)?.item
  }

  isIn(id: string): boolean {
    return this.#entries.get(id)?.isIn === true
  }

  /** The groups and ids of what the filter lets through, in order. */
  visit(visitor: (id: string, groupId: string) => void): void {
    for (const entry of this.#sorted) if (entry.isIn) visitor(entry.id, entry.groupId)
  }

  hold(): void {
    this.#held = new Map()
  }

  release(): void {
    this.#held = null
  }

  /** Another filter or order. What was held is forgotten: the reader asked for it. */
  setRules(rules: ListRules<T>): void {
    const before = this.#rules
    this.#rules = rules
    this.#revision += 1
    if (this.#held !== null) this.#held = new Map()
    const isOrderNew = before.order !== rules.order
    for (const entry of this.#entries.values()) {
      if (isOrderNew) Object.assign(entry, this.#placeOf(entry.item))
      else entry.isIn = rules.isIn(entry.item)
    }
    if (isOrderNew) this.#sortAnew(before)
    this.#countAnew()
  }

  /** Ids of the items that are not among these. */
  missingIn(present: ReadonlySet<string>): string[] {
    const missing: string[] = []
    for (const id of this.#entries.keys()) if (!present.has(id)) missing.push(id)
    return missing
  }

  /** Each item and each id at most once, and no id in both. */
  apply(changed: readonly T[], removed: readonly string[]): void {
    // Positions are looked up first: as soon as a place is another, those of others cannot be found by it.
    const leaving = removed.flatMap((id) => {
      const entry = this.#entries.get(id)
      return entry === undefined ? [] : this.#positionOf(entry)
    })
    const moves = changed.flatMap((item) => this.#moveOf(item) ?? [])
    for (const id of removed) this.#remove(id)
    for (const { entry, place } of moves) {
      this.#note(entry.id, this.#entries.has(entry.id) ? entry : NOWHERE, place)
      this.#entries.set(entry.id, entry)
      Object.assign(entry, place)
    }
    for (const { position } of moves) if (position !== null) leaving.push(position)
    if (leaving.length > 0 || moves.length > 0)
      this.#merge(
        leaving,
        moves.map(({ entry }) => entry),
      )
  }

  #remove(id: string): void {
    const entry = this.#entries.get(id)
    if (entry === undefined) return
    this.#entries.delete(id)
    this.#note(id, entry, NOWHERE)
  }

  /** Takes the item in. What has to find its place is answered and not moved yet. */
  #moveOf(item: T): Move<T> | undefined {
    const place = this.#placeOf(item)
    const entry = this.#entries.get(item.id)
    if (entry === undefined) return { entry: { id: item.id, item, ...place }, place, position: null }
    entry.item = item
    if (!isAtSame(entry, place)) return { entry, place, position: this.#positionOf(entry) }
    if (entry.isIn !== place.isIn) {
      this.#note(item.id, entry, place)
      entry.isIn = place.isIn
    }
    return undefined
  }

  #positionOf(entry: Entry<T>): number {
    return this.#lowerBound(this.#sorted, entry, 0)
  }

  #placeOf(item: T): Place {
    const { isIn, order, tieOf } = this.#rules
    const groupId = order.groups === null ? '' : order.groups.idOf(item)
    const groupKey = order.groups === null ? 0 : order.groups.keyOf(groupId)
    const tie = tieOf(item)
    return { isIn: isIn(item), groupId, groupKey, key: order.keyOf === tieOf ? tie : order.keyOf(item), tie }
  }

  /** Keeps the counts, and what is remembered of the held order. */
  #note(id: string, before: Place, after: Place): void {
    if (!before.isIn && !after.isIn) return
    this.#revision += 1
    if (before.isIn) this.#count(before.groupId, -1)
    if (after.isIn) this.#count(after.groupId, 1)
    if (this.#held === null) return
    const held = this.#held.get(id)
    if (held === undefined) this.#held.set(id, { ...before })
    else if (held.isIn === after.isIn && (!held.isIn || isAtSame(held, after))) this.#held.delete(id)
  }

  #count(groupId: string, difference: 1 | -1): void {
    this.#matching += difference
    const count = (this.#counts.get(groupId) ?? 0) + difference
    if (count === 0) this.#counts.delete(groupId)
    else this.#counts.set(groupId, count)
  }

  #countAnew(): void {
    this.#matching = 0
    this.#counts.clear()
    for (const entry of this.#sorted) if (entry.isIn) this.#count(entry.groupId, 1)
  }

  /** Takes out what stands at the positions `leaving` and puts `coming` in, each where it belongs. Looks at no other. */
  #merge(leaving: number[], coming: Entry<T>[]): void {
    const rest = without(this.#sorted, leaving)
    coming.sort(this.#compare)
    const merged: Entry<T>[] = []
    let from = 0
    for (const entry of coming) {
      const end = this.#lowerBound(rest, entry, from)
      while (from < end) merged.push(rest[from++] as Entry<T>)
      merged.push(entry)
    }
    while (from < rest.length) merged.push(rest[from++] as Entry<T>)
    this.#sorted = merged
  }

  /** Sorts by ties first if it has to, and then by the rest: equal keys then need no comparing of ties. */
  #sortAnew(before: ListRules<T>): void {
    const { isDescending } = this.#rules.order
    const byTie = isByTie(before) ? this.#sorted : this.#sorted.toSorted(compareTies)
    if (isByTie(this.#rules)) this.#sorted = byTie
    else {
      this.#sorted = byTie.toSorted((a, b) => {
        const byGroup = compareKeys(a.groupKey, b.groupKey) || compareKeys(a.groupId, b.groupId)
        return byGroup || (isDescending ? compareKeys(b.key, a.key) : compareKeys(a.key, b.key))
      })
    }
  }

  #lowerBound(sorted: readonly Entry<T>[], entry: Entry<T>, from: number): number {
    let low = from
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#compare(sorted[middle] as Entry<T>, entry) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  readonly #compare = (a: Entry<T>, b: Entry<T>): number => {
    if (this.#rules.order.groups !== null) {
      const byGroup = compareKeys(a.groupKey, b.groupKey) || compareKeys(a.groupId, b.groupId)
      if (byGroup !== 0) return byGroup
    }
    const byKey = compareKeys(a.key, b.key)
    if (byKey !== 0) return this.#rules.order.isDescending ? -byKey : byKey
    return compareTies(a, b)
  }
}

/** Whether the order is that of the ties alone. */
function isByTie<T>({ order, tieOf }: ListRules<T>): boolean {
  return order.keyOf === tieOf && !order.isDescending && order.groups === null
}

function isAtSame(a: Place, b: Place): boolean {
  return a.key === b.key && a.tie === b.tie && a.groupKey === b.groupKey && a.groupId === b.groupId
}
