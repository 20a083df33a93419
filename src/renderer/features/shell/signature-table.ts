const ROWS_PER_WORD = 32

/**
 * Which rows may hold a text: for each letter, and each pair of letters that stand together, a bit of every row (signature files;
 * Faloutsos and Christodoulakis 1984, kept bit by bit, so that 32 rows are looked at in one step). It may name rows too many,
 * never one too few.
 */
export class SignatureTable {
  readonly #mask: number
  /** One bit of all rows together; of no length where no row has it. */
  readonly #columns: Uint32Array[]

  /** @param bits a power of two. More of them name fewer rows too many. */
  constructor(bits: number) {
    this.#mask = bits - 1
    this.#columns = Array.from({ length: bits }, () => new Uint32Array(0))
  }

  /** Adds the text to what the row holds. */
  add(row: number, text: string): void {
    const word = row >>> 5
    const bit = 1 << (row & 31)
    let before = 0
    for (let at = 0; at < text.length; at += 1) {
      const letter = text.charCodeAt(at)
      this.#mark(letter, word, bit)
      if (at > 0) this.#mark(pairOf(before, letter), word, bit)
      before = letter
    }
  }

  /** The row holds nothing any more. */
  clear(row: number): void {
    const word = row >>> 5
    const others = ~(1 << (row & 31))
    for (const column of this.#columns) {
      if (word < column.length) column[word] = (column[word] ?? 0) & others
    }
  }

  /** Visits the rows below `end` that may hold every one of the texts, in order, until a visit answers false. */
  visit(texts: readonly string[], end: number, look: (row: number) => boolean): void {
    const columns = [...new Set(texts.flatMap((text) => this.#columnsOf(text)))]
    const words = Math.ceil(end / ROWS_PER_WORD)
    for (let word = 0; word < words; word += 1) {
      let rest = -1
      for (const column of columns) rest &= column[word] ?? 0
      while (rest !== 0) {
        const row = word * ROWS_PER_WORD + 31 - Math.clz32(rest & -rest)
        rest &= rest - 1
        if (row < end && !look(row)) return
      }
    }
  }

  #columnsOf(text: string): readonly Uint32Array[] {
    const hashes = Array.from({ length: Math.max(0, text.length - 1) }, (_, at) =>
      pairOf(text.charCodeAt(at), text.charCodeAt(at + 1)),
    )
    // A pair says all that its letters say.
    if (text.length === 1) hashes.push(text.charCodeAt(0))
    return hashes.flatMap((hash) => this.#columns[hash & this.#mask] ?? [])
  }

  #mark(hash: number, word: number, bit: number): void {
    const index = hash & this.#mask
    let column = this.#columns[index]
    if (column === undefined || word >= column.length) {
      const longer = new Uint32Array(Math.max(word + 1, (column?.length ?? 0) * 2))
      if (column !== undefined) longer.set(column)
      column = longer
      this.#columns[index] = longer
    }
    column[word] = (column[word] ?? 0) | bit
  }
}

function pairOf(before: number, letter: number): number {
  return Math.imul(before, 31) + letter * 7 + 3
}
