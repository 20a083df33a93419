import type { EntityRecord } from '#shared/domain/entities.ts'
import type { EntityRef } from '#shared/domain/ids.ts'
import type { Mutation, Store, StoredReport } from '../database/store.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { DirtyEntities } from './dirty-entities.ts'

/** The server keeps everything before the stored cursor, so the copy on disk may lag by this much. */
const PERSIST_INTERVAL_MS = 500
/** Storing the copy takes at most one part in so many of the time: where much changes, it lags more. */
const PERSIST_SHARE = 20
const MAX_PERSIST_INTERVAL_MS = 10_000
/** An operator's commit waits for no more than this. */
const PERSIST_CHUNK = 500

export interface CursorWrite {
  readonly mutations: readonly Mutation[]
  /** To be called when they are on disk. */
  readonly stored: () => void
}

interface Noted {
  readonly ref: EntityRef
  readonly isWhole: boolean
}

/** Writes the server's records behind: now and then what has changed, and the cursor last. */
export class BaseWriter {
  readonly #store: Store
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #recordOf: (ref: EntityRef) => EntityRecord | null
  readonly #graveWrites: () => readonly Mutation[]
  readonly #cursorWrite: () => CursorWrite | null
  #dirty = new DirtyEntities()
  #isCursorDirty = false
  #cancel: Cancel | null = null
  #persisting: Promise<void> = Promise.resolve()
  #isStopped = false

  /**
   * @param dependencies.recordOf the record as it is now; null: it was removed.
   * @param dependencies.graveWrites what must be stored with records that are removed.
   * @param dependencies.cursorWrite what stores the cursor as it is now; null: there is none.
   */
  constructor(dependencies: {
    store: Store
    clock: Clock
    logger: Logger
    recordOf: (ref: EntityRef) => EntityRecord | null
    graveWrites: () => readonly Mutation[]
    cursorWrite: () => CursorWrite | null
  }) {
    this.#store = dependencies.store
    this.#clock = dependencies.clock
    this.#logger = dependencies.logger
    this.#recordOf = dependencies.recordOf
    this.#graveWrites = dependencies.graveWrites
    this.#cursorWrite = dependencies.cursorWrite
  }

  /** The record is not on disk as it is now. @param isWhole false: only what is reported of it is not. */
  note({ entityType, entityId }: EntityRef, isWhole: boolean): void {
    this.#dirty.add(entityType, entityId, isWhole)
  }

  noteCursor(): void {
    this.#isCursorDirty = true
  }

  run(delayMs = PERSIST_INTERVAL_MS): void {
    if (this.#isStopped) return
    this.#cancel = this.#clock.schedule(delayMs, () => {
      const startedAt = this.#clock.monotonic()
      void this.persist().then(() => {
        const tookMs = this.#clock.monotonic() - startedAt
        this.run(Math.min(Math.max(PERSIST_INTERVAL_MS, tookMs * PERSIST_SHARE), MAX_PERSIST_INTERVAL_MS))
      })
    })
  }

  /** Writes what is left. */
  stop(): Promise<void> {
    this.#isStopped = true
    this.#cancel?.()
    return this.persist()
  }

  /** The cursor never runs ahead of the data it stands for. */
  persist(): Promise<void> {
    this.#persisting = this.#persisting.then(() => this.#persistNow())
    return this.#persisting
  }

  async #persistNow(): Promise<void> {
    const cursor = this.#isCursorDirty ? this.#cursorWrite() : null
    const dirty = this.#dirty
    this.#dirty = new DirtyEntities()
    this.#isCursorDirty = false
    try {
      const noted = inKeyOrder(dirty)
      for (let start = 0; start < noted.length; start += PERSIST_CHUNK) {
        await this.#store.commit(this.#writesOf(noted.slice(start, start + PERSIST_CHUNK)))
      }
      if (cursor === null) return
      await this.#store.commit(cursor.mutations)
      cursor.stored()
    } catch (error) {
      // Kept for the next round; the storage status tells the operator.
      dirty.visit((ref, isWhole) => this.note(ref, isWhole))
      this.#isCursorDirty ||= cursor !== null
      this.#logger.warn('the local copy could not be stored', { cause: error instanceof Error ? error.message : '' })
    }
  }

  #writesOf(noted: readonly Noted[]): readonly Mutation[] {
    const writes: Mutation[] = []
    const reports: StoredReport[] = []
    let hasRemoved = false
    for (const { ref, isWhole } of noted) {
      const record = this.#recordOf(ref)
      if (record === null) {
        hasRemoved = true
        writes.push({ type: 'entity.remove', ref })
      } else if (isWhole) writes.push({ type: 'entity.put', record })
      else reports.push({ ref, sequence: record.sequence, reported: record.reported })
    }
    if (reports.length > 0) writes.push({ type: 'reports.put', reports })
    return hasRemoved ? [...writes, ...this.#graveWrites()] : writes
  }
}

/** Neighbours on disk are written together: a page that holds several of them is written once. */
function inKeyOrder(dirty: DirtyEntities): readonly Noted[] {
  const noted: Noted[] = []
  dirty.visit((ref, isWhole) => void noted.push({ ref, isWhole }))
  return noted.sort(({ ref: one }, { ref: other }) => {
    if (one.entityType !== other.entityType) return one.entityType < other.entityType ? -1 : 1
    return one.entityId < other.entityId ? -1 : 1
  })
}
