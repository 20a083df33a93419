import type { EntityType } from '#shared/domain/ids.ts'
import { ReportCells } from '#shared/domain/report-cells.ts'
import type { ReplicaDelta } from '#shared/domain/view.ts'
import { afterFirstScreen, isFirstScreenDrawn } from '../app/first-screen.ts'
import { after, beforePaint, measure, now } from '../app/time.ts'
import { type Client, toRequestError } from '../ipc/client.ts'
import { collectionOf, EMPTY_COLLECTION } from './entity-collection.ts'
import {
  advance,
  type ChangeListener,
  type EntityChange,
  type EntitySlice,
  IDLE_SLICE,
  keepIdentity,
} from './entity-slice.ts'
import { type PartListener, readSnapshot } from './read-snapshot.ts'
import { SharedLists } from './shared-lists.ts'

/** Most deltas kept while a snapshot is on its way; with more, a second snapshot is asked for instead. */
const MAX_HELD_DELTAS = 2_000
/** While a long list is read for the first time, what is there is shown at once, and what has come since this often. */
const SHOW_PART_EVERY_MS = 300
/** What could not be read is asked for again after 1, 2, 4 … seconds, and then this often. */
const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 30_000

/**
 * What came is in the store and is drawn with this frame.
 *
 * @param arrivedAt when the first of it reached the window, as `measure` tells
 * @param at when it came to this PC; undefined: not known
 */
export type OnBound = (arrivedAt: number, at: number | undefined) => void

export type EntitySlices = Readonly<Partial<Record<EntityType, EntitySlice>>>

/**
 * Keeps the window's copy of the replica. It listens first and asks for the snapshot second; deltas the snapshot already
 * holds are dropped, and a delta that starts after the revision held means one was missed: the type is read anew, and again
 * and again while that is refused.
 */
export class EntityReader {
  readonly #client: Client
  readonly #get: () => EntitySlices
  readonly #set: (slices: EntitySlices) => void
  readonly #readings = new Map<EntityType, Promise<void>>()
  readonly #onBound: OnBound
  readonly #cells = new ReportCells()
  readonly #lists = new SharedLists()
  readonly #listeners = new Map<EntityType, Set<ChangeListener>>()
  readonly #retries = new Map<EntityType, { readonly delayMs: number; readonly cancel: () => void }>()
  #held: ReplicaDelta[] = []
  #isFollowing = false
  #cancelFlush: (() => void) | null = null

  constructor(client: Client, get: () => EntitySlices, set: (slices: EntitySlices) => void, onBound: OnBound) {
    this.#onBound = onBound
    this.#client = client
    this.#get = get
    this.#set = set
  }

  /** Listens; returns the function that ends it. */
  start(): () => void {
    const end = this.#client.follow((delta) => {
      this.#lists.share(delta.changed)
      this.#held.push(delta)
      if (this.#cancelFlush === null) this.#flushBeforePaint(delta)
    })
    this.#isFollowing = true
    return () => {
      this.#isFollowing = false
      end()
      this.#cancelFlush?.()
      for (const { cancel } of this.#retries.values()) cancel()
      this.#retries.clear()
    }
  }

  load(type: EntityType): void {
    if (this.#sliceOf(type).status === 'idle') void this.refetch(type)
  }

  /** One read of a type at a time: what changes meanwhile comes as deltas. */
  refetch(type: EntityType): Promise<void> {
    const isShown = this.#readings.has(type) && this.#sliceOf(type).status !== 'failed'
    if (!isShown) this.#put(type, { status: 'loading' })
    return this.#reading(type)
  }

  subscribeChanges(type: EntityType, listener: ChangeListener): () => void {
    const ofType = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, ofType.add(listener))
    return () => void ofType.delete(listener)
  }

