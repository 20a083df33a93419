import type { Store } from '../../src/main/database/store.ts'

/**
 * A store that answers late, as the one in the worker thread does: what is asked of it is done at once and in order, the
 * answers come in order too, each when the test lets it through.
 */
export class ReplyGate {
  /** Told of each request when it is held back. Whoever sets it calls `letOneThrough` sooner or later. */
  onHeld: () => void = () => undefined
  #isHolding = false
  readonly #held: (() => void)[] = []

  /** For `QueueHostOptions.wrapStore`. */
  readonly wrap = (store: Store): Store =>
    new Proxy(store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        const method = value.bind(target) as (...args: readonly unknown[]) => unknown
        return name === 'commit' || name === 'operations' ? (...args: unknown[]) => this.#late(method(...args)) : method
      },
    })

  /** From now on answers wait. */
  hold(): void {
    this.#isHolding = true
  }

  /** Everything that waits goes through, and all that comes. */
  open(): void {
    this.#isHolding = false
    while (this.#held.length > 0) this.letOneThrough()
  }

  get held(): number {
    return this.#held.length
  }

  letOneThrough(): void {
    this.#held.shift()?.()
  }

  async #late(answer: unknown): Promise<unknown> {
    if (this.#isHolding) {
      await new Promise<void>((resolve) => {
        this.#held.push(resolve)
        this.onHeld()
      })
    }
    return answer
  }
}
