import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Housekeeping } from '../../../src/main/database/housekeeping.ts'
import { SiteDatabase } from '../../../src/main/database/site-database.ts'
import { prepareStatements } from '../../../src/main/database/statements.ts'
import type { Mutation } from '../../../src/main/database/store.ts'
import type { Operation, OperationState } from '../../../src/shared/domain/operation.ts'
import { openDatabase, type SqliteDatabase } from '../../../src/sqlite/open.ts'
import { pendingOperation } from '../../support/builders.ts'
import { temporaryFolder } from '../../support/queue-host.ts'

let folder: ReturnType<typeof temporaryFolder>
let file: string
let database: SiteDatabase

beforeEach(() => {
  folder = temporaryFolder()
  file = `${folder.path}/site.sqlite`
  database = new SiteDatabase(file, 1)
})
afterEach(() => {
  database.close()
  folder.remove()
})

/** All are made at one time, and stand in one line of the ledger when they are made together. */
const made = (number: number, more: Partial<Operation> = {}): Operation =>
  pendingOperation(number, { createdAt: 5, changedAt: 5, ...more })
const insert = (operation: Operation): Mutation => ({ type: 'operation.insert', operation, reason: 'made' })
const moved = (
  from: OperationState,
  to: OperationState,
  sequences: readonly number[],
  reason = 'because',
): Mutation => ({
  type: 'operations.move',
  sequences,
  transition: { from, to, at: 5, reason },
})
const commit = (...mutations: readonly Mutation[]) => database.commitGroup([mutations])[0]
const count = (length: number): number[] => Array.from({ length }, (_, index) => index + 1)

function reopen(change: (file: SqliteDatabase) => void = () => undefined): void {
  database.close()
  const opened = openDatabase(file)
  change(opened)
  opened.close()
  database = new SiteDatabase(file, 1)
}
const tableSizes = (): { operations: number; settled: number } => {
  const opened = openDatabase(file)
  const sizeOf = (table: string) =>
    opened.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0
  const sizes = { operations: sizeOf('operations'), settled: sizeOf('settled') }
  opened.close()
  return sizes
}
const historyNumbers = (): number[] =>
  database.page({ scope: 'history', offset: 0, limit: 1_000 }).operations.map((one) => one.clientSequence)
const reasonsOf = (number: number): string[] => database.transitions(made(number).key).map((step) => step.reason)

describe('housekeeping', () => {
  it('takes long work in turns, each of which leaves everything in order', () => {
    for (const number of count(250)) commit(insert(made(number)))
    commit(moved('queued', 'cancelled', count(250)))
    let turns = 0
    for (let left = database.backlog; left > 0; left = database.backlog) {
      database.tidy()
      turns++
      expect(database.backlog).toBeLessThan(left)
      expect(database.audit()).toEqual([])
      const { operations, settled } = tableSizes()
      expect(operations + settled).toBe(250)
    }
    expect(turns).toBeGreaterThan(2)
    expect(tableSizes()).toEqual({ operations: 0, settled: 250 })
  })

  it('takes one line with very many operations whole', () => {
    expect(commit(...count(2_000).map((number) => insert(made(number))))).toEqual({ ok: true })
    commit(moved('queued', 'cancelled', count(2_000)))
    database.tidy()
    database.tidy()
    expect(database.backlog).toBe(0)
    expect(tableSizes()).toEqual({ operations: 0, settled: 2_000 })
  })

  it('gives what is over the new name of its entity at once, though it is moved later', () => {
    const ref = { entityType: 'device', entityId: 'tmp' } as const
    const intent = { kind: 'update', ...ref, fields: { name: 'x' } } as const
    commit(insert(made(1, { intent })), insert(made(2, { intent })))
    commit(moved('queued', 'cancelled', [1]))
    commit({ type: 'entity.rename', ref, to: 'srv', sequences: [2] })
    const named = () =>
      database.operations([1, 2].map((number) => made(number).key)).operations.map((one) => one.intent.entityId)
    expect(named()).toEqual(['srv', 'srv'])
    reopen()
    expect(named()).toEqual(['srv', 'srv'])
    database.tidyUp()
    expect(named()).toEqual(['srv', 'srv'])
    const { operations } = database.page({ scope: 'history', ...ref, entityId: 'srv', offset: 0, limit: 10 })
    expect(operations.map((one) => one.clientSequence)).toEqual([1])
  })

  it('names the damaged payload of such an operation, and keeps it as it is', () => {
    const ref = { entityType: 'device', entityId: 'tmp' } as const
    commit(insert(made(1, { intent: { kind: 'delete', ...ref } })))
    commit(moved('queued', 'cancelled', [1]))
    commit({ type: 'entity.rename', ref, to: 'srv', sequences: [] })
    reopen((opened) => opened.exec("UPDATE operations SET intent = '{\"kind'"))
    const told = () => database.operations([made(1).key]).unreadable.map((row) => row.payload)
    expect(told()).toEqual(['{"kind'])
    database.tidyUp()
    expect(told()).toEqual(['{"kind'])
    expect(tableSizes()).toEqual({ operations: 0, settled: 1 })
  })

  it.each([false, true])('lets nothing that is over end again; moved to its own table: %s', (isMoved) => {
    commit(insert(made(1)))
    commit(moved('queued', 'cancelled', [1]))
    if (isMoved) database.tidyUp()
    const again = made(1, { state: 'applied' })
    const transition = { from: 'cancelled', to: 'applied', at: 6, reason: 'again' } as const
    const outcomes = [
      commit({ type: 'operation.change', operation: again, transition, isAmended: false }),
      commit({ type: 'operations.move', sequences: [1], transition }),
      commit(moved('queued', 'cancelled', [1])),
    ]
    expect(outcomes.map((outcome) => (outcome?.ok === false ? outcome.error.kind : 'ok'))).toEqual([
      'guard',
      'guard',
      'guard',
    ])
    expect(database.audit()).toEqual([])
    expect(reasonsOf(1)).toEqual(['made', 'because'])
  })

  it('loses nothing on a full disk, and goes on when there is room', () => {
    for (const number of count(120)) commit(insert(made(number)))
    commit(moved('queued', 'cancelled', count(60), 'x'.repeat(3_000)))
    database.close()
    const opened = openDatabase(file)
    const statements = prepareStatements(opened)
    const lastLine = statements.ledgerBackwards.get()?.line ?? 0
    const housekeeping = new Housekeeping(opened, statements, lastLine)
    opened.pragma('wal_checkpoint(TRUNCATE)')
    const rows = () => [opened.prepare('SELECT * FROM operations').all(), opened.prepare('SELECT * FROM settled').all()]
    opened.pragma(`max_page_count = ${Number(opened.pragma('page_count', { simple: true })) + 1}`)
    const stand = () => ({ rows: rows(), backlog: housekeeping.backlog(lastLine) })
    const before = stand()
    expect(() => {
      for (let turn = 0; turn < 3; turn++) {
        Object.assign(before, stand())
        housekeeping.turn()
      }
    }).toThrow('full')
    expect(stand()).toEqual(before)
    opened.close()
    database = new SiteDatabase(file, 1)
    expect(database.audit()).toEqual([])
    expect(historyNumbers()).toHaveLength(60)
    expect(count(120).map((number) => reasonsOf(number).length)).toEqual(
      count(120).map((number) => (number <= 60 ? 2 : 1)),
    )
  })
})

