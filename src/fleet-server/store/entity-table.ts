import type { ChangeAuthor } from '#shared/domain/conflict.ts'
import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { SqliteDatabase, SqliteStatement } from '#sqlite/open.ts'
import { ReportedHalves, type ReportsMark } from './reported-halves.ts'
import { parseStored } from './stored-json.ts'

/** One entity as stored: the halves are JSON texts, parsed only by whoever needs them. */
export interface EntityRow {
  /** Position in the table; grows with every create, so that a snapshot can be paged. */
  readonly row: number
  readonly entityType: EntityType
  readonly id: string
  readonly version: number
  readonly sequence: number
  readonly data: string
  readonly reported: string
  /** For each field that was ever updated, the version that did it; a missing one is as old as the entity. */
  readonly fieldVersions: string
  /** For each of those fields who changed it last, and when; a missing one was changed before that was kept. */
  readonly fieldAuthors: string
}

export interface Tombstone {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Who deleted it; null: it was deleted before that was kept. */
  readonly actor: string | null
  readonly version: number
  readonly sequence: number
}

const COLUMNS =
  'row, entity_type AS entityType, id, version, sequence, data, reported, field_versions AS fieldVersions, field_authors AS fieldAuthors'

/**
 * The current entities and the traces of deleted ones. What devices report is not written to their rows again and again:
 * it lies over them in memory, and the feed, which holds the newest report of each device, is where it is durable.
 */
export class EntityTable {
  readonly #reports = new ReportedHalves()
  readonly #byId: SqliteStatement<[EntityType, string], EntityRow>
  readonly #page: SqliteStatement<[number, number], EntityRow>
  readonly #ofType: SqliteStatement<[EntityType], EntityRow>
  readonly #insert: SqliteStatement<[EntityType, string, number, string, string, string]>
  readonly #updateData: SqliteStatement<[number, number, string, string, string, number]>
  readonly #updateReported: SqliteStatement<[string, number, number]>
  readonly #delete: SqliteStatement<[number]>
  readonly #bury: SqliteStatement<[EntityType, string, number, number, number, string]>
  readonly #tombstone: SqliteStatement<[EntityType, string], Tombstone>
  readonly #count: SqliteStatement<[], number>
  readonly #usersOfPlaylist: SqliteStatement<[string], number>
  readonly #resetSequences: SqliteStatement<[]>

