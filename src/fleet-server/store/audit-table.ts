import type { EntityType } from '#shared/domain/ids.ts'
import type { SqliteDatabase, SqliteStatement } from '#sqlite/open.ts'

/** One effect on the fleet, by whoever had it. */
export interface AuditEffect {
  /** Counts all effects; the audit is paged by it. */
  readonly id: number
  /** The feed sequence of the change; of a command, the head at that moment. */
  readonly sequence: number
  readonly key: string | null
  readonly clientId: string | null
  readonly clientSequence: number | null
  readonly entityType: EntityType
  readonly entityId: string
  readonly kind: 'create' | 'update' | 'delete' | 'command'
  readonly version: number
  readonly at: number
  readonly actor: string
  readonly source: 'operation' | 'simulation'
}

type Values = [
  number,
  string | null,
  string | null,
  number | null,
  string,
  string,
  string,
  number,
  number,
  string,
  string,
]

/** Every applied effect, in order. */
export class AuditTable {
  readonly #insert: SqliteStatement<Values>
  readonly #page: SqliteStatement<[number, number], AuditEffect>
  readonly #prune: SqliteStatement<[number]>

  constructor(database: SqliteDatabase) {
    this.#insert = database.prepare(
      `INSERT INTO audit (sequence, key, client_id, client_sequence, entity_type, entity_id, kind, version, at, actor, source)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#page = database.prepare(
      `SELECT id, sequence, key, client_id AS clientId, client_sequence AS clientSequence, entity_type AS entityType,
         entity_id AS entityId, kind, version, at, actor, source
       FROM audit WHERE id > ? ORDER BY id LIMIT ?`,
    )
    this.#prune = database.prepare('DELETE FROM audit WHERE at < ?')
  }

  add(effect: Omit<AuditEffect, 'id'>): AuditEffect {
    const { sequence, key, clientId, clientSequence, entityType, entityId, kind, version, at, actor, source } = effect
    const result = this.#insert.run(
      sequence,
      key,
      clientId,
      clientSequence,
      entityType,
      entityId,
      kind,
      version,
      at,
      actor,
      source,
    )
    return { id: Number(result.lastInsertRowid), ...effect }
  }

  read(since: number, limit: number): AuditEffect[] {
    return this.#page.all(since, limit)
  }

  prune(before: number): void {
    this.#prune.run(before)
  }
}
