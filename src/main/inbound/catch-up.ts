import type { EntityRecord } from '#shared/domain/entities.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { Clock } from '../platform/clock.ts'
import type { Replica } from '../replica/replica.ts'
import type { RecordChange } from './change-of-event.ts'
import type { FeedSession } from './feed-port.ts'

export interface CatchUpDependencies {
  readonly replica: Replica
  readonly clock: Clock
  readonly apply: (event: FeedEvent) => void
  /** Told of what has something waiting when a snapshot has replaced it. */
  readonly onRecord: (change: RecordChange) => void
  /** Told of all records of a snapshot before they replace the copy. */
  readonly onSnapshot: (records: readonly EntityRecord[]) => void
  readonly onProgress: (done: number, total: number) => void
  /** The sequence from which on live events wait to be applied afterwards; null: none has come yet. */
  readonly waitingFrom: () => number | null
}

/** Brings the replica up to the server's present, by the changes after a place in the feed or by a whole snapshot. */
export class CatchUp {
  readonly #dependencies: CatchUpDependencies

  constructor(dependencies: CatchUpDependencies) {
    this.#dependencies = dependencies
  }

  /**
   * Resolves with what it took; when `signal` is aborted meanwhile, the copy may be behind.
   *
   * @param from everything up to here is in the replica; null: the feed cannot be resumed.
   */
  async run(session: FeedSession, from: number | null, signal: AbortSignal): Promise<'delta' | 'snapshot'> {
    if (from !== null && (await this.#readChanges(session, from, signal))) return 'delta'
    await this.#readSnapshot(session, signal)
    return 'snapshot'
  }

  /** False: the server does not hold these changes any more, or not in a readable form; a snapshot is needed. */
  async #readChanges(session: FeedSession, from: number, signal: AbortSignal): Promise<boolean> {
    const { replica, clock, apply, onProgress, waitingFrom } = this.#dependencies
    let since = from
    for (;;) {
      if (signal.aborted) return true
      const page = await session.changes(since, session.pageSize).catch((error: unknown) => {
        if (needsSnapshot(error)) return null
        throw error
      })
      if (page === null || page.epoch !== session.epoch) return false
      for (const event of page.events) {
        apply(event)
        since = Math.max(since, event.payload.sequence)
      }
      if (!page.hasMore) since = Math.max(since, page.head)
      replica.advance({ epoch: session.epoch, sequence: since }, clock.now())
      onProgress(since - from, Math.max(page.head, since) - from)
      // A busy server has always more. What comes next has come already and waits here.
      if (!page.hasMore || since >= (waitingFrom() ?? Number.POSITIVE_INFINITY) - 1) return true
      if (page.events.length === 0) return false
    }
  }

  async #readSnapshot(session: FeedSession, signal: AbortSignal): Promise<void> {
    const { replica, clock, onRecord, onSnapshot, onProgress } = this.#dependencies
    const records: EntityRecord[] = []
    let page: string | null = null
    let sequence = 0
    let epoch = session.epoch
    do {
      const part = await session.snapshot(page, session.pageSize)
      if (signal.aborted) return
      records.push(...part.records)
      ;({ sequence, epoch } = part)
      onProgress(records.length, part.total)
      page = part.nextPage
    } while (page !== null)
    const waiting = replica.views
      .waitingRefs()
      .map((ref) => ({ ref, key: null, author: null, before: replica.base(ref) }))
    onSnapshot(records)
    await replica.replaceAll(records, { epoch, sequence }, clock.now())
    for (const change of waiting) onRecord(change)
    // What has come meanwhile waits, and is all there is.
    if (!session.hasChanges) return
    // Later pages may hold newer records than the first: the changes since then make the copy exact.
    if (!(await this.#readChanges({ ...session, epoch }, sequence, signal))) {
      throw new Error('the server forgot its changes while the snapshot was read')
    }
  }
}

function needsSnapshot(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'cursor-expired' || code === 'protocol'
}
