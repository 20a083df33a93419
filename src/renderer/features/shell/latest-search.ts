/**
 * Asks for what was wanted last, one question at a time: what is wanted meanwhile waits for the answer, and only the last of it
 * is asked. An answer to what is wanted no longer is dropped.
 */
export class LatestSearch<A> {
  readonly #ask: (text: string) => Promise<A>
  readonly #show: (text: string, answer: A) => void
  #wanted: string | null = null
  #isAsking = false

  /** @param ask never rejects. */
  constructor(ask: (text: string) => Promise<A>, show: (text: string, answer: A) => void) {
    this.#ask = ask
    this.#show = show
  }

  want(text: string): void {
    this.#wanted = text
    if (!this.#isAsking) void this.#next()
  }

  /** Nothing is wanted any more. */
  forget(): void {
    this.#wanted = null
  }

  async #next(): Promise<void> {
    this.#isAsking = true
    let asked: string | null = null
    let answer: A | null = null
    while (this.#wanted !== null && this.#wanted !== asked) {
      asked = this.#wanted
      answer = await this.#ask(asked)
    }
    this.#isAsking = false
    if (this.#wanted === null || asked === null || answer === null) return
    this.#wanted = null
    this.#show(asked, answer)
  }
}
