import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportLedger } from '../../../src/main/database/ledger/export.ts'
import { verifyLedger } from '../../../src/main/database/ledger/verify.ts'
import { wholeState } from '../../../src/main/database/load-state.ts'
import { queueAndReplica } from '../../../src/main/database/migrations/001-queue-and-replica.ts'
import { migrate } from '../../../src/sqlite/migrate.ts'
import { openDatabase, type SqliteDatabase } from '../../../src/sqlite/open.ts'
import { deviceData, deviceReported } from '../../support/builders.ts'
import { QueueRig, rename } from '../../support/queue-rig.ts'

const ABOUT = { site: { id: null, name: null }, clientId: null, exportedAt: 0, program: '1.0.0' }
const CREATED_AT = 1_690_000_000_000

/** An operation as version 1 of the schema kept it. `way`: its states in turn, with the reasons. */
interface Old {
  readonly number: number
  readonly way: readonly (readonly [state: string, reason: string])[]
  readonly intent: object | string
  readonly baseVersion?: number
  readonly attempts?: number
  readonly lastError?: object
  readonly conflict?: object
  readonly acknowledged?: object
}

const device = (entityId: string) => ({ entityType: 'device', entityId })
const update = (entityId: string, fields: object) => ({ kind: 'update', ...device(entityId), fields })
const keyOf = (number: number): string => `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`
const MADE = ['queued', 'made'] as const
const SENT = ['sending', 'sent'] as const

const OLD: readonly Old[] = [
  {
    number: 1,
    way: [MADE, SENT, ['applied', 'acknowledged']],
    intent: update('dev_1', { name: 'first' }),
    acknowledged: { version: 2, sequence: 7, at: CREATED_AT },
  },
  { number: 2, way: [MADE, ['cancelled', 'rolled-back-by-operator']], intent: update('dev_1', { name: 'taken back' }) },
  { number: 3, way: [MADE], intent: update('dev_1', { name: 'waits', location: 'Hall B' }), baseVersion: 2 },
  { number: 4, way: [MADE, SENT], intent: update('dev_2', { name: 'on its way' }), baseVersion: 1 },
  {
    number: 5,
    way: [MADE, SENT, ['unknown', 'answer-lost'], ['queued', 'not-known-to-server'], SENT, ['unknown', 'answer-lost']],
    intent: { kind: 'create', ...device('dev_new'), fields: { ...deviceData({ name: 'made' }) } },
  },
  {
    number: 6,
    way: [MADE, SENT, ['conflicted', 'conflict']],
    intent: update('dev_3', { name: 'mine' }),
    baseVersion: 1,
    conflict: { serverVersion: 4, serverFields: { name: 'theirs' }, isDeleted: false },
    lastError: { code: 'conflict', message: 'The same field was changed at the server.' },
  },
  {
    number: 7,
    way: [MADE, SENT, ['quarantined', 'rejected:invalid']],
    intent: update('dev_4', { name: 'refused' }),
    attempts: 1,
    lastError: { code: 'invalid', message: 'not like this' },
  },
  { number: 8, way: [MADE], intent: { kind: 'command', ...device('dev_5'), command: 'reboot' } },
  {
    number: 9,
    way: [MADE, SENT, ['applied', 'acknowledged']],
    intent: { kind: 'command', ...device('dev_5'), command: 'reload' },
    acknowledged: { version: 1, sequence: 8, at: CREATED_AT },
  },
  { number: 10, way: [MADE], intent: '{"kind":"update","entityType":"dev' },
]

