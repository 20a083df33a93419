import { between, pick, type Random } from '../platform/random.ts'
import type { FleetStore } from '../store/store.ts'
import { MODELS } from './catalogue.ts'

/** So many new devices are always switched on and wait. */
const WAITING_DEVICES = 3
export const CODE_VALID_MS = 15 * 60_000
/** Used and expired codes are told from wrong ones for so long. */
const KEPT_MS = 24 * 3_600_000
const LOOK_EVERY_MS = 1_000
/** Without signs that look like others. */
const SIGNS = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ23456789')
const CODE_LENGTH = 6

/** New devices that show a code on their screens until somebody pairs them. When a code expires, another is shown. */
export class UnpairedDevices {
  readonly #store: FleetStore
  readonly #random: Random
  #lookAgainAt = 0

  constructor(store: FleetStore, random: Random) {
    this.#store = store
    this.#random = random
  }

  /** Cheap when there is nothing to do. */
  tick(at: number): void {
    if (at < this.#lookAgainAt) return
    this.#lookAgainAt = at + LOOK_EVERY_MS
    const missing = WAITING_DEVICES - this.#store.pairings.waiting(at).length
    if (missing <= 0) return
    this.#store.transact(() => {
      this.#store.pairings.prune(at - KEPT_MS)
      for (let count = 0; count < missing; count += 1) this.show(at + CODE_VALID_MS)
    })
  }

  /** Inside a transaction: one more device shows a code. Returns the code. */
  show(expiresAt: number): string {
    const code = this.#newCode()
    const serial = `OC${between(this.#random, 100_000_000_000, 999_999_999_999)}`
    this.#store.pairings.add({ code, model: pick(this.#random, MODELS), serial, expiresAt })
    return code
  }

  #newCode(): string {
    for (;;) {
      const code = Array.from({ length: CODE_LENGTH }, () => pick(this.#random, SIGNS)).join('')
      if (this.#store.pairings.find(code) === undefined) return code
    }
  }
}
