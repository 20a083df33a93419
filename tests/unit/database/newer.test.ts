import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '#sqlite/open.ts'
import { ArchiveDatabase } from '../../../src/main/archive/archive-database.ts'
import { InProcessStore } from '../../../src/main/database/in-process-store.ts'
import { openSite } from '../../../src/main/database/open-site.ts'
import { WorkerStore } from '../../../src/main/database/worker-store.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { bytesOf, writeNewerDatabase } from '../../support/newer-database.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'
import { newestFixture } from '../../support/version-fixtures.ts'

const WORKER = new URL('../../../src/main/database/worker.ts', import.meta.url)

let folder: TemporaryFolder
let file: string
beforeEach(() => {
  folder = temporaryFolder()
  file = folder.file('site.sqlite')
})
afterEach(() => folder.remove())

it('shows what a newer version wrote as far as this one can, and changes not one byte of it', () => {
  writeNewerDatabase(file)
  const before = bytesOf(file)
  const { database, newer, close } = openSite(file, 5)
  expect(newer).toBe('shown')
  const { operations, entities } = database.load()
  const waiting = newestFixture().facts.operations.filter(({ state }) =>
    ['queued', 'stale', 'sending', 'unknown', 'accepted', 'conflicted', 'quarantined'].includes(state),
  )
  expect(operations.map(({ key }) => key)).toEqual(waiting.map(({ key }) => key))
  expect(operations.find(({ clientSequence }) => clientSequence === 2)?.trouble?.code).toBe('newer-version')
  expect(entities).toHaveLength(3)
  close()
  expect(bytesOf(file)).toBe(before)
})

it('stands in with an empty site where nothing of a newer form can be read, and leaves the file as it is', () => {
  writeNewerDatabase(file, (database) => database.exec('ALTER TABLE operations RENAME TO changes'))
  const before = bytesOf(file)
  const { database, newer, close } = openSite(file, 5)
  expect(newer).toBe('hidden')
  expect(database.load().operations).toEqual([])
  close()
  expect(bytesOf(file)).toBe(before)
})

it('takes nothing in such a file, and says why', async () => {
  writeNewerDatabase(file)
  const before = bytesOf(file)
  const store = await WorkerStore.open(WORKER, { file, at: 5 }, silentLogger)
  expect(store.status()).toEqual({ state: 'newer', detail: 'shown' })
  const commit = store.commit([{ type: 'meta.put', name: 'actor', value: 'Ben' }])
  await expect(commit).rejects.toMatchObject({ kind: 'newer' })
  await expect(commit).rejects.toThrow(/update the program/)
  await store.close()
  expect(bytesOf(file)).toBe(before)
})

it('is refused untouched by whoever must write', () => {
  writeNewerDatabase(file)
  const before = bytesOf(file)
  expect(() => new InProcessStore(file, 5)).toThrow(/newer version/)
  expect(bytesOf(file)).toBe(before)
})

it('an archive of a newer version is left as it is', () => {
  new ArchiveDatabase(file, 1).close()
  const database = openDatabase(file)
  database.exec("INSERT INTO migrations (id, name, at) VALUES (99, 'later', 1)")
  database.close()
  const before = bytesOf(file)
  expect(() => new ArchiveDatabase(file, 5)).toThrow(/newer version/)
  expect(bytesOf(file)).toBe(before)
})
