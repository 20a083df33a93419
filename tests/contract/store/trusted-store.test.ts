import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InProcessStore } from '../../../src/main/database/in-process-store.ts'
import { indexOfOperation } from '../../../src/main/database/index-rows.ts'
import { exportLedger } from '../../../src/main/database/ledger/export.ts'
import { verifyLedger } from '../../../src/main/database/ledger/verify.ts'
import { wholeState } from '../../../src/main/database/load-state.ts'
import type { Mutation, Store } from '../../../src/main/database/store.ts'
import { WorkerStore } from '../../../src/main/database/worker-store.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import type { ConflictRecord } from '../../../src/shared/domain/conflict.ts'
import type { Operation, OperationState } from '../../../src/shared/domain/operation.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'
import { deviceRecord, pendingOperation } from '../../support/builders.ts'
import { temporaryFolder } from '../../support/queue-host.ts'

const WORKER = new URL('../../../src/main/database/worker.ts', import.meta.url)
const ABOUT = { site: { id: null, name: null }, clientId: null, exportedAt: 0, program: '1.0.0' }

const KINDS: readonly { name: string; open(file: string): Promise<Store> }[] = [
  { name: 'in the process', open: async (file) => new InProcessStore(file, 1) },
  { name: 'in the storage worker', open: (file) => WorkerStore.open(WORKER, { file, at: 1 }, silentLogger) },
]

const insert = (made: Operation): Mutation => ({
  type: 'operation.insert',
  operation: made,
  reason: 'made',
})
const moved = (operation: Operation, to: OperationState, reason = 'because'): Mutation => ({
  type: 'operation.change',
  operation: { ...operation, state: to },
  transition: { from: operation.state, to, at: 5, reason },
  isAmended: false,
})
const conflict = (number: number, changes: Partial<ConflictRecord> = {}): ConflictRecord => ({
  id: `record_${number}`,
  key: pendingOperation(number).key,
  entityType: 'device',
  entityId: 'dev_1',
  field: 'name',
  base: 'before',
  mine: 'mine',
  theirs: 'theirs',
  result: 'theirs',
  winner: 'theirs',
  strategy: 'server-wins',
  isAutomatic: true,
  resolvedBy: 'operator',
  at: number,
  reason: 'policy',
  resolutionId: `resolution_${number % 2}`,
  ...changes,
})

