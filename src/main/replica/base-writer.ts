import type { EntityRecord } from '#shared/domain/entities.ts'
import { ENTITY_TYPES, type EntityRef, type EntityType } from '#shared/domain/ids.ts'
import type { Mutation, Store, StoredReport } from '../database/store.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { DirtyEntities } from './dirty-entities.ts'

/** The server keeps everything before the stored cursor, so the copy on disk may lag by this much. */
const PERSIST_INTERVAL_MS = 500
/** An operator's commit waits for no more than this. */
const PERSIST_CHUNK = 250
/**
 * After each chunk comes a pause so many times as long: in the background, storing takes a small part of the time, and where
 * much changes the copy on disk lags by some seconds.
 */
const PAUSE_FACTOR = 19
const MAX_PAUSE_MS = 500

export interface CursorWrite {
  readonly mutations: readonly Mutation[]
  /** Puts on disk what must be there before them. */
  readonly ahead: () => Promise<void>
  /** To be called when they are on disk. */
  readonly stored: () => void
}

/** Neighbours on disk that are written together. */
interface Part {
  readonly entityType: EntityType
  readonly ids: readonly string[]
}

/** Writes the server's records behind: now and then what has changed, and the cursor last. */
export class BaseWriter {
  readonly #store: Store
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #recordOf: (ref: EntityRef) => EntityRecord | null
  readonly #keysOf: (entityType: EntityType) => Iterable<string>
  readonly #graveWrites: () => readonly Mutation[]
  readonly #cursorWrite: () => CursorWrite | null
  #dirty = new DirtyEntities()
  #isCursorDirty = false
  #cancel: Cancel | null = null
  #persisting: Promise<void> = Promise.resolve()
  /** How many wait for the copy to be stored. */
  #hurried = 0
  #endPause: (() => void) | null = null
  #isStopped = false

  /**
   * @param dependencies.recordOf the record as it is now; null: it was removed.
   * @param dependencies.keysOf all ids of the type, nearly in the order of the disk.
   * @param dependencies.graveWrites what must be stored with records that are removed.
   * @param dependencies.cursorWrite what stores the cursor as it is now; null: there is none.
   */
  constructor(dependencies: {
    store: Store
    clock: Clock
    logger: Logger
    recordOf: (ref: EntityRef) => EntityRecord | null
    keysOf: (entityType: EntityType) => Iterable<string>
    graveWrites: () => readonly Mutation[]
    cursorWrite: () => CursorWrite | null
  }) {
    this.#store = dependencies.store
    this.#clock = dependencies.clock
    this.#logger = dependencies.logger
    this.#recordOf = dependencies.recordOf
    this.#keysOf = dependencies.keysOf
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

  run(): void {
    if (this.#isStopped) return
    this.#cancel = this.#clock.schedule(PERSIST_INTERVAL_MS, () => {
      void this.#persistNext().then(() => this.run())
    })
  }

  /** Writes what is left. */
  stop(): Promise<void> {
    this.#isStopped = true
    this.#cancel?.()
    return this.persist()
  }

  /** Writes what has changed, without pauses. The cursor never runs ahead of the data it stands for. */
  async persist(): Promise<void> {
    this.#hurried++
    this.#endPause?.()
    await this.#persistNext()
    this.#hurried--
  }

  #persistNext(): Promise<void> {
    this.#persisting = this.#persisting.then(() => this.#persistNow())
    return this.#persisting
  }

  async #persistNow(): Promise<void> {
    const cursor = this.#isCursorDirty ? this.#cursorWrite() : null
    const dirty = this.#dirty
    this.#dirty = new DirtyEntities()
    this.#isCursorDirty = false
    try {
      await this.#writeParts(dirty)
      if (cursor === null) return
      await cursor.ahead()
      await this.#store.commit(cursor.mutations)
      cursor.stored()
    } catch (error) {
      // Kept for the next round; the storage status tells the operator.
      dirty.visit((ref, isWhole) => this.note(ref, isWhole))
      this.#isCursorDirty ||= cursor !== null
      this.#logger.warn('the local copy could not be stored', { cause: error instanceof Error ? error.message : '' })
    }
  }

  async #writeParts(dirty: DirtyEntities): Promise<void> {
    let last = Promise.resolve()
    let tookMs = 0
    for (const part of this.#partsOf(dirty)) {
      if (tookMs > 0) await this.#pause(tookMs * PAUSE_FACTOR)
      const startedAt = this.#clock.monotonic()
      const written = this.#store.commit(this.#writesOf(part, dirty))
      // Heard of below; it must not count as nobody's meanwhile.
      written.catch(() => undefined)
      await last
      last = written
      tookMs = 0
      // While somebody waits, the next part is made ready during the writing of this one.
      if (this.#hurried > 0) continue
      await written
      tookMs = this.#clock.monotonic() - startedAt
    }
    await last
  }

  /** Resolves early when somebody waits for the copy to be stored. */
  #pause(delayMs: number): Promise<void> {
    if (this.#hurried > 0) return Promise.resolve()
    return new Promise((resolve) => {
      const end = (): void => {
        cancel()
        this.#endPause = null
        resolve()
      }
      const cancel = this.#clock.schedule(Math.min(delayMs, MAX_PAUSE_MS), end)
      this.#endPause = end
    })
  }

  /** A page on disk that holds several of a part is written once. Nothing but ids waits for its turn, for seconds. */
  *#partsOf(dirty: DirtyEntities): Generator<Part> {
    for (const entityType of ENTITY_TYPES) {
      const ids = dirty.inOrder(entityType, this.#keysOf(entityType))
      for (let start = 0; start < ids.length; start += PERSIST_CHUNK)
        yield { entityType, ids: ids.slice(start, start + PERSIST_CHUNK) }
    }
  }

  #writesOf({ entityType, ids }: Part, dirty: DirtyEntities): readonly Mutation[] {
    const writes: Mutation[] = []
    const reports: StoredReport[] = []
    let hasRemoved = false
    for (const entityId of ids) {
      const ref = { entityType, entityId }
      const record = this.#recordOf(ref)
      if (record === null) {
        hasRemoved = true
        writes.push({ type: 'entity.remove', ref })
      } else if (dirty.isWhole(entityType, entityId)) writes.push({ type: 'entity.put', record })
      else reports.push({ ref, sequence: record.sequence, reported: record.reported })
    }
    if (reports.length > 0) writes.push({ type: 'reports.put', reports })
    return hasRemoved ? [...writes, ...this.#graveWrites()] : writes
  }
}
