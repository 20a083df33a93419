/**
 * Requests for the same thing reach the disk one after another, each seeing what the one before it made; requests for
 * different things share transactions.
 */
export class LaneLocks {
  readonly #held = new Map<string, Promise<void>>()

  isHeld(names: readonly string[]): boolean {
    return names.some((name) => this.#held.has(name))
  }

  async whenFree(names: readonly string[]): Promise<void> {
    await Promise.all(names.flatMap((name) => this.#held.get(name) ?? []))
  }

  /** Runs `work` at once; the lanes are held until it has settled. The caller has seen that they are free. */
  async hold<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const working = work()
    const over = working.then(
      () => undefined,
      () => undefined,
    )
    for (const name of names) this.#held.set(name, over)
    try {
      return await working
    } finally {
      for (const name of names) if (this.#held.get(name) === over) this.#held.delete(name)
    }
  }
}
