import type { Operation, Transition } from '#shared/domain/operation.ts'
import { operationStateSchema } from '#shared/domain/operation.ts'
import { classifySqliteError, SqliteOpenError } from '#sqlite/errors.ts'
import { migrate } from '#sqlite/migrate.ts'
import { openDatabase, type SqliteDatabase } from '#sqlite/open.ts'
import { applyMutation } from './apply-mutation.ts'
import { StoreError, type StoreErrorKind } from './errors.ts'
import { loadState } from './load-state.ts'
import { SITE_MIGRATIONS } from './migrations/all.ts'
import { type OperationRow, operationOfRow } from './rows.ts'
import { prepareStatements, type Statements } from './statements.ts'
import type { Mutation, OperationQuery, StoredState } from './store.ts'

export type CommitOutcome = { readonly ok: true } | { readonly ok: false; readonly error: StoreError }

const PENDING_STATES = "('queued','sending','unknown','conflicted','quarantined')"

/**
 * The database of one site, synchronous: runs in the storage worker, and in the process itself in tests.
 * Every method throws a StoreError.
 */
export class SiteDatabase {
  readonly #database: SqliteDatabase
  readonly #statements: Statements

  /** @param at the time recorded with migrations, milliseconds since the epoch. */
  constructor(file: string, at: number) {
    try {
      this.#database = openDatabase(file)
      migrate(this.#database, SITE_MIGRATIONS, at)
      this.#statements = prepareStatements(this.#database)
    } catch (error) {
      throw asStoreError(error)
    }
  }

  load(): StoredState {
    return this.#guarded(() => loadState(this.#statements))
  }

  /**
   * Commits batches that arrived together in one transaction: one fsync serves all. When one of them fails, each is
   * tried in a transaction of its own, so that nobody pays for another's mistake.
   */
  commitGroup(batches: readonly (readonly Mutation[])[]): readonly CommitOutcome[] {
    const together = this.#commit(batches.flat())
    if (together.ok || batches.length === 1 || isDiskTrouble(together.error.kind)) return batches.map(() => together)
    return batches.map((batch) => this.#commit(batch))
  }

  operations(keys: readonly string[]): readonly Operation[] {
    return this.#guarded(() =>
      keys.flatMap((key) => {
        const row = this.#statements.operationByKey.get(key)
        return row === undefined ? [] : [operationOfRow(row)]
      }),
    )
  }

  page(query: OperationQuery): { total: number; operations: readonly Operation[] } {
    return this.#guarded(() => {
      const { where, values } = conditions(query)
      const total =
        this.#database
          .prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM operations WHERE ${where}`)
          .get(...values)?.n ?? 0
      const order = query.scope === 'history' ? 'changed_at DESC, client_sequence DESC' : 'client_sequence'
      const rows = this.#database
        .prepare<unknown[], OperationRow>(`SELECT * FROM operations WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`)
        .all(...values, query.limit, query.offset)
      return { total, operations: rows.flatMap(readable) }
    })
  }

  transitions(key: string): readonly Transition[] {
    return this.#guarded(() =>
      this.#statements.transitionsByKey.all(key).map((row) => ({
        from: row.from_state === null ? null : operationStateSchema.parse(row.from_state),
        to: operationStateSchema.parse(row.to_state),
        at: row.at,
        reason: row.reason,
      })),
    )
  }

  close(): void {
    this.#database.close()
  }

  #commit(mutations: readonly Mutation[]): CommitOutcome {
    try {
      this.#database
        .transaction(() => {
          for (const mutation of mutations) applyMutation(this.#statements, mutation)
        })
        .immediate()
      return { ok: true }
    } catch (error) {
      return { ok: false, error: asStoreError(error) }
    }
  }

  #guarded<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      throw asStoreError(error)
    }
  }
}

function readable(row: OperationRow): Operation[] {
  try {
    return [operationOfRow(row)]
  } catch {
    // A damaged row is kept and reported at start; a list shows the others.
    return []
  }
}

function conditions(query: OperationQuery): { where: string; values: unknown[] } {
  const parts = [`state ${query.scope === 'pending' ? 'IN' : 'NOT IN'} ${PENDING_STATES}`]
  const values: unknown[] = []
  if (query.states !== undefined) {
    parts.push(`state IN (${query.states.map(() => '?').join(',')})`)
    values.push(...query.states)
  }
  if (query.entityType !== undefined) {
    parts.push('entity_type = ?')
    values.push(query.entityType)
  }
  if (query.entityId !== undefined) {
    parts.push('entity_id = ?')
    values.push(query.entityId)
  }
  return { where: parts.join(' AND '), values }
}

function isDiskTrouble(kind: StoreErrorKind): boolean {
  return kind === 'full' || kind === 'failed' || kind === 'read-only' || kind === 'corrupt'
}

const OPEN_ERRORS: Partial<Record<SqliteOpenError['code'], StoreErrorKind>> = {
  'read-only': 'read-only',
  full: 'full',
  corrupt: 'corrupt',
  'newer-schema': 'newer',
  'cannot-open': 'read-only',
}

export function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  if (error instanceof SqliteOpenError) {
    return new StoreError(OPEN_ERRORS[error.code] ?? 'failed', error.message, { cause: error })
  }
  const failure = classifySqliteError(error)
  if (failure === null)
    return new StoreError('other', error instanceof Error ? error.message : String(error), { cause: error })
  const text = `${failure.message} (${failure.code})`
  switch (failure.kind) {
    case 'full':
      return new StoreError(
        'full',
        `There is no room on the disk: ${text}. Free some space; nothing that was queued is lost.`,
      )
    case 'read-only':
      return new StoreError('read-only', `The profile cannot be written: ${text}.`)
    case 'corrupt':
      return new StoreError('corrupt', `The database is damaged: ${text}.`)
    case 'io':
    case 'cannot-open':
    case 'busy':
      return new StoreError('failed', `The disk did not take the data: ${text}.`)
    default:
      return new StoreError('other', text, { cause: error })
  }
}
