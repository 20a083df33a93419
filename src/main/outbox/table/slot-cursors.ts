import { NO_SLOT } from './slots-by-number.ts'

interface Cursor {
  slot: number
}

/** Those who are reading the slots one after the other, and go on at the right place when the gaps are closed meanwhile. */
export class SlotCursors {
  readonly #cursors = new Set<Cursor>()

  /** The gaps were closed. Each goes on behind the last slot that it was given and that is left. */
  moved(newSlots: Int32Array): void {
    for (const cursor of this.#cursors) {
      while (cursor.slot >= 0 && newSlots[cursor.slot] === NO_SLOT) cursor.slot--
      cursor.slot = cursor.slot < 0 ? NO_SLOT : (newSlots[cursor.slot] ?? NO_SLOT)
    }
  }

  /** The slots for which `isTaken`, in their order, up to `length` as it is then. */
  *read(isTaken: (slot: number) => boolean, length: () => number): IterableIterator<number> {
    const cursor = { slot: 0 }
    this.#cursors.add(cursor)
    try {
      for (; cursor.slot < length(); cursor.slot++) if (isTaken(cursor.slot)) yield cursor.slot
    } finally {
      this.#cursors.delete(cursor)
    }
  }
}
