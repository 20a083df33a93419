import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wholeState } from '../../../src/main/database/load-state.ts'
import { upgradeIntent } from '../../../src/main/database/upgrades.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'
import { QueueRig, reload, rename } from '../../support/queue-rig.ts'

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2')
  rig.server.setBlock('offline')
})
afterEach(() => rig.close())

/** Changes the stored row behind the program's back. */
function damage(key: string, change: string): void {
  const database = openDatabase(rig.file)
  database.prepare(`UPDATE operations SET ${change} WHERE key = ?`).run(key)
  database.close()
}

async function drain(): Promise<void> {
  rig.server.setBlock(null)
  await rig.run(5_000)
}

const NEWER: readonly (readonly [string, string, string])[] = [
  ['was written in a newer form', 'schema_version = 99', 'newer-version'],
  ['is of a kind that is not known', "kind = 'teleport'", 'unreadable'],
  ['is in a state that is not known', "state = 'levitating'", 'unreadable'],
  ['is about a type that is not known', "entity_type = 'rocket'", 'unreadable'],
  ['waits for something that makes no sense', "depends_on = 'null'", 'unreadable'],
  ['waits for words instead of numbers', `depends_on = '["a"]'`, 'unreadable'],
  ['does not tell since when it waits', "waiting_since = 'null'", 'unreadable'],
  ['tells since when it waits in a torn text', `waiting_since = '{"boot":'`, 'unreadable'],
]

describe('an operation that this version cannot use', () => {
  it.each(NEWER)('is kept, shown and never sent: it %s', async (_what, change, code) => {
    const bad = await rig.one(rename('dev_1', 'a'))
    const other = await rig.one(rename('dev_2', 'b'))
    rig.isAuditedAtEnd = !change.startsWith('state')
    damage(bad.key, change)
    await rig.reopen()
    await drain()
    expect(rig.server.effects.map((effect) => effect.key)).toEqual([other.key])
    const shown = await rig.shown(bad.key)
    expect(shown).toMatchObject({ state: 'quarantined', wait: { reason: 'unreadable' }, lastError: { code } })
    expect(Object.entries(shown.actions).filter(([, isPossible]) => isPossible)).toEqual([['canDiscard', true]])
    expect(rig.host.outbox.status(false)).toMatchObject({ attention: 1, pending: 1 })
    await rig.reopen()
    expect(rig.host.outbox.lanes.get(bad.key)?.trouble?.code).toBe(code)
    const { problems } = await wholeState(await rig.host.store.load())
    expect(problems.join()).toContain(bad.key)
  })

  it('holds its lane, and says so to what stands behind it', async () => {
    const bad = await rig.one(rename('dev_1', 'a'))
    const command = await rig.one(reload('dev_1'))
    damage(bad.key, 'schema_version = 99')
    await rig.reopen()
    await drain()
    expect(rig.server.effects).toEqual([])
    expect((await rig.shown(command.key)).wait).toEqual({ reason: 'behind-quarantine', behindKey: bad.key })
    expect((await rig.host.list.chain(bad.key)).map((link) => link.operation.key)).toEqual([bad.key, command.key])
  })

  it('goes again when a version comes that can read it', async () => {
    const bad = await rig.one(rename('dev_1', 'a'))
    damage(bad.key, 'schema_version = 99')
    await rig.reopen()
    await drain()
    damage(bad.key, 'schema_version = 1')
    await rig.reopen()
    await rig.run(1_000)
    expect(await rig.states(bad.key)).toEqual(['applied'])
  })

  it('counts as known to the server only when that said so: it may have been on its way', async () => {
    const bad = await rig.one(rename('dev_1', 'a'))
    await rig.host.outbox.transition([bad.key], (before) => ({
      before,
      after: { ...before, state: 'sending' },
      reason: 'sent',
    }))
    damage(bad.key, 'schema_version = 99')
    await rig.reopen()
    await drain()
    expect(rig.server.effects).toEqual([])
    expect(await rig.waits(bad.key)).toEqual(['unreadable'])
    expect(rig.host.outbox.status(false).counts).toMatchObject({ quarantined: 1, unknown: 0, sending: 0 })
  })

  it('takes its batch with it: the rest waits and says for what', async () => {
    const [bad = '', good = ''] = await rig.batch(rename('dev_1', 'a'), rename('dev_2', 'b'))
    damage(bad, 'schema_version = 99')
    await rig.reopen()
    await drain()
    expect(rig.server.applyCalls).toBe(0)
    expect((await rig.shown(good)).wait).toEqual({ reason: 'behind-batch', behindKey: bad })
  })
})

const TORN: readonly (readonly [string, string])[] = [
  ['a torn payload', `intent = '{"kind":"upd'`],
  ['a payload that is no change', `intent = '[1]'`],
  ['a payload without an entity', `intent = '{"kind":"update","entityType":"device","fields":{"name":"a"}}'`],
  ['a base that is no set of fields', "base_fields = '5'"],
  ['a torn base', "base_fields = '{'"],
  ['a conflict that is none', "conflict = '7'"],
  ['an error that is none', `last_error = '"x"'`],
  ['an acknowledgement that is none', "acknowledged = '[]'"],
  ['a priority that does not exist', 'priority = 17'],
]

