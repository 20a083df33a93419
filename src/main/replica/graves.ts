import { type EntityRef, laneOf } from '#shared/domain/ids.ts'
import type { Mutation } from '../database/store.ts'
import type { Cursor } from './cursor.ts'

interface Grave {
  readonly version: number
  readonly sequence: number
}

const NAME = 'feed_deleted'
/**
 * So many are remembered. Where things come and go all the time, older ones would fill the memory; without its grave
 * something deleted may be seen for the moment in which old news is read again.
 */
const MAX_GRAVES = 10_000

/** What was deleted lately, so that older news of it, which may be told again, does not bring it back. */
export class Graves {
  readonly #graves = new Map<string, Grave>()

  dig(ref: EntityRef, version: number, sequence: number): void {
    this.#put(laneOf(ref), { version, sequence })
  }

  has(ref: EntityRef): boolean {
    return this.#graves.has(laneOf(ref))
  }

  /** Whether news of this age is older than the deletion. */
  covers(ref: EntityRef, { version, sequence }: Grave): boolean {
    const grave = this.#graves.get(laneOf(ref))
    return grave !== undefined && version <= grave.version && sequence <= grave.sequence
  }

  /** Nothing up to `sequence` will be told again. */
  forget(sequence: number): void {
    for (const [lane, grave] of this.#graves) if (grave.sequence <= sequence) this.#graves.delete(lane)
  }

  /** Takes what was stored behind the stored cursor. What is damaged is left out: that costs a moment's wrong sight. */
  restore(meta: Readonly<Record<string, string>>, cursor: Cursor | null): void {
    const stored = parsed(meta[NAME] ?? 'null')
    if (stored === null || cursor === null || stored.epoch !== cursor.epoch) return
    for (const [lane, version, sequence] of stored.graves) {
      if (sequence > cursor.sequence) this.#put(lane, { version, sequence })
    }
  }

  /**
   * What belongs into the transaction that removes a record from the disk: the cursor there may be behind the deletion,
   * and what is told again from there must not bring the record back.
   */
  writes(cursor: Cursor | null, storedSequence: number): Mutation[] {
    if (cursor === null) return []
    const graves = Array.from(this.#graves, ([lane, { version, sequence }]) => [lane, version, sequence] as const)
    const needed = graves.filter(([, , sequence]) => sequence > storedSequence)
    return [{ type: 'meta.put', name: NAME, value: JSON.stringify({ epoch: cursor.epoch, graves: needed }) }]
  }

  /** The newest stand last. */
  #put(lane: string, grave: Grave): void {
    this.#graves.delete(lane)
    this.#graves.set(lane, grave)
    const [oldest] = this.#graves.keys()
    if (this.#graves.size > MAX_GRAVES && oldest !== undefined) this.#graves.delete(oldest)
  }
}

interface StoredGraves {
  readonly epoch: string
  readonly graves: readonly (readonly [lane: string, version: number, sequence: number])[]
}

function parsed(text: string): StoredGraves | null {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof StoredGraves, unknown>> | null
    if (typeof value?.epoch !== 'string' || !Array.isArray(value.graves)) return null
    return { epoch: value.epoch, graves: value.graves.filter(isGrave) }
  } catch {
    return null
  }
}

function isGrave(value: unknown): value is StoredGraves['graves'][number] {
  if (!Array.isArray(value)) return false
  const [lane, version, sequence] = value as readonly unknown[]
  return typeof lane === 'string' && typeof version === 'number' && typeof sequence === 'number'
}
