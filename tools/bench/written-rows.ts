import { openDatabase, type SqliteDatabase } from '../../src/sqlite/open.ts'

/** What the queue wrote into one table, column by column as it is stored. */
export interface TableRows {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

/** The table of an operation itself; the rest of what is written goes with it. */
export const OPERATIONS = 'operations'

/**
 * The rows that `written` has and `before` has not, table by table, operations first, since others refer to them. The
 * limits write these very rows: they follow the queue's tables by themselves.
 */
export function writtenRows(before: string, written: string): TableRows[] {
  const [first, second] = [openDatabase(before, { readonly: true }), openDatabase(written, { readonly: true })]
  try {
    const grown = tablesOf(second).filter((table) => countOf(second, table) > countOf(first, table))
    return grown
      .toSorted((a, b) => Number(b === OPERATIONS) - Number(a === OPERATIONS))
      .map((table) => rowsOf(second, table, countOf(first, table)))
  } finally {
    first.close()
    second.close()
  }
}

function tablesOf(database: SqliteDatabase): string[] {
  return database
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map((table) => table.name)
}

function countOf(database: SqliteDatabase, table: string): number {
  const hasTable = tablesOf(database).includes(table)
  if (!hasTable) return 0
  return database.prepare<[], { count: number }>(`SELECT count(*) AS count FROM "${table}"`).get()?.count ?? 0
}

function rowsOf(database: SqliteDatabase, table: string, skip: number): TableRows {
  const statement = database.prepare<[], unknown[]>(`SELECT * FROM "${table}" LIMIT -1 OFFSET ${skip}`).raw()
  return { table, columns: statement.columns().map((column) => column.name), rows: statement.all() }
}

export function insertInto({ table, columns }: TableRows): string {
  const names = columns.map((column) => `"${column}"`).join(', ')
  return `INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`
}
