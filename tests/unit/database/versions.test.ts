import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OPERATION_SCHEMA_VERSION } from '#shared/domain/operation.ts'
import { migrate } from '#sqlite/migrate.ts'
import { openDatabase } from '#sqlite/open.ts'
import { InProcessStore } from '../../../src/main/database/in-process-store.ts'
import { wholeState } from '../../../src/main/database/load-state.ts'
import { SITE_MIGRATIONS } from '../../../src/main/database/migrations/all.ts'
import { SiteDatabase } from '../../../src/main/database/site-database.ts'
import { exportDatabase } from '../../../tools/ledger/run.ts'
import type { KnownOperation } from '../../../tools/release/fixture-operations.ts'
import { schemaText } from '../../../tools/release/schema-text.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'
import { versionFixtures } from '../../support/version-fixtures.ts'

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const fixtures = versionFixtures()

describe.each(fixtures)('the file that $name wrote', ({ facts, copyTo }) => {
  it('opens with every operation in the state it was in, and with all that it holds', async () => {
    const file = folder.file('site.sqlite')
    copyTo(file)
    const store = new InProcessStore(file, 1)
    const found = await store.operations(facts.operations.map(({ key }) => key))
    expect(found.unreadable).toEqual([])
    expect(found.operations.map(essence)).toEqual(facts.operations.map(essence))
    for (const { key, states } of facts.operations) {
      expect((await store.transitions(key)).map(({ to }) => to)).toEqual(states)
    }
    await store.close()
  })

  it('has nothing in it that cannot be read, and a ledger that adds up', async () => {
    const file = folder.file('site.sqlite')
    copyTo(file)
    const store = new InProcessStore(file, 1)
    const { problems, counters, entities, operations } = await wholeState(await store.load())
    expect(problems).toEqual([])
    expect(await store.audit()).toEqual([])
    expect(counters.created).toBe(facts.operations.length)
    expect(entities.map(({ id }) => id)).toEqual(['device-1', 'device-2', 'device-3'])
    const settled = ['applied', 'unconfirmed', 'expired', 'cancelled', 'merged']
    const waiting = facts.operations.filter(({ state }) => !settled.includes(state))
    expect(operations.map(({ key }) => key)).toEqual(waiting.map(({ key }) => key))
    await store.close()
    expect((await exportDatabase(file, folder.file('ledger.ndjson'), 1)).ok).toBe(true)
  })
})

it.each(fixtures)(
  'a copy of what $name wrote is kept in its form before it is brought up to date',
  ({ facts, copyTo }) => {
    const file = folder.file('site.sqlite')
    copyTo(file)
    for (const at of [1, 2]) new SiteDatabase(file, at).close()
    const copy = `${file}.form-${facts.schema}`
    const isOld = facts.schema < SITE_MIGRATIONS.length
    expect([existsSync(copy), existsSync(`${copy}.unfinished`)]).toEqual([isOld, false])
    const kept = openDatabase(isOld ? copy : file)
    expect(schemaText(kept)).toEqual(facts.tables)
    kept.close()
  },
)

it('there is a file of every form that the database has had: add the newest with `npm run release:fixture`', () => {
  const wanted = SITE_MIGRATIONS.map(({ id }) => id)
  expect(new Set(fixtures.map(({ facts }) => facts.schema))).toEqual(new Set(wanted))
})

it('no migration has changed since a file was kept: a mistake is mended by the next one', () => {
  for (const { facts } of fixtures) {
    const database = openDatabase(folder.file(`${facts.schema}.sqlite`))
    migrate(database, SITE_MIGRATIONS.slice(0, facts.schema), 1)
    expect(schemaText(database), `schema ${facts.schema}`).toEqual(facts.tables)
    database.close()
  }
})

it('there is a file with every form that a stored operation has had', () => {
  const forms = new Set(fixtures.map(({ facts }) => facts.operationForm))
  expect(forms).toEqual(new Set(Array.from({ length: OPERATION_SCHEMA_VERSION }, (_, index) => index + 1)))
})

function essence(operation: Omit<KnownOperation, 'states'>): object {
  const { key, clientSequence, state, intent, priority, baseVersion, baseFields, attempts, lastError } = operation
  const { conflict, acknowledged, dependsOn, batch } = operation
  const own = { key, clientSequence, state, intent, priority, baseVersion, baseFields, attempts, lastError }
  return { ...own, conflict, acknowledged, dependsOn, batch }
}
