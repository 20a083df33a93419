const FIRST_CAPACITY = 1_024
/** Little room is left over: what a long queue costs is what the largest fleets have to spare. */
const GROWTH = 1.25

type Column =
  | Float64Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>

/** Columns of numbers that grow together. */
export class Columns<Names extends Readonly<Record<string, Column>>> {
  readonly at: { -readonly [Name in keyof Names]: Names[Name] }
  readonly #widths: ReadonlyMap<string, number>
  #capacity = FIRST_CAPACITY

  /** @param make makes all columns for so many rows. */
  constructor(make: (rows: number) => Names) {
    this.at = make(FIRST_CAPACITY)
    this.#widths = new Map(
      Object.entries<Column>(this.at).map(([name, column]) => [name, column.length / FIRST_CAPACITY]),
    )
  }

  /** Makes room for row number `row`. */
  reach(row: number): void {
    if (row < this.#capacity) return
    this.#resize(Math.max(row + 1, Math.ceil(this.#capacity * GROWTH)))
  }

  /** Gives back room that `rows` rows do not need. */
  shrink(rows: number): void {
    const wanted = Math.max(FIRST_CAPACITY, Math.ceil(rows * GROWTH))
    if (wanted < this.#capacity / 2) this.#resize(wanted)
  }

  /** Copies the row number `from` over the row number `to`. */
  copy(from: number, to: number): void {
    for (const [name, column] of Object.entries<Column>(this.at)) {
      const width = this.#widths.get(name) ?? 1
      column.copyWithin(to * width, from * width, (from + 1) * width)
    }
  }

  #resize(capacity: number): void {
    for (const [name, column] of Object.entries<Column>(this.at)) {
      const length = capacity * (this.#widths.get(name) ?? 1)
      Object.assign(this.at, { [name]: resized(column, length) })
    }
    this.#capacity = capacity
  }
}

/** With its room moved, not copied beside it: the old room is given back at once, and the old column is empty. */
function resized(column: Column, length: number): Column {
  const room = column.buffer.transfer(length * column.BYTES_PER_ELEMENT)
  if (column instanceof Float64Array) return new Float64Array(room)
  if (column instanceof Uint32Array) return new Uint32Array(room)
  if (column instanceof Int32Array) return new Int32Array(room)
  if (column instanceof Uint16Array) return new Uint16Array(room)
  return new Uint8Array(room)
}
