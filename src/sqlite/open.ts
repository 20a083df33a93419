import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { classifySqliteError, type SqliteFailureKind, SqliteOpenError, type SqliteOpenErrorCode } from './errors.ts'

export type SqliteDatabase = Database.Database
export type SqliteStatement<Parameters extends unknown[] = unknown[], Row = unknown> = Database.Statement<
  Parameters,
  Row
>

export type SqliteTransaction<Work extends (...parameters: never[]) => unknown> = Database.Transaction<Work>

export interface OpenOptions {
  /** Opens an existing database for reading only. */
  readonly readonly?: boolean
  /** How long a statement waits for another process's lock, in milliseconds. */
  readonly busyTimeoutMs?: number
  /** File of the native binding. Left out: chosen by the runtime, see `nativeBindingFor`. */
  readonly nativeBinding?: string
}

const DEFAULT_BUSY_TIMEOUT_MS = 5_000
/** Only this user reads what is stored, also in a folder that others may enter. The log and its index get the mode of the file. */
const PRIVATE_MODE = 0o600
const FOR_OTHERS = 0o077
const IN_MEMORY = ':memory:'
/** The stock binding of better-sqlite3 needs this version of Node-API; on an older one it would crash the process. */
const STOCK_NODE_API = 10
export const BINDING_VARIABLE = 'OUTPOST_SQLITE_BINDING'
/** Packed beside the program where it was packed with an older runtime, for trying out. */
const PACKED_BINDING = 'resources/sqlite-node-api-9.node'

/**
 * Opens a database, creating it when it is missing, and asserts that commits are durable: WAL with
 * `synchronous=FULL`. Both are set at every open, since SQLite forgets FULL when a WAL database is opened again.
 *
 * @throws SqliteOpenError with a stable code; the database is closed again.
 */
export function openDatabase(file: string, options: OpenOptions = {}): SqliteDatabase {
  const database = connect(file, options)
  try {
    setPragmas(database, options)
    assertPragmas(database, file, options)
    // The first page is read only by a real statement: this is where a damaged or foreign file shows.
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
    if (!options.readonly) proveWritable(database)
    return database
  } catch (error) {
    database.close()
    throw asOpenError(error, file)
  }
}

/** Of the library itself, whatever lies on the disk. @throws SqliteOpenError */
export function sqliteVersion(): string {
  const database = connect(IN_MEMORY, {})
  try {
    return String(database.prepare('SELECT sqlite_version()').pluck().get())
  } finally {
    database.close()
  }
}

/** SQLite quietly opens a file for reading when it may not be written: only a write tells. This one is taken back. */
function proveWritable(database: SqliteDatabase): void {
  const version = Number(database.pragma('user_version', { simple: true }))
  database.exec('BEGIN IMMEDIATE')
  try {
    database.pragma(`user_version = ${version + 1}`)
  } finally {
    if (database.inTransaction) database.exec('ROLLBACK')
  }
}

/** The binding to load; undefined for the stock one. `napi` is `process.versions.napi`. */
export function nativeBindingFor(
  napi: string | undefined,
  variable: string | undefined,
  executable = process.execPath,
): string | undefined {
  if (Number(napi) >= STOCK_NODE_API) return undefined
  const packed = join(dirname(executable), PACKED_BINDING)
  if (existsSync(packed)) return packed
  if (variable !== undefined && variable !== '') return variable
  throw new BindingError(
    `This runtime has Node-API ${napi ?? 'of an unknown version'}, older than ${STOCK_NODE_API}: set ${BINDING_VARIABLE} to a SQLite binding built for it.`,
  )
}

/** The native part of SQLite can not be loaded; says nothing about the file. */
class BindingError extends Error {}

