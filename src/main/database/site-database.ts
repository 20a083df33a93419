import type { ConflictRecord } from '#shared/domain/conflict.ts'
import type { Transition } from '#shared/domain/operation.ts'
import { migrate } from '#sqlite/migrate.ts'
import { openDatabase, type SqliteDatabase } from '#sqlite/open.ts'
import { applyMutation } from './apply-mutation.ts'
import { asStoreError } from './as-store-error.ts'
import { auditLedger } from './audit.ts'
import type { StoreError, StoreErrorKind } from './errors.ts'
import { parseHistory } from './history.ts'
import { EMPTY_HEAD, type LedgerHead, LedgerLines, parseHead, serializeHead } from './ledger-chain.ts'
import { loadState } from './load-state.ts'
import { SITE_MIGRATIONS } from './migrations/all.ts'
import { pageConflicts, pageOperations, sortReadable } from './queries.ts'
import { prepareStatements, type Statements } from './statements.ts'
import type {
  ConflictQuery,
  FoundOperations,
  LedgerLine,
  Mutation,
  OperationQuery,
  StoredState,
  UnreadableOperation,
} from './store.ts'

export type CommitOutcome = { readonly ok: true } | { readonly ok: false; readonly error: StoreError }

/**
 * The database of one site, synchronous: runs in the storage worker, and in the process itself in tests.
 * Every method throws a StoreError.
 */
export class SiteDatabase {
  readonly #database: SqliteDatabase
  readonly #statements: Statements
  /** The end of the ledger as committed. This object is the only writer. */
  #head: LedgerHead = EMPTY_HEAD

  /** @param at the time recorded with migrations, milliseconds since the epoch. */
  constructor(file: string, at: number) {
    try {
      this.#database = openDatabase(file)
      migrate(this.#database, SITE_MIGRATIONS, at)
      this.#statements = prepareStatements(this.#database)
      const stored = this.#statements.ledgerHead.get()
      if (stored !== undefined) this.#head = parseHead(stored.head)
    } catch (error) {
      throw asStoreError(error)
    }
  }

  load(): StoredState {
    return this.#guarded(() => loadState(this.#statements, this.#head))
  }

  /**
   * Commits batches that arrived together in one transaction: one fsync serves all. When one of them fails, each is
   * tried in a transaction of its own, so that nobody pays for another's mistake.
   */
  commitGroup(batches: readonly (readonly Mutation[])[]): readonly CommitOutcome[] {
    const together = this.#commit(batches)
    if (together.ok || batches.length === 1 || isDiskTrouble(together.error.kind)) return batches.map(() => together)
    return batches.map((batch) => this.#commit([batch]))
  }

  operations(keys: readonly string[]): FoundOperations {
    return this.#guarded(() =>
      sortReadable(
        keys.flatMap((key) => {
          const row = this.#statements.operationByKey.get(key)
          return row === undefined ? [] : [row]
        }),
      ),
    )
  }

  page(query: OperationQuery): FoundOperations & { total: number } {
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
    return this.#guarded(() => parseHistory(this.#statements.historyByKey.get(key)?.history ?? ''))
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

  audit(): readonly string[] {
    return this.#guarded(() => auditLedger(this.#statements, this.#head))
  }

  close(): void {
    this.#database.close()
  }

  #commit(batches: readonly (readonly Mutation[])[]): CommitOutcome {
    let head = this.#head
    try {
      this.#database
        .transaction(() => {
          for (const batch of batches) head = this.#apply(batch, head)
          if (head !== this.#head) this.#statements.putLedgerHead.run(serializeHead(head))
        })
        .immediate()
      this.#head = head
      return { ok: true }
    } catch (error) {
      return { ok: false, error: asStoreError(error) }
    }
  }

  #apply(batch: readonly Mutation[], head: LedgerHead): LedgerHead {
    const lines = new LedgerLines()
    for (const mutation of batch) applyMutation(this.#statements, mutation, lines)
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

function isDiskTrouble(kind: StoreErrorKind): boolean {
  return kind === 'full' || kind === 'failed' || kind === 'read-only' || kind === 'corrupt'
}
