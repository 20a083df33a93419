import type { Operation } from '#shared/domain/operation.ts'
import type { Clock } from '../platform/clock.ts'
import { type StorageTrouble, storageDelay } from './storage-wait.ts'

/** What is sent together is refused together. */
type Sent = Pick<Operation, 'key' | 'batch'>

interface Refused {
  /** The batch, or the operation itself. */
  readonly unit: string
  readonly refusals: number
  /** Monotonic: until then the operation is left alone. */
  readonly restsUntil: number
  readonly trouble: StorageTrouble
}

/**
 * Operations of which the disk did not take what the server said. Each is left alone for longer each time, whatever the
 * disk takes of others: the cause may lie in the one answer.
 */
export class Unstored {
  readonly #clock: Clock
  readonly #refused = new Map<string, Refused>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get size(): number {
    return this.#refused.size
  }

  /** Of those of which nothing is stored yet, the first; null: there are none. */
  get trouble(): StorageTrouble | null {
    for (const { trouble } of this.#refused.values()) return trouble
    return null
  }

  has(key: string): boolean {
    return this.#refused.has(key)
  }

  refused(operations: readonly Sent[], message: string): void {
    for (const { key, batch } of operations) {
      const known = this.#refused.get(key)
      const refusals = (known?.refusals ?? 0) + 1
      const since = known?.trouble.since ?? this.#clock.now()
      const restsUntil = this.#clock.monotonic() + storageDelay(refusals)
      this.#refused.set(key, { unit: batch?.id ?? key, refusals, restsUntil, trouble: { since, message } })
    }
  }

  /** Their answers are on disk. */
  stored(keys: Iterable<string>): void {
    if (this.#refused.size > 0) for (const key of keys) this.#refused.delete(key)
  }

  /** Forgets those that do not wait any more, whoever has ended them. */
  retain(isWaiting: (key: string) => boolean): void {
    for (const key of this.#refused.keys()) if (!isWaiting(key)) this.#refused.delete(key)
  }

  /** How long this one is still left alone, in milliseconds; 0: it is not. */
  restMs(key: string): number {
    const until = this.#refused.get(key)?.restsUntil ?? 0
    return Math.max(0, until - this.#clock.monotonic())
  }

  /** How many are left alone now; a batch counts as one. */
  get resting(): number {
    const units = new Set<string>()
    for (const [key, { unit }] of this.#refused) if (this.restMs(key) > 0) units.add(unit)
    return units.size
  }

  /** Milliseconds until the next one may be looked at again; null: none is left alone. */
  dueIn(): number | null {
    const rests = [...this.#refused.keys()].map((key) => this.restMs(key)).filter((rest) => rest > 0)
    return rests.length === 0 ? null : Math.min(...rests)
  }
}
