import { describe, expect, it } from 'vitest'
import type { ConflictRecord } from '../../../../src/shared/domain/conflict.ts'
import type { Operation } from '../../../../src/shared/domain/operation.ts'
import { lostUnseen } from '../../../../tools/simulate/checks/seen.ts'
import { Watcher, wireOf } from './watcher.ts'

const command = { kind: 'command', entityType: 'device', entityId: 'dev_1', command: 'reload' } as const
const UPDATE = { kind: 'update', entityType: 'device', entityId: 'dev_1' } as const
const DEADLINE_MS = 300_000

const acknowledged = { version: 2, sequence: 2, at: 0 }

function recordOf(operation: Operation, changes: Partial<ConflictRecord>): ConflictRecord {
  const { key, intent } = operation
  return {
    ...{ id: 'r', key, entityType: intent.entityType, entityId: intent.entityId, field: 'name', base: null },
    ...{ mine: null, theirs: null, result: null, winner: 'theirs', strategy: 'server-wins', isAutomatic: true },
    ...{ resolvedBy: 'automatic', at: 0, reason: 'strategy', resolutionId: 'r' },
    ...changes,
  }
}

describe('the rules about what operations do at the server', () => {
  it('say nothing of an edit that is sent, taken and acknowledged', () => {
    const watcher = new Watcher()
    const operation = watcher.sent(watcher.made(1))
    watcher.arrive(operation)
    watcher.moved(operation, 'applied', 'acknowledged', { acknowledged })
    expect(watcher.broken).toEqual([])
  })

  it('notice an effect before anything is on disk', () => {
    const watcher = new Watcher()
    const operation = new Watcher().made(1)
    watcher.arrive(operation)
    expect(watcher.broken).toEqual(['durable-first'])
  })

  it('notice an effect of what was taken back, or was never sent', () => {
    const watcher = new Watcher()
    const operation = watcher.made(1)
    watcher.arrive(watcher.moved(operation, 'cancelled', 'rolled-back-by-operator'))
    expect(watcher.broken).toEqual(['exactly-once'])
  })

  it('notice edits of one thing in another order than they were made in', () => {
    const watcher = new Watcher()
    const [first, second] = [watcher.sent(watcher.made(1)), watcher.sent(watcher.made(2))]
    watcher.arrive(second)
    watcher.arrive({ ...first, baseVersion: 2 })
    expect(watcher.broken).toEqual(['order-per-entity'])
  })

  it('notice an operation that is sent as somebody else', () => {
    const watcher = new Watcher()
    watcher.arrive(watcher.sent(watcher.made(1, { user: { id: 'usr_2', name: 'another' } })))
    expect(watcher.broken).toEqual(['own-operations'])
  })

  it('notice an operation that goes before what it depends on', () => {
    const watcher = new Watcher()
    watcher.made(1)
    watcher.arrive(watcher.sent(watcher.made(2, { dependsOn: [1], intent: command })))
    expect(watcher.broken).toEqual(['dependencies'])
  })

  it('notice a batch of which a part only is applied', () => {
    const watcher = new Watcher()
    const batch = { id: '5a3f5c1e-9d0a-4e52-8a35-1b2c3d4e5f60', size: 2 }
    const [first] = [watcher.sent(watcher.made(1, { batch })), watcher.made(2, { batch })]
    watcher.arrive({ ...first, batch: null })
    expect(watcher.broken).toEqual(['batches'])
  })

  it('notice that somebody else’s edit is overwritten by one who has not seen it', () => {
    const watcher = new Watcher()
    const operation = watcher.sent(watcher.made(1))
    watcher.somebodyEdits({ name: 'theirs' })
    watcher.arrive({ ...operation, baseVersion: 2 })
    expect(watcher.broken).toEqual(['nothing-overwritten-unseen'])
  })

  it('accept that where a record keeps what was overwritten', () => {
    const watcher = new Watcher({}, { conflictAutoResolve: true })
    const operation = watcher.sent(watcher.made(1))
    watcher.somebodyEdits({ name: 'theirs' })
    const record = recordOf(operation, { theirs: 'theirs', winner: 'mine', mine: 'name 1' })
    const again = watcher.moved(operation, 'queued', 'resolved-automatically', { baseVersion: 2 }, [record])
    watcher.arrive(watcher.sent(again))
    expect(watcher.broken).toEqual([])
  })
})

