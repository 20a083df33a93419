import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../../../src/main/delivery/conflict/decide.ts'
import { isSameSet } from '../../../../src/main/delivery/conflict/merge-set.ts'
import { previewOf } from '../../../../src/main/delivery/conflict/preview.ts'
import { isSameJson, ownValue } from '../../../../src/main/delivery/conflict/same-json.ts'
import { mergeFields } from '../../../../src/main/delivery/conflict/three-way.ts'
import { conflictSettingsSchema, STRATEGIES } from '../../../../src/shared/domain/conflict.ts'
import type { Fields } from '../../../../src/shared/domain/entities.ts'
import { ENTITY_TYPES, type EntityType } from '../../../../src/shared/domain/ids.ts'
import type { ConflictDetail, Operation } from '../../../../src/shared/domain/operation.ts'
import { pendingOperation } from '../../../support/builders.ts'

const names = fc.constantFrom(
  'name',
  'tags',
  'items',
  'note',
  'description',
  'days',
  '__proto__',
  'constructor',
  'toString',
)
const values = fc.oneof(
  fc.jsonValue(),
  fc.array(fc.constantFrom('a', 'b', '__proto__')),
  fc
    .constantFrom('{"id":"a"}', '{"id":"__proto__"}', '{"__proto__":{"isPolluted":true},"id":"b"}')
    .map((text): unknown => JSON.parse(text)),
)
/** As they come from a file or the network: keys such as `__proto__` are the object's own. */
const fields = fc
  .array(fc.tuple(names, values), { maxLength: 5 })
  .map((entries): Fields => JSON.parse(JSON.stringify(Object.fromEntries(entries))) as Fields)
const sides = fc.record({ base: fields, mine: fields, theirs: fields })

function operationOf(entityType: EntityType, mine: Fields, baseFields: Fields): Operation {
  const intent = { kind: 'update', entityType, entityId: 'x_1', fields: mine } as const
  return pendingOperation(1, { intent, baseFields })
}

function changedTo(serverFields: Fields): ConflictDetail {
  return { serverVersion: 2, serverFields, isDeleted: false }
}

function isSame(a: unknown, b: unknown): boolean {
  return isSameJson(a, b) || isSameSet(a, b)
}

describe('values that are not what they should be', () => {
  it('never stop a merge, and every field of either side has an outcome', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ENTITY_TYPES), sides, (entityType, { base, mine, theirs }) => {
        const merges = mergeFields(entityType, { base, mine, theirs })
        expect(new Set(merges.keys())).toEqual(new Set([...Object.keys(mine), ...Object.keys(theirs)]))
        expect({}).not.toHaveProperty('isPolluted')
      }),
    )
  })

  it('never stop a decision, and of both sides nothing is overwritten without a record', () => {
    const arguments_ = [fc.constantFrom(...ENTITY_TYPES), sides, fc.boolean(), fc.constantFrom(...STRATEGIES)] as const
    fc.assert(
      fc.property(...arguments_, (entityType, { base, mine, theirs }, autoResolve, strategy) => {
        const settings = conflictSettingsSchema.parse({
          autoResolve,
          strategies: { [entityType]: { default: strategy } },
        })
        const decision = decide(operationOf(entityType, mine, base), changedTo(theirs), settings, 0)
        fc.pre(decision.kind !== 'desk')
        const sent = decision.kind === 'rebase' ? (decision.fields ?? mine) : {}
        const lost = Object.keys(mine).filter((field) => {
          const [before, ours, others] = [base, mine, theirs].map((side) => ownValue(side, field))
          const after = Object.hasOwn(sent, field) ? ownValue(sent, field) : others
          const isOverwritten = others !== undefined && !isSame(after, others) && !isSame(others, before)
          return !isSame(after, ours) || isOverwritten
        })
        const recorded = new Map(decision.records.map((record) => [record.field, record]))
        for (const field of lost) {
          expect(isSameJson(recorded.get(field)?.mine, ownValue(mine, field))).toBe(true)
          expect(isSameJson(recorded.get(field)?.theirs, ownValue(theirs, field))).toBe(true)
        }
      }),
    )
  })

  it('never stop a preview', () => {
    const choice = fc.oneof(
      fc.constantFrom('mine' as const, 'theirs' as const, 'merged' as const),
      fields.map((edited) => ({ edited })),
    )
    fc.assert(
      fc.property(fc.constantFrom(...ENTITY_TYPES), sides, choice, (entityType, given, chosen) => {
        const operation = operationOf(entityType, given.mine, given.base)
        const preview = previewOf(operation, changedTo(given.theirs), chosen)
        expect(preview.ok || preview.message.length > 0).toBe(true)
      }),
    )
  })
})
