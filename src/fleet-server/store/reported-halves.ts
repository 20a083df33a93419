/** What a device reported last, as JSON, and the sequence of that report. */
export interface KeptReport {
  sequence: number
  reported: string
}

/** Changes that are not committed yet; null: the row itself is up to date. */
export type ReportsMark = ReadonlyMap<number, KeptReport | null>

/** The newest reported halves of rows, in memory. Changes are staged until their transaction is committed. */
export class ReportedHalves {
  readonly #kept = new Map<number, KeptReport>()
  #staged = new Map<number, KeptReport | null>()

  get(row: number): KeptReport | undefined {
    const staged = this.#staged.get(row)
    return staged === undefined ? this.#kept.get(row) : (staged ?? undefined)
  }

  rows(): number[] {
    return [...new Set([...this.#kept.keys(), ...this.#staged.keys()])]
  }

  keep(row: number, sequence: number, reported: string): void {
    this.#staged.set(row, { sequence, reported })
  }

  forget(row: number): void {
    if (this.#staged.has(row) || this.#kept.has(row)) this.#staged.set(row, null)
  }

  /** The stored row with what is newer. */
  over<T extends { readonly row: number; readonly sequence: number }>(stored: T): T {
    const report = this.get(stored.row)
    return report === undefined ? stored : { ...stored, ...report }
  }

  mark(): ReportsMark {
    return new Map(this.#staged)
  }

  restore(mark: ReportsMark): void {
    this.#staged = new Map(mark)
  }

  committed(): void {
    for (const [row, report] of this.#staged) {
      if (report === null) this.#kept.delete(row)
      else this.#renew(row, report)
    }
    this.#staged.clear()
  }

  /** Into the object that is there, which has grown old: what is young is collected for nothing. */
  #renew(row: number, { sequence, reported }: KeptReport): void {
    const known = this.#kept.get(row)
    if (known === undefined) {
      this.#kept.set(row, { sequence, reported })
      return
    }
    known.sequence = sequence
    known.reported = reported
  }
}
