import type { ConflictRecord } from '#shared/domain/conflict.ts'
import type { Transition } from '#shared/domain/operation.ts'
import { SqliteOpenError } from '#sqlite/errors.ts'
import { migrate, schemaVersion } from '#sqlite/migrate.ts'
import { refuseNewer } from '#sqlite/newer.ts'
import { openDatabase, type SqliteDatabase, type SqliteTransaction } from '#sqlite/open.ts'
import { releaseHeap } from '../platform/heap.ts'
import type { AlarmRequest } from './alarm-store.ts'
import { AlarmTables } from './alarm-tables.ts'
import { applyWrite } from './apply-write.ts'
import { asStoreError } from './as-store-error.ts'
import { auditLedger } from './audit.ts'
import type { StoreError, StoreErrorKind } from './errors.ts'
import { parseHistory } from './history.ts'
import { Housekeeping } from './housekeeping.ts'
import { keepOldForm } from './keep-old-form.ts'
import { EMPTY_HEAD, type LedgerHead, LedgerLines } from './ledger-chain.ts'
import { FIRST_POSITION, joined, loadHead, loadPart, type ReadPart, type StoredPosition } from './load-state.ts'
import { SITE_MIGRATIONS } from './migrations/all.ts'
import { operationRow, pageConflicts, pageOperations, sortReadable } from './queries.ts'
import { prepareStatements, type Statements } from './statements.ts'
import type {
  ConflictQuery,
  FoundOperations,
  LedgerLine,
  Mutation,
  OperationQuery,
  StoredHead,
  StoredPart,
  UnreadableOperation,
  WholeState,
} from './store.ts'
import { storedHead } from './stored-head.ts'
import type { UploadRequest } from './upload-store.ts'
import { UploadTable } from './upload-table.ts'
import { type Write, writeOf } from './writes.ts'

export type CommitOutcome = { readonly ok: true } | { readonly ok: false; readonly error: StoreError }

/** The log is emptied in quiet times; this is what it may grow to when there are none (16 MiB). */
const LOG_PAGES = 1_000

/**
 * The database of one site, synchronous: runs in the storage worker, and in the process itself in tests.
 * Every method throws a StoreError.
 */
export class SiteDatabase {
  readonly #database: SqliteDatabase
  readonly #statements: Statements
  readonly #housekeeping: Housekeeping
  readonly #alarms: AlarmTables
  readonly #uploads: UploadTable
  readonly #applyAll: SqliteTransaction<(batches: readonly (readonly Write[])[]) => LedgerHead>
  /** The end of the ledger as committed. This object is the only writer. */
  #head: LedgerHead = EMPTY_HEAD