  constructor(database: SqliteDatabase) {
    this.#byId = database.prepare(`SELECT ${COLUMNS} FROM entities WHERE entity_type = ? AND id = ?`)
    this.#page = database.prepare(`SELECT ${COLUMNS} FROM entities WHERE row > ? ORDER BY row LIMIT ?`)
    this.#ofType = database.prepare(`SELECT ${COLUMNS} FROM entities WHERE entity_type = ? ORDER BY row`)
    this.#insert = database.prepare(
      `INSERT INTO entities (entity_type, id, version, sequence, data, reported, field_versions) VALUES (?, ?, 1, ?, ?, ?, ?)`,
    )
    this.#updateData = database.prepare(
      'UPDATE entities SET version = ?, sequence = ?, data = ?, field_versions = ?, field_authors = ? WHERE row = ?',
    )
    this.#updateReported = database.prepare('UPDATE entities SET reported = ?, sequence = ? WHERE row = ?')
    this.#delete = database.prepare('DELETE FROM entities WHERE row = ?')
    this.#bury = database.prepare(
      'INSERT OR REPLACE INTO tombstones (entity_type, id, version, sequence, at, actor) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#tombstone = database.prepare(
      'SELECT version, sequence, at, actor FROM tombstones WHERE entity_type = ? AND id = ?',
    )
    this.#count = database.prepare<[], number>('SELECT count(*) FROM entities').pluck()
    this.#usersOfPlaylist = database
      .prepare<[string], number>(
        `SELECT count(*) FROM entities WHERE data ->> '$.playlistId' = ? AND entity_type IN ('device', 'schedule')`,
      )
      .pluck()
    this.#resetSequences = database.prepare('UPDATE entities SET sequence = 0')
  }

  find(entityType: EntityType, id: string): EntityRow | undefined {
    const stored = this.#byId.get(entityType, id)
    return stored === undefined ? undefined : this.#reports.over(stored)
  }

  /** Rows after `row`, in the order they were created. */
  *after(row: number, limit: number): Generator<EntityRow> {
    for (const stored of this.#page.iterate(row, limit)) yield this.#reports.over(stored)
  }

  ofType(entityType: EntityType): EntityRow[] {
    return this.#ofType.all(entityType).map((stored) => this.#reports.over(stored))
  }

  count(): number {
    return this.#count.get() ?? 0
  }

  /** Devices and schedules that play a playlist. */
  usersOfPlaylist(playlistId: string): number {
    return this.#usersOfPlaylist.get(playlistId) ?? 0
  }

  /** Returns the new row's position. */
  insert(entityType: EntityType, id: string, sequence: number, data: Fields, reported: Fields): number {
    const result = this.#insert.run(entityType, id, sequence, JSON.stringify(data), JSON.stringify(reported), '{}')
    return Number(result.lastInsertRowid)
  }

  updateData(
    row: number,
    after: Pick<EntityRow, 'version' | 'sequence' | 'data' | 'fieldVersions' | 'fieldAuthors'>,
  ): void {
    const { version, sequence, data, fieldVersions, fieldAuthors } = after
    // The row is about to be newer than the report in the feed, which is therefore not looked at after a restart.
    this.#storeReport(row)
    this.#updateData.run(version, sequence, data, fieldVersions, fieldAuthors, row)
  }

  /** Writes what an entity reports to its row. */
  updateReported(row: number, sequence: number, reported: string): void {
    this.#updateReported.run(reported, sequence, row)
    this.#reports.forget(row)
  }

  /** Keeps in memory what a device reports: its event must be in the feed, in the same transaction. */
  keepReport(row: number, sequence: number, reported: string): void {
    this.#reports.keep(row, sequence, reported)
  }

  /** Writes all kept reports to their rows, before the feed forgets them. */
  storeReports(): void {
    for (const row of this.#reports.rows()) this.#storeReport(row)
  }

  mark(): ReportsMark {
    return this.#reports.mark()
  }

  restore(mark: ReportsMark): void {
    this.#reports.restore(mark)
  }

  committed(): void {
    this.#reports.committed()
  }

  delete(entity: EntityRow, version: number, sequence: number, { at, actor }: ChangeAuthor): void {
    this.#delete.run(entity.row)
    this.#reports.forget(entity.row)
    this.#bury.run(entity.entityType, entity.id, version, sequence, at, actor)
  }

  /** Of an entity that existed and was deleted. */
  tombstone(entityType: EntityType, id: string): Tombstone | undefined {
    return this.#tombstone.get(entityType, id)
  }

  /** After the feed has begun a new life, where the old sequences mean nothing. */
  resetSequences(): void {
    this.storeReports()
    this.#resetSequences.run()
  }

  #storeReport(row: number): void {
    const report = this.#reports.get(row)
    if (report !== undefined) this.updateReported(row, report.sequence, report.reported)
  }
}

/** The JSON of the entity as it travels, made without parsing its halves. */
export function recordText({ entityType, id, version, sequence, data, reported }: EntityRow): string {
  const name = `"entityType":"${entityType}","id":${JSON.stringify(id)},"version":${version},"sequence":${sequence}`
  return `{${name},"data":${data},"reported":${reported}}`
}

export function recordOf(row: EntityRow): EntityRecord {
  const { entityType, id, version, sequence } = row
  return { entityType, id, version, sequence, data: parseStored(row.data), reported: parseStored(row.reported) }
}
