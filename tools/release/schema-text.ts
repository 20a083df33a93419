import type { SqliteDatabase } from '#sqlite/open.ts'

/** Tables and indexes of a database, in an order and a spelling that do not hang on when they were made. */
export function schemaText(database: SqliteDatabase): string[] {
  const rows = database
    .prepare<[], { sql: string }>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name')
    .all()
  return rows.map(({ sql }) => sql.replace(/\s+/g, ' ').trim())
}
