import { describe, expect, it } from 'vitest'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { compare } from '../../../../tools/crash/compare.ts'
import type { Asked, Effect, Evidence, StoredOperation, ViolationKind } from '../../../../tools/crash/evidence.ts'
import { deviceRecord } from '../../../support/builders.ts'

const CLIENT = 'console-1'
const MERGED = { state: 'merged', reasons: ['made', 'merged-into:key-2'] } as const

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

function effect(id: number, { key, clientSequence, kind, entityId }: StoredOperation): Effect {
  return {
    id,
    key,
    clientId: CLIENT,
    clientSequence,
    entityType: 'device',
    entityId,
    kind,
    version: 2,
    source: 'operation',
  }
}

/** Two devices as the operations with an effect, in that order, make them; nothing is wrong but what a test plants. */
function evidence(
  stored: readonly StoredOperation[],
  applied: readonly number[],
  changes: Partial<Evidence> = {},
): Evidence {
  const before = [deviceRecord('gate-1'), deviceRecord('gate-2')]
  const effects = applied.flatMap((number, index) => {
    const one = stored.find(({ clientSequence }) => clientSequence === number)
    return one === undefined ? [] : [effect(index + 1, one)]
  })
  const after = before.map((record): EntityRecord => {
    const own = effects.filter(({ entityId }) => entityId === record.id)
    const fields = own.map(({ key }) => stored.find((one) => one.key === key)?.fields ?? {})
    return { ...record, data: Object.assign({}, record.data, ...fields) as EntityRecord['data'] }
  })
  const counts = Map.groupBy(stored, ({ state }) => state)
  const counters = Object.fromEntries([...counts].map(([state, some]) => [state, some.length]))
  return {
    accepted: stored.map(({ key, clientSequence }) => ({ key, clientSequence })),
    takenBack: [],
    clientId: CLIENT,
    stored,
    counters: { ...counters, created: stored.length },
    overlays: stored.filter(({ state }) => state === 'quarantined' || state === 'accepted').length,
    effects,
    before,
    after,
    copies: [],
    ...changes,
  }
}

function found(...args: Parameters<typeof evidence>): [ViolationKind, string][] {
  return compare(evidence(...args)).map(({ what, key }) => [what, key])
}

describe('the comparison of merged edits', () => {
  const location = { fields: { location: 'Hall' } }
  const both = { fields: { location: 'Hall', name: 'name 2' } }

  it('finds an edit in the one that carries it', () => {
    expect(found([operation(1, { ...MERGED, ...location }), operation(2, both)], [2])).toEqual([])
  })

  it('finds an edit that nothing carries', () => {
    const stored = [operation(1, { ...MERGED, reasons: ['made', 'merged-into:key-9'] }), operation(2)]
    expect(found(stored, [2])).toEqual([['lost', 'key-1']])
    const elsewhere = [operation(1, MERGED), operation(2, { entityId: 'gate-2' })]
    expect(found(elsewhere, [2])).toContainEqual(['lost', 'key-1'])
  })

  it('finds a value that was left behind', () => {
    expect(found([operation(1, { ...MERGED, ...location }), operation(2)], [2])).toEqual([['value', 'key-2']])
  })

  it('holds what was sent against what was asked for, not against what was stored', () => {
    const asked: Asked = {
      kind: 'update',
      entityType: 'device',
      entityId: 'gate-1',
      fields: { name: 'Mine' },
      dependsOn: [],
    }
    const accepted = [{ key: 'key-1', clientSequence: 1, asked }]
    expect(found([operation(1)], [1], { accepted })).toEqual([['value', 'key-1']])
  })

  it('finds an edit that was merged and sent all the same', () => {
    expect(found([operation(1, MERGED), operation(2)], [1, 2])).toEqual([['misjudged', 'key-1']])
  })
})

describe('the comparison of what was taken back or has expired', () => {
  const cancelled = operation(1, { state: 'cancelled', reasons: ['made', 'rolled-back-by-operator'] })

  it('takes a roll back for an explanation, and nothing else for one', () => {
    expect(found([cancelled], [])).toEqual([])
    expect(found([{ ...cancelled, reasons: ['made', 'forgotten'] }], [])).toEqual([['refused', 'key-1']])
  })

  it('finds a roll back that was promised and not kept', () => {
    expect(found([operation(1)], [1], { takenBack: ['key-1'] })).toEqual([['misjudged', 'key-1']])
    expect(found([cancelled], [1], { takenBack: ['key-1'] })).toContainEqual(['misjudged', 'key-1'])
  })

  it('lets commands expire, and no edits', () => {
    const expired = { state: 'expired', reasons: ['made', 'window-over'] } as const
    expect(found([operation(1, { ...expired, kind: 'command', fields: {} })], [])).toEqual([])
    expect(found([operation(1, expired)], [])).toEqual([['refused', 'key-1']])
  })
})

