import type { EntityType } from '#shared/domain/ids.ts'
import type { ReplicaPage } from '#shared/domain/view.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Replica } from './replica.ts'

/**
 * A page is made in a few milliseconds, so that nothing else waits for long meanwhile. Larger texts would be kept apart by
 * the garbage collector, and stay for long.
 */
const PAGE_ROWS = 250

interface Reading {
  readonly windowId: number
  readonly replica: Replica
  /** Each as JSON. */
  readonly views: Iterator<string>
  /** What the next page is asked for with. */
  readonly next: string
}

/** Gives windows the replica in pages. A window reads each type once at a time. */
export class SnapshotReader {
  readonly #replica: () => Replica
  readonly #readings = new Map<string, Reading>()
  #tokens = 0

  /** @param replica of the site that is open now. */
  constructor(replica: () => Replica) {
    this.#replica = replica
  }

  /** @param page null for the first. Throws an OutpostError `not-found` when the pages must be read from the first again. */
  page(windowId: number, entityType: EntityType, page: string | null): ReplicaPage {
    const replica = this.#replica()
    const id = `${windowId} ${entityType}`
    const views = page === null ? begin(replica, entityType) : this.#viewsBehind(id, page, replica)
    const rows = take(views, PAGE_ROWS)
    const next = rows.length < PAGE_ROWS ? null : String(++this.#tokens)
    if (next === null) this.#readings.delete(id)
    else this.#readings.set(id, { windowId, replica, views, next })
    return { revision: replica.revision, syncedAt: replica.syncedAt, entities: `[${rows.join()}]`, next }
  }

  /** The window reads no further. */
  forget(windowId: number): void {
    for (const [id, reading] of this.#readings) if (reading.windowId === windowId) this.#readings.delete(id)
  }

  #viewsBehind(id: string, page: string, replica: Replica): Iterator<string> {
    const reading = this.#readings.get(id)
    if (reading?.next === page && reading.replica === replica) return reading.views
    throw new OutpostError('not-found', 'This list has changed altogether meanwhile. Read it again from its beginning.')
  }
}

function begin(replica: Replica, entityType: EntityType): Iterator<string> {
  // Changes not sent yet are on these pages; sending them first keeps one revision for everybody.
  replica.flush()
  return replica.viewTexts(entityType)
}

function take(views: Iterator<string>, count: number): string[] {
  const rows: string[] = []
  while (rows.length < count) {
    const next = views.next()
    if (next.done === true) break
    rows.push(next.value)
  }
  return rows
}
