import type { ConflictView } from '#shared/domain/conflict-desk.ts'
import type { ConflictSelection } from '#shared/domain/conflict-outline.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { Outbox } from '../../outbox/outbox.ts'
import { type ConflictSummary, chosenKeys, summaryOf } from './conflict-summary.ts'
import type { ConflictStore } from './ports.ts'

/** Operations read at once. */
const AT_ONCE = 500
/** What changes while it is read is read again so often; then it is left to the next who asks. */
const MAX_READS = 3

interface ConflictIndexDependencies {
  readonly outbox: Pick<Outbox, 'lanes' | 'onChanged'>
  readonly store: Pick<ConflictStore, 'operations'>
  readonly viewOf: (operation: Operation) => ConflictView | null
}

/** What waits for a decision, summed up: read once, and again only where something has changed. */
export class ConflictIndex {
  readonly #dependencies: ConflictIndexDependencies
  /** Null: nobody has asked yet, or anything may have changed. */
  #waiting: Set<string> | null = null
  readonly #summaries = new Map<string, ConflictSummary>()
  /** What is being read now, less what has changed since. */
  readonly #reads = new Set<Set<string>>()

  constructor(dependencies: ConflictIndexDependencies) {
    this.#dependencies = dependencies
    dependencies.outbox.onChanged((keys) => this.#note(keys))
  }

  /** All that wait and can be read, in the order they were made. */
  async all(): Promise<readonly ConflictSummary[]> {
    for (let round = 0; round < MAX_READS; round += 1) {
      const missing = [...this.#keys()].filter((key) => !this.#summaries.has(key))
      if (missing.length === 0) break
      for (let start = 0; start < missing.length; start += AT_ONCE) {
        await this.#read(missing.slice(start, start + AT_ONCE))
      }
    }
    const found = [...this.#keys()].flatMap((key) => this.#summaries.get(key) ?? [])
    return found.sort((a, b) => a.sequence - b.sequence)
  }

  /** Those that a selection names, as they are now. */
  async keysOf(selection: ConflictSelection): Promise<readonly string[]> {
    return selection.groups === null ? selection.keys : chosenKeys(await this.all(), selection)
  }

  /** Of these, or of all (`null`), those that wait and can be read, each with the server's version that it clashes with. */
  async versionsOf(keys: readonly string[] | null): Promise<ReadonlyMap<string, number>> {
    const all = new Map((await this.all()).map(({ key, serverVersion }) => [key, serverVersion]))
    if (keys === null) return all
    return new Map(
      keys.flatMap((key) => {
        const version = all.get(key)
        return version === undefined ? [] : [[key, version]]
      }),
    )
  }

  #keys(): Set<string> {
    if (this.#waiting === null) {
      const rows = this.#dependencies.outbox.lanes.rows({ states: ['conflicted'] })
      this.#waiting = new Set([...rows].flatMap(({ key, trouble }) => (trouble === null ? [key] : [])))
    }
    return this.#waiting
  }

  async #read(keys: readonly string[]): Promise<void> {
    const unchanged = new Set(keys)
    this.#reads.add(unchanged)
    try {
      const { operations } = await this.#dependencies.store.operations(keys)
      for (const operation of operations) {
        const view = unchanged.has(operation.key) ? this.#dependencies.viewOf(operation) : null
        if (view !== null) this.#summaries.set(operation.key, summaryOf(operation, view))
      }
    } finally {
      this.#reads.delete(unchanged)
    }
  }

  #note(keys: readonly string[]): void {
    if (keys.length === 0) {
      this.#waiting = null
      this.#summaries.clear()
      for (const read of this.#reads) read.clear()
      return
    }
    for (const key of keys) {
      this.#summaries.delete(key)
      for (const read of this.#reads) read.delete(key)
      const row = this.#dependencies.outbox.lanes.get(key)
      if (row?.state === 'conflicted' && row.trouble === null) this.#waiting?.add(key)
      else this.#waiting?.delete(key)
    }
  }
}