describe('the comparison of commands', () => {
  const command = { kind: 'command', fields: {} } as const

  it('takes every end that a taken command can have', () => {
    expect(found([operation(1, { ...command, state: 'unconfirmed' })], [1])).toEqual([])
    const failed = { state: 'quarantined', lastError: { code: 'device-failed', message: 'no' } } as const
    expect(found([operation(1, { ...command, ...failed })], [1])).toEqual([])
  })

  it('finds one that was confirmed without having been given', () => {
    expect(found([operation(1, command)], [])).toEqual([['lost', 'key-1']])
    expect(found([operation(1, { ...command, state: 'accepted' })], [])).toEqual([['lost', 'key-1']])
  })

  it('finds an edit that ends as only commands do', () => {
    expect(found([operation(1, { state: 'unconfirmed' })], [1])).toEqual([['misjudged', 'key-1']])
  })

  it('lets one be refused that was confirmed after its device had been deleted', () => {
    const refused = operation(1, {
      ...command,
      state: 'quarantined',
      lastError: { code: 'not-found', message: 'There is no device gate-3.' },
      reasons: ['made', 'waited-too-long', 'confirmed-by-operator', 'sent', 'rejected:not-found'],
    })
    expect(found([{ ...refused, entityId: 'gate-3' }], [])).toEqual([])
    expect(found([refused], [])).toEqual([['refused', 'key-1']])
    expect(found([{ ...refused, entityId: 'gate-3', reasons: ['made', 'sent'] }], [])).toEqual([['refused', 'key-1']])
  })

  it('lets one that a person confirmed again come after later ones', () => {
    const confirmed = operation(1, {
      ...command,
      reasons: ['made', 'waited-too-long', 'confirmed-by-operator', 'sent'],
    })
    expect(found([confirmed, operation(2)], [2, 1])).toEqual([])
    expect(found([operation(1, command), operation(2)], [2, 1])).toEqual([['reordered', 'key-1']])
  })
})

describe('the comparison of batches and dependencies', () => {
  const batch = { batch: { id: 'batch-1', size: 2 } }
  const elsewhere = { entityId: 'gate-2' }

  it('finds nothing where a batch was applied together, or not at all', () => {
    const gone = { state: 'cancelled', reasons: ['made', 'batch:rolled-back-by-operator'] } as const
    expect(found([operation(1, batch), operation(2, { ...batch, ...elsewhere })], [1, 2])).toEqual([])
    expect(found([operation(1, { ...batch, ...gone }), operation(2, { ...batch, ...gone })], [])).toEqual([])
  })

  it('finds a batch that was applied in part', () => {
    const gone = { state: 'cancelled', reasons: ['made', 'rolled-back-by-operator'] } as const
    expect(found([operation(1, batch), operation(2, { ...batch, ...gone })], [1])).toEqual([['halved', 'batch-1']])
  })

  it('finds something between the members of a batch', () => {
    const stored = [operation(1, batch), operation(2, elsewhere), operation(3, batch)]
    expect(found(stored, [1, 2, 3])).toEqual([['halved', 'batch-1']])
  })

  it('finds a batch of which a member is missing in the file', () => {
    expect(found([operation(1, batch)], [1])).toEqual([['halved', 'batch-1']])
  })

  it('finds an effect before one that it depends on', () => {
    const stored = [operation(1), operation(2, { ...elsewhere, dependsOn: [1] })]
    expect(found(stored, [1, 2])).toEqual([])
    expect(found(stored, [2, 1])).toEqual([['reordered', 'key-2']])
  })

  it('follows a dependency to the operation that carries it', () => {
    const stored = [operation(1, MERGED), operation(2), operation(3, { ...elsewhere, dependsOn: [1] })]
    expect(found(stored, [2, 3])).toEqual([])
    expect(found(stored, [3, 2])).toEqual([['reordered', 'key-3']])
  })

  it('finds a dependency that was asked for and never stored', () => {
    const asked: Asked = {
      kind: 'update',
      entityType: 'device',
      entityId: 'gate-2',
      fields: { name: 'name 2' },
      dependsOn: ['key-1'],
    }
    const accepted = [{ key: 'key-2', clientSequence: 2, asked }]
    expect(found([operation(1), operation(2, elsewhere)], [2, 1], { accepted })).toEqual([['reordered', 'key-2']])
  })

  it('finds an effect although what it depends on was taken back', () => {
    const gone = operation(1, { state: 'cancelled', reasons: ['made', 'rolled-back-by-operator'] })
    expect(found([gone, operation(2, { ...elsewhere, dependsOn: [1] })], [2])).toEqual([['reordered', 'key-2']])
  })
})
