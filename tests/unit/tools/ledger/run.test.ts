import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { queueAndReplica } from '../../../../src/main/database/migrations/001-queue-and-replica.ts'
import { migrate, schemaVersion } from '../../../../src/sqlite/migrate.ts'
import { openDatabase } from '../../../../src/sqlite/open.ts'
import { exportDatabase, verifyFile, wordsOf } from '../../../../tools/ledger/run.ts'
import { deviceData } from '../../../support/builders.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { ModelServer } from '../../../support/model-server.ts'
import { countingIds, QueueHost, seededRandom, temporaryFolder } from '../../../support/queue-host.ts'

const NOW = 1_700_000_000_000
let folder: ReturnType<typeof temporaryFolder>
let database: string
let out: string

beforeEach(() => {
  folder = temporaryFolder()
  database = join(folder.path, 'site.sqlite')
  out = join(folder.path, 'ledger.ndjson')
})
afterEach(() => folder.remove())

/** A console that has made two devices; one of them was edited twice while it waited. */
async function openQueue(): Promise<QueueHost> {
  const host = await QueueHost.open({
    file: database,
    clock: new ManualClock(),
    random: seededRandom(1),
    ids: countingIds(),
    server: new ModelServer(),
  })
  const [made] = await host.outbox.enqueue([
    { kind: 'create', entityType: 'device', fields: { ...deviceData() } },
    { kind: 'create', entityType: 'device', fields: { ...deviceData() } },
  ])
  for (const name of ['One', 'Two']) {
    await host.outbox.enqueue([
      { kind: 'update', entityType: 'device', entityId: made?.entityId ?? '', fields: { name } },
    ])
  }
  return host
}

/** Changes the file behind the console's back. */
function tamper(sql: string): void {
  const tampered = openDatabase(database)
  tampered.exec(sql)
  tampered.close()
}

describe('the ledger of a database', () => {
  it('is exported and verified while the console goes on', async () => {
    const host = await openQueue()
    try {
      const verdict = await exportDatabase(database, out, NOW)
      expect(verdict).toMatchObject({ ok: true, totals: { created: 4, pending: 2, merged: 2 } })
      expect(verdict.header).toMatchObject({ exportedAt: NOW })
      expect(await verifyFile(out)).toEqual(verdict)
    } finally {
      await host.close()
    }
  })

  it('is told in words', async () => {
    await (await openQueue()).close()
    const verdict = await exportDatabase(database, out, NOW)
    expect(wordsOf(out, verdict)).toContain('4 operations made = 0 applied + 0 unconfirmed + 2 pending')
  })

  it('tells which line of the file was changed', async () => {
    await (await openQueue()).close()
    await exportDatabase(database, out, NOW)
    const lines = readFileSync(out, 'utf8').split('\n')
    writeFileSync(out, lines.with(2, (lines[2] ?? '').replace('queued', 'cancelled')).join('\n'))
    const verdict = await verifyFile(out)
    expect(wordsOf(out, verdict)).toBe(`${out} is not whole. Line 3 of the file: Line 2 was changed.\n`)
  })

  it('is written as it is when the database was tampered with, and the verdict says so', async () => {
    await (await openQueue()).close()
    tamper("UPDATE ledger SET body = replace(body, 'made', 'mode') WHERE line = 1")
    const verdict = await exportDatabase(database, out, NOW)
    expect(verdict.problem).toMatchObject({ fileLine: 2, line: 1, reason: 'Line 1 was changed.' })
    expect(await verifyFile(out)).toEqual(verdict)
  })

  it('shows lines that the database has lost', async () => {
    await (await openQueue()).close()
    tamper('DELETE FROM ledger WHERE line >= 4')
    expect((await exportDatabase(database, out, NOW)).problem?.reason).toMatch(
      /^The footer says created \d.*; the lines say created/,
    )
  })

  it('is not made by changing an older database', async () => {
    const old = openDatabase(database)
    migrate(old, [queueAndReplica], 1)
    old.close()
    await expect(exportDatabase(database, out, NOW)).rejects.toThrow(/before there was a ledger/)
    const after = openDatabase(database, { readonly: true })
    expect(schemaVersion(after)).toBe(1)
    after.close()
    expect(existsSync(out)).toBe(false)
  })

  it('is not looked for in a file that is missing, and never replaces the database', async () => {
    await expect(exportDatabase(database, out, NOW)).rejects.toThrow(/There is no file/)
    await (await openQueue()).close()
    await expect(exportDatabase(database, database, NOW)).rejects.toThrow(/its own export/)
  })
})
