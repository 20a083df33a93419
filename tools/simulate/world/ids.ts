import type { Ids } from '../../../src/main/platform/ids.ts'

const WIDTH = 12

/** UUIDs that count up. `owner` keeps those of two owners apart: a number below 2^32. */
export class CountedIds implements Ids {
  readonly #prefix: string
  #count = 0

  constructor(owner: number) {
    this.#prefix = `${owner.toString(16).padStart(8, '0')}-0000-4000-8000-`
  }

  uuid(): string {
    this.#count++
    return this.#prefix + this.#count.toString(16).padStart(WIDTH, '0')
  }
}

/** An id for people: `c0a1` is the tenth of owner 0xc0. The whole UUID is too long to read a trace by. */
export function shortKey(key: string): string {
  return `${key.slice(0, 8).replace(/^0+/, '')}:${Number.parseInt(key.slice(-WIDTH), 16)}`
}
