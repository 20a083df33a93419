/** Whether stored records are still being read, for those who wait for the next of them. */
export class Reading {
  #waiting: PromiseWithResolvers<void> | null = null

  begin(): void {
    this.#waiting = newWaiting()
  }

  /** There are more than before. */
  goOn(): void {
    const waiting = this.#waiting
    if (waiting === null) return
    this.#waiting = newWaiting()
    waiting.resolve()
  }

  /** @param failure why the rest cannot be read; left out when all is read. */
  end(failure?: unknown): void {
    const waiting = this.#waiting
    this.#waiting = null
    if (failure === undefined) waiting?.resolve()
    else waiting?.reject(failure)
  }

  /** Resolves when there are more, or all; rejects when the rest cannot be read. Null: all are read. */
  more(): Promise<void> | null {
    return this.#waiting?.promise ?? null
  }
}

function newWaiting(): PromiseWithResolvers<void> {
  const waiting = Promise.withResolvers<void>()
  // Often nobody waits.
  waiting.promise.catch(() => undefined)
  return waiting
}