function connect(file: string, options: OpenOptions): SqliteDatabase {
  try {
    const nativeBinding =
      options.nativeBinding ?? nativeBindingFor(process.versions['napi'], process.env[BINDING_VARIABLE])
    if (options.readonly !== true && file !== IN_MEMORY) makePrivate(file)
    return new Database(file, {
      readonly: options.readonly ?? false,
      timeout: options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS,
      ...(nativeBinding === undefined ? {} : { nativeBinding }),
    })
  } catch (error) {
    throw asOpenError(error, file)
  }
}

/** SQLite itself would make it readable for everybody. What stands in the way of this stands in the way of opening it, too. */
function makePrivate(file: string): void {
  try {
    const status = statSync(file, { throwIfNoEntry: false })
    if (status === undefined) closeSync(openSync(file, 'a', PRIVATE_MODE))
    else if ((status.mode & FOR_OTHERS) !== 0) chmodSync(file, status.mode & ~FOR_OTHERS)
  } catch {
    // Said by SQLite, with a code of its own.
  }
}

function setPragmas(database: SqliteDatabase, options: OpenOptions): void {
  if (!options.readonly) database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('trusted_schema = OFF')
  database.pragma('cell_size_check = ON')
  // A memory-mapped read of a failing disk is a signal that kills the process instead of an error.
  database.pragma('mmap_size = 0')
  database.pragma(`busy_timeout = ${options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS}`)
}

const SYNCHRONOUS_FULL = 2

function assertPragmas(database: SqliteDatabase, file: string, options: OpenOptions): void {
  const read = (name: string): unknown => database.pragma(name, { simple: true })
  if (read('journal_mode') !== 'wal') {
    throw new SqliteOpenError('not-wal', file, `${file} is not in WAL mode: use a local disk that supports it.`)
  }
  if (read('synchronous') !== SYNCHRONOUS_FULL) {
    throw new SqliteOpenError('not-full-sync', file, `${file} does not wait for the disk: nothing may be accepted.`)
  }
  const expected: readonly (readonly [string, unknown])[] = [
    ['foreign_keys', 1],
    ['trusted_schema', 0],
    ['cell_size_check', 1],
    ['busy_timeout', options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS],
  ]
  for (const [name, value] of expected) {
    if (read(name) !== value) throw new SqliteOpenError('cannot-open', file, `${file} refused the setting ${name}.`)
  }
  // Absent when SQLite was built without memory mapping.
  if ((read('mmap_size') ?? 0) !== 0) throw new SqliteOpenError('cannot-open', file, `${file} is memory mapped.`)
}

const CODE_BY_KIND: Readonly<Partial<Record<SqliteFailureKind, SqliteOpenErrorCode>>> = {
  busy: 'locked',
  corrupt: 'corrupt',
  'read-only': 'read-only',
  full: 'full',
}

const REMEDY_BY_CODE: Readonly<Partial<Record<SqliteOpenErrorCode, string>>> = {
  locked: 'another program is using it; close that one first',
  corrupt: 'the file is damaged or is no database; restore it from a copy',
  'read-only': 'the file or its folder may not be written; check the permissions',
  full: 'the disk is full; make room',
  'cannot-open': 'it could not be opened; check that the folder exists and may be read',
}

function asOpenError(error: unknown, file: string): SqliteOpenError {
  if (error instanceof SqliteOpenError) return error
  if (isBindingFault(error)) {
    return new SqliteOpenError('no-binding', file, `SQLite can not be loaded: ${error.message}`, { cause: error })
  }
  const failure = classifySqliteError(error)
  const code = (failure && CODE_BY_KIND[failure.kind]) ?? 'cannot-open'
  const detail = error instanceof Error ? error.message : String(error)
  return new SqliteOpenError(code, file, `${file}: ${REMEDY_BY_CODE[code]} (${detail})`, { cause: error })
}

function isBindingFault(error: unknown): error is Error {
  if (error instanceof BindingError) return true
  if (!(error instanceof Error) || !('code' in error)) return false
  return error.code === 'ERR_DLOPEN_FAILED' || error.code === 'MODULE_NOT_FOUND'
}
