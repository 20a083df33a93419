import type { StoredPosition } from './load-state.ts'
import type { PackedPart } from './packed-part.ts'

/** So many parts of operations are kept for whoever will ask for them: some megabytes. */
const MOST = 40

interface PartAt {
  readonly position: StoredPosition
  readonly part: PackedPart
}

/**
 * Parts that are read before they are asked for, one behind the other: the first while the program that will ask is still
 * getting ready, each later one while the part before it is taken in.
 */
export class PartsAhead {
  readonly #read: (position: StoredPosition) => PackedPart
  #parts: PartAt[] = []
  /** Where the one begins that is to be read next; null: there is none. */
  #next: StoredPosition | null

  /** @param first where whoever reads all will begin. */
  constructor(first: StoredPosition, read: (position: StoredPosition) => PackedPart) {
    this.#next = first
    this.#read = read
  }

  /** All that waits is read at once; of the records, which are many, one part. */
  get wantsMore(): boolean {
    const last = this.#parts.at(-1)
    if (this.#next === null) return false
    return last === undefined || (last.position.of === 'operations' && this.#parts.length < MOST)
  }

  /** Reads one more. What cannot be read is left to whoever asks for it: they are told why. */
  readOn(): void {
    const position = this.#next
    this.#next = null
    if (position === null) return
    try {
      const part = this.#read(position)
      this.#parts.push({ position, part })
      this.#next = part.next
    } catch {
      // Nothing is read ahead from there.
    }
  }

  /** The part that begins there. Throws what reading it throws. */
  take(position: StoredPosition): PackedPart {
    const first = this.#parts.shift()
    if (first !== undefined && JSON.stringify(first.position) === JSON.stringify(position)) return first.part
    this.drop()
    const part = this.#read(position)
    this.#next = part.next
    return part
  }

  /** What was read is out of date. */
  drop(): void {
    this.#parts = []
    this.#next = null
  }
}
