import { describe, expect, it } from 'vitest'
import { type Decision, decide } from '../../../../src/main/delivery/conflict/decide.ts'
import type { Merger } from '../../../../src/main/delivery/conflict/merging.ts'
import { conflictSettingsSchema } from '../../../../src/shared/domain/conflict.ts'
import type { Fields } from '../../../../src/shared/domain/entities.ts'
import type { ConflictDetail, Operation } from '../../../../src/shared/domain/operation.ts'
import { pendingOperation } from '../../../support/builders.ts'

const DEVICE = { entityType: 'device', entityId: 'dev_1' } as const
const ASKS = conflictSettingsSchema.parse({})

function resolving(strategy: string, fields: Readonly<Record<string, string>> = {}) {
  return conflictSettingsSchema.parse({ autoResolve: true, strategies: { device: { default: strategy, fields } } })
}

function update(fields: Fields, baseFields: Fields): Operation {
  return pendingOperation(1, { intent: { kind: 'update', ...DEVICE, fields }, baseVersion: 3, baseFields })
}

const RENAME = update({ name: 'Mine' }, { name: 'Before' })
const DELETE = pendingOperation(1, { intent: { kind: 'delete', ...DEVICE }, baseVersion: 3, baseFields: {} })
const GONE: ConflictDetail = { serverVersion: 0, serverFields: {}, isDeleted: true }

function changedTo(serverFields: Fields, serverVersion = 5): ConflictDetail {
  return { serverVersion, serverFields, isDeleted: false }
}

function deskOf(decision: Decision): [string, string[]] | null {
  return decision.kind === 'desk' ? [decision.reason, decision.clashes.map(({ field }) => field)] : null
}

