import { openDatabase, type SqliteDatabase } from '../../src/sqlite/open.ts'
import { insertInto, OPERATIONS, type TableRows } from './written-rows.ts'

/**
 * The limit of a durable accept (L1): one operation row and one overlay row in a transaction of their own, by plain
 * prepared statements in this thread, WAL and `synchronous=FULL`. The operation rows are those the queue itself has written,
 * the overlay rows what is on screen of them; the tables have no index but their primary key and the unique idempotency key.
 */
export class BareWriter {
  readonly #database: SqliteDatabase
  readonly #write: (index: number) => void
  /** Rows that can be written, each once. */
  readonly capacity: number

  constructor(file: string, written: readonly TableRows[]) {
    this.#database = openDatabase(file)
    const operations = tableOf(written, OPERATIONS)
    const overlays = overlaysOf(operations)
    for (const { table, columns } of [operations, overlays]) this.#database.exec(createTable(table, columns))
    const insertOperation = this.#database.prepare(insertInto(operations))
    const insertOverlay = this.#database.prepare(insertInto(overlays))
    this.capacity = operations.rows.length
    const commit = this.#database.transaction((index: number) => {
      insertOperation.run(...(operations.rows[index] ?? []))
      insertOverlay.run(...(overlays.rows[index] ?? []))
    })
    this.#write = (index) => commit.immediate(index)
  }

  /** Commits the row pair of this index. */
  commit(index: number): void {
    this.#write(index)
  }

  close(): void {
    this.#database.close()
  }
}

function tableOf(written: readonly TableRows[], name: string): TableRows {
  const found = written.find(({ table }) => table === name)
  if (found === undefined) throw new Error(`the queue wrote nothing into “${name}”: adapt tools/bench/written-rows.ts`)
  return found
}

/** The effect of each operation on screen, as a row of its own. The queue itself takes it from the payload. */
function overlaysOf({ columns, rows }: TableRows): TableRows {
  const columnOf = (row: readonly unknown[], column: string): unknown => row[columns.indexOf(column)]
  return {
    table: 'overlays',
    columns: ['client_sequence', 'effect'],
    rows: rows.map((row) => {
      const intent = JSON.parse(String(columnOf(row, 'intent'))) as object
      const effect = { key: columnOf(row, 'key'), ...intent, command: null, createdAt: columnOf(row, 'created_at') }
      return [columnOf(row, 'client_sequence'), JSON.stringify(effect)]
    }),
  }
}

function createTable(table: string, columns: readonly string[]): string {
  const definitions = columns.map((column) => {
    if (column === 'client_sequence') return '"client_sequence" INTEGER PRIMARY KEY'
    return column === 'key' ? '"key" UNIQUE' : `"${column}"`
  })
  return `CREATE TABLE "${table}" (${definitions.join(', ')})`
}
