import {
  type Comparison,
  comparisonOf,
  type Entry,
  isAtSame,
  type ListRules,
  merged,
  NOWHERE,
  newEntry,
  type Place,
  placeOf,
  sortedAnew,
} from './entry-order.ts'

/**
 * All items of a large list in order, those that the filter leaves out included, so that another filter needs no sorting.
 * A changed item is another at once. It costs one comparison of its place when somebody asks what depends on it, and what
 * really moves finds its place together with all others when somebody asks for the order.
 */
export class OrderedList<T extends { readonly id: string }> {
  readonly #entries = new Map<string, Entry<T>>()
  readonly #counts = new Map<string, number>()
  #sorted: readonly Entry<T>[] = []
  #matching = 0
  #revision = 0
  #rules: ListRules<T>
  #compare: Comparison<T>
  /** The number of the last `mark`. */
  #mark = 0
  #isMarked = false
  /** How many stand elsewhere than at the mark. */
  #elsewhere = 0
  /** Those that are gone since the mark. */
  #gone = new Map<string, Entry<T>>()
  /** Items that are others by now and have the place they had. */
  #unplaced: Entry<T>[] = []
  /** Those that have another place by now and stand where they stood, or nowhere. */
  #moving: Entry<T>[] = []
  #hasGone = false

  constructor(rules: ListRules<T>) {
    this.#rules = rules
    this.#compare = comparisonOf(rules.order)
  }

  get total(): number {
    return this.#entries.size
  }

  /** How many items the filter lets through. */
  get matching(): number {
    this.settle()
    return this.#matching
  }

  /** Of the items that the filter lets through, by group. */
  get counts(): ReadonlyMap<string, number> {
    this.settle()
    return this.#counts
  }

  /** Raised whenever `ids` may answer something else. */
  get revision(): number {
    this.settle()
    return this.#revision
  }

  /** Items that have come, gone or changed their place since `mark`. */
  get waiting(): number {
    this.settle()
    return this.#isMarked ? this.#elsewhere : 0
  }

  item(id: string): T | undefined {
    return this.#entries.get(id)?.item
  }

  isIn(id: string): boolean {
    this.settle()
    return this.#entries.get(id)?.isIn === true
  }

  /** The groups and ids of what the filter lets through, in order. */
  visit(visitor: (id: string, groupId: string) => void): void {
    this.arrange()
    for (const entry of this.#sorted) if (entry.isIn) visitor(entry.id, entry.groupId)
  }

  /** The order as it is now is what somebody sees: `waiting` counts from here. */
  mark(): void {
    this.settle()
    this.#isMarked = true
    this.#markAnew()
  }

  /** Nobody sees an order. */
  unmark(): void {
    this.settle()
    this.#isMarked = false
    this.#gone.clear()
  }

  /** Another filter or order. What was seen before is forgotten: the reader asked for it. */
  setRules(rules: ListRules<T>): void {
    this.arrange()
    const before = this.#rules
    this.#rules = rules
    this.#revision += 1
    this.#markAnew()
    const isOrderNew = before.order !== rules.order
    for (const entry of this.#entries.values()) {
      if (isOrderNew) Object.assign(entry, placeOf(entry, rules))
      else entry.isIn = rules.isIn(entry.item)
    }
    if (isOrderNew) {
      this.#compare = comparisonOf(rules.order)
      this.#sorted = sortedAnew(this.#sorted, before, rules)
    }
    this.#countAnew()
  }

  /** Ids of the items that are not among these. */
  missingIn(present: ReadonlySet<string>): string[] {
    const missing: string[] = []
    for (const id of this.#entries.keys()) if (!present.has(id)) missing.push(id)
    return missing
  }

  /** Takes in an item that is new or other than before. Answers the former one. */
  put(item: T): T | undefined {
    const known = this.#entries.get(item.id)
    const entry = known ?? this.#newEntry(item)
    const before = known?.item
    entry.item = item
    if (!entry.isUnplaced) {
      entry.isUnplaced = true
      this.#unplaced.push(entry)
    }
    return before
  }

  /** Answers the item that is gone now; undefined: there was none. */
  remove(id: string): T | undefined {
    const entry = this.#entries.get(id)
    if (entry === undefined) return undefined
    this.#entries.delete(id)
    entry.isGone = true
    this.#hasGone = true
    this.#note(entry, entry, NOWHERE)
    if (this.#isMarked) this.#gone.set(id, entry)
    return entry.item
  }

  /** Finds out what has changed its place. Many at once cost what they cost one by one. */
  settle(): void {
    if (this.#unplaced.length === 0) return
    const unplaced = this.#unplaced
    this.#unplaced = []
    for (const entry of unplaced) {
      entry.isUnplaced = false
      if (!entry.isGone) this.#place(entry)
    }
  }

  /** Puts what has another place where it belongs: one pass over the list, however many there are. */
  arrange(): void {
    this.settle()
    if (this.#moving.length === 0 && !this.#hasGone) return
    const coming = this.#moving.filter((entry) => !entry.isGone)
    this.#moving = []
    this.#hasGone = false
    this.#sorted = merged(this.#sorted, coming, this.#compare)
  }

  #place(entry: Entry<T>): void {
    const place = placeOf(entry, this.#rules)
    const isNew = entry.placed === null
    entry.placed = entry.item
    const isMoved = isNew || !isAtSame(entry, place)
    if (!isMoved && entry.isIn === place.isIn) return
    this.#note(entry, entry, place)
    entry.isIn = place.isIn
    if (!isMoved) return
    entry.groupId = place.groupId
    entry.groupKey = place.groupKey
    entry.key = place.key
    entry.tie = place.tie
    if (entry.isMoving) return
    entry.isMoving = true
    this.#moving.push(entry)
  }

  /** Keeps the counts, and what is remembered of the order that is seen. */
  #note(entry: Entry<T>, before: Place, after: Place): void {
    if (!before.isIn && !after.isIn) return
    this.#revision += 1
    if (before.isIn) this.#count(before.groupId, -1)
    if (after.isIn) this.#count(after.groupId, 1)
    if (!this.#isMarked) return
    entry.seen ??= { ...NOWHERE }
    const { seen } = entry
    if (entry.seenAt !== this.#mark) {
      entry.seenAt = this.#mark
      entry.isElsewhere = false
      // Into the object that is there: thousands a second would keep the collector busy.
      seen.isIn = before.isIn
      seen.groupId = before.groupId
      seen.groupKey = before.groupKey
      seen.key = before.key
      seen.tie = before.tie
    }
    const isElsewhere = seen.isIn !== after.isIn || (seen.isIn && !isAtSame(seen, after))
    if (isElsewhere !== entry.isElsewhere) this.#elsewhere += isElsewhere ? 1 : -1
    entry.isElsewhere = isElsewhere
  }

  #markAnew(): void {
    this.#mark += 1
    this.#elsewhere = 0
    this.#gone.clear()
  }

  /** What comes back is seen where it stood before it went. */
  #newEntry(item: T): Entry<T> {
    const entry = newEntry(item.id, item)
    const gone = this.#gone.get(item.id)
    if (gone !== undefined) {
      entry.seen = gone.seen
      entry.seenAt = gone.seenAt
      entry.isElsewhere = gone.isElsewhere
      this.#gone.delete(item.id)
    }
    this.#entries.set(item.id, entry)
    return entry
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
}
