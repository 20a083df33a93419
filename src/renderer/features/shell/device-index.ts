import type { EntityView } from '#shared/domain/view.ts'
import type { EntityCollection } from '../../stores/entity-collection.ts'
import { Best, rankingOf } from './palette-ranking.ts'

export type PlaceKind = 'site' | 'group' | 'tag'

/**
 * What devices are found by, in lower case, so that a key among 50,000 costs a few milliseconds: read once, in parts while
 * nobody waits, and to the end when somebody searches.
 */
export class DeviceIndex {
  readonly #collection: EntityCollection
  readonly #size: number
  readonly #ids: string[] = []
  readonly #names: string[] = []
  /** The name, the site, the serial number and the id. */
  readonly #words: string[] = []
  readonly #sites = new Set<string>()
  readonly #groups = new Set<string>()
  readonly #tags = new Set<string>()

  constructor(collection: EntityCollection, size: number) {
    this.#collection = collection
    this.#size = size
  }

  /** Reads so many more; answers whether there are others. */
  read(count: number): boolean {
    const start = this.#ids.length
    const end = Math.min(this.#size, start + count)
    for (let position = start; position < end; position += 1) {
      const view = this.#collection.at(position)
      if (view === undefined) return false
      this.#add(view)
    }
    return end < this.#size
  }

  /** The ids of the best by name, site, serial number and id. */
  find(query: string, most: number): readonly string[] {
    this.read(this.#size)
    const best = new Best<string>(most)
    const rankOf = rankingOf(query)
    const [ids, names, words] = [this.#ids, this.#names, this.#words]
    for (let position = 0; position < ids.length; position += 1) {
      const rank = rankOf(names[position] ?? '', words[position] ?? '')
      if (rank !== null) best.add(ids[position] ?? '', rank)
    }
    return best.items
  }

  /** Where the devices are, what they belong to and what they are tagged with. */
  get places(): Readonly<Record<PlaceKind, ReadonlySet<string>>> {
    this.read(this.#size)
    return { site: this.#sites, group: this.#groups, tag: this.#tags }
  }

  #add({ id, data }: EntityView): void {
    const { name, site, serial, groups, tags } = data
    const own = String(name).toLowerCase()
    this.#ids.push(id)
    this.#names.push(own)
    this.#words.push(`${own} ${String(site)} ${String(serial)} ${id}`.toLowerCase())
    collect(this.#sites, [site])
    collect(this.#groups, groups)
    collect(this.#tags, tags)
  }
}

function collect(names: Set<string>, found: unknown): void {
  if (!Array.isArray(found)) return
  for (const name of found) if (typeof name === 'string' && name !== '') names.add(name)
}