describe.each(KINDS)('a trusted store $name', (kind) => {
  let folder = temporaryFolder()
  let store: Store
  const file = (): string => join(folder.path, 'site.sqlite')
  const reopen = async (): Promise<void> => {
    await store.close()
    store = await kind.open(file())
  }

  beforeEach(async () => {
    folder = temporaryFolder()
    store = await kind.open(file())
  })
  afterEach(async () => {
    await store.close()
    folder.remove()
  })

  const verdict = () => verifyLedger(exportLedger(store, ABOUT))

  it('begins with books that are empty and in order', async () => {
    expect(await store.audit()).toEqual([])
    expect(await store.ledgerHead()).toMatchObject({ line: 0, created: 0, states: {} })
    expect(await verdict()).toMatchObject({ ok: true, lines: 0 })
  })

  it('books the end of what the disk has lost, in a chain that verifies, and only of what is lost', async () => {
    const made = pendingOperation(1)
    await store.commit([insert(made)])
    const row = indexOfOperation(made)
    const lost: Mutation = {
      type: 'operation.lost',
      row: { ...row, trouble: { code: 'missing', message: 'It is lost.' } },
      transition: { from: 'queued', to: 'cancelled', at: 5, reason: 'lost-and-discarded' },
    }
    await expect(store.commit([lost])).rejects.toMatchObject({ kind: 'guard' })
    const database = openDatabase(file())
    database.prepare('DELETE FROM operations WHERE key = ?').run(made.key)
    database.close()
    expect(await store.audit()).toEqual(['The ledger knows 1 operations that are queued; 0 are stored.'])
    await store.commit([lost])
    await reopen()
    expect(await store.audit()).toEqual([])
    expect(await verdict()).toMatchObject({ ok: true, lines: 2 })
    expect((await wholeState(await store.load())).counters).toMatchObject({ created: 1, cancelled: 1 })
  })

  it('books every step in the transaction that takes it, and gives the same books after a restart', async () => {
    const [first, second] = [pendingOperation(1), pendingOperation(2)]
    await store.commit([insert(first), insert(second)])
    await store.commit([moved(first, 'sending', 'sent')])
    await store.commit([moved({ ...first, state: 'sending' }, 'applied', 'acknowledged')])
    const head = await store.ledgerHead()
    expect(head).toMatchObject({ created: 2, states: { queued: 1, applied: 1 } })
    expect(await verdict()).toMatchObject({ ok: true, totals: { created: 2, applied: 1 } })
    await reopen()
    expect(await store.ledgerHead()).toEqual(head)
    expect(await store.audit()).toEqual([])
  })

  it('books nothing of what it refuses, alone or among others', async () => {
    await store.commit([insert(pendingOperation(1))])
    const outcomes = await Promise.allSettled([
      store.commit([insert(pendingOperation(2))]),
      store.commit([insert(pendingOperation(3)), moved(pendingOperation(9), 'sending')]),
      store.commit([insert(pendingOperation(4)), insert(pendingOperation(1))]),
      store.commit([insert(pendingOperation(5))]),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(await store.ledgerHead()).toMatchObject({ created: 3, states: { queued: 3 } })
    expect(await store.audit()).toEqual([])
    expect(await verdict()).toMatchObject({ ok: true })
  })

  it('moves many operations without reading them, all or none', async () => {
    const sending = [1, 2, 3].map((number) => pendingOperation(number, { state: 'sending' }))
    await store.commit(sending.map((operation) => insert({ ...operation, state: 'queued' })))
    await store.commit(sending.map((operation) => moved({ ...operation, state: 'queued' }, 'sending')))
    const transition = { from: 'sending', to: 'unknown', at: 7, reason: 'restarted' } as const
    await expect(store.commit([{ type: 'operations.move', sequences: [1, 2, 99], transition }])).rejects.toMatchObject({
      kind: 'guard',
    })
    expect((await wholeState(await store.load())).operations.map((row) => row.state)).toEqual([
      'sending',
      'sending',
      'sending',
    ])
    await store.commit([{ type: 'operations.move', sequences: [1, 2, 3], transition }])
    expect((await wholeState(await store.load())).operations.map((row) => row.state)).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ])
    expect((await store.transitions(sending[0]?.key ?? '')).at(-1)).toEqual(transition)
    expect(await store.audit()).toEqual([])
  })

  it('answers in the order in which it was asked, each request seeing what came before', async () => {
    const operation = pendingOperation(1)
    const order: string[] = []
    const note = (name: string) => () => {
      order.push(name)
    }
    const found: unknown[] = []
    await Promise.all([
      store.commit([insert(operation)]).then(note('insert')),
      store.operations([operation.key]).then((one) => {
        found.push(one.operations[0]?.state)
        order.push('first read')
      }),
      store.commit([moved(operation, 'cancelled')]).then(note('change')),
      store.transitions(operation.key).then((steps) => {
        found.push(steps.length)
        order.push('second read')
      }),
    ])
    expect(order).toEqual(['insert', 'first read', 'change', 'second read'])
    expect(found).toEqual(['queued', 2])
  })

  it('gives an entity another name wherever it stands, and remembers the old one', async () => {
    const made = pendingOperation(1, {
      intent: { kind: 'create', entityType: 'device', entityId: 'dev_tmp', fields: { name: 'new' } },
    })
    const edit = pendingOperation(2, {
      intent: { kind: 'update', entityType: 'device', entityId: 'dev_tmp', fields: { name: 'x' } },
    })
    const other = pendingOperation(3)
    await store.commit([insert(made), insert(edit), insert(other)])
    await store.commit([
      { type: 'entity.put', record: deviceRecord('dev_tmp') },
      { type: 'entity.rename', ref: { entityType: 'device', entityId: 'dev_tmp' }, to: 'srv_1', sequences: [1, 2] },
    ])
    const state = await wholeState(await store.load())
    expect(state.operations.map((row) => row.entityId)).toEqual(['srv_1', 'srv_1', 'dev_1'])
    expect(state.entities.map((record) => record.id)).toEqual(['srv_1'])
    expect(state.aliases).toEqual([{ entityType: 'device', from: 'dev_tmp', to: 'srv_1' }])
    const { operations } = await store.operations([edit.key])
    expect(operations[0]?.intent.entityId).toBe('srv_1')
  })

  it('keeps the newer of two records when one gets the name of the other', async () => {
    const newer = deviceRecord('srv_1', { version: 5 })
    await store.commit([
      { type: 'entity.put', record: deviceRecord('dev_tmp', { version: 1 }) },
      { type: 'entity.put', record: newer },
      { type: 'entity.rename', ref: { entityType: 'device', entityId: 'dev_tmp' }, to: 'srv_1', sequences: [] },
    ])
    expect((await wholeState(await store.load())).entities).toEqual([newer])
  })

  it('keeps what was decided about conflicts, newest first, by entity and by decision', async () => {
    const records = [1, 2, 3, 4].map((number) => conflict(number))
    const elsewhere = conflict(5, { entityId: 'dev_2' })
    await store.commit([...records, elsewhere].map((record): Mutation => ({ type: 'conflict.record', record })))
    const all = await store.conflictRecords({ offset: 0, limit: 2 })
    expect([all.total, all.records.map((record) => record.id)]).toEqual([5, ['record_5', 'record_4']])
    const ofOne = await store.conflictRecords({ entityType: 'device', entityId: 'dev_1', offset: 1, limit: 9 })
    expect(ofOne.records.map((record) => record.id)).toEqual(['record_3', 'record_2', 'record_1'])
    const decided = await store.conflictRecords({ resolutionId: 'resolution_0', offset: 0, limit: 9 })
    expect(decided.records.map((record) => record.id)).toEqual(['record_4', 'record_2'])
  })

  it('looks through what waits page by page, and names what cannot be read', async () => {
    await store.commit([1, 2, 3, 4].map((number) => insert(pendingOperation(number))))
    const database = openDatabase(file())
    database.prepare("UPDATE operations SET intent = '{' WHERE client_sequence IN (2, 4)").run()
    database.close()
    const first = await store.inspect(0, 3)
    expect([first.unreadable.map((row) => row.clientSequence), first.next]).toEqual([[2], 3])
    const second = await store.inspect(3, 3)
    expect([second.unreadable.map((row) => row.clientSequence), second.next]).toEqual([[4], null])
    expect(first.unreadable[0]).toMatchObject({ payload: '{', trouble: { code: 'unreadable' } })
  })

  it('keeps the newest part of a history that grows without end, and all of it in the ledger', async () => {
    const operation = pendingOperation(1)
    await store.commit([insert(operation)])
    for (let round = 0; round < 600; round++) {
      await store.commit([moved(operation, 'queued', `turn ${round} ${'x'.repeat(20)}`)])
    }
    const steps = await store.transitions(operation.key)
    expect(steps.length).toBeGreaterThan(50)
    expect(steps.at(-1)?.reason).toContain('turn 599')
    expect((await store.ledgerHead()).line).toBe(601)
    expect(await verdict()).toMatchObject({ ok: true })
  })
})
