import { type EntityRef, laneOf } from '#shared/domain/ids.ts'
import type { Mutation, Store } from '../database/store.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'

/** The server keeps everything before the stored cursor, so the copy on disk may lag by this much. */
const PERSIST_INTERVAL_MS = 500
const PERSIST_CHUNK = 500

export interface CursorWrite {
  readonly mutations: readonly Mutation[]
  /** To be called when they are on disk. */
  readonly stored: () => void
}

/** Writes the server's records behind: now and then what has changed, and the cursor last. */
export class BaseWriter {
  readonly #store: Store
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #mutationOf: (ref: EntityRef) => Mutation
  readonly #graveWrites: () => readonly Mutation[]
  readonly #cursorWrite: () => CursorWrite | null
  readonly #dirty = new Map<string, EntityRef>()
  #isCursorDirty = false
  #cancel: Cancel | null = null
  #persisting: Promise<void> = Promise.resolve()
  #isStopped = false

  /**
   * @param dependencies.graveWrites what must be stored with records that are removed.
   * @param dependencies.cursorWrite what stores the cursor as it is now; null: there is none.
   */
  constructor(dependencies: {
    store: Store
    clock: Clock
    logger: Logger
    mutationOf: (ref: EntityRef) => Mutation
    graveWrites: () => readonly Mutation[]
    cursorWrite: () => CursorWrite | null
  }) {
    this.#store = dependencies.store
    this.#clock = dependencies.clock
    this.#logger = dependencies.logger
    this.#mutationOf = dependencies.mutationOf
    this.#graveWrites = dependencies.graveWrites
    this.#cursorWrite = dependencies.cursorWrite
  }

  /** The record is not on disk as it is now. */
  note(ref: EntityRef): void {
    this.#dirty.set(laneOf(ref), ref)
  }

  noteCursor(): void {
    this.#isCursorDirty = true
  }

  run(): void {
    if (this.#isStopped) return
    this.#cancel = this.#clock.schedule(PERSIST_INTERVAL_MS, () => {
      void this.persist().then(() => this.run())
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
    const refs = [...this.#dirty.values()]
    this.#dirty.clear()
    this.#isCursorDirty = false
    try {
      for (let start = 0; start < refs.length; start += PERSIST_CHUNK) {
        const writes = refs.slice(start, start + PERSIST_CHUNK).map((ref) => this.#mutationOf(ref))
        const hasRemoved = writes.some(({ type }) => type === 'entity.remove')
        await this.#store.commit(hasRemoved ? [...writes, ...this.#graveWrites()] : writes)
      }
      if (cursor === null) return
      await this.#store.commit(cursor.mutations)
      cursor.stored()
    } catch (error) {
      // Kept for the next round; the storage status tells the operator.
      for (const ref of refs) this.#dirty.set(laneOf(ref), ref)
      this.#isCursorDirty ||= cursor !== null
      this.#logger.warn('the local copy could not be stored', { cause: error instanceof Error ? error.message : '' })
    }
  }
}
