import { StoreError } from '../../../src/main/database/errors.ts'
import type { Mutation } from '../../../src/main/database/store.ts'
import type { Chance } from '../world/chance.ts'

/** `full` passes when somebody makes room. `failing`: the next write is not taken, and the store trusts nothing after that. */
export type DiskState = 'ok' | 'full' | 'failing'

export interface DiskOptions {
  readonly chance: Chance
  /** Milliseconds that most writes take at most. */
  readonly usualSyncMs: number
}

const SLOW_WRITES = 0.05
const SLOW_SYNC_MS = 60
const READ_MS = 2

/** The disk of one PC: how long it takes, and what goes wrong with it. */
export class Disk {
  state: DiskState = 'ok'
  /** Told when a write begins: what it does then happens in the middle of it. */
  onWriting: () => void = () => undefined
  readonly #chance: Chance
  readonly #usualSyncMs: number

  constructor({ chance, usualSyncMs }: DiskOptions) {
    this.#chance = chance
    this.#usualSyncMs = usualSyncMs
  }

  syncMs(): number {
    return this.#chance.between(0, this.#chance.hits(SLOW_WRITES) ? SLOW_SYNC_MS : this.#usualSyncMs)
  }

  readMs(): number {
    return this.#chance.between(0, READ_MS)
  }

  /** What was being written when the PC or the program stopped is there after all. */
  keepsAtCrash(): boolean {
    return this.#chance.hits(0.5)
  }

  /** Why a group cannot be written; null: it can. */
  trouble(_batches: readonly (readonly Mutation[])[]): StoreError | null {
    if (this.state === 'ok') return null
    if (this.state === 'full') return new StoreError('full', 'There is no room on the disk.')
    return new StoreError('failed', 'The disk did not take the data.')
  }
}