describe('the rules about steps', () => {
  it.each([
    ['rejected:outcome-unknown', []],
    ['batch:rejected:outcome-unknown', []],
    ['rejected:invalid', ['exactly-once']],
    ['batch:rejected:invalid', ['exactly-once']],
  ])('accept that what had an effect is discarded where a person was told %s: %j', (reason, broken) => {
    const watcher = new Watcher()
    const operation = watcher.sent(watcher.made(1))
    watcher.arrive(operation)
    const doubted = watcher.moved(operation, 'unknown', 'answer-lost')
    watcher.moved(watcher.moved(doubted, 'quarantined', reason), 'cancelled', 'discarded-by-operator')
    expect(watcher.broken).toEqual(broken)
  })

  it('notice something that counts as applied without an effect', () => {
    const watcher = new Watcher()
    watcher.moved(watcher.sent(watcher.made(1)), 'applied', 'acknowledged', { acknowledged })
    expect(watcher.broken).toEqual(['applied-is-applied'])
  })

  it('notice that something over is moved once more', () => {
    const watcher = new Watcher()
    const over = watcher.moved(watcher.made(1), 'cancelled', 'rolled-back-by-operator')
    watcher.moved(over, 'queued', 'sent')
    expect(watcher.broken).toEqual(['settled-stays'])
  })

  it('notice an end without effect that nobody asked for', () => {
    const watcher = new Watcher()
    watcher.moved(watcher.made(1), 'cancelled', 'no-reason')
    expect(watcher.broken).toEqual(['nothing-lost'])
  })

  it('notice a decision that no person has made', () => {
    const watcher = new Watcher()
    const stale = watcher.moved(watcher.made(1, { intent: command }), 'stale', 'waited-too-long')
    watcher.moved(stale, 'queued', 'confirmed-by-operator')
    watcher.account.acted([stale.key], 'confirm')
    watcher.moved(stale, 'queued', 'confirmed-by-operator')
    expect(watcher.broken).toEqual(['a-person-decides'])
  })

  it('notice a command that counts as done although its device has said nothing', () => {
    const watcher = new Watcher()
    const operation = watcher.sent(watcher.made(1, { intent: command }))
    watcher.arrive(operation)
    const acceptedAt = { boot: 'boot', up: 0, server: null, wall: 0 }
    const accepted = watcher.moved(operation, 'accepted', 'acknowledged', { acknowledged, acceptedAt })
    watcher.moved(accepted, 'applied', 'confirmed-by-device')
    expect(watcher.broken).toEqual(['accepted-is-not-applied'])
  })

  it('notice a command that is given up too early, or has expired too early', async () => {
    const watcher = new Watcher()
    const [sent, waiting] = [watcher.made(1, { intent: command }), watcher.made(2, { intent: command })]
    const operation = watcher.sent(sent)
    watcher.arrive(operation)
    await watcher.timeline.runUntil(DEADLINE_MS / 2)
    const acceptedAt = { boot: 'boot', up: 0, server: null, wall: 0 }
    const accepted = watcher.moved(operation, 'accepted', 'acknowledged', { acknowledged, acceptedAt })
    watcher.moved(accepted, 'unconfirmed', 'not-confirmed-by-device')
    watcher.moved(waiting, 'expired', 'window-over')
    expect(watcher.broken).toContain('accepted-is-not-applied')
    expect(watcher.broken).toContain('validity-windows')
  })

  it('notice a conflict that nobody but the author himself has brought about', () => {
    const watcher = new Watcher()
    const [first, second] = [watcher.made(1), watcher.made(2)]
    watcher.arrive(watcher.sent(first))
    const conflict = { serverVersion: 2, serverFields: { name: 'name 1' }, isDeleted: false }
    watcher.moved(watcher.sent(second), 'conflicted', 'conflict', { conflict })
    expect(watcher.broken).toEqual(['no-conflict-with-oneself'])
  })
})

describe('the rules about decisions', () => {
  it('notice a value that is lost without a record', () => {
    const watcher = new Watcher({}, { conflictAutoResolve: true })
    watcher.somebodyEdits({ name: 'theirs' })
    const operation = watcher.sent(watcher.made(1))
    watcher.moved(operation, 'cancelled', 'superseded-by-server')
    expect(watcher.broken).toEqual(['loser-is-kept'])
  })

  it('are content with a record of it, and not with one of another field', () => {
    const [right, wrong] = ['name', 'location'].map((field) => {
      const watcher = new Watcher({}, { conflictAutoResolve: true })
      watcher.somebodyEdits({ name: 'theirs' })
      const operation = watcher.sent(watcher.made(1))
      const record = recordOf(operation, { field, mine: 'name 1', theirs: 'theirs', result: 'theirs' })
      watcher.moved(operation, 'cancelled', 'superseded-by-server', {}, [record])
      return watcher.broken
    })
    expect([right, wrong]).toEqual([[], ['loser-is-kept']])
  })

  it('are content where others have written the same, also when yet others have changed it before the console heard', () => {
    const watcher = new Watcher({}, { conflictAutoResolve: true })
    const operation = watcher.sent(watcher.made(1))
    watcher.somebodyEdits({ name: 'name 1' })
    watcher.somebodyEdits({ name: 'theirs' })
    watcher.moved(operation, 'cancelled', 'superseded-by-server')
    expect(watcher.broken).toEqual([])
  })

  it('notice a value that is lost where others had written the same before it was made', () => {
    const watcher = new Watcher({}, { conflictAutoResolve: true })
    watcher.somebodyEdits({ name: 'name 1' })
    watcher.somebodyEdits({ name: 'theirs' })
    const operation = watcher.sent(watcher.made(1, { baseVersion: 3 }))
    watcher.somebodyEdits({ name: 'theirs again' })
    watcher.moved(operation, 'cancelled', 'superseded-by-server')
    expect(watcher.broken).toEqual(['loser-is-kept'])
  })

  it('notice a strategy that decides where a person wants to be asked', () => {
    const watcher = new Watcher()
    watcher.somebodyEdits({ name: 'theirs' })
    const operation = watcher.sent(watcher.made(1))
    watcher.moved(operation, 'cancelled', 'superseded-by-server', {}, [recordOf(operation, { mine: 'name 1' })])
    expect(watcher.broken).toEqual(['a-person-decides'])
  })

  it('notice a conflict that goes round and round', () => {
    const watcher = new Watcher({}, { conflictMaxRounds: 2 })
    let operation = watcher.made(1)
    for (let round = 0; round < 3; round++) operation = watcher.moved(watcher.sent(operation), 'queued', 'rebased')
    expect(watcher.broken).toEqual(['conflicts-end'])
  })
})