describe('an edit that meets edits by others', () => {
  it('is sent as it was when they touched other fields', () => {
    expect(decide(RENAME, changedTo({ location: 'Hall' }), ASKS, 0)).toEqual({
      kind: 'rebase',
      version: 5,
      fields: null,
      baseFields: { name: 'Before' },
      othersFields: ['location'],
      records: [],
    })
  })

  it('takes what it merged with as its new base, or the next round would take their changes for mine', () => {
    const operation = update({ tags: ['a', 'mine'] }, { tags: ['a'] })
    const first = decide(operation, changedTo({ tags: ['a', 'theirs'] }), ASKS, 0)
    expect(first).toMatchObject({ fields: { tags: ['a', 'theirs', 'mine'] }, baseFields: { tags: ['a', 'theirs'] } })
    const { fields, baseFields } = first as Extract<Decision, { kind: 'rebase' }>
    const again = { ...update(fields ?? {}, baseFields), baseVersion: 5 }
    expect(decide(again, changedTo({ tags: ['a'] }, 6), ASKS, 1)).toMatchObject({ fields: { tags: ['a', 'mine'] } })
  })

  it('takes an empty value of theirs for a value when it notes its new base', () => {
    const operation = update({ playlistId: 'pls_mine' }, { playlistId: 'pls_before' })
    const decision = decide(operation, changedTo({ playlistId: null }), resolving('client-wins'), 0)
    expect(decision).toMatchObject({ kind: 'rebase', baseFields: { playlistId: null } })
  })

  it('waits for a person when it really clashes, with all three values', () => {
    expect(decide(RENAME, changedTo({ name: 'Theirs' }), ASKS, 0)).toEqual({
      kind: 'desk',
      reason: 'clash',
      clashes: [{ field: 'name', base: 'Before', mine: 'Mine', theirs: 'Theirs', partial: null }],
    })
  })

  it('shows a person the part of a list that merges and the item that does not', () => {
    const item = (id: string, durationSeconds: number) => ({ id, contentId: 'con_1', durationSeconds })
    const intent = { kind: 'update', entityType: 'playlist', entityId: 'pls_1' } as const
    const fields = { items: [item('a', 20), item('m', 10)] }
    const baseFields = { items: [item('a', 10)] }
    const operation = pendingOperation(1, { intent: { ...intent, fields }, baseVersion: 3, baseFields })
    const decision = decide(operation, changedTo({ items: [item('a', 30)] }), ASKS, 0)
    const parts = [{ what: 'property', itemId: 'a', property: 'durationSeconds', base: 10, mine: 20, theirs: 30 }]
    const partial = { value: [item('a', 30), item('m', 10)], parts }
    expect(decision).toMatchObject({ kind: 'desk', clashes: [{ field: 'items', partial }] })
  })

  it('records what a strategy decided, with the value that lost', () => {
    expect(decide(RENAME, changedTo({ name: 'Theirs' }), resolving('server-wins'), 0)).toEqual({
      kind: 'drop',
      records: [
        {
          key: RENAME.key,
          ...DEVICE,
          field: 'name',
          base: 'Before',
          mine: 'Mine',
          theirs: 'Theirs',
          result: 'Theirs',
          winner: 'theirs',
          strategy: 'server-wins',
          isAutomatic: true,
          resolvedBy: 'automatic',
          reason: 'strategy',
        },
      ],
    })
  })

  it('obeys the strategy of the field before that of the type', () => {
    const operation = update({ name: 'Mine', location: 'Mine' }, { name: 'Before', location: 'Before' })
    const detail = changedTo({ name: 'Theirs', location: 'Theirs' })
    const decision = decide(operation, detail, resolving('server-wins', { location: 'client-wins' }), 0)
    expect(decision).toMatchObject({ kind: 'rebase', fields: { location: 'Mine' }, baseFields: { location: 'Theirs' } })
  })

  it('goes to a person with all its clashes when one of its fields is decided by hand', () => {
    const operation = update({ name: 'Mine', location: 'Mine' }, { name: 'Before', location: 'Before' })
    const detail = changedTo({ name: 'Theirs', location: 'Theirs' })
    const byHand = decide(operation, detail, resolving('server-wins', { location: 'manual' }), 0)
    expect(deskOf(byHand)).toEqual(['manual', ['name', 'location']])
    const unmergeable = decide(operation, detail, resolving('server-wins', { location: 'merge' }), 0)
    expect(deskOf(unmergeable)).toEqual(['clash', ['name', 'location']])
  })

  it('goes to a person after the last automatic round, even if it would merge', () => {
    const detail = changedTo({ location: 'Hall' })
    expect(decide(RENAME, detail, ASKS, 4).kind).toBe('rebase')
    expect(deskOf(decide(RENAME, detail, ASKS, 5))).toEqual(['loop', ['name']])
    expect(deskOf(decide(RENAME, detail, { ...resolving('client-wins'), maxRounds: 1 }, 1))).toEqual(['loop', ['name']])
  })

  it('goes to a person when the server has gone back to an older state', () => {
    const decision = decide(RENAME, changedTo({ name: 'Before', location: 'Hall' }, 2), resolving('client-wins'), 0)
    expect(deskOf(decision)).toEqual(['clash', ['name']])
  })
})

describe('an edit of something that was deleted', () => {
  it('waits for a person', () => {
    const clash = { field: 'name', base: 'Before', mine: 'Mine', theirs: null, partial: null }
    expect(decide(RENAME, GONE, ASKS, 0)).toEqual({ kind: 'desk', reason: 'deleted', clashes: [clash] })
  })

  it.each(['client-wins', 'merge', 'manual'])(
    'waits for a person with %s too: nothing can be put on top of it',
    (strategy) => {
      expect(deskOf(decide(RENAME, GONE, resolving(strategy), 0))).toEqual(['deleted', ['name']])
    },
  )

  it('waits for a person when one of its fields has another strategy', () => {
    expect(deskOf(decide(RENAME, GONE, resolving('server-wins', { name: 'manual' }), 0))).toEqual(['deleted', ['name']])
  })

  it('ends with a record of its values when the server wins', () => {
    const decision = decide(RENAME, GONE, resolving('server-wins'), 0)
    const record = { field: 'name', mine: 'Mine', theirs: null, result: null, winner: 'theirs', reason: 'deleted' }
    expect(decision).toMatchObject({ kind: 'drop', records: [record] })
  })
})

