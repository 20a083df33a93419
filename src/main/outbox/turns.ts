import { Semaphore } from 'async-mutex'
import { LaneLocks } from './lane-locks.ts'

/** More transitions than ever run beside each other. */
const ROOM = 1_000

/**
 * Who may move operations when: whoever moves what may be anywhere in the queue does it alone; those who move operations
 * they can name do it beside each other, unless they name the same.
 */
export class Turns {
  readonly #room = new Semaphore(ROOM)
  readonly #keys = new LaneLocks()

  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#room.runExclusive(work, ROOM)
  }

  async beside<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    while (this.#keys.isHeld(keys)) await this.#keys.whenFree(keys)
    return this.#keys.hold(keys, () => this.#room.runExclusive(work, 1))
  }
}
