import { describe, expect, it } from 'vitest'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { compare } from '../../../../tools/crash/compare.ts'
import type { Effect, Evidence, StoredOperation, ViolationKind } from '../../../../tools/crash/evidence.ts'
import { deviceRecord } from '../../../support/builders.ts'

const CLIENT = 'console-1'
const CLASH = { code: 'conflict', message: 'The same field was changed.' }

function operation(clientSequence: number, changes: Partial<StoredOperation> = {}): StoredOperation {
  return {
    key: `key-${clientSequence}`,
    clientSequence,
    state: 'applied',
    kind: 'update',
    entityType: 'device',
    entityId: 'gate-1',
    fields: { name: `name ${clientSequence}` },
    lastError: null,
    reasons: ['made', 'sent', 'acknowledged'],
    dependsOn: [],
    batch: null,
    ...changes,
  }
}

function effect(id: number, clientSequence: number, changes: Partial<Effect> = {}): Effect {
  return {
    id,
    key: `key-${clientSequence}`,
    clientId: CLIENT,
    clientSequence,
    entityType: 'device',
    entityId: 'gate-1',
    kind: 'update',
    version: id + 1,
    source: 'operation',
    ...changes,
  }
}

const before = deviceRecord('gate-1')
const after: EntityRecord = { ...before, version: 4, sequence: 9, data: { ...before.data, name: 'name 3' } }

/** Three edits of one device, all accepted, applied and acknowledged: nothing is wrong. */
const GOOD: Evidence = {
  accepted: [1, 2, 3].map((clientSequence) => ({ key: `key-${clientSequence}`, clientSequence })),
  takenBack: [],
  clientId: CLIENT,
  stored: [operation(1), operation(2), operation(3)],
  counters: { created: 3, applied: 3 },
  overlays: 0,
  effects: [effect(1, 1), effect(2, 2), effect(3, 3)],
  before: [before],
  after: [after],
  copies: [{ name: 'memory', records: [after] }],
}

function found(changes: Partial<Evidence>): [ViolationKind, string][] {
  return compare({ ...GOOD, ...changes }).map(({ what, key }) => [what, key])
}

