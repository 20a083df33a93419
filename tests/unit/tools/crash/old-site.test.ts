import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../../src/fleet-server/platform/random.ts'
import { openDatabase } from '../../../../src/sqlite/open.ts'
import { checkMigrated } from '../../../../tools/crash/migrations.ts'
import { randomOldSite } from '../../../../tools/crash/old-histories.ts'
import { type OldSite, stateOf, writeOldSite } from '../../../../tools/crash/old-site.ts'
import { readSiteFile, type SiteFile, schemaOf } from '../../../../tools/crash/site-file.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../support/sqlite.ts'

let folder: TemporaryFolder
let file: string
beforeEach(() => {
  folder = temporaryFolder()
  file = folder.file('site.sqlite')
})
afterEach(() => folder.remove())

async function migrated(site: OldSite): Promise<SiteFile> {
  writeOldSite(file, site)
  return readSiteFile(file)
}

describe('a file of the first version', () => {
  it('is the same from the same seed, and has operations in every state there was', () => {
    const site = randomOldSite(seededRandom(3), 100, 0)
    expect(randomOldSite(seededRandom(3), 100, 0)).toEqual(site)
    expect(new Set(site.operations.map(stateOf))).toEqual(
      new Set(['queued', 'sending', 'unknown', 'applied', 'conflicted', 'quarantined', 'cancelled']),
    )
  })

  it('comes through the migration whole, with books that add up', async () => {
    const site = randomOldSite(seededRandom(3), 200, 50)
    const found = await migrated(site)
    expect(found.problems).toEqual([])
    expect(checkMigrated(found.operations, site.operations)).toEqual([])
    expect(found.counters['created']).toBe(200)
  })

  it('is left as it is by looking at it', async () => {
    await migrated(randomOldSite(seededRandom(3), 20, 0))
    expect(await schemaOf(file)).toBe(1)
    expect(await schemaOf(folder.file('missing'))).toBe(0)
  })
})

describe('the comparison after a migration', () => {
  it('finds what got lost, what was added and what was changed', async () => {
    const site = randomOldSite(seededRandom(3), 30, 0)
    const { operations } = await migrated(site)
    const [first, ...rest] = operations
    if (first === undefined) throw new Error('the file is empty')
    const whats = (found: Parameters<typeof checkMigrated>[0]): string[] =>
      checkMigrated(found, site.operations).map(({ what }) => what)
    expect(whats(rest)).toEqual(['lost'])
    expect(whats([...operations, { ...first, key: 'other' }])).toEqual(['foreign'])
    expect(whats([{ ...first, state: 'merged' }, ...rest])).toEqual(['value'])
    expect(whats([{ ...first, reasons: ['made'], fields: {} }, ...rest])).toEqual(['value', 'value'])
  })
})

describe('what is read of a file', () => {
  it('says when the ledger tells something else than the operations', async () => {
    await migrated(randomOldSite(seededRandom(3), 30, 0))
    const database = openDatabase(file)
    database.exec("UPDATE transitions SET to_state = 'cancelled' WHERE to_state = 'applied'")
    database.close()
    expect((await readSiteFile(file)).problems.join('\n')).toMatch(/Number \d+ is applied; the ledger says cancelled/)
  })
})