describe('housekeeping over a damaged ledger', () => {
  const DAMAGES = [
    ['cannot be parsed', "UPDATE ledger SET body = 'x' WHERE line = 3"],
    ['says nothing', "UPDATE ledger SET body = '{}' WHERE line = 3"],
    ['names no operations', `UPDATE ledger SET body = '{"operations":[null,"a"]}' WHERE line = 3`],
    ['is missing', 'DELETE FROM ledger WHERE line = 3'],
  ] as const

  it.each(DAMAGES)('shows what is over all the same when a line %s', (_name, damage) => {
    commit(insert(made(1)), insert(made(2)), insert(made(3)))
    commit(moved('queued', 'sending', [1], 'sent'))
    commit(moved('queued', 'cancelled', [2], 'lost'))
    commit(moved('sending', 'applied', [1], 'told'))
    reopen((opened) => opened.exec(damage))
    expect(historyNumbers()).toEqual([2, 1])
    expect(database.backlog).toBe(0)
    expect(reasonsOf(1)).toEqual(['made', 'sent', 'told'])
    expect(reasonsOf(2)).toEqual(['made'])
    expect(database.audit()).not.toEqual([])
    commit(moved('queued', 'cancelled', [3]))
    expect(historyNumbers()).toEqual([3, 2, 1])
  })

  it('goes on when the end of the ledger was cut off behind what it had taken up', () => {
    commit(insert(made(1)), insert(made(2)))
    for (const turn of count(5)) commit(moved('queued', 'queued', [1], `turn ${turn}`))
    database.tidyUp()
    commit(moved('queued', 'cancelled', [1]))
    reopen((opened) => opened.exec('DELETE FROM ledger WHERE line > 3'))
    expect(historyNumbers()).toEqual([1])
    commit(moved('queued', 'cancelled', [2], 'after'))
    expect(historyNumbers()).toEqual([2, 1])
    expect(reasonsOf(2)).toEqual(['made', 'after'])
    expect(database.audit()).not.toEqual([])
  })

  it.each(['x', '{}', 'null', '{"created":"many","states":3}'])(
    'is opened, and goes on being written, when its last line is %s',
    (body) => {
      commit(insert(made(1)), insert(made(2)))
      commit(moved('queued', 'cancelled', [1]))
      reopen((opened) => opened.prepare('UPDATE ledger SET body = ? WHERE line = 2').run(body))
      expect(database.audit()).not.toEqual([])
      expect(commit(insert(made(3)))).toEqual({ ok: true })
      expect(commit(moved('queued', 'cancelled', [2, 3]))).toEqual({ ok: true })
      reopen()
      expect(database.ledgerHead()).toMatchObject({ line: 4, created: 3 })
      expect(historyNumbers()).toEqual([3, 2, 1])
      expect(database.audit()).not.toEqual([])
    },
  )
})
