import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { backupParts } from '../../../src/main/bootstrap/update-backup.ts'
import { InProcessStore } from '../../../src/main/database/in-process-store.ts'
import { WorkerStore } from '../../../src/main/database/worker-store.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { type BackupPart, Backups } from '../../../src/main/updates/backups.ts'
import { pendingOperation } from '../../support/builders.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const WORKER = new URL('../../../src/main/database/worker.ts', import.meta.url)
const PLENTY = 10_000_000_000

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const partOf = (text: string): BackupPart => ({
  name: 'database/a/site.sqlite',
  bytes: text.length,
  copyTo: async (file) => writeFileSync(file, text),
})

it('holds every accepted operation, opens by itself, and names each file with its sum', async () => {
  const file = folder.file('site.sqlite')
  const store = await WorkerStore.open(WORKER, { file, at: 1 }, silentLogger)
  await store.commit([{ type: 'operation.insert', operation: pendingOperation(1), reason: 'made' }])
  const backups = new Backups({ folder: folder.file('backups'), freeBytes: async () => PLENTY })
  const part: BackupPart = { name: 'database/demo/site.sqlite', bytes: 1, copyTo: (to) => store.backUp(to) }
  const made = await backups.make([part], '1.0.0', 1_760_000_000_000)
  // What comes later is not in it, and is not disturbed by it.
  await store.commit([{ type: 'operation.insert', operation: pendingOperation(2), reason: 'made' }])
  await store.close()
  const list = JSON.parse(readFileSync(join(made, 'backup.json'), 'utf8')) as {
    version: string
    files: { name: string; sha256: string }[]
  }
  expect(list).toMatchObject({ version: '1.0.0', files: [{ name: 'database/demo/site.sqlite' }] })
  expect(list.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
  const copy = new InProcessStore(join(made, 'database/demo/site.sqlite'), 2)
  expect((await copy.page({ scope: 'pending', offset: 0, limit: 10 })).operations).toEqual([pendingOperation(1)])
  expect(await copy.audit()).toEqual([])
  await copy.close()
})

it('keeps the last three', async () => {
  const backups = new Backups({ folder: folder.file('backups'), freeBytes: async () => PLENTY })
  for (let at = 1; at <= 5; at++) await backups.make([partOf('data')], `1.0.${at}`, at)
  expect(readdirSync(folder.file('backups')).map((name) => name.split('-')[1])).toEqual(['1.0.3', '1.0.4', '1.0.5'])
})

it('says how much room is missing, and leaves nothing half done and the ones before in place', async () => {
  const place = folder.file('backups')
  await new Backups({ folder: place, freeBytes: async () => PLENTY }).make([partOf('data')], '1.0.0', 1)
  const full = new Backups({ folder: place, freeBytes: async () => 3_000_000 })
  await expect(full.make([partOf('data')], '1.0.1', 2)).rejects.toMatchObject({
    code: 'no-room',
    message: `65 MB are needed for a copy of what is stored here, and 3 MB are free in ${place}.`,
  })
  const failing = new Backups({ folder: place, freeBytes: async () => PLENTY })
  const bad: BackupPart = { ...partOf(''), copyTo: async () => Promise.reject(new Error('the disk failed')) }
  await expect(failing.make([partOf('data'), bad], '1.0.1', 3)).rejects.toMatchObject({ code: 'backup-failed' })
  await expect(failing.make([partOf('')], '1.0.1', 4)).rejects.toMatchObject({ code: 'backup-failed' })
  expect(readdirSync(place)).toHaveLength(1)
})

it('takes along what no site has open, the archive and the settings', async () => {
  const paths = {
    databaseFolder: folder.file('database'),
    archiveFile: folder.file('archive.sqlite'),
    settingsFile: folder.file('settings.json'),
  }
  const closed = join(paths.databaseFolder, 'closed')
  mkdirSync(closed, { recursive: true })
  writeFileSync(join(closed, 'site.sqlite'), 'closed')
  writeFileSync(join(closed, 'site.sqlite-wal'), 'log')
  writeFileSync(paths.archiveFile, 'archive')
  writeFileSync(paths.settingsFile, '{}')
  const parts = backupParts({
    paths,
    openSites: () => [],
    // One that cannot be opened is copied as it is.
    backUpArchive: () => Promise.reject(new Error('it is damaged')),
  })
  const backups = new Backups({ folder: folder.file('backups'), freeBytes: async () => PLENTY })
  const made = await backups.make(parts, '1.0.0', 1)
  expect(readFileSync(join(made, 'database/closed/site.sqlite'), 'utf8')).toBe('closed')
  expect(readFileSync(join(made, 'database/closed/site.sqlite-wal'), 'utf8')).toBe('log')
  expect(readFileSync(join(made, 'archive.sqlite'), 'utf8')).toBe('archive')
  expect(existsSync(join(made, 'settings.json'))).toBe(true)
})
