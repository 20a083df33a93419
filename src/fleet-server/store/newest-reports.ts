/**
 * Of every device, the sequence of its newest report: all older ones are superseded, because a report says everything that
 * the one before said. Changes are staged until the transaction they belong to is committed.
 */
export class NewestReports {
  /** In the order of the sequences: what reports moves to the end. */
  readonly #newest = new Map<string, number>()
  /** Null: the device is gone. */
  #staged = new Map<string, number | null>()

  /** 0 when the device has not reported. */
  of(deviceId: string): number {
    const staged = this.#staged.get(deviceId)
    return (staged === undefined ? this.#newest.get(deviceId) : staged) ?? 0
  }

  note(deviceId: string, sequence: number): void {
    // A second report in one transaction moves to the end as well.
    this.#staged.delete(deviceId)
    this.#staged.set(deviceId, sequence)
  }

  forget(deviceId: string): void {
    this.#staged.set(deviceId, null)
  }

  forgetAll(): void {
    for (const deviceId of this.#newest.keys()) this.#staged.set(deviceId, null)
  }

  entries(): IterableIterator<[deviceId: string, sequence: number]> {
    return this.#newest.entries()
  }

  /** Committed sequences after `since`, oldest first, at most `limit`. */
  after(since: number, limit: number): number[] {
    const found: number[] = []
    for (const sequence of this.#newest.values()) {
      if (sequence > since) found.push(sequence)
      if (found.length >= limit) break
    }
    return found
  }

  mark(): ReadonlyMap<string, number | null> {
    return new Map(this.#staged)
  }

  restore(mark: ReadonlyMap<string, number | null>): void {
    this.#staged = new Map(mark)
  }

  committed(): void {
    for (const [deviceId, sequence] of this.#staged) {
      this.#newest.delete(deviceId)
      if (sequence !== null) this.#newest.set(deviceId, sequence)
    }
    this.#staged.clear()
  }
}