  /**
   * @param at the time recorded with migrations, milliseconds since the epoch.
   * @param isReadonly nothing is written, and nothing is migrated: every commit fails with `read-only`.
   * @param mayBeNewer a file of a newer program is taken for what this one understands of it; only for reading.
   */
  constructor(file: string, at: number, isReadonly = false, mayBeNewer = false) {
    try {
      if (!isReadonly) refuseNewer(file, SITE_MIGRATIONS)
      this.#database = openDatabase(file, { readonly: isReadonly })
      if (isReadonly) assertNewest(this.#database, mayBeNewer)
      else {
        this.#database.pragma(`wal_autocheckpoint = ${LOG_PAGES}`)
        keepOldForm(this.#database, file)
        migrate(this.#database, SITE_MIGRATIONS, at)
      }
      this.#statements = prepareStatements(this.#database)
      this.#head = storedHead(this.#statements)
      this.#applyAll = this.#database.transaction((batches) => this.#apply(batches))
      this.#alarms = new AlarmTables(this.#database)
      this.#uploads = new UploadTable(this.#database)
      this.#housekeeping = new Housekeeping(this.#database, this.#statements, this.#head.line)
    } catch (error) {
      throw asStoreError(error)
    }
  }

  loadHead(): StoredHead {
    return this.#guarded(() => loadHead(this.#statements, this.#head))
  }

  loadPart(position: StoredPosition): ReadPart {
    return this.#guarded(() => loadPart(this.#statements, position))
  }

  /** All of it in one piece. */
  load(): WholeState {
    const parts: StoredPart[] = []
    for (let position: StoredPosition | null = FIRST_POSITION; position !== null; ) {
      const { part, next }: ReadPart = this.loadPart(position)
      parts.push(part)
      position = next
    }
    return joined(this.loadHead(), parts)
  }

  /** As `writeGroup`, for those who share the thread. */
  commitGroup(batches: readonly (readonly Mutation[])[]): readonly CommitOutcome[] {
    return this.writeGroup(batches.map((batch) => batch.map(writeOf)))
  }

  /**
   * Commits batches that arrived together in one transaction: one fsync serves all. When one of them fails, each is
   * tried in a transaction of its own, so that nobody pays for another's mistake.
   */
  writeGroup(batches: readonly (readonly Write[])[]): readonly CommitOutcome[] {
    const together = this.#commit(batches)
    if (together.ok || batches.length === 1 || isDiskTrouble(together.error.kind)) return batches.map(() => together)
    return batches.map((batch) => this.#commit([batch]))
  }

  operations(keys: readonly string[]): FoundOperations {
    return this.#guarded(() => sortReadable(keys.flatMap((key) => operationRow(this.#statements, key) ?? [])))
  }

  page(query: OperationQuery): FoundOperations & { total: number } {
    if (query.scope === 'history') this.tidyUp()
    return this.#guarded(() => pageOperations(this.#database, query))
  }

  inspect(afterSequence: number, limit: number): { unreadable: readonly UnreadableOperation[]; next: number | null } {
    return this.#guarded(() => {
      const rows = this.#statements.unsettledAfter.all(afterSequence, limit)
      const next = rows.length < limit ? null : (rows.at(-1)?.client_sequence ?? null)
      return { unreadable: sortReadable(rows).unreadable, next }
    })
  }

  transitions(key: string): readonly Transition[] {
    this.tidyUp()
    return this.#guarded(() => parseHistory(this.#statements.historyByKey.get(key, key)?.history ?? ''))
  }

  conflictRecords(query: ConflictQuery): { total: number; records: readonly ConflictRecord[] } {
    return this.#guarded(() => pageConflicts(this.#database, query))
  }

  ledger(line: number, limit: number): readonly LedgerLine[] {
    return this.#guarded(() =>
      this.#statements.ledgerAfter
        .all(line, limit)
        .map((row) => ({ line: row.line, body: row.body, hash: row.hash.toString('hex') })),
    )
  }

  ledgerHead(): LedgerHead {
    return this.#head
  }

  /** What is asked of the record of alarms. */
  alarms(request: AlarmRequest): unknown {
    return this.#guarded(() => this.#alarms.answer(request))
  }

  /** What is asked of the files on their way. */
  uploads(request: UploadRequest): unknown {
    return this.#guarded(() => this.#uploads.answer(request))
  }

  audit(): readonly string[] {
    return this.#guarded(() => auditLedger(this.#statements, this.#head))
  }

  /** Lines of the ledger that the history does not tell of yet. */
  get backlog(): number {
    return this.#housekeeping.backlog(this.#head.line)
  }

  /** A few milliseconds' worth of what can wait until there is time. On a full disk it waits longer. */
  tidy(): void {
    this.#guarded(() => this.#housekeeping.turn())
  }

  /** All of it: before the history is read. What cannot be written is left for later; then the newest steps are missing. */
  tidyUp(): void {
    try {
      for (let left = this.backlog; left > 0; ) {
        this.tidy()
        if (this.backlog === left) return
        left = this.backlog
      }
    } catch {
      return
    }
  }

  /** Moves what the log holds into the file, without waiting for the next commit to do it. */
  checkpoint(): void {
    this.#database.pragma('wal_checkpoint(PASSIVE)')
  }

  /** Gives back the memory of pages that were read and are not in use, and of what was made of them. */
  releaseMemory(): void {
    this.#database.pragma('shrink_memory')
    releaseHeap()
  }

  /** Writes all that is committed into a file of its own, which must not be there yet: a whole database without a log. */
  backUp(to: string): null {
    return this.#guarded(() => {
      this.#database.prepare('VACUUM INTO ?').run(to)
      return null
    })
  }

  close(): void {
    this.#database.close()
  }

  #commit(batches: readonly (readonly Write[])[]): CommitOutcome {
    try {
      this.#head = this.#applyAll.immediate(batches)
      return { ok: true }
    } catch (error) {
      return { ok: false, error: asStoreError(error) }
    }
  }

  /** Returns the end of the ledger behind all of them. */
  #apply(batches: readonly (readonly Write[])[]): LedgerHead {
    let head = this.#head
    for (const batch of batches) head = this.#applyBatch(batch, head)
    return head
  }

  #applyBatch(batch: readonly Write[], head: LedgerHead): LedgerHead {
    const lines = new LedgerLines()
    for (const write of batch) applyWrite(this.#statements, write, lines)
    if (lines.isEmpty) return head
    return lines.writeBehind(head, (line, body, hash) => this.#statements.insertLedger.run(line, body, hash))
  }

  #guarded<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      throw asStoreError(error)
    }
  }
}

function assertNewest(database: SqliteDatabase, mayBeNewer: boolean): void {
  const { name } = database
  const version = schemaVersion(database)
  if (version === SITE_MIGRATIONS.length) return
  const isNewer = version > SITE_MIGRATIONS.length
  if (isNewer && mayBeNewer) return
  const message = isNewer
    ? `${name} was written by a newer version of this program: update the program.`
    : `${name} was written by an older version of this program: start the console once, it brings the file up to date.`
  throw new SqliteOpenError(isNewer ? 'newer-schema' : 'altered-migrations', name, message)
}

function isDiskTrouble(kind: StoreErrorKind): boolean {
  return kind === 'full' || kind === 'failed' || kind === 'read-only' || kind === 'corrupt'
}
