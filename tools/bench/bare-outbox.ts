import type { DeliveryServer } from '../../src/main/delivery/server-port.ts'
import type { WireOperation } from '../../src/shared/protocol/operations.ts'
import { openDatabase, type SqliteDatabase } from '../../src/sqlite/open.ts'

interface Row {
  readonly sequence: number
  readonly operation: string
}

/**
 * The limit of a drain: the simplest outbox that loses nothing. Operations lie in one table in their order; batches are
 * read, sent to the same server with a window of batches in flight, and deleted on acknowledgement, each batch in one
 * transaction. No states, no lanes, no overlay, no history.
 */
export class BareOutbox {
  readonly #database: SqliteDatabase
  readonly #server: DeliveryServer

  constructor(file: string, server: DeliveryServer) {
    this.#database = openDatabase(file)
    this.#server = server
    this.#database.exec('CREATE TABLE outbox (sequence INTEGER PRIMARY KEY, key UNIQUE, operation)')
  }

  fill(operations: readonly WireOperation[]): void {
    const insert = this.#database.prepare('INSERT INTO outbox VALUES (?, ?, ?)')
    this.#database.transaction(() => {
      for (const operation of operations) insert.run(operation.clientSequence, operation.key, JSON.stringify(operation))
    })()
  }

  /** Resolves when the table is empty. */
  async drain(window: number, batch: number): Promise<void> {
    const next = this.#database.prepare<[number, number], Row>(
      'SELECT sequence, operation FROM outbox WHERE sequence > ? ORDER BY sequence LIMIT ?',
    )
    const remove = this.#database.prepare<[number]>('DELETE FROM outbox WHERE sequence = ?')
    const removeAll = this.#database.transaction((rows: readonly Row[]) => {
      for (const row of rows) remove.run(row.sequence)
    })
    let last = 0
    const sendInTurn = async (): Promise<void> => {
      for (;;) {
        const rows = next.all(last, batch)
        const end = rows.at(-1)
        if (end === undefined) return
        last = end.sequence
        await this.#server.apply(rows.map((row) => JSON.parse(row.operation) as WireOperation))
        removeAll.immediate(rows)
      }
    }
    await Promise.all(Array.from({ length: window }, sendInTurn))
  }

  close(): void {
    this.#database.close()
  }
}
