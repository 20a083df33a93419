import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { classifySqliteError } from '../../../src/sqlite/errors.ts'
import { type Migration, migrate, schemaVersion } from '../../../src/sqlite/migrate.ts'
import { openDatabase, type SqliteDatabase } from '../../../src/sqlite/open.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const one: Migration = { id: 1, name: 'one', up: (database) => database.exec('CREATE TABLE one (a)') }
const two: Migration = { id: 2, name: 'two', up: (database) => database.exec('CREATE TABLE two (a)') }
const broken: Migration = {
  id: 2,
  name: 'two',
  up: (database) => {
    database.exec('CREATE TABLE two (a)')
    throw new Error('half way')
  },
}

let folder: TemporaryFolder
let database: SqliteDatabase
beforeEach(() => {
  folder = temporaryFolder()
  database = openDatabase(folder.file('a.db'))
})
afterEach(() => {
  database.close()
  folder.remove()
})

function tables(): unknown[] {
  return database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck().all()
}

describe('migrate', () => {
  it('runs what is missing, once, and records when', () => {
    expect(migrate(database, [one], 1_000)).toEqual({ from: 0, to: 1 })
    expect(migrate(database, [one, two], 2_000)).toEqual({ from: 1, to: 2 })
    expect(migrate(database, [one, two], 3_000)).toEqual({ from: 2, to: 2 })
    expect(database.prepare('SELECT id, name, at FROM migrations ORDER BY id').all()).toEqual([
      { id: 1, name: 'one', at: 1_000 },
      { id: 2, name: 'two', at: 2_000 },
    ])
    expect(schemaVersion(database)).toBe(2)
  })

  it('leaves nothing of a migration that failed half way', () => {
    expect(() => migrate(database, [one, broken], 1)).toThrow('half way')
    expect(tables()).toEqual(['migrations', 'one'])
    expect(migrate(database, [one, two], 2)).toEqual({ from: 1, to: 2 })
  })

  it('refuses a database of a newer program and touches nothing', () => {
    migrate(database, [one, two], 1)
    expect(() => migrate(database, [one], 2)).toThrow(expect.objectContaining({ code: 'newer-schema' }))
    expect(tables()).toEqual(['migrations', 'one', 'two'])
  })

  it('refuses a history that is not its own', () => {
    migrate(database, [one], 1)
    const renamed = { ...one, name: 'uno' }
    expect(() => migrate(database, [renamed, two], 2)).toThrow(expect.objectContaining({ code: 'altered-migrations' }))
    expect(tables()).toEqual(['migrations', 'one'])
  })

  it('refuses migrations with a gap in their numbers', () => {
    expect(() => migrate(database, [one, { ...two, id: 3 }], 1)).toThrow(RangeError)
    expect(tables()).toEqual([])
  })
})

describe('classifySqliteError', () => {
  function failureOf(run: () => unknown): unknown {
    try {
      run()
    } catch (error) {
      return classifySqliteError(error)
    }
    return 'no error'
  }

  it('tells the causes apart', () => {
    database.exec('CREATE TABLE t (a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)')
    expect(failureOf(() => database.exec('INSERT INTO t VALUES (1)'))).toMatchObject({ kind: 'constraint' })
    expect(failureOf(() => database.exec('nonsense'))).toMatchObject({ kind: 'other' })
    database.pragma('max_page_count = 3')
    expect(failureOf(() => database.exec('CREATE TABLE u (a); INSERT INTO u VALUES (zeroblob(100000))'))).toMatchObject(
      {
        kind: 'full',
        code: 'SQLITE_FULL',
      },
    )
  })

  it('knows the extended codes by their family', () => {
    const raised = (code: string) => Object.assign(new Error('x'), { name: 'SqliteError', code })
    const kinds = [
      'SQLITE_IOERR_FSYNC',
      'SQLITE_READONLY_DBMOVED',
      'SQLITE_CORRUPT_INDEX',
      'SQLITE_NOTADB',
      'SQLITE_BUSY_SNAPSHOT',
    ]
    expect(kinds.map((code) => classifySqliteError(raised(code))?.kind)).toEqual([
      'io',
      'read-only',
      'corrupt',
      'corrupt',
      'busy',
    ])
  })

  it('leaves other errors alone', () => {
    expect(classifySqliteError(new Error('x'))).toBeNull()
    expect(classifySqliteError('x')).toBeNull()
  })
})
