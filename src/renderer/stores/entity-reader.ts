import type { EntityType } from '#shared/domain/ids.ts'
import { ReportCells } from '#shared/domain/report-cells.ts'
import type { ReplicaDelta } from '#shared/domain/view.ts'
import { afterFirstScreen, isFirstScreenDrawn } from '../app/first-screen.ts'
import { beforePaint, measure } from '../app/time.ts'
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

/** Most deltas kept while a snapshot is on its way; with more, a second snapshot is asked for instead. */
const MAX_HELD_DELTAS = 2_000
/** While a long list is read for the first time, what is there is shown at once, and what has come since this often. */
const SHOW_PART_EVERY_MS = 300

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
 * holds are dropped, and a delta that starts after the revision held means one was missed: the type is read anew.
 */
export class EntityReader {
  readonly #client: Client
  readonly #get: () => EntitySlices
  readonly #set: (slices: EntitySlices) => void
  readonly #readings = new Map<EntityType, Promise<void>>()
  readonly #onBound: OnBound
  readonly #cells = new ReportCells()
  readonly #listeners = new Map<EntityType, Set<ChangeListener>>()
  #held: ReplicaDelta[] = []
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
      this.#held.push(delta)
      if (this.#cancelFlush === null) this.#flushBeforePaint(delta)
    })
    return () => {
      end()
      this.#cancelFlush?.()
    }
  }

  load(type: EntityType): void {
    if (this.#sliceOf(type).status === 'idle') void this.refetch(type)
  }

  /** One read of a type at a time: what changes meanwhile comes as deltas. */
  refetch(type: EntityType): Promise<void> {
    const reading = this.#readings.get(type) ?? this.#read(type)
    this.#readings.set(type, reading)
    return reading
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
    const isLoading = Object.values(slices).some(({ status }) => status === 'loading' || status === 'reading')
    this.#held = isLoading && deltas.length <= MAX_HELD_DELTAS ? deltas : []
    this.#set(slices)
    for (const [type, change] of changes) this.#tell(type, change)
    for (const type of gaps) void this.refetch(type)
  }

  async #read(type: EntityType): Promise<void> {
    const isBesides = this.#readings.size > 0
    const isFirst = this.#sliceOf(type).collection.rows.length === 0
    this.#put(type, { status: 'loading', error: null })
    try {
      // What the window shows first comes before what goes with it.
      if (isBesides && !isFirstScreenDrawn()) await afterFirstScreen()
      const onPart = isFirst ? this.#showParts(type) : undefined
      const { revision, syncedAt, entities } = await readSnapshot(this.#client, type, onPart)
      this.#readings.delete(type)
      const collection = keepIdentity(this.#sliceOf(type).collection, entities)
      this.#show(type, { status: 'ready', collection, revision, syncedAt, error: null })
      this.#flush()
    } catch (error) {
      this.#readings.delete(type)
      this.#put(type, { status: 'failed', error: toRequestError(error) })
      // A part that stays a part is not to be taken for the whole.
      if (isFirst) this.#show(type, { collection: EMPTY_COLLECTION })
    }
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