describe('the comparison of a crash test', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(found({})).toEqual([])
  })

  it('lets an operation be in the file although its acceptance was never told', () => {
    expect(found({ accepted: GOOD.accepted.slice(0, 2) })).toEqual([])
  })

  it('ignores what other operators and devices did', () => {
    const theirs = effect(4, 1, { key: null, clientId: null, clientSequence: null, source: 'simulation' })
    expect(found({ effects: [...GOOD.effects, theirs] })).toEqual([])
  })

  it('finds an accepted operation that is not in the file', () => {
    expect(found({ accepted: [...GOOD.accepted, { key: 'key-4', clientSequence: 4 }] })).toEqual([['lost', 'key-4']])
  })

  it('finds an operation that is called applied and has no effect', () => {
    expect(found({ effects: [effect(1, 1), effect(3, 3)] })).toEqual([['lost', 'key-2']])
  })

  it('finds an operation with two effects', () => {
    expect(found({ effects: [effect(1, 1), effect(2, 2), effect(3, 2), effect(4, 3)] })).toEqual([['doubled', 'key-2']])
  })

  it('finds a number that had an effect under two keys', () => {
    const other = effect(4, 3, { key: 'key-other' })
    expect(found({ effects: [...GOOD.effects, other] })).toEqual([
      ['foreign', 'key-other'],
      ['doubled', 'key-other'],
    ])
  })

  it('finds effects out of order on one entity, and allows any order between entities', () => {
    const late = { ...after, data: { ...after.data, name: 'name 2' } }
    const swapped = { effects: [effect(1, 1), effect(2, 3), effect(3, 2)], after: [late], copies: [] }
    expect(found(swapped)).toEqual([['reordered', 'key-2']])
    const elsewhere = { entityId: 'gate-2' }
    const stored = [operation(1), operation(2, { ...elsewhere, fields: {} }), operation(3)]
    const effects = [effect(1, 1), effect(2, 3), effect(3, 2, elsewhere)]
    const gate2 = deviceRecord('gate-2')
    const records = { before: [before, gate2], after: [after, gate2], copies: [] }
    expect(found({ stored, effects, ...records })).toEqual([])
  })

  it('finds an effect nobody made', () => {
    const foreign = effect(4, 4, { key: 'key-4' })
    expect(found({ effects: [...GOOD.effects, foreign] })).toEqual([['foreign', 'key-4']])
  })

  it('finds an effect under the name of another console, or on another entity than was asked for', () => {
    expect(found({ effects: [effect(1, 1), effect(2, 2), effect(3, 3, { clientId: 'console-2' })] })).toEqual([
      ['foreign', 'key-3'],
    ])
    expect(found({ effects: [effect(1, 1), effect(2, 2), effect(3, 3, { entityId: 'gate-9' })] })).toEqual([
      ['foreign', 'key-3'],
    ])
  })

  it('finds an operation that was refused, and one that still waits', () => {
    const stored = [operation(1), operation(2), operation(3, { state: 'conflicted', lastError: CLASH })]
    const rest = {
      effects: [effect(1, 1), effect(2, 2)],
      counters: { created: 3, applied: 2 },
      overlays: 1,
      after: [],
      before: [],
      copies: [],
    }
    const gone = { stored, ...rest }
    expect(found(gone)).toContainEqual(['refused', 'key-3'])
    const waiting = { ...gone, stored: [operation(1), operation(2), operation(3, { state: 'queued' })] }
    expect(found(waiting)).toContainEqual(['unsettled', 'key-3'])
  })

  it('finds an operation that was applied although the console holds it as waiting', () => {
    const stored = [operation(1), operation(2), operation(3, { state: 'unknown' })]
    expect(found({ stored, counters: { created: 3, applied: 2 }, overlays: 1 })).toContainEqual(['misjudged', 'key-3'])
  })

  it('finds an operation that was accepted under another number', () => {
    const accepted = [...GOOD.accepted.slice(0, 2), { key: 'key-3', clientSequence: 7 }]
    expect(found({ accepted })).toEqual([['renumbered', 'key-3']])
  })

  it('finds a ledger that does not add up', () => {
    expect(found({ counters: { created: 4, applied: 3 } })).toEqual([['counter', 'created']])
    expect(found({ counters: { created: 3, applied: 2 } })).toEqual([['counter', 'applied']])
    expect(found({ overlays: 1 })).toEqual([['counter', 'overlays']])
  })

  it('finds a server that does not hold what the operations make', () => {
    const stale = { ...after, data: { ...after.data, name: 'name 2' } }
    expect(found({ after: [stale], copies: [] })).toEqual([['value', 'device gate-1']])
    expect(found({ after: [], copies: [] })).toEqual([['value', 'device gate-1']])
  })

  it('finds a deleted entity that is still there', () => {
    const stored = [operation(1), operation(2), operation(3, { kind: 'delete', fields: {} })]
    const effects = [effect(1, 1), effect(2, 2), effect(3, 3, { kind: 'delete' })]
    expect(found({ stored, effects, copies: [] })).toEqual([['value', 'device gate-1']])
    expect(found({ stored, effects, after: [], copies: [] })).toEqual([])
  })

  it('finds a copy that differs from the server', () => {
    const copies = (records: readonly EntityRecord[]): Partial<Evidence> => ({ copies: [{ name: 'memory', records }] })
    expect(found(copies([]))).toEqual([['copy', 'device gate-1']])
    expect(found(copies([{ ...after, version: 3 }]))).toEqual([['copy', 'device gate-1']])
    expect(found(copies([{ ...after, reported: {} }]))).toEqual([['copy', 'device gate-1']])
    expect(found(copies([after, deviceRecord('gate-2')]))).toEqual([['copy', 'device gate-2']])
  })
})
