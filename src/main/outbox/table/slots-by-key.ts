import { hashOfKey, isSameKey, KEY_BYTES, readKey, writeKey } from './key-bytes.ts'
import { SlotHash } from './slot-hash.ts'
import { movedSlot, NO_SLOT } from './slots-by-number.ts'

/** Finds the slot of an operation by its key, and the key of a slot. */
export class SlotsByKey {
  readonly #bytes: () => Uint8Array
  readonly #hash = new SlotHash((slot) => hashOfKey(this.#bytes(), slot * KEY_BYTES))
  /** Keys that are no UUIDs, which only a damaged row has. */
  #strangeKeys = new Map<number, string>()
  readonly #strangeSlots = new Map<string, number>()
  readonly #wanted = new Uint8Array(KEY_BYTES)

  /** @param bytes the column that keeps the keys, `KEY_BYTES` for each slot. */
  constructor(bytes: () => Uint8Array) {
    this.#bytes = bytes
  }

  /** Makes room for so many. */
  expect(slots: number): void {
    this.#hash.expect(slots)
  }

  find(key: string): number {
    if (!writeKey(key, this.#wanted, 0)) return this.#strangeSlots.get(key) ?? NO_SLOT
    const bytes = this.#bytes()
    const isIt = (slot: number): boolean => isSameKey(bytes, slot * KEY_BYTES, this.#wanted)
    return this.#hash.find(hashOfKey(this.#wanted, 0), isIt)
  }

  keyAt(slot: number): string {
    return this.#strangeKeys.get(slot) ?? readKey(this.#bytes(), slot * KEY_BYTES)
  }

  add(key: string, slot: number): void {
    if (writeKey(key, this.#bytes(), slot * KEY_BYTES)) return this.#hash.add(slot)
    this.#strangeKeys.set(slot, key)
    this.#strangeSlots.set(key, slot)
  }

  remove(slot: number): void {
    const strange = this.#strangeKeys.get(slot)
    if (strange === undefined) return this.#hash.remove(slot)
    this.#strangeKeys.delete(slot)
    this.#strangeSlots.delete(strange)
  }

  /** The gaps were closed, in the column too: the slots from 0 to before `length` are taken. */
  moved(newSlots: Int32Array, length: number): void {
    this.#strangeKeys = new Map(
      Array.from(this.#strangeKeys, ([slot, key]) => [movedSlot(newSlots, slot), key] as const),
    )
    for (const [slot, key] of this.#strangeKeys) this.#strangeSlots.set(key, slot)
    this.#hash.reset(length, (slot) => !this.#strangeKeys.has(slot))
  }
}
