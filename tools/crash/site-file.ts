import { z } from 'zod'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { operationStateSchema } from '#shared/domain/operation.ts'
import { openDatabase, type SqliteDatabase } from '#sqlite/open.ts'
import { recordSchema, type StoredOperation } from './evidence.ts'

/** What a console's file says, read without the console. */
export interface SiteFile {
  readonly clientId: string
  readonly operations: readonly StoredOperation[]
  readonly counters: Readonly<Record<string, number>>
  readonly overlays: number
  readonly records: readonly EntityRecord[]
  /** How often an operation with an unknown outcome got a known one. */
  readonly unknownSettled: number
  /** Operations whose answer was lost at least once. */
  readonly answersLost: number
  readonly integrity: string
}

const operationRowSchema = z.object({
  key: z.string(),
  client_sequence: z.number(),
  state: operationStateSchema,
  entity_type: z.string(),
  entity_id: z.string(),
  intent: z.string(),
  last_error: z.string().nullable(),
})
const intentSchema = z.object({
  kind: z.enum(['create', 'update', 'delete', 'command']),
  fields: z.record(z.string(), z.unknown()).default({}),
})
const entityRowSchema = z.object({
  entity_type: z.string(),
  id: z.string(),
  version: z.number(),
  sequence: z.number(),
  data: z.string(),
  reported: z.string(),
})

/** Reads the file of a console that has ended. @throws SqliteOpenError when it can not be opened. */
export function readSiteFile(file: string): SiteFile {
  const database = openDatabase(file)
  try {
    return {
      clientId: String(database.prepare("SELECT value FROM meta WHERE name = 'client_id'").pluck().get()),
      operations: readOperations(database),
      counters: Object.fromEntries(
        z
          .array(z.object({ name: z.string(), value: z.number() }))
          .parse(database.prepare('SELECT name, value FROM counters').all())
          .map(({ name, value }) => [name, value]),
      ),
      overlays: count(database, 'SELECT count(*) FROM overlays'),
      records: readRecords(database),
      unknownSettled: count(database, "SELECT count(*) FROM transitions WHERE from_state = 'unknown'"),
      answersLost: count(database, "SELECT count(DISTINCT key) FROM transitions WHERE reason = 'answer-lost'"),
      integrity: String(database.pragma('integrity_check', { simple: true })),
    }
  } finally {
    database.close()
  }
}

function readOperations(database: SqliteDatabase): StoredOperation[] {
  const rows = database.prepare('SELECT * FROM operations ORDER BY client_sequence').all()
  return z
    .array(operationRowSchema)
    .parse(rows)
    .map((row) => {
      const { kind, fields } = intentSchema.parse(JSON.parse(row.intent))
      return {
        key: row.key,
        clientSequence: row.client_sequence,
        state: row.state,
        kind,
        entityType: row.entity_type,
        entityId: row.entity_id,
        fields,
        lastError: row.last_error,
      }
    })
}

function readRecords(database: SqliteDatabase): EntityRecord[] {
  return z
    .array(entityRowSchema)
    .parse(database.prepare('SELECT * FROM entities').all())
    .map((row) =>
      recordSchema.parse({
        entityType: row.entity_type,
        id: row.id,
        version: row.version,
        sequence: row.sequence,
        data: JSON.parse(row.data) as unknown,
        reported: JSON.parse(row.reported) as unknown,
      }),
    )
}

function count(database: SqliteDatabase, sql: string): number {
  return z.number().parse(database.prepare(sql).pluck().get())
}
