import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '#sqlite/open.ts'
import { InProcessStore } from '../../../src/main/database/in-process-store.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

let folder: TemporaryFolder
let file: string

beforeEach(async () => {
  folder = temporaryFolder()
  file = folder.file('site.sqlite')
  const store = new InProcessStore(file, 0)
  await store.commit([{ type: 'meta.put', name: 'actor', value: 'Ana' }])
  await store.close()
})
afterEach(() => folder.remove())

it('a store that is only read tells what it holds, and takes nothing', async () => {
  const before = readFileSync(file)
  const store = new InProcessStore(file, 1, true)
  expect((await store.load()).meta).toMatchObject({ actor: 'Ana' })
  await expect(store.commit([{ type: 'meta.put', name: 'actor', value: 'Ben' }])).rejects.toMatchObject({
    kind: 'read-only',
  })
  expect((await store.page({ scope: 'history', offset: 0, limit: 10 })).total).toBe(0)
  await store.close()
  expect(readFileSync(file).equals(before)).toBe(true)
})

it('a store that is only read is not brought up to date, and a missing one is not made', () => {
  const database = openDatabase(file)
  database.exec('DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations)')
  database.close()
  expect(() => new InProcessStore(file, 1, true)).toThrow(/start the console once/)
  expect(() => new InProcessStore(folder.file('none.sqlite'), 1, true)).toThrow(/none\.sqlite/)
})
