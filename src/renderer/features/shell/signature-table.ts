const ROWS_PER_WORD = 32

/**
 * Which rows may hold a text: a bit for each pair of letters that stand together, and for each letter (signature files; Faloutsos
 * and Christodoulakis 1984, kept column by column). It may name rows too many, never one too few.
 */
export class SignatureTable {
  readonly #mask: number
  /** One bit of all rows together, made when a row has it. */
  readonly #columns: (Uint32Array | undefined)[]
  #words = 0

  /** @param bits a power of two. More of them name fewer rows too many. */
  constructor(bits: number) {
    this.#mask = bits - 1
    this.#columns = new Array<Uint32Array | undefined>(bits).fill(undefined)
  }

  set(row: number, text: string): void {
    const word = row >>> 5
    if (word >= this.#words) this.#grow(word + 1)
    const bit = 1 << (row & 31)
    let before = 0
    for (let at = 0; at < text.length; at += 1) {
      const letter = text.charCodeAt(at)
      this.#mark(letter, word, bit)
      if (at > 0) this.#mark(pairOf(before, letter), word, bit)
      before = letter
    }
  }

  /** What the row held is forgotten. */
  clear(row: number): void {
    const word = row >>> 5
    for (const column of this.#columns) {
      if (column !== undefined && word < column.length) column[word] = (column[word] ?? 0) & ~(1 << (row & 31))
    }
  }

  /** Visits the rows below `end` that may hold every one of the texts, in order, until a visit answers false. */
  visit(texts: readonly string[], end: number, look: (row: number) => boolean): void {
    const columns = this.#columnsOf(texts)
    if (columns === null) return
    const words = Math.ceil(end / ROWS_PER_WORD)
    for (let word = 0; word < words; word += 1) {
      let rest = -1
      for (const column of columns) rest &= column[word] ?? 0
      while (rest !== 0) {
        const place = 31 - Math.clz32(rest & -rest)
        rest &= rest - 1
        const row = word * ROWS_PER_WORD + place
        if (row < end && !look(row)) return
      }
    }
  }

  /** Null: a bit is in no row at all. */
  #columnsOf(texts: readonly string[]): readonly Uint32Array[] | null {
    const columns = new Set<Uint32Array>()
    for (const text of texts) {
      for (let at = 0; at < text.length; at += 1) {
        const letter = text.charCodeAt(at)
        const bit = text.length === 1 ? letter : at === 0 ? null : pairOf(text.charCodeAt(at - 1), letter)
        if (bit === null) continue
        const column = this.#columns[bit & this.#mask]
        if (column === undefined) return null
        columns.add(column)
      }
    }
    return [...columns]
  }

  #mark(hash: number, word: number, bit: number): void {
    const index = hash & this.#mask
    let column = this.#columns[index]
    if (column === undefined) {
      column = new Uint32Array(this.#words)
      this.#columns[index] = column
    }
    column[word] = (column[word] ?? 0) | bit
  }

  #grow(words: number): void {
    this.#words = Math.max(words, this.#words * 2)
    for (const [index, column] of this.#columns.entries()) {
      if (column === undefined) continue
      const longer = new Uint32Array(this.#words)
      longer.set(column)
      this.#columns[index] = longer
    }
  }
}

function pairOf(before: number, letter: number): number {
  return Math.imul(before, 31) + letter * 7 + 3
}
