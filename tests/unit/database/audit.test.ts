import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type SqliteDatabase } from '../../../src/sqlite/open.ts'
import { createDevice, QueueRig, reload, rename } from '../../support/queue-rig.ts'

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.isAuditedAtEnd = false
  rig.seedDevices('dev_1', 'dev_2')
  rig.server.reject = (operation) => operation.entityId === 'dev_2'
  await rig.run(0)
  for (const name of ['a', 'b']) {
    await rig.enqueue(rename('dev_1', name), rename('dev_2', name))
    await rig.enqueue(reload('dev_1'), createDevice(`dev_new_${name}`))
    await rig.clock.advance(5_000)
  }
  await rig.host.delivery.stop()
})
afterEach(() => rig.close())

function damage(change: (database: SqliteDatabase) => void): void {
  const database = openDatabase(rig.file)
  database.pragma('foreign_keys = OFF')
  change(database)
  database.close()
}
const audit = async (): Promise<readonly string[]> => rig.host.store.audit()
/** As after the next start: nothing of what memory knew is left. */
const auditAfterRestart = async (): Promise<readonly string[]> => {
  await rig.reopen()
  return audit()
}
const lineCount = async (): Promise<number> => (await rig.host.store.ledgerHead()).line

describe('the audit of a file', () => {
  it('finds nothing where nothing is wrong, also after a restart', async () => {
    expect(await audit()).toEqual([])
    expect(await auditAfterRestart()).toEqual([])
  })

  it.each(['applied', 'quarantined'])('finds that an operation is gone: one that is %s', async (state) => {
    const { keys } = await keysIn(state)
    damage((database) => removeOperation(database, keys[0] ?? ''))
    expect((await audit()).join()).toContain(state)
    expect((await auditAfterRestart()).join()).toContain(state)
  })

  it('finds that an operation is in another state than it was brought to', async () => {
    const { keys } = await keysIn('quarantined')
    damage((database) => database.prepare("UPDATE operations SET state = 'queued' WHERE key = ?").run(keys[0]))
    expect(await audit()).toHaveLength(2)
  })

  it('finds every single line that was changed, the first as well as the last', async () => {
    const lines = await rig.host.store.ledger(0, 1_000)
    expect(lines.length).toBeGreaterThan(5)
    for (const { line, body } of lines) {
      const put = (text: string) =>
        damage((database) => database.prepare('UPDATE ledger SET body = ? WHERE line = ?').run(text, line))
      put(body.replace('"at":', '"at":1'))
      expect([line, (await audit()).length > 0]).toEqual([line, true])
      put(body)
    }
    expect(await audit()).toEqual([])
  })

  it('finds every single line that is missing', async () => {
    const lines = await rig.host.store.ledger(0, 1_000)
    for (const { line, body, hash } of lines) {
      damage((database) => database.prepare('DELETE FROM ledger WHERE line = ?').run(line))
      expect([line, (await audit()).length > 0]).toEqual([line, true])
      damage((database) =>
        database
          .prepare('INSERT INTO ledger (line, body, hash) VALUES (?, ?, ?)')
          .run(line, body, Buffer.from(hash, 'hex')),
      )
    }
    expect(await audit()).toEqual([])
  })

  it('finds lines that were exchanged', async () => {
    damage((database) => {
      database.exec('UPDATE ledger SET line = -1 WHERE line = 2; UPDATE ledger SET line = 2 WHERE line = 3')
      database.exec('UPDATE ledger SET line = 3 WHERE line = -1')
    })
    expect(await audit()).not.toEqual([])
  })

  it('finds that the end was cut off', async () => {
    const count = await lineCount()
    damage((database) => database.prepare('DELETE FROM ledger WHERE line > ?').run(count - 3))
    expect(await audit()).not.toEqual([])
    expect(await auditAfterRestart()).not.toEqual([])
  })

  it('finds that the beginning was cut off', async () => {
    damage((database) => database.exec('DELETE FROM ledger WHERE line < 4'))
    expect(await audit()).not.toEqual([])
  })

  it('finds that all of it is gone', async () => {
    damage((database) => database.exec('DELETE FROM ledger'))
    expect(await audit()).not.toEqual([])
    expect(await auditAfterRestart()).not.toEqual([])
  })

  it('finds a line that somebody added', async () => {
    const count = await lineCount()
    damage((database) => {
      const copy = 'INSERT INTO ledger (line, body, hash) SELECT line + 1, body, hash FROM ledger WHERE line = ?'
      database.prepare(copy).run(count)
    })
    expect(await audit()).not.toEqual([])
  })

  it('finds a hash that was exchanged', async () => {
    damage((database) => database.prepare('UPDATE ledger SET hash = ? WHERE line = 1').run(Buffer.alloc(32, 7)))
    expect(await audit()).not.toEqual([])
  })
})

describe('the audit of a long ledger', () => {
  it('checks the last thousand lines, and that the first ones are there', async () => {
    rig.server.setBlock('offline')
    while ((await lineCount()) < 1_005) await rig.one(reload('dev_1'))
    const count = await lineCount()
    expect(await auditAfterRestart()).toEqual([])
    for (const line of [count, count - 1, count - 500, count - 999]) {
      const [stored] = await rig.host.store.ledger(line - 1, 1)
      const put = (body: string) =>
        damage((database) => database.prepare('UPDATE ledger SET body = ? WHERE line = ?').run(body, line))
      put('{}')
      expect([line, (await audit()).length]).toEqual([line, 1])
      put(stored?.body ?? '')
    }
    expect(await audit()).toEqual([])
    damage((database) => database.exec('DELETE FROM ledger WHERE line < 3'))
    expect(await audit()).toEqual(['The ledger begins with line 3; the lines before it are missing.'])
  })
})

async function keysIn(state: string): Promise<{ readonly keys: readonly string[] }> {
  for (const scope of ['pending', 'history'] as const) {
    const { operations } = await rig.host.store.page({ scope, offset: 0, limit: 100 })
    const keys = operations.filter((operation) => operation.state === state).map((operation) => operation.key)
    if (keys.length > 0) return { keys }
  }
  throw new Error(`no operation is ${state}`)
}

/** Wherever the schema keeps what is over. */
function removeOperation(database: SqliteDatabase, key: string): void {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[]
  for (const { name } of tables.filter((table) => ['operations', 'settled'].includes(table.name))) {
    database.prepare(`DELETE FROM ${name} WHERE key = ?`).run(key)
  }
}
