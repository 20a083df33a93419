import { every } from '../time.ts'

/** The newest answer to a question that is asked again and again, one at a time, while it is started. */
export class PolledAnswer<T> {
  readonly #ask: () => Promise<T>
  readonly #everyMs: number
  readonly #now: () => number
  #changed: (() => void) | null = null
  #isAsking = false
  value: T | null = null
  /** When that answer came. */
  at: number | null = null
  /** The last question had no answer; `value` is older. */
  isFailed = false

  constructor(ask: () => Promise<T>, everyMs: number, now: () => number) {
    this.#ask = ask
    this.#everyMs = everyMs
    this.#now = now
  }

  start(changed: () => void): () => void {
    this.#changed = changed
    const end = every(this.#everyMs, () => this.read())
    this.read()
    return () => {
      end()
      this.#changed = null
    }
  }

  read(): void {
    if (this.#isAsking || this.#changed === null || document.hidden) return
    this.#isAsking = true
    this.#ask()
      .then(
        (value) => {
          this.value = value
          this.at = this.#now()
          this.isFailed = false
        },
        () => {
          this.isFailed = true
        },
      )
      .finally(() => {
        this.#isAsking = false
        this.#changed?.()
      })
  }
}
