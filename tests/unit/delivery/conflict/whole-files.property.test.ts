import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conflictSettings } from '../../../../src/main/bootstrap/conflict-settings.ts'
import { decide } from '../../../../src/main/delivery/conflict/decide.ts'
import { type Choice, previewOf } from '../../../../src/main/delivery/conflict/preview.ts'
import { bulkChoiceFor } from '../../../../src/main/delivery/conflict-desk/bulk-choice.ts'
import { type FieldChoice, STRATEGIES } from '../../../../src/shared/domain/conflict.ts'
import type { Fields } from '../../../../src/shared/domain/entities.ts'
import { fieldsOf } from '../../../../src/shared/domain/operation.ts'
import { settingsSchema } from '../../../../src/shared/domain/settings.ts'
import { pendingOperation } from '../../../support/builders.ts'

/** Files that have much in common: a mixture of two of them is seen by its checksum. */
const fileOf = (digit: string) =>
  fc.record({
    kind: fc.constantFrom('image', 'video'),
    sizeBytes: fc.integer({ min: 1, max: 2 }),
    checksum: fc.constant(digit.repeat(64)),
    mediaType: fc.constantFrom('image/png', 'image/webp'),
    width: fc.constantFrom(null, 1_920, 1_280),
    height: fc.constantFrom(null, 1_080),
  })
const FILE_FIELDS = ['kind', 'sizeBytes', 'checksum', 'mediaType', 'width', 'height']
const otherFields = fc.record(
  { name: fc.constantFrom('A', 'B', 'C'), tags: fc.constantFrom(['a'], ['b'], ['a', 'b']) },
  { requiredKeys: [] },
)
const sides = fc.record({
  base: fileOf('0'),
  mine: fc.tuple(fileOf('1'), otherFields),
  theirs: fc.tuple(fileOf('2'), otherFields),
  /** The server names all that was written; the feed only what is another value. */
  isFromFeed: fc.boolean(),
})
type Sides = typeof sides extends fc.Arbitrary<infer T> ? T : never

function caseOf({ base, mine, theirs, isFromFeed }: Sides) {
  const before: Fields = { name: 'Base', tags: [], ...base }
  const fields: Fields = { ...mine[0], ...mine[1] }
  const there: Fields = { ...theirs[0], ...theirs[1] }
  const told = Object.entries(there).filter(([field, value]) => !isFromFeed || value !== before[field])
  const baseFields = Object.fromEntries(Object.keys(fields).map((field) => [field, before[field]]))
  const intent = { kind: 'update', entityType: 'content', entityId: 'cnt_1', fields } as const
  return {
    operation: pendingOperation(1, { intent, baseVersion: 3, baseFields }),
    detail: { serverVersion: 5, serverFields: Object.fromEntries(told), isDeleted: false },
    atServer: { ...before, ...there },
    files: [mine[0], theirs[0]] as const,
  }
}

const fileIn = (fields: Fields) => Object.fromEntries(FILE_FIELDS.map((field) => [field, fields[field]]))

/** Sent on top of what is there, it is one of the two files, and what is sent of a file is all of it. */
function expectWhole(sent: Fields, { atServer, files }: Pick<ReturnType<typeof caseOf>, 'atServer' | 'files'>): void {
  expect(files).toContainEqual(fileIn({ ...atServer, ...sent }))
  const named = FILE_FIELDS.filter((field) => Object.hasOwn(sent, field))
  expect([0, FILE_FIELDS.length]).toContain(named.length)
}

describe('of two files that two people gave the same content, one stays', () => {
  it('whatever is chosen for its fields at the desk, or it is refused with the field', () => {
    const one = fc.constantFrom<FieldChoice>('mine', 'theirs', 'merged', { edited: 1 }, { edited: null })
    const choices = fc.oneof(
      fc.constantFrom<Choice>('mine', 'theirs', 'merged', 'lossless'),
      fc.dictionary(fc.constantFrom('name', 'tags', ...FILE_FIELDS), one).map((fields): Choice => ({ fields })),
      fc
        .constantFrom('mine' as const, 'theirs' as const)
        .map(
          (side): Choice => ({ fields: Object.fromEntries([...FILE_FIELDS, 'name'].map((field) => [field, side])) }),
        ),
    )
    fc.assert(
      fc.property(sides, choices, (given, choice) => {
        const made = caseOf(given)
        const outcome = previewOf(made.operation, made.detail, choice)
        expectWhole(outcome.ok ? outcome.send : {}, made)
        expect(outcome.ok || outcome.field !== null).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('whatever strategies decide by themselves', () => {
    const strategies = fc.dictionary(fc.constantFrom('name', ...FILE_FIELDS), fc.constantFrom(...STRATEGIES))
    fc.assert(
      fc.property(sides, strategies, fc.constantFrom(...STRATEGIES), fc.boolean(), (given, own, ofType, isAuto) => {
        const made = caseOf(given)
        const fieldStrategies = Object.entries(own).map(([field, strategy]) => `content.${field}=${strategy}`)
        const settings = settingsSchema.parse({
          conflictAutoResolve: isAuto,
          conflictContentStrategy: ofType,
          conflictFieldStrategies: fieldStrategies.join(', '),
        })
        const decision = decide(made.operation, made.detail, conflictSettings(settings), 0)
        const ofFile = new Set(FILE_FIELDS.map((field) => own[field] ?? ofType))
        const isSettled = isAuto && ofFile.size === 1 && !ofFile.has('manual') && !ofFile.has('merge')
        // Strategies that differ within one file are nobody's word on the whole.
        expect(isSettled || decision.kind === 'desk').toBe(true)
        const sent = decision.kind === 'rebase' ? (decision.fields ?? fieldsOf(made.operation.intent)) : {}
        expectWhole(sent, made)
        const isMine = decision.kind !== 'desk' && ofFile.has('client-wins')
        expect({ ...made.atServer, ...sent }['checksum']).toBe(made.files[isMine ? 0 : 1].checksum)
      }),
      { numRuns: 200 },
    )
  })

  it('with one press for many, by any one of its fields', () => {
    fc.assert(
      fc.property(
        sides,
        fc.constantFrom(...FILE_FIELDS),
        fc.constantFrom('mine' as const, 'theirs' as const),
        (given, field, side) => {
          const made = caseOf({ ...given, mine: [given.mine[0], {}] })
          const choose = bulkChoiceFor({ fields: { [field]: side } })
          const operation = { ...made.operation, conflict: made.detail }
          const outcome = previewOf(operation, made.detail, choose(operation))
          if (!outcome.ok) throw new Error(outcome.message)
          expectWhole(outcome.send, made)
          expect(outcome.fields['checksum']).toBe(made.files[side === 'mine' ? 0 : 1].checksum)
        },
      ),
      { numRuns: 100 },
    )
  })
})
