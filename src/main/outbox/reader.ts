import { laneOf } from '#shared/domain/ids.ts'
import type { Operation, OperationState } from '#shared/domain/operation.ts'
import type { FoundOperations, RowTrouble, Store } from '../database/store.ts'
import type { Logger } from '../platform/logger.ts'
import type { LaneLocks } from './lane-locks.ts'
import type { Lanes } from './lanes.ts'
import { outpostErrorOf } from './store-trouble.ts'

interface SetAside {
  readonly key: string
  readonly trouble: RowTrouble
}

/** What one transition holds: an enqueue leaves it alone until it is released. */
export interface Hold {
  /** Whole operations, in the order of their keys. Rejects with OutpostError. */
  take(keys: readonly string[]): Promise<readonly Operation[]>
  /** As `take`, for those who need not read them. */
  claim(keys: readonly string[]): Promise<void>
  /** Whether another transition is moving the operation with this number just now. */
  isElsewhere(sequence: number): boolean
  release(): void
}

/** Reads operations that are to be moved on, and sets aside what cannot be read: it is shown, and never sent. */
export class OperationReader {
  readonly #store: Store
  readonly #lanes: Lanes
  readonly #locks: LaneLocks
  readonly #logger: Logger
  readonly #onSetAside: (keys: readonly string[]) => void
  /** Keys of operations that transitions are moving just now, and how many of them. */
  readonly #moving = new Map<string, number>()
  /** Operations on their way, as they were stored when they left: their answers need no reading. */
  readonly #onTheWay = new Map<string, Operation>()

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

  /** Operations that a transition is moving just now: an enqueue leaves them alone. */
  get moving(): ReadonlyMap<string, number> {
    return this.#moving
  }

  /** A new hold on nothing yet. */
  hold(): Hold {
    const held: string[] = []
    return {
      take: (keys) => this.#take(keys, held),
      claim: (keys) => this.#claim(keys, held),
      isElsewhere: (sequence) => this.#isElsewhere(sequence, held),
      release: () => {
        for (const key of held.splice(0)) this.#letGo(key)
      },
    }
  }

  /** This is how the operation is stored now. */
  remember(operation: Operation): void {
    if (operation.state === 'sending') this.#onTheWay.set(operation.key, operation)
    else this.#onTheWay.delete(operation.key)
  }

  /** Nobody can be sure any more how these are stored. */
  forget(keys: Iterable<string>): void {
    for (const key of keys) this.#onTheWay.delete(key)
  }

  forgetAll(): void {
    this.#onTheWay.clear()
  }

  async #take(keys: readonly string[], held: string[]): Promise<readonly Operation[]> {
    if (keys.length === 0) return []
    await this.#claim(keys, held)
    const unknown = keys.filter((key) => !this.#onTheWay.has(key))
    if (unknown.length === 0) return keys.flatMap((key) => this.#onTheWay.get(key) ?? [])
    const found = await this.#store.operations(unknown).catch((error: unknown) => {
      throw outpostErrorOf(error)
    })
    this.#setAside([...found.unreadable, ...this.#missing(unknown, found)])
    if (unknown.length === keys.length) return found.operations
    const read = new Map(found.operations.map((operation) => [operation.key, operation]))
    return keys.flatMap((key) => read.get(key) ?? this.#onTheWay.get(key) ?? [])
  }

  async #claim(keys: readonly string[], held: string[]): Promise<void> {
    // An enqueue may be about to merge one of them: it is waited for, and from here on leaves them alone.
    for (const key of keys) {
      const row = this.#lanes.get(key)
      while (row !== undefined && this.#lanes.isClaimed(key)) await this.#locks.whenFree([laneOf(row)])
      this.#moving.set(key, (this.#moving.get(key) ?? 0) + 1)
      held.push(key)
    }
  }

  #isElsewhere(sequence: number, held: readonly string[]): boolean {
    // Nearly always nothing else is on its way.
    const key = this.#moving.size > held.length ? this.#lanes.bySequence(sequence)?.key : undefined
    return key !== undefined && this.#moving.has(key) && !held.includes(key)
  }

  #letGo(key: string): void {
    const others = (this.#moving.get(key) ?? 0) - 1
    if (others > 0) this.#moving.set(key, others)
    else this.#moving.delete(key)
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
    return keys.flatMap((key) => {
      const row = present.has(key) ? undefined : this.#lanes.get(key)
      return row === undefined ? [] : [{ key, trouble: { code: 'missing', message: lostInWords(row.state) } }]
    })
  }

  #setAside(unreadable: readonly SetAside[]): void {
    for (const { key, trouble } of unreadable) {
      this.#lanes.setAside(key, trouble)
      this.#logger.error('a stored operation cannot be read', { key, cause: trouble.message })
    }
    if (unreadable.length > 0) this.#onSetAside(unreadable.map(({ key }) => key))
  }
}

/** What an operator must know before it is made again. */
function lostInWords(state: OperationState): string {
  const lost = 'This change is missing on the disk, which has lost it.'
  switch (state) {
    case 'sending':
    case 'unknown':
      return `${lost} The server may have done it: look before you make it again.`
    case 'accepted':
      return `${lost} The server had taken it: look at the device.`
    default:
      return `${lost} Make it again.`
  }
}
