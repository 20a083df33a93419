const EMPTY = -1
const GONE = -2
const FIRST_SIZE = 2_048
/** Beyond this share of used places a search would take long. */
const FULL = 0.85
/** So many may be taken when it is made anew: the rest is for those that come and go. */
const FILLED_ANEW = 0.77

/**
 * Finds the slot of a row by the hash of something in it (open addressing with linear probing: Knuth, "The Art of Computer
 * Programming", volume 3, 6.4). Keeps nothing but slots: four bytes for each place.
 */
export class SlotHash {
  readonly #hashOf: (slot: number) => number
  #places = new Int32Array(FIRST_SIZE).fill(EMPTY)
  /** Places that are not empty, those that are free again included. */
  #used = 0

  /** @param hashOf a whole number of what is at a slot. */
  constructor(hashOf: (slot: number) => number) {
    this.#hashOf = hashOf
  }

  /** The slot with this hash for which `isIt`; -1: there is none. */
  find(hash: number, isIt: (slot: number) => boolean): number {
    const mask = this.#places.length - 1
    for (let place = mixed(hash) & mask; ; place = (place + 1) & mask) {
      const slot = this.#places[place] ?? EMPTY
      if (slot === EMPTY) return EMPTY
      if (slot !== GONE && isIt(slot)) return slot
    }
  }

  /** Makes room for so many in all. */
  expect(slots: number): void {
    if (slots > this.#places.length * FILLED_ANEW) this.#makeRoom(slots)
  }

  add(slot: number): void {
    if (this.#used + 1 > this.#places.length * FULL) this.#makeRoom()
    this.#put(slot)
  }

  remove(slot: number): void {
    const mask = this.#places.length - 1
    for (let place = mixed(this.#hashOf(slot)) & mask; this.#places[place] !== EMPTY; place = (place + 1) & mask) {
      if (this.#places[place] !== slot) continue
      this.#places[place] = GONE
      return
    }
  }

  /** Forgets all, and takes the slots from 0 to before `count` that are `wanted`. */
  reset(count: number, wanted: (slot: number) => boolean): void {
    this.#clear(count)
    for (let slot = 0; slot < count; slot++) if (wanted(slot)) this.#put(slot)
  }

  #put(slot: number): void {
    const mask = this.#places.length - 1
    let place = mixed(this.#hashOf(slot)) & mask
    while ((this.#places[place] ?? EMPTY) >= 0) place = (place + 1) & mask
    if (this.#places[place] === EMPTY) this.#used++
    this.#places[place] = slot
  }

  /** Makes it anew for those that are there and one more, or for so many as are expected. */
  #makeRoom(expected = 0): void {
    const before = this.#places
    this.#clear(
      Math.max(
        expected,
        before.reduce((count, slot) => count + (slot >= 0 ? 1 : 0), 1),
      ),
    )
    for (const slot of before) if (slot >= 0) this.#put(slot)
  }

  /** @param count so many will be put in. */
  #clear(count: number): void {
    let size = FIRST_SIZE
    while (count > size * FILLED_ANEW) size *= 2
    this.#places = new Int32Array(size).fill(EMPTY)
    this.#used = 0
  }
}

/** Spreads neighbouring numbers over the table (Knuth's multiplicative hashing). */
function mixed(hash: number): number {
  return Math.imul(hash ^ (hash >>> 16), 0x9e3779b1) >>> 8
}
