/** Why a database can not be used, by a stable code. */
export const SQLITE_OPEN_ERROR_CODES = [
  'cannot-open',
  'no-binding',
  'not-wal',
  'not-full-sync',
  'locked',
  'corrupt',
  'read-only',
  'full',
  'newer-schema',
  'altered-migrations',
] as const
export type SqliteOpenErrorCode = (typeof SQLITE_OPEN_ERROR_CODES)[number]

/** Raised by `openDatabase` and `migrate`. `message` says what can be done; `file` is the database. */
export class SqliteOpenError extends Error {
  readonly code: SqliteOpenErrorCode
  readonly file: string

  constructor(code: SqliteOpenErrorCode, file: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'SqliteOpenError'
    this.code = code
    this.file = file
  }
}

/**
 * What went wrong inside SQLite, by what the caller must do about it:
 * `full` make room; `io` the disk failed, doubt everything and reopen; `read-only` nothing can be written;
 * `corrupt` the file is damaged or no database; `busy` another process holds it, try again; `constraint` the
 * statement broke a rule of the schema; `cannot-open` the file could not be reached; `other` a mistake in the program.
 */
export type SqliteFailureKind =
  | 'full'
  | 'io'
  | 'read-only'
  | 'corrupt'
  | 'busy'
  | 'constraint'
  | 'cannot-open'
  | 'other'

export interface SqliteFailure {
  readonly kind: SqliteFailureKind
  /** SQLite's extended result code, for example `SQLITE_IOERR_FSYNC`. */
  readonly code: string
  readonly message: string
}

const KIND_BY_PRIMARY_CODE: Readonly<Record<string, SqliteFailureKind>> = {
  FULL: 'full',
  IOERR: 'io',
  READONLY: 'read-only',
  PERM: 'read-only',
  CORRUPT: 'corrupt',
  NOTADB: 'corrupt',
  BUSY: 'busy',
  LOCKED: 'busy',
  CONSTRAINT: 'constraint',
  CANTOPEN: 'cannot-open',
}

/** The failure behind an error that SQLite raised; null when the error is not SQLite's. */
export function classifySqliteError(error: unknown): SqliteFailure | null {
  if (!(error instanceof Error) || error.name !== 'SqliteError' || !('code' in error)) return null
  const code = String(error.code)
  const primary = code.split('_')[1] ?? ''
  return { kind: KIND_BY_PRIMARY_CODE[primary] ?? 'other', code, message: error.message }
}
