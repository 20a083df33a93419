import { GENESIS_HASH, hashLine, serializeHead } from '../../../src/main/database/ledger-chain.ts'
import { queueAndReplica } from '../../../src/main/database/migrations/001-queue-and-replica.ts'
import { trustedQueue } from '../../../src/main/database/migrations/002-trusted-queue.ts'
import { OPERATION_COLUMNS, rowOfOperation } from '../../../src/main/database/rows.ts'
import { isSettled, type Operation } from '../../../src/shared/domain/operation.ts'
import { migrate } from '../../../src/sqlite/migrate.ts'
import { openDatabase, type SqliteDatabase } from '../../../src/sqlite/open.ts'
import { deviceRecord } from '../../support/builders.ts'

/** An operation as it stood at version 2 of the schema, and the states it went through. */
export interface OldOperation {
  readonly operation: Operation
  readonly way: readonly (readonly [state: string, reason: string])[]
  /** What is stored instead of its payload or state. */
  readonly damage?: { readonly intent?: string; readonly schema_version?: number; readonly state?: string }
}

/** A file as version 2 of the schema left it: one table for all operations, overlays beside them, totals in one place. */
export function writeVersionTwo(file: string, list: readonly OldOperation[]): void {
  const database = openDatabase(file)
  migrate(database, [queueAndReplica, trustedQueue], 1)
  database.transaction(() => {
    for (const old of list) writeOperation(database, old)
    writeLedger(database, list)
    for (const id of ['dev_1', 'dev_2', 'dev_3']) {
      const { entityType, version, sequence, data, reported } = deviceRecord(id)
      database
        .prepare('INSERT INTO entities (entity_type, id, version, sequence, data, reported) VALUES (?, ?, ?, ?, ?, ?)')
        .run(entityType, id, version, sequence, JSON.stringify(data), JSON.stringify(reported))
    }
    database.exec(`
      INSERT INTO aliases (entity_type, from_id, to_id) VALUES ('device', 'dev_local', 'dev_2');
      INSERT INTO meta (name, value) VALUES ('feed_epoch', 'e'), ('feed_sequence', '8');
      INSERT INTO conflict_records (id, key, entity_type, entity_id, resolution_id, at, record)
      VALUES ('record_1', 'some key', 'device', 'dev_1', 'resolution_1', 5, '{"id":"record_1"}');`)
  })()
  database.close()
}

function writeOperation(database: SqliteDatabase, { operation, way, damage = {} }: OldOperation): void {
  const row = { ...rowOfOperation(operation), ...damage }
  const history = way.map(([to, reason], index) => JSON.stringify([to, operation.createdAt + index, reason])).join('\n')
  const places = [...OPERATION_COLUMNS, 'history'].map(() => '?').join(', ')
  database
    .prepare(`INSERT INTO operations (${OPERATION_COLUMNS.join(', ')}, history) VALUES (${places})`)
    .run(...OPERATION_COLUMNS.map((column) => row[column]), history)
  if (isSettled(operation.state)) return
  database
    .prepare('INSERT INTO overlays (client_sequence, effect) VALUES (?, ?)')
    .run(operation.clientSequence, JSON.stringify({ key: operation.key }))
}

/** Lines as they were then: each without totals, which the head alone had. */
function writeLedger(database: SqliteDatabase, list: readonly OldOperation[]): void {
  const insert = database.prepare('INSERT INTO ledger (line, body, hash) VALUES (?, ?, ?)')
  const states: Record<string, number> = {}
  let [line, hash] = [0, GENESIS_HASH]
  for (const { operation, way } of list) {
    way.forEach(([to, reason], index) => {
      const from = way[index - 1]?.[0] ?? null
      const number = operation.clientSequence
      const entry = from === null ? [number, 'd'.repeat(32), operation.key] : number
      line++
      const body = JSON.stringify({ line, at: operation.createdAt + index, from, to, reason, operations: [entry] })
      hash = hashLine(hash, body)
      insert.run(line, body, hash)
      if (from !== null) states[from] = (states[from] ?? 0) - 1
      states[to] = (states[to] ?? 0) + 1
    })
  }
  const head = serializeHead({ line, hash, created: list.length, states })
  database.prepare('INSERT OR REPLACE INTO ledger_head (id, head) VALUES (1, ?)').run(head)
}

/** Everything in a file, by table: for what must be the same before and after. */
export function contentsOf(file: string): Record<string, unknown[]> {
  const database = openDatabase(file)
  const tables = database
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
  const contents = tables.map(({ name }) => [name, database.prepare(`SELECT * FROM ${name}`).all()] as const)
  database.close()
  return Object.fromEntries(contents)
}
