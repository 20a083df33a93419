/** Who wants to know when a certain row has changed: one row drawn anew costs nothing for all others. */
export class RowListeners {
  readonly #listeners = new Map<string, Set<() => void>>()

  /** Returns the function that ends it. */
  readonly subscribe = (id: string, listener: () => void): (() => void) => {
    const listeners = this.#listeners.get(id) ?? new Set()
    this.#listeners.set(id, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(id)
    }
  }

  tell(id: string): void {
    const listeners = this.#listeners.get(id)
    if (listeners !== undefined) for (const listener of listeners) listener()
  }
}