function writeOld(database: SqliteDatabase, old: Old): void {
  const { number, way, intent } = old
  const text = typeof intent === 'string' ? intent : JSON.stringify(intent)
  const entityId = typeof intent === 'string' ? 'dev_6' : (intent as { entityId: string }).entityId
  const state = way.at(-1)?.[0] ?? 'queued'
  const json = (value: object | undefined): string | null => (value === undefined ? null : JSON.stringify(value))
  database
    .prepare(
      `INSERT INTO operations (client_sequence, key, entity_type, entity_id, state, priority, base_version, created_at,
        changed_at, attempts, next_attempt_at, actor, schema_version, intent, base_fields, last_error, conflict, acknowledged)
      VALUES (?, ?, 'device', ?, ?, 2, ?, ?, ?, ?, NULL, 'Anna', 1, ?, '{"name":"before"}', ?, ?, ?)`,
    )
    .run(
      number,
      keyOf(number),
      entityId,
      state,
      old.baseVersion ?? 0,
      CREATED_AT + number,
      CREATED_AT + number + way.length,
      old.attempts ?? 0,
      text,
      json(old.lastError),
      json(old.conflict),
      json(old.acknowledged),
    )
  way.forEach(([to, reason], index) => {
    database
      .prepare('INSERT INTO transitions (key, from_state, to_state, at, reason) VALUES (?, ?, ?, ?, ?)')
      .run(keyOf(number), way[index - 1]?.[0] ?? null, to, CREATED_AT + number + index, reason)
  })
  if (state === 'applied' || state === 'cancelled' || typeof intent === 'string') return
  const { kind, fields = {}, command = null } = intent as { kind: string; fields?: object; command?: string | null }
  const effect = { key: keyOf(number), clientSequence: number, ...device(entityId), kind, fields, command }
  database
    .prepare('INSERT INTO overlays (client_sequence, effect) VALUES (?, ?)')
    .run(number, JSON.stringify({ ...effect, createdAt: CREATED_AT + number }))
}

/** A file as the first release left it: in the middle of its work. */
function writeOldDatabase(file: string, list: readonly Old[] = OLD): void {
  const database = openDatabase(file)
  migrate(database, [queueAndReplica], CREATED_AT)
  for (const id of ['dev_1', 'dev_2', 'dev_3', 'dev_4', 'dev_5', 'dev_6']) {
    database
      .prepare('INSERT INTO entities (entity_type, id, version, sequence, data, reported) VALUES (?, ?, ?, ?, ?, ?)')
      .run(
        'device',
        id,
        id === 'dev_1' ? 2 : 1,
        1,
        JSON.stringify(deviceData({ name: id })),
        JSON.stringify(deviceReported()),
      )
  }
  for (const old of list) writeOld(database, old)
  const counter = database.prepare('INSERT INTO counters (name, value) VALUES (?, ?)')
  counter.run('created', list.length)
  for (const state of ['applied', 'cancelled']) {
    counter.run(state, list.filter((old) => old.way.at(-1)?.[0] === state).length)
  }
  database
    .prepare("INSERT INTO meta (name, value) VALUES ('actor', 'Anna'), ('feed_epoch', 'e'), ('feed_sequence', '8')")
    .run()
  database.close()
}

