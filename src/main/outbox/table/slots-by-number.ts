/** In a column of slots: none. */
export const NO_SLOT = -1

/**
 * Finds the slot of an operation by its number. Slots are given in the order in which operations come, which is nearly
 * always that of their numbers: so a search by halves is enough, and those that came late are kept apart.
 */
export class SlotsByNumber {
  readonly #numberAt: (slot: number) => number
  /** Slots of those whose number is smaller than that of one before them: answers of the disk may come in another order. */
  readonly #strays = new Map<number, number>()
  #highest = 0

  /** @param numberAt the number of a slot, also of one that is empty now. */
  constructor(numberAt: (slot: number) => number) {
    this.#numberAt = numberAt
  }

  /** `slot` is the one behind all others. */
  add(number: number, slot: number): void {
    if (number <= this.#highest) this.#strays.set(number, slot)
    else this.#highest = number
  }

  /** The slot below `length` that was given to this number, though it may be empty now; `NO_SLOT`: none was. */
  find(number: number, length: number): number {
    const stray = this.#strays.get(number)
    if (stray !== undefined) return stray
    // The others are in the order of their numbers.
    for (let low = 0, high = length - 1; low <= high; ) {
      const middle = (low + high) >> 1
      let at = middle
      while (at >= low && this.#isStray(at)) at--
      const found = at < low ? Number.NEGATIVE_INFINITY : this.#numberAt(at)
      if (found === number) return at
      if (found < number) low = middle + 1
      else high = at - 1
    }
    return NO_SLOT
  }

  /**
   * The slot is empty from now on. Returns the number under which it goes on standing between its neighbours; null: it
   * stands well where it is.
   */
  remove(slot: number): number | null {
    if (!this.#isStray(slot)) return null
    let before = slot - 1
    while (before >= 0 && this.#isStray(before)) before--
    this.#strays.delete(this.#numberAt(slot))
    // A half, which nothing has: numbers stay far below those that have none.
    return before < 0 ? 0.5 : Math.floor(this.#numberAt(before)) + 0.5
  }

  /** The gaps between slots were closed. */
  moved(newSlots: Int32Array): void {
    for (const [number, slot] of this.#strays) this.#strays.set(number, movedSlot(newSlots, slot))
  }

  #isStray(slot: number): boolean {
    return this.#strays.size > 0 && this.#strays.get(this.#numberAt(slot)) === slot
  }
}

/** Where a slot is now. */
export function movedSlot(newSlots: Int32Array, slot: number | undefined): number {
  return slot === undefined || slot < 0 ? NO_SLOT : (newSlots[slot] ?? NO_SLOT)
}
