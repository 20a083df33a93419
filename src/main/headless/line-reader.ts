const LINE_FEED = 0x0a

/** Cuts what arrives into lines, and never holds more than one of them. */
export class LineReader {
  readonly #maxBytes: number
  #parts: Buffer[] = []
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** The lines that end in this part; null: one is too long, and nothing more may be handed over. */
  take(chunk: Buffer): readonly string[] | null {
    const lines: string[] = []
    let rest = chunk
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      if (!this.#keep(rest.subarray(0, end))) return null
      lines.push(Buffer.concat(this.#parts).toString('utf8'))
      this.#parts = []
      this.#bytes = 0
      rest = rest.subarray(end + 1)
    }
    return this.#keep(rest) ? lines : null
  }

  #keep(part: Buffer): boolean {
    this.#bytes += part.length
    if (this.#bytes > this.#maxBytes) {
      this.#parts = []
      return false
    }
    if (part.length > 0) this.#parts.push(part)
    return true
  }
}
