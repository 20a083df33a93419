/** The only source of chance in the server: the same seed gives the same numbers in the same order. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  readonly next: () => number
}

/** Mulberry32 by Tommy Ettinger (public domain): 32 bits of state, good enough for a simulation. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return {
    next: () => {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
    },
  }
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random.next() * (high - low + 1))
}

/** One of `items`, which must not be empty. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.next() * items.length)]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

export function chance(random: Random, probability: number): boolean {
  return random.next() < probability
}
