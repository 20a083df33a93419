import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InProcessStore } from '../../../src/main/database/in-process-store.ts'
import { exportLedger } from '../../../src/main/database/ledger/export.ts'
import { verifyLedger } from '../../../src/main/database/ledger/verify.ts'
import { wholeState } from '../../../src/main/database/load-state.ts'
import { queueAndReplica } from '../../../src/main/database/migrations/001-queue-and-replica.ts'
import { trustedQueue } from '../../../src/main/database/migrations/002-trusted-queue.ts'
import { leanQueue } from '../../../src/main/database/migrations/003-lean-queue.ts'
import { SITE_MIGRATIONS } from '../../../src/main/database/migrations/all.ts'
import { isSettled, type Operation } from '../../../src/shared/domain/operation.ts'
import { migrate, schemaVersion } from '../../../src/sqlite/migrate.ts'
import { openDatabase, type SqliteDatabase } from '../../../src/sqlite/open.ts'
import { pendingOperation } from '../../support/builders.ts'
import { temporaryFolder } from '../../support/queue-host.ts'
import { contentsOf, type OldOperation, writeVersionTwo } from './version-two.ts'

const ABOUT = { site: { id: null, name: null }, clientId: null, exportedAt: 0, program: '1.0.0' }
const MADE = ['queued', 'made'] as const
const SENT = ['sending', 'sent'] as const
const stamp = { boot: 'boot', up: 5, server: 1_005, wall: 1_005 }

function old(number: number, way: OldOperation['way'], more: Partial<Operation> = {}): OldOperation {
  const state = (way.at(-1)?.[0] ?? 'queued') as Operation['state']
  return { operation: pendingOperation(number, { state, ...more }), way }
}

const device = (entityId: string) => ({ entityType: 'device', entityId }) as const
const OLD: readonly OldOperation[] = [
  old(1, [MADE, SENT, ['applied', 'acknowledged']], { acknowledged: { version: 2, sequence: 7, at: 9 } }),
  old(2, [MADE, ['cancelled', 'rolled-back-by-operator']]),
  old(3, [MADE, ['merged', 'coalesced']]),
  old(4, [MADE], { priority: 'critical', batch: { id: 'batch', size: 2 } }),
  old(5, [MADE], { dependsOn: [4], batch: { id: 'batch', size: 2 } }),
  old(6, [MADE, SENT], { intent: { kind: 'delete', ...device('dev_2') } }),
  old(7, [MADE, SENT, ['unknown', 'answer-lost']], { attempts: 2, nextAttemptAt: 4_000 }),
  old(8, [MADE, SENT, ['accepted', 'acknowledged']], {
    intent: { kind: 'command', ...device('dev_3'), command: 'reboot' },
    acceptedAt: stamp,
  }),
  old(9, [MADE, SENT, ['conflicted', 'conflict']], {
    conflict: { serverVersion: 4, serverFields: { name: 'theirs' }, isDeleted: false },
    lastError: { code: 'conflict', message: 'changed at the server' },
    rounds: 1,
  }),
  old(10, [MADE, SENT, ['quarantined', 'rejected:invalid']], { lastError: { code: 'invalid', message: 'no' } }),
  old(11, [MADE, ['expired', 'window-over']], { intent: { kind: 'command', ...device('dev_3'), command: 'reload' } }),
  { ...old(12, [MADE]), damage: { intent: '{"kind":"update","entityType":"dev' } },
  { ...old(13, [MADE]), damage: { schema_version: 99 } },
  { ...old(14, [MADE, SENT, ['applied', 'acknowledged']]), damage: { intent: 'damaged as well' } },
  old(15, [MADE, SENT, ['accepted', 'acknowledged'], ['unconfirmed', 'no-report']], {
    intent: { kind: 'command', ...device('dev_3'), command: 'reboot' },
  }),
]
const OVER = OLD.filter(({ operation }) => isSettled(operation.state)).map(({ operation }) => operation.clientSequence)
const LAST_LINE = OLD.flatMap(({ way }) => way).length

let folder: ReturnType<typeof temporaryFolder>
let file: string

beforeEach(() => {
  folder = temporaryFolder()
  file = `${folder.path}/site.sqlite`
  writeVersionTwo(file, OLD)
})
afterEach(() => folder.remove())

const numbersOf = (rows: unknown): number[] =>
  (rows as { client_sequence: number }[]).map((row) => row.client_sequence).sort((a, b) => a - b)