describe('a profile of the first release', () => {
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open()
    await rig.closeHost()
    // The rig has made an empty file of today: the old one takes its place.
    rig.emptyFile()
    writeOldDatabase(rig.file)
    await rig.reopen()
    rig.host.user = { id: 'usr_anna', name: 'Anna' }
    rig.host.outbox.userChanged()
  })
  afterEach(() => rig.close())

  it('is taken over with every operation in its state', async () => {
    const status = rig.host.outbox.status(false)
    expect(status.totals).toEqual({ created: 10, applied: 2, cancelled: 1, expired: 0, merged: 0, unconfirmed: 0 })
    expect(status.counts).toMatchObject({ queued: 2, unknown: 2, conflicted: 1, sending: 0, stale: 0, accepted: 0 })
    // The refused one and the one that cannot be read.
    expect(status.counts.quarantined).toBe(2)
    expect(await rig.host.store.audit()).toEqual([])
  })

  it('keeps the whole history of each', async () => {
    for (const { number, way } of OLD) {
      const steps = await rig.host.store.transitions(keyOf(number))
      const expected = way.map(([to, reason], index) => ({
        from: way[index - 1]?.[0] ?? null,
        to,
        at: CREATED_AT + number + index,
        reason,
      }))
      expect(steps.slice(0, way.length)).toEqual(expected)
    }
  })

  it('has a ledger of all of it that verifies', async () => {
    const verdict = await verifyLedger(exportLedger(rig.host.store, ABOUT))
    expect(verdict).toMatchObject({ ok: true, problem: null, totals: { created: 10, applied: 2, cancelled: 1 } })
  })

  it('shows the same screen as before', () => {
    expect(rig.view('dev_1')?.data).toMatchObject({ name: 'waits', location: 'Hall B' })
    expect(rig.view('dev_2')?.data['name']).toBe('on its way')
    expect(rig.view('dev_new')).toMatchObject({ isNew: true, data: { name: 'made' } })
    expect(rig.view('dev_3')?.data['name']).toBe('mine')
    expect(rig.view('dev_4')?.data['name']).toBe('dev_4')
    expect(rig.view('dev_5')?.pending.map((mark) => mark.command)).toEqual(['reboot'])
  })

  it('lists history and what waits as before', async () => {
    const history = await rig.host.list.page({ scope: 'history', offset: 0, limit: 10 })
    expect(history.operations.map((operation) => operation.clientSequence)).toEqual([9, 2, 1])
    const pending = await rig.host.list.page({ scope: 'pending', offset: 0, limit: 10 })
    expect(pending.operations.map((operation) => operation.clientSequence)).toEqual([3, 4, 5, 6, 7, 8, 10])
    expect(pending.operations.at(-1)?.wait.reason).toBe('unreadable')
    expect(pending.operations.find((operation) => operation.clientSequence === 6)).toMatchObject({
      conflict: { serverVersion: 4, serverFields: { name: 'theirs' } },
      actor: 'Anna',
    })
  })

  it('goes on sending what waited, once, and asks about what was on its way', async () => {
    rig.server.seed('dev_1', { ...deviceData({ name: 'first' }) })
    rig.server.edit('dev_1', {})
    for (const id of ['dev_2', 'dev_5']) rig.server.seed(id, { ...deviceData({ name: id }) })
    await rig.run(5_000)
    expect(rig.server.lookupCalls).toBeGreaterThan(0)
    expect(await rig.states(keyOf(3), keyOf(4), keyOf(5))).toEqual(['applied', 'applied', 'applied'])
    expect(new Set(rig.server.effects.map((effect) => effect.key)).size).toBe(rig.server.effects.length)
    expect(await rig.host.store.audit()).toEqual([])
  })

  it('asks about a command that waited, since nobody knows for how long, and lets none expire by guess', async () => {
    rig.server.seed('dev_5', { ...deviceData() })
    await rig.run(30 * 3_600_000)
    expect(await rig.states(keyOf(8))).toEqual(['stale'])
    expect(rig.server.effects.filter((effect) => effect.kind === 'command')).toEqual([])
    await rig.host.desk.confirmAgain([keyOf(8)])
    await rig.clock.advance(1_000)
    expect(rig.server.effects.filter((effect) => effect.kind === 'command')).toHaveLength(1)
  })

  it('belongs to the one of that name, and to nobody else', async () => {
    rig.host.user = { id: 'usr_ben', name: 'Ben' }
    rig.host.outbox.userChanged()
    await rig.run(5_000)
    expect(rig.server.effects).toEqual([])
    expect(await rig.waits(keyOf(3))).toEqual(['other-user'])
  })

  it('goes on counting where the old one stopped', async () => {
    const made = await rig.one(rename('dev_6', 'new'))
    expect(made.clientSequence).toBe(11)
  })

  it('is the same when it is opened once more', async () => {
    const before = await wholeState(await rig.host.store.load())
    await rig.reopen()
    expect(await wholeState(await rig.host.store.load())).toEqual(before)
    expect(await rig.host.store.audit()).toEqual([])
  })
})

describe('a damaged profile of the first release', () => {
  it('shows when the books are looked at, and is opened all the same', async () => {
    const rig = await QueueRig.open()
    rig.isAuditedAtEnd = false
    await rig.closeHost()
    rig.emptyFile()
    writeOldDatabase(rig.file)
    const database = openDatabase(rig.file)
    database.prepare('DELETE FROM transitions WHERE key = ? AND to_state = ?').run(keyOf(7), 'quarantined')
    database.close()
    await rig.reopen()
    const verdict = await verifyLedger(exportLedger(rig.host.store, ABOUT))
    expect([...(await rig.host.store.audit()), ...(verdict.ok ? [] : [verdict.problem])]).not.toEqual([])
    expect(await rig.states(keyOf(7))).toEqual(['quarantined'])
    await rig.close()
  })
})