describe('a deletion of something that others edited', () => {
  const edited = changedTo({ name: 'Theirs', location: 'Hall' })

  it('waits for a person, who sees what would be lost', () => {
    expect(deskOf(decide(DELETE, edited, ASKS, 0))).toEqual(['delete-over-edits', ['name', 'location']])
  })

  it('ends when the server wins, with a record', () => {
    const record = {
      field: '*',
      mine: null,
      theirs: edited.serverFields,
      result: edited.serverFields,
      winner: 'theirs',
    }
    expect(decide(DELETE, edited, resolving('server-wins'), 0)).toMatchObject({ kind: 'drop', records: [record] })
  })

  it('goes on top of their edits when the client wins, with a record of them', () => {
    const record = { field: '*', mine: null, theirs: edited.serverFields, result: null, winner: 'mine' }
    const decision = decide(DELETE, edited, resolving('client-wins'), 0)
    expect(decision).toMatchObject({ kind: 'rebase', version: 5, fields: null, records: [record] })
  })

  it.each(['merge', 'manual'])('waits for a person with %s', (strategy) => {
    expect(decide(DELETE, edited, resolving(strategy), 0)).toMatchObject({ kind: 'desk', reason: 'delete-over-edits' })
  })

  it('waits for a person when the edited fields have different strategies', () => {
    const decision = decide(DELETE, edited, resolving('client-wins', { name: 'server-wins' }), 0)
    expect(decision).toMatchObject({ kind: 'desk', reason: 'delete-over-edits' })
  })

  it('cannot go round for ever', () => {
    expect(deskOf(decide(DELETE, edited, resolving('client-wins'), 5))).toEqual(['loop', ['name', 'location']])
  })

  it('has nothing left to do when it is deleted already', () => {
    expect(decide(DELETE, GONE, ASKS, 0)).toEqual({ kind: 'drop', records: [] })
  })
})

describe('anything else that the server calls a conflict', () => {
  it('waits for a person', () => {
    const create = pendingOperation(1, {
      intent: { kind: 'create', ...DEVICE, fields: { name: 'Mine' } },
      baseFields: {},
    })
    expect(deskOf(decide(create, changedTo({ name: 'Theirs' }), resolving('client-wins'), 0))).toEqual([
      'clash',
      ['name'],
    ])
    const command = { kind: 'command', ...DEVICE, command: 'reload' } as const
    expect(deskOf(decide(pendingOperation(1, { intent: command }), changedTo({}), ASKS, 0))).toEqual(['clash', []])
  })
})

describe('a merger of one’s own for a field', () => {
  const longer: Merger = ({ mine, theirs }) => ({ value: Math.max(Number(mine), Number(theirs)), clashes: [] })
  const content = { kind: 'update', entityType: 'content', entityId: 'con_1', fields: { durationSeconds: 20 } } as const
  const operation = pendingOperation(1, { intent: content, baseVersion: 3, baseFields: { durationSeconds: 10 } })

  it('takes the place of the one for its kind, in that field alone', () => {
    const mergers = { content: { durationSeconds: longer } }
    const decision = decide(operation, changedTo({ durationSeconds: 30 }), ASKS, 0, mergers)
    expect(decision).toMatchObject({ kind: 'rebase', fields: { durationSeconds: 30 } })
    const other = { device: { durationSeconds: longer } }
    expect(decide(operation, changedTo({ durationSeconds: 30 }), ASKS, 0, other).kind).toBe('desk')
  })

  it('is not trusted with values that the entity may not have', () => {
    const mergers = { content: { durationSeconds: () => ({ value: -1, clashes: [] }) } }
    expect(decide(operation, changedTo({ durationSeconds: 30 }), ASKS, 0, mergers).kind).toBe('desk')
  })
})
