import type { EntityType } from '#shared/domain/ids.ts'
import type { ReplicaPage } from '#shared/domain/view.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Replica } from './replica.ts'

/**
 * A page is made in a few milliseconds, so that nothing else waits for long meanwhile. Larger texts would be kept apart by
 * the garbage collector, and stay for long.
 */
const PAGE_ROWS = 250
/** A list of so many leaves much in memory behind it. */
const MANY_ROWS = 5_000

interface Reading {
  readonly windowId: number
  readonly replica: Replica
  /** Each as JSON. */
  readonly views: Iterator<string | null>
  /** How many were given so far. */
  readonly given: number
  /** What the next page is asked for with. */
  readonly next: string
}

export interface SnapshotHooks {
  /** A window has read a long list to its end. */
  readonly onMuchRead?: () => void
  /** A window wants more than has been read from disk so far. */
  readonly onWaiting?: () => void
}

/** Gives windows the replica in pages. A window reads each type once at a time. */
export class SnapshotReader {
  readonly #replica: () => Replica
  readonly #hooks: SnapshotHooks
  readonly #readings = new Map<string, Reading>()
  #tokens = 0

  /**
   * @param replica of the site that is open now
   */
  constructor(replica: () => Replica, hooks: SnapshotHooks = {}) {
    this.#replica = replica
    this.#hooks = hooks
  }

  /**
   * While stored records are still being read, a page waits until it is full.
   *
   * @param page null for the first. Rejects with an OutpostError `not-found` when the pages must be read from the first again.
   */
  async page(windowId: number, entityType: EntityType, page: string | null): Promise<ReplicaPage> {
    const replica = this.#replica()
    const id = `${windowId} ${entityType}`
    const before = page === null ? null : this.#readingAt(id, page, replica)
    const views = before?.views ?? begin(replica, entityType)
    // What changes while this page is made up is told as a delta from here on.
    const { revision } = replica
    const rows = await this.#take(views, replica)
    const given = (before?.given ?? 0) + rows.length
    const next = rows.length < PAGE_ROWS ? null : String(++this.#tokens)
    if (next === null) {
      this.#readings.delete(id)
      // The last rows are newer than the first page's revision: what was changed meanwhile follows at once, not with the next batch.
      replica.flush()
    } else {
      this.#readings.set(id, { windowId, replica, views, given, next })
    }
    if (next === null && given >= MANY_ROWS) this.#hooks.onMuchRead?.()
    return { revision, syncedAt: replica.syncedAt, entities: `[${rows.join()}]`, next }
  }

  /** The window reads no further. */
  forget(windowId: number): void {
    for (const [id, reading] of this.#readings) if (reading.windowId === windowId) this.#readings.delete(id)
  }

  async #take(views: Iterator<string | null>, replica: Replica): Promise<string[]> {
    const rows: string[] = []
    while (rows.length < PAGE_ROWS) {
      const next = views.next()
      if (next.done === true) break
      if (next.value !== null) rows.push(next.value)
      else {
        this.#hooks.onWaiting?.()
        await replica.more()
      }
    }
    return rows
  }

  #readingAt(id: string, page: string, replica: Replica): Reading {
    const reading = this.#readings.get(id)
    if (reading?.next === page && reading.replica === replica) return reading
    throw new OutpostError('not-found', 'This list has changed altogether meanwhile. Read it again from its beginning.')
  }
}

function begin(replica: Replica, entityType: EntityType): Iterator<string | null> {
  // Changes not sent yet are on these pages; sending them first keeps one revision for everybody.
  replica.flush()
  return replica.views.texts(entityType)
}
