import { afterEach, beforeEach, expect, it } from 'vitest'
import { InProcessStore } from '../../../src/main/database/in-process-store.ts'
import { SITE_MIGRATIONS } from '../../../src/main/database/migrations/all.ts'
import { migrate, schemaVersion } from '../../../src/sqlite/migrate.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

it('gives a file of the version before a place for uploads, which keeps their order', async () => {
  const file = folder.file('site.sqlite')
  const old = openDatabase(file)
  migrate(old, SITE_MIGRATIONS.slice(0, 4), 1)
  expect(schemaVersion(old)).toBe(4)
  old.close()
  const store = new InProcessStore(file, 2)
  await store.uploads.putUploads([
    { key: 'b', record: '1' },
    { key: 'a', record: '1' },
  ])
  await store.uploads.putUploads([{ key: 'b', record: '2' }])
  expect(await store.uploads.uploads()).toEqual([
    { key: 'b', record: '2' },
    { key: 'a', record: '1' },
  ])
  await store.uploads.removeUpload('b')
  expect(await store.uploads.uploads()).toEqual([{ key: 'a', record: '1' }])
  await store.close()
})