describe('a stored payload that is damaged', () => {
  it.each(TORN)('is found by the look through all of them: %s', async (_what, change) => {
    const bad = await rig.one(rename('dev_1', 'a'))
    await rig.one(rename('dev_2', 'b'))
    damage(bad.key, change)
    await rig.reopen()
    expect(await rig.host.outbox.inspect(1)).toBe(1)
    expect(rig.host.outbox.lanes.get(bad.key)?.trouble?.code).toBe('unreadable')
    expect(rig.host.outbox.status(false).attention).toBe(1)
  })

  it.each(TORN)('is found at the latest when it is to be sent, and stops nothing else: %s', async (_what, change) => {
    const bad = await rig.one(rename('dev_1', 'a'))
    const behind = await rig.one(reload('dev_1'))
    const other = await rig.one(rename('dev_2', 'b'))
    damage(bad.key, change)
    await rig.reopen()
    await drain()
    expect(rig.server.effects.map((effect) => effect.key)).toEqual([other.key])
    expect(await rig.waits(bad.key, behind.key)).toEqual(['unreadable', 'behind-quarantine'])
    expect((await rig.shown(bad.key)).lastError?.code).toBe('unreadable')
  })

  it('is left alone by a new edit of the same thing, which is not merged with it', async () => {
    const bad = await rig.one(rename('dev_1', 'a'))
    damage(bad.key, `intent = '{"kind":"upd'`)
    const second = await rig.one(rename('dev_1', 'b'))
    expect(second.merged).toEqual([])
    expect(rig.host.outbox.lanes.size).toBe(2)
  })

  it('is reported when something is to be done with it', async () => {
    const bad = await rig.one(rename('dev_1', 'a'))
    damage(bad.key, `intent = '{"kind":"upd'`)
    expect(await rig.host.desk.rollBack([bad.key])).toMatchObject([{ ok: false }])
    expect(await rig.waits(bad.key)).toEqual(['unreadable'])
  })
})

describe('a disk that disagrees with what the program knows', () => {
  it('does not make the queue go round in a circle, nor stop the others', async () => {
    const moved = await rig.one(rename('dev_1', 'a'))
    const other = await rig.one(rename('dev_2', 'b'))
    rig.isAuditedAtEnd = false
    damage(moved.key, "state = 'conflicted'")
    await drain()
    expect(rig.server.effects.map((effect) => effect.key)).toEqual([other.key])
    expect(rig.server.applyCalls).toBe(1)
  })

  it('does not keep the program from starting when other things are damaged', async () => {
    await rig.one(rename('dev_1', 'a'))
    const database = openDatabase(rig.file)
    database.exec(`INSERT INTO aliases (entity_type, from_id, to_id) VALUES ('rocket', 'a', 'b')`)
    database.exec(`INSERT INTO conflict_records (id, key, entity_type, entity_id, resolution_id, at, record)
      VALUES ('r', 'k', 'device', 'dev_1', 'x', 1, '{')`)
    database.close()
    await rig.reopen()
    expect(rig.host.outbox.lanes.size).toBe(1)
    const { problems } = await wholeState(await rig.host.store.load())
    expect(problems.join()).toContain('rocket')
    expect(await rig.host.store.conflictRecords({ offset: 0, limit: 10 })).toEqual({ total: 1, records: [] })
  })
})

describe('an operation that the disk has lost', () => {
  function lose(key: string): void {
    rig.isAuditedAtEnd = false
    const database = openDatabase(rig.file)
    database.pragma('foreign_keys = OFF')
    database.prepare('DELETE FROM operations WHERE key = ?').run(key)
    database.close()
  }

  it('is named, is counted as needing attention, and does not stop the others', async () => {
    const lost = await rig.one(rename('dev_1', 'a'))
    const behind = await rig.one(reload('dev_1'))
    const other = await rig.one(rename('dev_2', 'b'))
    lose(lost.key)
    await drain()
    expect(rig.server.effects.map((effect) => effect.key).sort()).toEqual([behind.key, other.key].sort())
    const row = rig.host.outbox.lanes.get(lost.key)
    expect(row?.trouble?.message).toContain('missing on the disk')
    expect(rig.host.outbox.status(false).attention).toBe(1)
  })

  it('shows in the audit', async () => {
    const lost = await rig.one(rename('dev_1', 'a'))
    lose(lost.key)
    expect(await rig.host.store.audit()).toEqual(['The ledger knows 1 operations that are queued; 0 are stored.'])
  })
})

describe('payloads of earlier versions', () => {
  const upgrades = {
    1: (stored: unknown) => ({ ...(stored as object), second: true }),
    2: (stored: unknown) => ({ ...(stored as object), third: true }),
  }

  it('are brought up step by step', () => {
    expect(upgradeIntent({ first: true }, 1, upgrades, 3)).toEqual({ first: true, second: true, third: true })
    expect(upgradeIntent({ first: true }, 2, upgrades, 3)).toEqual({ first: true, third: true })
    expect(upgradeIntent({ first: true }, 3, upgrades, 3)).toEqual({ first: true })
  })

  it('are set aside where there is no way up, or where they come from a newer program', () => {
    expect(() => upgradeIntent({}, 1, { 2: upgrades[2] }, 3)).toThrow('no way from form 1')
    expect(() => upgradeIntent({}, 4, upgrades, 3)).toThrow('form 4')
  })

  it('of today need no step', () => {
    const stored = { kind: 'delete' }
    expect(upgradeIntent(stored, 1)).toBe(stored)
  })
})
