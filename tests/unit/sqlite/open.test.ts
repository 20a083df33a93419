import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { classifySqliteError, SqliteOpenError } from '../../../src/sqlite/errors.ts'
import { nativeBindingFor, openDatabase } from '../../../src/sqlite/open.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

/** Permissions mean nothing to root, so only another user can be refused by them. */
const REFUSED_BY_PERMISSIONS = process.getuid?.() === 0 ? [] : ['the file may not be written']

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

function codeOf(open: () => unknown): string {
  try {
    open()
  } catch (error) {
    if (error instanceof SqliteOpenError) return error.code
    throw error
  }
  return 'opened'
}

describe('openDatabase', () => {
  it.skipIf(process.platform === 'win32')('lets nobody else read what is stored, also where it was so before', () => {
    const file = folder.file('private.db')
    const modes = (): string[] =>
      ['', '-wal', '-shm'].map((suffix) => (statSync(file + suffix).mode & 0o777).toString(8))
    const first = openDatabase(file)
    first.exec('CREATE TABLE kept (value TEXT)')
    expect(modes()).toEqual(['600', '600', '600'])
    first.close()
    chmodSync(file, 0o644)
    const second = openDatabase(file)
    second.exec("INSERT INTO kept VALUES ('a')")
    expect(modes()).toEqual(['600', '600', '600'])
    second.close()
  })

  it('is durable at every open, not only the first', () => {
    const file = folder.file('a.db')
    for (const _round of [1, 2]) {
      const database = openDatabase(file, { busyTimeoutMs: 321 })
      const pragmas = [
        'journal_mode',
        'synchronous',
        'foreign_keys',
        'trusted_schema',
        'cell_size_check',
        'busy_timeout',
        'mmap_size',
      ]
      expect(pragmas.map((name) => database.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 0, 1, 321, 0])
      database.exec('CREATE TABLE IF NOT EXISTS t (a)')
      database.close()
    }
  })

  it('reads an existing database without writing to it', () => {
    openDatabase(folder.file('a.db')).close()
    const database = openDatabase(folder.file('a.db'), { readonly: true })
    expect(() => database.exec('CREATE TABLE t (a)')).toThrow(/readonly/)
    database.close()
  })

  it('refuses a file that is no database', () => {
    writeFileSync(folder.file('a.db'), 'this is a letter, not a database, and it is longer than one header of one')
    expect(codeOf(() => openDatabase(folder.file('a.db')))).toBe('corrupt')
  })

  it('refuses a database in memory, which would lose everything', () => {
    expect(codeOf(() => openDatabase(':memory:'))).toBe('not-wal')
  })

  it('says that the folder is missing', () => {
    expect(codeOf(() => openDatabase(folder.file('no/such/folder.db')))).toBe('cannot-open')
  })

  it('knows the failure of writing to what may only be read', () => {
    openDatabase(folder.file('a.db')).close()
    const database = openDatabase(folder.file('a.db'), { readonly: true })
    let failure: unknown = null
    try {
      database.exec('BEGIN IMMEDIATE; CREATE TABLE t (a); COMMIT')
    } catch (error) {
      failure = error
    }
    expect(classifySqliteError(failure)?.kind).toBe('read-only')
    database.close()
  })

  it.each(REFUSED_BY_PERMISSIONS)('says that %s', () => {
    openDatabase(folder.file('a.db')).close()
    chmodSync(folder.file('a.db'), 0o444)
    expect(codeOf(() => openDatabase(folder.file('a.db')))).toBe('read-only')
  })

  it('tells a binding that can not be loaded from a file that can not be opened', () => {
    const nativeBinding = folder.file('no-such-binding.node')
    expect(codeOf(() => openDatabase(folder.file('a.db'), { nativeBinding }))).toBe('no-binding')
  })

  it('says that another program holds it', () => {
    const holder = openDatabase(folder.file('a.db'))
    holder.pragma('locking_mode = EXCLUSIVE')
    holder.exec('BEGIN EXCLUSIVE; CREATE TABLE t (a); COMMIT')
    expect(codeOf(() => openDatabase(folder.file('a.db'), { busyTimeoutMs: 10 }))).toBe('locked')
    holder.close()
  })
})

describe('nativeBindingFor', () => {
  it('uses the stock binding on a current runtime, whatever the environment says', () => {
    expect(nativeBindingFor('10', '/x.node')).toBeUndefined()
    expect(nativeBindingFor('11', undefined)).toBeUndefined()
  })

  it('asks for a binding on an older runtime, where the stock one would crash', () => {
    expect(nativeBindingFor('9', '/x.node')).toBe('/x.node')
    expect(() => nativeBindingFor('9', undefined)).toThrow(/OUTPOST_SQLITE_BINDING/)
    expect(() => nativeBindingFor('9', '')).toThrow(/Node-API 9/)
  })

  it('takes the binding that was packed beside an older program, before any that the environment names', () => {
    const packed = folder.file('resources/sqlite-node-api-9.node')
    mkdirSync(dirname(packed))
    writeFileSync(packed, '')
    expect(nativeBindingFor('9', '/x.node', folder.file('outpost-console'))).toBe(packed)
    expect(nativeBindingFor('10', undefined, folder.file('outpost-console'))).toBeUndefined()
  })
})
