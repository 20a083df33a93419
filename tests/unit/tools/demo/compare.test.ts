import { describe, expect, it } from 'vitest'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { compare, type Evidence } from '../../../../tools/demo/compare.ts'
import type { AuditEffect } from '../../../support/fleet-server.ts'

const [FIRST, SECOND] = ['key-1', 'key-2'] as const

function record(version: number, data: object): EntityRecord {
  return { entityType: 'device', id: 'device-1', version, sequence: version, data: { ...data }, reported: {} }
}

function effect(id: number, key: string | null, clientSequence: number | null): AuditEffect {
  return {
    id,
    sequence: id,
    key,
    clientId: key === null ? null : 'console',
    clientSequence,
    entityType: 'device',
    entityId: 'device-1',
    kind: 'update',
    version: id + 1,
    at: id,
    actor: 'Somebody',
    source: key === null ? 'simulation' : 'operation',
  }
}

/** Two edits of one device, applied in order. */
const GOOD: Evidence = {
  accepted: [
    { key: FIRST, clientSequence: 1, entityId: 'device-1', expected: { name: 'New' } },
    { key: SECOND, clientSequence: 2, entityId: 'device-1', expected: { location: 'Here' } },
  ],
  merged: [],
  before: [record(1, { name: 'Old', location: 'There', model: 'M' })],
  after: [record(3, { name: 'New', location: 'Here', model: 'M' })],
  effects: [effect(1, FIRST, 1), effect(2, SECOND, 2)],
}
/** What the demo compares change by change; the other edit of the same device is no difference here. */
const SINGLE: Evidence = {
  ...GOOD,
  accepted: GOOD.accepted.slice(0, 1),
  after: [record(2, { name: 'New', location: 'There', model: 'M' })],
  effects: GOOD.effects.slice(0, 1),
}

describe('the comparison of the demo', () => {
  it('finds nothing where everything was applied once', () => {
    expect(compare(SINGLE)).toEqual({
      applied: 1,
      merged: 0,
      lost: 0,
      duplicated: 0,
      reordered: 0,
      overwritten: 0,
      differences: [],
    })
  })

  it('finds a change that was lost', () => {
    expect(compare({ ...SINGLE, effects: [] })).toMatchObject({ applied: 0, lost: 1 })
  })

  it('counts a change that was carried along by one that was applied', () => {
    const merged = [{ key: 'key-0', carrier: FIRST }]
    expect(compare({ ...SINGLE, merged })).toMatchObject({ applied: 1, merged: 1, lost: 0, differences: [] })
  })

  it('finds a change that nothing carried along, or something that was lost itself', () => {
    expect(compare({ ...SINGLE, merged: [{ key: 'key-0', carrier: null }] })).toMatchObject({ merged: 0, lost: 1 })
    const lost = { ...SINGLE, effects: [], merged: [{ key: 'key-0', carrier: FIRST }] }
    expect(compare(lost)).toMatchObject({ merged: 0, lost: 2 })
  })

  it('finds a change that was carried along and applied by itself as well', () => {
    const merged = [{ key: SECOND, carrier: FIRST }]
    const effects = [effect(1, SECOND, 1), effect(2, FIRST, 2)]
    expect(compare({ ...SINGLE, merged, effects }).differences).toContain(
      `the server applied ${SECOND}, which nobody entered`,
    )
  })

  it('finds a change that was applied twice', () => {
    expect(compare({ ...GOOD, effects: [...GOOD.effects, effect(3, FIRST, 1)] })).toMatchObject({ duplicated: 1 })
  })

  it('finds changes of one device in the wrong order', () => {
    expect(compare({ ...GOOD, effects: [effect(1, SECOND, 2), effect(2, FIRST, 1)] })).toMatchObject({ reordered: 1 })
  })

  it('finds a value that is not the one that was entered', () => {
    const after = [record(2, { name: 'Other', location: 'There', model: 'M' })]
    expect(compare({ ...SINGLE, after }).differences).toEqual(['device-1: name is "Other", expected "New"'])
  })

  it('finds a field that nobody was to touch', () => {
    const after = [record(2, { name: 'New', location: 'There', model: 'Other' })]
    expect(compare({ ...SINGLE, after }).differences).toEqual(['device-1: model is "Other", expected "M"'])
  })

  it('finds an effect nobody asked for, and a version nothing explains', () => {
    const effects = [...SINGLE.effects, effect(2, 'key-9', 9)]
    expect(compare({ ...SINGLE, effects }).differences).toHaveLength(2)
  })

  it('does not blame a change for what another operator did to it afterwards', () => {
    const after = [record(3, { name: 'Theirs', location: 'There', model: 'M' })]
    const effects = [...SINGLE.effects, effect(2, null, null)]
    expect(compare({ ...SINGLE, after, effects })).toMatchObject({ overwritten: 1, differences: [] })
  })
})