describe('the rules about what leaves a console', () => {
  const request = (operation: Operation) => ({ operations: [wireOf(operation)] })

  it('notice something that leaves before the disk says so', () => {
    const watcher = new Watcher()
    watcher.sendRules.onRequest('operations:apply', request(watcher.made(1)))
    expect(watcher.broken).toEqual(['durable-first'])
  })

  it('notice that something of unknown outcome is sent again without a question', () => {
    const watcher = new Watcher()
    const again = request(watcher.sent(watcher.made(1)))
    watcher.sendRules.onRequest('operations:apply', again)
    watcher.sendRules.onLost('operations:apply', again)
    watcher.sendRules.onRequest('operations:apply', again)
    expect(watcher.broken).toEqual(['unknown-is-asked'])
  })

  it('are content after a question', () => {
    const watcher = new Watcher()
    const operation = watcher.sent(watcher.made(1))
    const again = request(operation)
    watcher.sendRules.onRequest('operations:apply', again)
    watcher.sendRules.onLost('operations:apply', again)
    const answer = { ok: true, value: { results: [{ key: operation.key, known: false }] } } as const
    watcher.sendRules.onReply('operations:lookup', { keys: [operation.key] }, answer)
    watcher.sendRules.onRequest('operations:apply', again)
    expect(watcher.broken).toEqual([])
  })

  it('notice a server that is not left alone for as long as it asked', async () => {
    const watcher = new Watcher()
    const first = request(watcher.sent(watcher.made(1)))
    watcher.sendRules.onRequest('operations:apply', first)
    const error = { code: 'rate-limited', message: 'later', retryAfterMs: 5_000 } as const
    watcher.sendRules.onReply('operations:apply', first, { ok: false, error })
    await watcher.timeline.runUntil(2_000)
    watcher.sendRules.onRequest('operations:lookup', { keys: [] })
    expect(watcher.broken).toEqual(['retry-after'])
  })

  it('notice a command that is sent although it waited too long', async () => {
    const watcher = new Watcher()
    const operation = watcher.made(1, { intent: command })
    await watcher.timeline.runUntil(DEADLINE_MS)
    watcher.sendRules.onRequest('operations:apply', request(watcher.sent(operation)))
    expect(watcher.broken).toEqual(['validity-windows'])
  })
})

describe('what somebody lost without having been seen', () => {
  const seen = (...values: unknown[]) => ({ version: 1, values })

  it('is a value, a member, an item, one property of an item, or a word', () => {
    expect(lostUnseen('name', seen('a'), 'b', 'c')).toEqual([{ piece: 'value "b"', how: 'gone' }])
    expect(lostUnseen('tags', seen(['a']), ['a', 'b'], ['a', 'c'])).toEqual([{ piece: 'member b', how: 'gone' }])
    expect(lostUnseen('note', seen('one'), 'one two', 'one three')).toEqual([{ piece: 'word two', how: 'gone' }])
    const item = (durationSeconds: number) => [{ id: 'x', durationSeconds }]
    expect(lostUnseen('items', seen(item(1)), item(2), item(3))).toEqual([
      { piece: 'item x with durationSeconds 2', how: 'gone' },
    ])
  })

  it('is also a member that they took out and that comes back', () => {
    expect(lostUnseen('tags', seen(['a', 'b']), ['a'], ['a', 'b', 'c'])).toEqual([{ piece: 'member b', how: 'back' }])
  })

  it('is nothing where both are kept, or what goes was seen', () => {
    expect(lostUnseen('tags', seen(['a']), ['a', 'b'], ['b', 'c'])).toEqual([])
    expect(lostUnseen('name', seen('a', 'b'), 'b', 'c')).toEqual([])
  })

  it('knows an edit of one field from one of another', () => {
    const watcher = new Watcher()
    const operation = watcher.sent(watcher.made(1, { intent: { ...UPDATE, fields: { location: 'mine' } } }))
    watcher.somebodyEdits({ name: 'theirs' })
    watcher.arrive({ ...operation, baseVersion: 2 })
    expect(watcher.broken).toEqual([])
  })
})
