import type { Cancel } from './clock.ts'

/**
 * A typed list of listeners. A listener that throws must not keep the others from hearing, so its error goes to
 * `onError`.
 */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => void>()
  readonly #onError: (error: unknown) => void
  /** The listeners as they are called; null: they are others by now. */
  #called: readonly ((event: T) => void)[] | null = null

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: T) => void): Cancel {
    const own = (event: T): void => listener(event)
    this.#listeners.add(own)
    this.#called = null
    return () => {
      this.#listeners.delete(own)
      this.#called = null
    }
  }

  emit(event: T): void {
    // A listener that subscribes another one must not have it called for this event too.
    this.#called ??= Array.from(this.#listeners)
    for (const listener of this.#called) {
      try {
        listener(event)
      } catch (error) {
        this.#onError(error)
      }
    }
  }

  get size(): number {
    return this.#listeners.size
  }

  clear(): void {
    this.#called = null
    this.#listeners.clear()
  }
}
