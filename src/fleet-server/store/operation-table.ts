import { createHash } from 'node:crypto'
import type { Command } from '#shared/domain/commands.ts'
import {
  type CommandReport,
  type OperationResult,
  operationResultSchema,
  type WireOperation,
} from '#shared/protocol/operations.ts'
import type { SqliteDatabase, SqliteStatement } from '#sqlite/open.ts'
import { parseStored } from './stored-json.ts'

export interface StoredOperation {
  readonly hash: string
  readonly result: OperationResult
  readonly isApplied: boolean
  /** Null for everything but commands. */
  readonly command: Command | null
  /** What the device said of the command; null until then. */
  readonly report: CommandReport | null
}

interface Row {
  readonly hash: string
  readonly result: string
  readonly isApplied: number
  readonly command: Command | null
  readonly report: string | null
}

/** What became of operations, by their idempotency key; and how far each client has counted. */
export class OperationTable {
  readonly #find: SqliteStatement<[string], Row>
  readonly #keep: SqliteStatement<[string, string, string, number, string, number, string | null]>
  readonly #report: SqliteStatement<[string, string]>
  readonly #prune: SqliteStatement<[number]>
  readonly #resetSequences: SqliteStatement<[]>
  readonly #client: SqliteStatement<[string, number, string, number]>
  readonly #clientSequence: SqliteStatement<[string], number>

  constructor(database: SqliteDatabase) {
    this.#find = database.prepare(
      'SELECT hash, result, is_applied AS isApplied, command, report FROM operations WHERE key = ?',
    )
    this.#keep = database.prepare(
      `INSERT OR REPLACE INTO operations (key, hash, result, is_applied, client_id, at, command)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#report = database.prepare('UPDATE operations SET report = ? WHERE key = ?')
    this.#prune = database.prepare('DELETE FROM operations WHERE at < ?')
    this.#resetSequences = database.prepare(
      `UPDATE operations SET result = json_set(result, '$.sequence', 0) WHERE is_applied = 1`,
    )
    this.#client = database.prepare(
      `INSERT INTO clients (client_id, last_sequence, user_id, seen_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (client_id) DO UPDATE SET
         last_sequence = max(last_sequence, excluded.last_sequence), user_id = excluded.user_id, seen_at = excluded.seen_at`,
    )
    this.#clientSequence = database
      .prepare<[string], number>('SELECT last_sequence FROM clients WHERE client_id = ?')
      .pluck()
  }

  find(key: string): StoredOperation | undefined {
    const row = this.#find.get(key)
    if (row === undefined) return undefined
    return {
      hash: row.hash,
      result: operationResultSchema.parse(JSON.parse(row.result)),
      isApplied: row.isApplied === 1,
      command: row.command,
      report: row.report === null ? null : parseStored<CommandReport>(row.report),
    }
  }

  keep(operation: WireOperation, result: OperationResult, clientId: string, at: number): void {
    const command = operation.kind === 'command' ? operation.command : null
    const isApplied = result.outcome === 'applied' ? 1 : 0
    this.#keep.run(operation.key, payloadHash(operation), JSON.stringify(result), isApplied, clientId, at, command)
  }

  /** Keeps what a device said of a command. */
  keepReport(key: string, report: CommandReport): void {
    this.#report.run(JSON.stringify(report), key)
  }

  /** A new life of the feed: the sequences of what was applied before say nothing any more. */
  resetSequences(): void {
    this.#resetSequences.run()
  }

  /** Forgets what became of operations before a time. */
  prune(before: number): void {
    this.#prune.run(before)
  }

  noteClient(clientId: string, clientSequence: number, userId: string, at: number): void {
    this.#client.run(clientId, clientSequence, userId, at)
  }

  /** The highest sequence a client has sent; 0 for an unknown one. */
  clientSequence(clientId: string): number {
    return this.#clientSequence.get(clientId) ?? 0
  }
}

/**
 * A digest of what an operation asks for. The base version is left out because a console may send the same change
 * again on top of a newer one; the client's own counters because a queue may be carried to another PC.
 */
export function payloadHash(operation: WireOperation): string {
  const asked = {
    kind: operation.kind,
    entityType: operation.entityType,
    entityId: operation.entityId,
    fields: 'fields' in operation ? operation.fields : null,
    command: operation.kind === 'command' ? operation.command : null,
    // Only where there is one: what was kept before there were any has the digest that it had.
    ...('contentId' in operation && operation.contentId !== undefined ? { contentId: operation.contentId } : {}),
  }
  return createHash('sha256').update(canonicalJson(asked)).digest('base64')
}

/** JSON with sorted member names, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
