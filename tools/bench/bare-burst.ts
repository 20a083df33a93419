import { openDatabase } from '../../src/sqlite/open.ts'
import { chunksOf } from './intents.ts'
import { insertInto, OPERATIONS, type TableRows } from './written-rows.ts'

/**
 * The limit of a burst: all rows the queue wrote for it, in the same tables with the same indexes, by prepared
 * statements in this thread at `perTransaction` operations to a transaction. Returns milliseconds.
 *
 * @param file a copy of the database the burst began with
 */
export function writeBurst(file: string, written: readonly TableRows[], perTransaction: number): number {
  const database = openDatabase(file)
  try {
    const operations = written.find(({ table }) => table === OPERATIONS)?.rows.length ?? 0
    const transactions = Math.ceil(operations / perTransaction)
    const tables = written.map((table) => ({
      insert: database.prepare(insertInto(table)),
      parts: chunksOf(table.rows, Math.ceil(table.rows.length / transactions)),
    }))
    const commit = database.transaction((part: number) => {
      for (const { insert, parts } of tables) for (const row of parts[part] ?? []) insert.run(...row)
    })
    const startedAt = performance.now()
    for (let part = 0; part < transactions; part += 1) commit.immediate(part)
    return performance.now() - startedAt
  } finally {
    database.close()
  }
}
