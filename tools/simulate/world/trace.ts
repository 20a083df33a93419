import { createHash } from 'node:crypto'

const KEPT_LINES = 60

/**
 * Everything that happens, in lines, with a hash over all of them: two runs with the same hash did the same. Only the last
 * lines are kept, or all of them when somebody wants to read.
 */
export class Trace {
  readonly #hash = createHash('sha256')
  readonly #keepsAll: boolean
  #lines: string[] = []

  constructor(keepsAll: boolean) {
    this.#keepsAll = keepsAll
  }

  /** @param at true time in milliseconds; `who`: a console, the server, the network */
  note(at: number, who: string, what: string): void {
    const line = `${at.toFixed(3)} ${who} ${what}\n`
    this.#hash.update(line)
    this.#lines.push(line)
    if (!this.#keepsAll && this.#lines.length > 2 * KEPT_LINES) this.#lines = this.#lines.slice(-KEPT_LINES)
  }

  get lines(): readonly string[] {
    return this.#lines
  }

  /** Of everything so far. */
  hash(): string {
    return this.#hash.copy().digest('hex')
  }
}
