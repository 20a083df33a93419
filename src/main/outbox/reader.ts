import { laneOf } from '#shared/domain/ids.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { FoundOperations, RowTrouble, Store } from '../database/store.ts'
import type { Logger } from '../platform/logger.ts'
import type { LaneLocks } from './lane-locks.ts'
import type { Lanes } from './lanes.ts'
import { outpostErrorOf } from './store-trouble.ts'

interface SetAside {
  readonly key: string
  readonly trouble: RowTrouble
}

/** Reads operations that are to be moved on, and sets aside what cannot be read: it is shown, and never sent. */
export class OperationReader {
  readonly #store: Store
  readonly #lanes: Lanes
  readonly #locks: LaneLocks
  readonly #logger: Logger
  readonly #onSetAside: (keys: readonly string[]) => void
  readonly #moving = new Set<string>()

  constructor(dependencies: {
    store: Store
    lanes: Lanes
    locks: LaneLocks
    logger: Logger
    onSetAside: (keys: readonly string[]) => void
  }) {
    this.#store = dependencies.store
    this.#lanes = dependencies.lanes
    this.#locks = dependencies.locks
    this.#logger = dependencies.logger
    this.#onSetAside = dependencies.onSetAside
  }

  /** Keys of operations that a transition is moving just now: an enqueue leaves them alone. */
  get moving(): ReadonlySet<string> {
    return this.#moving
  }

  /** Whole operations, which are this reader's until `release`. Rejects with OutpostError. */
  async take(keys: readonly string[]): Promise<readonly Operation[]> {
    if (keys.length === 0) return []
    await this.hold(keys)
    const found = await this.#store.operations(keys).catch((error: unknown) => {
      throw outpostErrorOf(error)
    })
    this.#setAside([...found.unreadable, ...this.#missing(keys, found)])
    return found.operations
  }

  /** As `take`, for those who need not read them. */
  async hold(keys: readonly string[]): Promise<void> {
    // An enqueue may be about to merge one of them: it is waited for, and from here on leaves them alone.
    for (const key of keys) {
      const row = this.#lanes.get(key)
      while (row !== undefined && this.#lanes.isClaimed(key)) await this.#locks.whenFree([laneOf(row)])
      this.#moving.add(key)
    }
  }

  release(): void {
    this.#moving.clear()
  }

  /** Looks through everything that waits, in pages. Returns how many cannot be read. */
  async inspect(pageSize: number): Promise<number> {
    let found = 0
    for (let after: number | null = 0; after !== null; ) {
      const page = await this.#store.inspect(after, pageSize)
      found += page.unreadable.length
      this.#setAside(page.unreadable)
      after = page.next
    }
    return found
  }

  /** What memory knows and the disk does not have any more: it is shown, and never waited for again. */
  #missing(keys: readonly string[], found: FoundOperations): SetAside[] {
    const present = new Set([...found.operations, ...found.unreadable].map(({ key }) => key))
    const message = 'This change is missing on the disk, which has lost it. Make it again.'
    return keys
      .filter((key) => !present.has(key) && this.#lanes.get(key) !== undefined)
      .map((key) => ({ key, trouble: { code: 'missing', message } }))
  }

  #setAside(unreadable: readonly SetAside[]): void {
    for (const { key, trouble } of unreadable) {
      this.#lanes.setAside(key, trouble)
      this.#logger.error('a stored operation cannot be read', { key, cause: trouble.message })
    }
    if (unreadable.length > 0) this.#onSetAside(unreadable.map(({ key }) => key))
  }
}