  #flushBeforePaint({ at }: ReplicaDelta): void {
    const arrivedAt = measure()
    this.#cancelFlush = beforePaint(() => {
      this.#flush()
      this.#onBound(arrivedAt, at)
    })
  }

  /** Applies all deltas that came since the last paint at once, so that a burst draws once. */
  #flush(): void {
    this.#cancelFlush = null
    const deltas = this.#held
    const slices: Partial<Record<EntityType, EntitySlice>> = { ...this.#get() }
    const gaps: EntityType[] = []
    const changes: [EntityType, EntityChange][] = []
    for (const [type, slice] of Object.entries(slices) as [EntityType, EntitySlice][]) {
      if (slice.status !== 'ready') continue
      const next = advance(type, slice, deltas, this.#cells)
      if (next === null) {
        gaps.push(type)
        continue
      }
      slices[type] = next.slice
      if (next.change !== null) changes.push([type, next.change])
    }
    this.#held = this.#readings.size > 0 && deltas.length <= MAX_HELD_DELTAS ? deltas : []
    this.#set(slices)
    for (const [type, change] of changes) this.#tell(type, change)
    for (const type of gaps) void this.refetch(type)
  }

  #reading(type: EntityType): Promise<void> {
    const reading = this.#readings.get(type) ?? this.#read(type, now(), this.#readings.size > 0)
    this.#readings.set(type, reading)
    return reading
  }

  async #read(type: EntityType, startedAt: number, isBesides: boolean): Promise<void> {
    const isFirst = this.#sliceOf(type).collection.rows.length === 0
    try {
      // What the window shows first comes before what goes with it.
      if (isBesides && !isFirstScreenDrawn()) await afterFirstScreen()
      const onPart = isFirst ? this.#showParts(type) : undefined
      const { revision, syncedAt, entities } = await readSnapshot(this.#client, type, this.#lists, onPart)
      this.#readings.delete(type)
      this.#retries.get(type)?.cancel()
      this.#retries.delete(type)
      const collection = keepIdentity(this.#sliceOf(type).collection, entities)
      this.#show(type, { status: 'ready', collection, revision, syncedAt, error: null, leftBehindAt: null })
      this.#flush()
    } catch (error) {
      this.#readings.delete(type)
      const leftBehindAt = isFirst ? null : (this.#sliceOf(type).leftBehindAt ?? startedAt)
      this.#put(type, { status: 'failed', error: toRequestError(error), leftBehindAt })
      // A part that stays a part is not to be taken for the whole.
      if (isFirst) this.#show(type, { collection: EMPTY_COLLECTION })
      this.#retryLater(type)
    }
  }

  /** Quietly: until it is there, nothing on the screen changes. */
  #retryLater(type: EntityType): void {
    if (!this.#isFollowing) return
    const before = this.#retries.get(type)
    before?.cancel()
    const delayMs = before === undefined ? FIRST_RETRY_MS : Math.min(before.delayMs * 2, LAST_RETRY_MS)
    this.#retries.set(type, { delayMs, cancel: after(delayMs, () => void this.#reading(type)) })
  }

  #showParts(type: EntityType): PartListener {
    let shownAt: number | null = null
    return (entities) => {
      if (shownAt !== null && measure() - shownAt < SHOW_PART_EVERY_MS) return undefined
      const isFirst = shownAt === null
      this.#show(type, { status: 'reading', collection: collectionOf([...entities.values()]) })
      shownAt = measure()
      // The first screen is drawn before the rest is read.
      return isFirst ? afterFirstScreen() : undefined
    }
  }

  #show(type: EntityType, change: Partial<EntitySlice> & Pick<EntitySlice, 'collection'>): void {
    this.#put(type, change)
    this.#tell(type, { collection: change.collection, changed: null, removed: [] })
  }

  #sliceOf(type: EntityType): EntitySlice {
    return this.#get()[type] ?? IDLE_SLICE
  }

  #put(type: EntityType, change: Partial<EntitySlice>): void {
    this.#set({ ...this.#get(), [type]: { ...this.#sliceOf(type), ...change } })
  }

  #tell(type: EntityType, change: EntityChange): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(change)
  }
}
