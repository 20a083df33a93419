import type { EntityType } from '#shared/domain/ids.ts'
import { ReportCell } from '#shared/domain/report-cells.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { EMPTY_COLLECTION } from '../stores/entity-collection.ts'
import type { EntityChange } from '../stores/entity-slice.ts'
import type { EntityStore } from '../stores/entity-store.ts'
import { epochMs } from './time.ts'

/** What a window held of one entity type at one time. */
export interface FingerprintReading {
  /** When the window came to hold it: milliseconds since the epoch, comparable between windows of one PC. */
  readonly at: number
  readonly revision: number
  readonly count: number
  /** 16 hexadecimal digits: the same in two windows that hold the same, whatever the order of their rows. */
  readonly hash: string
  /** All was read anew: some rows may be newer than the revision, until the changes meanwhile are applied. */
  readonly isAnew: boolean
}

/** Enough for a quarter of an hour of frames. */
const MAX_READINGS = 50_000

type Lanes = readonly [number, number]

/**
 * A fingerprint of all entities of one type, kept change by change: the sum of the rows' hashes. Computed only while
 * somebody wants it.
 */
export class Fingerprint {
  readonly #entities: EntityStore
  readonly #entityType: EntityType
  readonly #rows = new Map<string, Lanes>()
  #sum: Lanes = [0, 0]
  #readings: FingerprintReading[] = []

  constructor(entities: EntityStore, entityType: EntityType) {
    this.#entities = entities
    this.#entityType = entityType
  }

  /** Follows the store; returns the function that ends it. */
  start(): () => void {
    this.#count({
      collection: this.#slice?.collection ?? EMPTY_COLLECTION,
      changed: null,
      removed: [],
    })
    return this.#entities.getState().subscribeChanges(this.#entityType, (change) => this.#count(change))
  }

  get current(): FingerprintReading | null {
    return this.#readings.at(-1) ?? null
  }

  /** The readings since the last call, oldest first. */
  take(): FingerprintReading[] {
    const readings = this.#readings
    this.#readings = readings.slice(-1)
    return readings
  }

  get #slice() {
    return this.#entities.getState().slices[this.#entityType]
  }

  #count({ collection, changed, removed }: EntityChange): void {
    if (changed === null) {
      this.#rows.clear()
      this.#sum = [0, 0]
    }
    for (const id of removed) this.#replace(id, null)
    for (const view of changed ?? collection.rows) this.#replace(view.id, view)
    const [high, low] = this.#sum
    const hash = hex(high) + hex(low)
    const revision = this.#slice?.revision ?? -1
    if (this.#readings.length >= MAX_READINGS) this.#readings.splice(0, MAX_READINGS / 2)
    this.#readings.push({ at: epochMs(), revision, count: this.#rows.size, hash, isAnew: changed === null })
  }

  #replace(id: string, view: EntityView | null): void {
    const [oldHigh, oldLow] = this.#rows.get(id) ?? [0, 0]
    const lanes = view === null ? ([0, 0] as const) : hashOf(canonical(view))
    if (view === null) this.#rows.delete(id)
    else this.#rows.set(id, lanes)
    this.#sum = [(this.#sum[0] - oldHigh + lanes[0]) >>> 0, (this.#sum[1] - oldLow + lanes[1]) >>> 0]
  }
}

/** One text for one value, whatever the order in which its fields came. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  if (value instanceof ReportCell) return canonical(value.toJSON())
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, field]) => `${name}:${canonical(field)}`).join()}}`
}

/** Two independent hashes of 32 bits (multiply and xor per character, mixed at the end as in MurmurHash3). */
function hashOf(text: string): Lanes {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 0x9e3779b1)
    low = Math.imul(low ^ code, 0x5f356495)
  }
  return [mixed(high), mixed(low)]
}

function mixed(value: number): number {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0')
}

/** The event by which tests and measurements ask for it; docs/windows.md describes it. */
export const FINGERPRINT_EVENT = 'outpost:fingerprint'

/**
 * Answers those who ask in the page itself. It gives a number that stands for what the page shows, and takes nothing:
 * whoever can run code in the page can read more than that.
 */
export function answerFingerprints(entities: EntityStore, entityType: EntityType): () => void {
  let fingerprint: Fingerprint | null = null
  let end: () => void = () => {}
  const answer = (event: Event): void => {
    if (!(event instanceof CustomEvent) || typeof event.detail !== 'object' || event.detail === null) return
    if (fingerprint === null) {
      fingerprint = new Fingerprint(entities, entityType)
      end = fingerprint.start()
    }
    Object.assign(event.detail as object, { readings: fingerprint.take() })
  }
  document.addEventListener(FINGERPRINT_EVENT, answer)
  return () => {
    end()
    document.removeEventListener(FINGERPRINT_EVENT, answer)
  }
}