async function withStore<T>(use: (store: InProcessStore) => Promise<T>): Promise<T> {
  const store = new InProcessStore(file, 1)
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

describe('a database of version 2', () => {
  it('becomes version 3 with every operation as it was, what waits apart from what is over', async () => {
    const before = contentsOf(file)
    await withStore(async () => undefined)
    const after = contentsOf(file)
    const rows = [...(after['operations'] ?? []), ...(after['settled'] ?? [])] as { client_sequence: number }[]
    const byNumber = new Map(rows.map((row) => [row.client_sequence, row]))
    expect(rows).toHaveLength(OLD.length)
    for (const row of before['operations'] as { client_sequence: number }[]) {
      expect(byNumber.get(row.client_sequence)).toEqual(row)
    }
    expect(numbersOf(after['settled'])).toEqual(OVER)
  })

  it('keeps records, names, decisions and every line of the ledger', async () => {
    const before = contentsOf(file)
    await withStore(async () => undefined)
    const after = contentsOf(file)
    for (const table of ['entities', 'aliases', 'conflict_records', 'ledger']) {
      expect([table, after[table]]).toEqual([table, before[table]])
    }
    expect(after['meta']).toEqual(expect.arrayContaining(before['meta'] ?? []))
    expect(Object.keys(after)).not.toContain('overlays')
    expect(Object.keys(after)).not.toContain('ledger_head')
  })

  it('has books in order, and a ledger that verifies', async () => {
    await withStore(async (store) => {
      expect(await store.audit()).toEqual([])
      const totals = { created: 15, applied: 2, unconfirmed: 1, expired: 1, cancelled: 1, merged: 1, quarantined: 1 }
      expect(await verifyLedger(exportLedger(store, ABOUT))).toMatchObject({ ok: true, problem: null, totals })
      expect((await wholeState(await store.load())).counters).toEqual({
        created: 15,
        applied: 2,
        unconfirmed: 1,
        expired: 1,
        cancelled: 1,
        merged: 1,
      })
    })
  })

  it('keeps the history of each', async () => {
    await withStore(async (store) => {
      for (const { operation, way } of OLD) {
        const steps = way.map(([to, reason], index) => ({
          from: way[index - 1]?.[0] ?? null,
          to,
          at: operation.createdAt + index,
          reason,
        }))
        expect(await store.transitions(operation.key)).toEqual(steps)
      }
    })
  })

  it('shows the effects of what waits without a table for them, and names what cannot be read', async () => {
    await withStore(async (store) => {
      const state = await wholeState(await store.load())
      expect(state.operations.map((row) => row.clientSequence)).toEqual([4, 5, 6, 7, 8, 9, 10, 12, 13])
      expect(state.effects).toEqual([
        '["name 4"]',
        '["name 5"]',
        '[]',
        '["name 7"]',
        'reboot',
        '["name 9"]',
        '["name 10"]',
        null,
        null,
      ])
      const { unreadable } = await store.inspect(0, 100)
      expect(unreadable.map((row) => [row.clientSequence, row.trouble.code])).toEqual([
        [12, 'unreadable'],
        [13, 'newer-version'],
      ])
      const history = await store.page({ scope: 'history', offset: 0, limit: 100 })
      expect(history.total).toBe(OVER.length)
      expect(history.unreadable.map((row) => row.clientSequence)).toEqual([14])
    })
  })

  it('goes on: new lines carry totals, what waited can be moved, and all of it verifies after a restart', async () => {
    const waiting = pendingOperation(4, { priority: 'critical', batch: { id: 'batch', size: 2 } })
    await withStore(async (store) => {
      const transition = { from: 'queued', to: 'cancelled', at: 50, reason: 'rolled back' } as const
      await store.commit([{ type: 'operation.insert', operation: pendingOperation(16), reason: 'made' }])
      await store.commit([
        { type: 'operation.change', operation: { ...waiting, state: 'cancelled' }, transition, isAmended: false },
      ])
      const lines = await store.ledger(LAST_LINE, 10)
      const told = lines.map(({ body }) => JSON.parse(body) as { created: number; states: Record<string, number> })
      expect(told.map(({ created }) => created)).toEqual([16, 16])
      expect(told.map(({ states }) => states['cancelled'])).toEqual([1, 2])
    })
    await withStore(async (store) => {
      expect(await store.audit()).toEqual([])
      expect((await verifyLedger(exportLedger(store, ABOUT))).ok).toBe(true)
      expect((await store.transitions(waiting.key)).map(({ to }) => to)).toEqual(['queued', 'cancelled'])
      expect((await store.page({ scope: 'history', offset: 0, limit: 100 })).total).toBe(OVER.length + 1)
    })
  })

  it('stays version 2, as it was, wherever the move to version 3 breaks off', async () => {
    const before = contentsOf(file)
    const count = statementsOf(leanQueue.up).length
    expect(count).toBeGreaterThan(10)
    for (let done = 0; done <= count; done++) {
      const database = openDatabase(file)
      const broken = { ...leanQueue, up: (on: SqliteDatabase) => breakOff(on, done) }
      expect(() => migrate(database, [queueAndReplica, trustedQueue, broken], 2)).toThrow('the power went')
      expect(schemaVersion(database)).toBe(2)
      database.close()
      expect(contentsOf(file)).toEqual(before)
    }
    await withStore(async (store) => expect(await store.audit()).toEqual([]))
  })

  it('is moved once: opening it again changes nothing', async () => {
    await withStore(async () => undefined)
    const once = contentsOf(file)
    await withStore(async () => undefined)
    expect(contentsOf(file)).toEqual(once)
    const database = openDatabase(file)
    expect(migrate(database, SITE_MIGRATIONS, 3)).toEqual({ from: SITE_MIGRATIONS.length, to: SITE_MIGRATIONS.length })
    database.close()
  })
})

/** What a migration executes, one statement each. */
function statementsOf(up: (database: SqliteDatabase) => void): string[] {
  const found: string[] = []
  const recorder = { exec: (sql: string) => found.push(...sql.split(';').filter((part) => part.trim() !== '')) }
  up(recorder as unknown as SqliteDatabase)
  return found
}

function breakOff(database: SqliteDatabase, done: number): void {
  for (const statement of statementsOf(leanQueue.up).slice(0, done)) database.exec(statement)
  throw new Error('the power went')
}
