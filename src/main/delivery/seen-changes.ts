import type { ChangeAuthor } from '#shared/domain/conflict.ts'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { type EntityRef, laneOf } from '#shared/domain/ids.ts'
import { isSameJson } from './conflict/same-json.ts'

/** The server's record of an entity has changed here. */
export interface RecordChange {
  readonly ref: EntityRef
  /** The operation that did it, when it came in as one. */
  readonly key: string | null
  /** Who did it; left out, or null: not known. */
  readonly author?: ChangeAuthor | null
  /** As it was before; null: it was not here. */
  readonly before: EntityRecord | null
}

/** All fields of an entity that have changed from one of its versions to another. */
export interface FieldChanges {
  readonly since: number
  readonly upTo: number
  readonly fields: ReadonlySet<string>
  /** Who changed which of them last, as far as that is certain. */
  readonly authors: ReadonlyMap<string, ChangeAuthor>
}

interface Noted extends FieldChanges {
  readonly ref: EntityRef
}

/** As many entities are kept in mind before those are forgotten of which nothing waits any more. */
const PRUNED_FROM = 1_000

/** Which fields the feed has changed, of entities of which something waits. */
export class SeenChanges {
  readonly #isNeeded: (ref: EntityRef) => boolean
  readonly #noted = new Map<string, Noted>()
  readonly #deleted = new Map<string, { readonly ref: EntityRef; readonly by: ChangeAuthor }>()
  #prunedAt = PRUNED_FROM

  constructor(isNeeded: (ref: EntityRef) => boolean) {
    this.#isNeeded = isNeeded
  }

  /** The fields that this change changes. */
  note({ ref, before, author = null }: RecordChange, now: EntityRecord | null): ReadonlySet<string> {
    const name = laneOf(ref)
    if (now === null && author !== null) this.#deleted.set(name, { ref, by: author })
    else this.#deleted.delete(name)
    // What it was before is not known, so there is nothing to go on from.
    if (before === null || now === null) {
      this.#noted.delete(name)
      return new Set()
    }
    const names = new Set([...Object.keys(before.data), ...Object.keys(now.data)])
    const changed = [...names].filter((field) => !isSameJson(before.data[field], now.data[field]))
    const known = this.#noted.get(name)
    // What came in between, by an answer of the server or while nothing waited, was not seen here.
    const isGapless = known?.upTo === before.version
    const since = isGapless ? known.since : before.version
    const fields = new Set([...(isGapless ? known.fields : []), ...changed])
    const authors = new Map(isGapless ? known.authors : [])
    for (const field of changed) {
      // Where versions were skipped, any of those behind them may have changed it.
      if (author !== null && now.version === before.version + 1) authors.set(field, author)
      else authors.delete(field)
    }
    this.#noted.set(name, { ref, since, upTo: now.version, fields, authors })
    if (this.#noted.size + this.#deleted.size > this.#prunedAt) this.#prune()
    return new Set(changed)
  }

  /** Null: nothing is known of changes. */
  of(ref: EntityRef): FieldChanges | null {
    return this.#noted.get(laneOf(ref)) ?? null
  }

  /** Who deleted it; null: nobody, or not known. */
  deletedBy(ref: EntityRef): ChangeAuthor | null {
    return this.#deleted.get(laneOf(ref))?.by ?? null
  }

  refs(): EntityRef[] {
    return [...this.#noted.values()].map(({ ref }) => ref)
  }

  #prune(): void {
    for (const [name, { ref }] of this.#noted) if (!this.#isNeeded(ref)) this.#noted.delete(name)
    for (const [name, { ref }] of this.#deleted) if (!this.#isNeeded(ref)) this.#deleted.delete(name)
    this.#prunedAt = Math.max(PRUNED_FROM, 2 * (this.#noted.size + this.#deleted.size))
  }
}
