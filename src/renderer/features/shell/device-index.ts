import type { EntityView } from '#shared/domain/view.ts'
import { folded } from '#shared/i18n/folded.ts'
import type { EntityCollection } from '../../stores/entity-collection.ts'
import { SignatureTable } from './signature-table.ts'

export type PlaceKind = 'site' | 'group' | 'tag'
/** How many devices are at each place. */
type Places = Readonly<Record<PlaceKind, ReadonlyMap<string, number>>>
type DeviceValues = EntityView['data']

const NAME_BITS = 256
const WORD_BITS = 512
/** Before and behind a name, where no name can have it. */
const EDGE = '\n'

/**
 * What devices are found by, so that a key among 50,000 costs next to nothing: which of them may be meant is looked up, and only
 * those are looked at, as they are by then. Read in parts while nobody waits, and to the end when somebody searches.
 */
export class DeviceIndex {
  readonly #now: () => EntityCollection
  readonly #names = new SignatureTable(NAME_BITS)
  /** The name, the site, the serial number and the id. */
  readonly #words = new SignatureTable(WORD_BITS)
  /** What was read of each row. Reports leave a device the same values. */
  readonly #read: DeviceValues[] = []
  readonly #places = {
    site: new Map<string, number>(),
    group: new Map<string, number>(),
    tag: new Map<string, number>(),
  }
  #looked = 0

  constructor(now: () => EntityCollection) {
    this.#now = now
  }

  /** Somebody may search: what has changed since it was read is read anew. */
  lookAgain(): void {
    this.#looked = 0
  }

  /** Reads so many more; answers whether there are others. What has not changed costs next to nothing. */
  read(count: number): boolean {
    const now = this.#now()
    for (let room = count; this.#looked < now.size; this.#looked += 1) {
      const view = now.at(this.#looked)
      if (view === undefined || this.#read[this.#looked] === view.data) continue
      if (room === 0) return true
      room -= 1
      this.#put(this.#looked, view)
    }
    while (this.#read.length > now.size) this.#drop(this.#read.length - 1)
    return false
  }

  /** The best by name, site, serial number and id; those that fit as well as each other in the order of the list. */
  find(query: string, most: number): readonly EntityView[] {
    this.read(Number.POSITIVE_INFINITY)
    const now = this.#now()
    const wanted = folded(query.trim())
    const inside = ` ${wanted}`
    const words = wanted.split(/\s+/)
    const found = new Set<EntityView>()
    const lookFor = (fits: (name: string, view: EntityView) => boolean) => (row: number) => {
      const view = now.at(row)
      if (view !== undefined && !found.has(view) && fits(nameOf(view), view)) found.add(view)
      return found.size < most
    }
    // From the best to the worst, for as long as there is room.
    const isAll = lookFor((name) => name === wanted)
    this.#names.visit([EDGE + wanted + EDGE], now.size, isAll)
    const isStart = lookFor((name) => name.startsWith(wanted))
    if (found.size < most) this.#names.visit([EDGE + wanted], now.size, isStart)
    const isWord = lookFor((name) => name.includes(inside))
    if (found.size < most) this.#names.visit([inside], now.size, isWord)
    const isWithin = lookFor((name, view) => isInAll(words, wordsOf(view, name)))
    if (found.size < most) this.#words.visit(words, now.size, isWithin)
    return [...found]
  }

  /** Where the devices are, what they belong to and what they are tagged with. */
  get places(): Places {
    this.read(Number.POSITIVE_INFINITY)
    return this.#places
  }

  #put(row: number, view: EntityView): void {
    if (row < this.#read.length) this.#forget(row)
    const name = nameOf(view)
    this.#names.add(row, EDGE + name + EDGE)
    this.#words.add(row, wordsOf(view, name))
    this.#count(view.data, 1)
    this.#read[row] = view.data
  }

  #drop(row: number): void {
    this.#forget(row)
    this.#read.length = row
  }

  #forget(row: number): void {
    const before = this.#read[row]
    if (before !== undefined) this.#count(before, -1)
    this.#names.clear(row)
    this.#words.clear(row)
  }

  #count({ site, groups, tags }: DeviceValues, by: 1 | -1): void {
    count(this.#places.site, [site], by)
    count(this.#places.group, groups, by)
    count(this.#places.tag, tags, by)
  }
}

function nameOf({ data }: EntityView): string {
  return folded(String(data['name']))
}

function wordsOf({ id, data }: EntityView, name: string): string {
  return `${name} ${folded(`${String(data['site'])} ${String(data['serial'])} ${id}`)}`
}

function isInAll(words: readonly string[], text: string): boolean {
  for (const word of words) if (!text.includes(word)) return false
  return true
}

function count(counts: Map<string, number>, found: unknown, by: 1 | -1): void {
  if (!Array.isArray(found)) return
  for (const name of new Set(found)) {
    if (typeof name !== 'string' || name === '') continue
    const next = (counts.get(name) ?? 0) + by
    if (next > 0) counts.set(name, next)
    else counts.delete(name)
  }
}
