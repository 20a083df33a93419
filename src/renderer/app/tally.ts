/** How many items there are of each kind, kept as items come, change and go. Items of the kind '' are not counted. */
export class Tally {
  readonly #counts = new Map<string, number>()

  get counts(): ReadonlyMap<string, number> {
    return this.#counts
  }

  /** Of what is new `from` is '', and of what is gone `to`. */
  change(from: string, to: string): void {
    if (from === to) return
    if (from !== '') this.#add(from, -1)
    if (to !== '') this.#add(to, 1)
  }

  #add(kind: string, difference: 1 | -1): void {
    const count = (this.#counts.get(kind) ?? 0) + difference
    if (count === 0) this.#counts.delete(kind)
    else this.#counts.set(kind, count)
  }
}

/** `before` where it holds the same as `now`, else a copy of `now`: what compares by identity then sees no change. */
export function keepSame<K, V>(before: ReadonlyMap<K, V>, now: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  if (before.size !== now.size) return new Map(now)
  for (const [key, value] of now) if (before.get(key) !== value) return new Map(now)
  return before
}
