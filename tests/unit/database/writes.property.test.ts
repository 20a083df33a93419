import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SiteDatabase } from '../../../src/main/database/site-database.ts'
import type { Mutation } from '../../../src/main/database/store.ts'
import { type Write, writeOf } from '../../../src/main/database/writes.ts'
import type { ConflictRecord } from '../../../src/shared/domain/conflict.ts'
import { ENTITY_TYPES } from '../../../src/shared/domain/ids.ts'
import { OPERATION_STATES, type Operation, PRIORITIES } from '../../../src/shared/domain/operation.ts'
import { deviceData, deviceRecord, pendingOperation } from '../../support/builders.ts'
import { temporaryFolder } from '../../support/queue-host.ts'

let folder: ReturnType<typeof temporaryFolder>
let database: SiteDatabase

beforeEach(() => {
  folder = temporaryFolder()
  database = new SiteDatabase(`${folder.path}/site.sqlite`, 1)
})
afterEach(() => {
  database.close()
  folder.remove()
})

/** The way every commit takes: as text from one thread to the other. */
const travelled = (mutations: readonly Mutation[]): Write[] =>
  JSON.parse(JSON.stringify(mutations.map(writeOf))) as Write[]
const commit = (...mutations: readonly Mutation[]) => database.writeGroup([travelled(mutations)])[0]
const expectTaken = (...mutations: readonly Mutation[]): void => expect(commit(...mutations)).toEqual({ ok: true })

const whole = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
/** Everything that can be typed, and what JSON and SQL take for something else. */
const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.constantFrom('null', "'; DROP TABLE operations; --", '\n', '\u2028', '🚦', '{"a":1}', '\\'),
)
const name = fc.constantFrom('name', 'location', 'tags', 'äöü', 'with space', 'a"b')
const fields = fc.dictionary(name, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4, noNullPrototype: true })
const ref = fc.record({ entityType: fc.constantFrom(...ENTITY_TYPES), entityId: fc.constantFrom('a', 'dev_1', 'x-y') })
const intent: fc.Arbitrary<Operation['intent']> = fc.oneof(
  fc.tuple(ref, fields).map(([of, values]) => ({ kind: 'create' as const, ...of, fields: values })),
  fc.tuple(ref, fields).map(([of, values]) => ({ kind: 'update' as const, ...of, fields: { name: 1, ...values } })),
  ref.map((of) => ({ kind: 'delete' as const, ...of })),
  fc.constantFrom('dev_1', 'b').map((entityId) => ({
    kind: 'command' as const,
    entityType: 'device' as const,
    entityId,
    command: 'reboot' as const,
  })),
)
const stamp = fc.record({
  boot: text,
  up: fc.double({ min: 0, max: 1e12, noNaN: true }).map((up) => up + 0),
  server: fc.option(whole),
  wall: fc.double({ min: 0, max: 1e13, noNaN: true }).map((wall) => wall + 0),
})
const stand = fc.record({
  state: fc.constantFrom(...OPERATION_STATES),
  priority: fc.constantFrom(...PRIORITIES),
  baseVersion: whole,
  changedAt: whole,
  waitingSince: stamp,
  acceptedAt: fc.option(stamp),
  attempts: fc.nat(),
  rounds: fc.nat(),
  nextAttemptAt: fc.option(whole),
  lastError: fc.option(fc.record({ code: text, message: text })),
  conflict: fc.option(fc.record({ serverVersion: whole, serverFields: fields, isDeleted: fc.boolean() })),
  dependsOn: fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 3 }),
  batch: fc.option(fc.record({ id: text, size: fc.integer({ min: 2, max: 100 }) })),
  acknowledged: fc.option(fc.record({ version: whole, sequence: whole, at: whole })),
})
const operation = (number: number): fc.Arbitrary<Operation> =>
  fc
    .record({ intent, baseFields: fields, createdAt: whole, user: fc.record({ id: text, name: text }), stand })
    .map(({ stand: more, ...rest }) => pendingOperation(number, { ...rest, ...more }))

const keyOf = (number: number): string => pendingOperation(number).key
const stored = (number: number): Operation => {
  const { operations, unreadable } = database.operations([keyOf(number)])
  expect(unreadable).toEqual([])
  const [found] = operations
  if (found === undefined) throw new Error(`operation ${number} is not there`)
  return found
}
/** As it comes back: stored JSON knows no -0. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

describe('what is written', () => {
  it('is read back as it was made, whatever it is', () => {
    let number = 0
    fc.assert(
      fc.property(operation(0), (one) => {
        number++
        const made = { ...one, clientSequence: number, key: keyOf(number) }
        expectTaken({ type: 'operation.insert', operation: made, reason: 'made' })
        expect(stored(number)).toEqual(plain(made))
      }),
      { numRuns: 500 },
    )
    expect(database.audit()).toEqual([])
  })

  it('is changed in everything that may change, in what it does only when that is amended', () => {
    let number = 0
    fc.assert(
      fc.property(stand, intent, fields, fc.boolean(), (next, does, baseFields, isAmended) => {
        number++
        const before = pendingOperation(number)
        // What it is made of stays, whatever it does with it.
        const same = { kind: 'update' as const, entityType: 'device' as const, entityId: 'dev_1' }
        const amended = { ...same, fields: { name: 2, ...('fields' in does ? does.fields : {}) } }
        const after = { ...before, ...next, intent: amended, baseFields }
        expectTaken({ type: 'operation.insert', operation: before, reason: 'made' })
        const transition = { from: 'queued', to: next.state, at: next.changedAt, reason: 'why' } as const
        expectTaken({ type: 'operation.change', operation: after, transition, isAmended })
        const { intent: asMade, baseFields: asBase } = before
        expect(stored(number)).toEqual(plain(isAmended ? after : { ...after, intent: asMade, baseFields: asBase }))
        const entry = database.ledger(database.ledgerHead().line - 1, 1)[0]?.body ?? ''
        expect(entry.includes(`"operations":[[${number},`)).toBe(isAmended)
      }),
      { numRuns: 300 },
    )
    expect(database.audit()).toEqual([])
  })

  it('moves many, and leaves all but their state and time', () => {
    const before = [1, 2, 3].map((number) => pendingOperation(number, { nextAttemptAt: 5, attempts: 2 }))
    expectTaken(...before.map((one): Mutation => ({ type: 'operation.insert', operation: one, reason: 'made' })))
    const transition = { from: 'queued', to: 'unknown', at: 77, reason: 'carried' } as const
    expectTaken({ type: 'operations.move', sequences: [1, 3], transition })
    const moved = { state: 'unknown', changedAt: 77, nextAttemptAt: null }
    expect([1, 2, 3].map(stored)).toEqual([{ ...before[0], ...moved }, before[1], { ...before[2], ...moved }])
  })

  it('puts, replaces and removes records', () => {
    const first = deviceRecord('dev_1', { data: { ...deviceData({ name: 'ä \u2028 🚦' }) } })
    const second = deviceRecord('dev_2', { version: 2 ** 40 })
    expectTaken({ type: 'entity.put', record: first }, { type: 'entity.put', record: second })
    expectTaken({ type: 'entity.put', record: { ...first, version: 9 } })
    expectTaken({ type: 'entity.remove', ref: { entityType: 'device', entityId: 'dev_2' } })
    expect(database.load().entities).toEqual([{ ...first, version: 9 }])
    expect(database.ledgerHead().line).toBe(0)
  })

  it('keeps names and decisions', () => {
    const record: ConflictRecord = {
      id: 'record_1',
      key: keyOf(1),
      entityType: 'device',
      entityId: 'dev_1',
      field: 'name',
      base: null,
      mine: { deep: ['"'] },
      theirs: 'ü',
      result: 0,
      winner: 'theirs',
      strategy: 'server-wins',
      isAutomatic: true,
      resolvedBy: 'operator',
      at: 1,
      reason: 'policy',
      resolutionId: 'resolution_1',
    }
    expectTaken({ type: 'conflict.record', record }, { type: 'meta.put', name: 'feed_epoch', value: "it's" })
    expect(database.conflictRecords({ offset: 0, limit: 10 })).toEqual({ total: 1, records: [record] })
    expect(database.load().meta['feed_epoch']).toBe("it's")
  })

  it('moves the base of what is queued and has seen the version before, and of nothing else', () => {
    const made = [
      pendingOperation(1, { baseVersion: 3 }),
      pendingOperation(2, { baseVersion: 4 }),
      pendingOperation(3, { baseVersion: 9 }),
      pendingOperation(4, { baseVersion: 4, state: 'sending' }),
    ]
    expectTaken(...made.map((one): Mutation => ({ type: 'operation.insert', operation: one, reason: 'made' })))
    expectTaken({ type: 'lane.rebase', sequences: [1, 2, 3, 4, 99], from: 4, version: 7 })
    expect([1, 2, 3, 4].map((number) => stored(number).baseVersion)).toEqual([3, 7, 9, 4])
  })

  it('renames what waits, what is over, the record, and keeps the old name', () => {
    const of = { entityType: 'device', entityId: 'tmp' } as const
    const made = [1, 2, 3].map((number) => pendingOperation(number, { intent: { kind: 'delete', ...of } }))
    expectTaken(...made.map((one): Mutation => ({ type: 'operation.insert', operation: one, reason: 'made' })))
    const transition = { from: 'queued', to: 'cancelled', at: 7, reason: 'because' } as const
    expectTaken({ type: 'operations.move', sequences: [1], transition })
    database.tidyUp()
    expectTaken({ type: 'operations.move', sequences: [2], transition })
    expectTaken({ type: 'entity.put', record: deviceRecord('tmp') })
    expectTaken({ type: 'entity.rename', ref: of, to: 'srv', sequences: [3] })
    expect([1, 2, 3].map((number) => stored(number).intent.entityId)).toEqual(['srv', 'srv', 'srv'])
    const { aliases, entities } = database.load()
    expect(aliases).toEqual([{ entityType: 'device', from: 'tmp', to: 'srv' }])
    expect(entities.map((record) => record.id)).toEqual(['srv'])
  })
})

describe('a write that finds an operation in another state', () => {
  const change = (number: number, from: Operation['state']): Mutation => ({
    type: 'operation.change',
    operation: pendingOperation(number, { state: 'sending' }),
    transition: { from, to: 'sending', at: 5, reason: 'sent' },
    isAmended: number === 2,
  })

  it.each([
    ['a change', change(1, 'unknown')],
    ['an amending change', change(2, 'unknown')],
    ['a change of what is not there', change(9, 'queued')],
    [
      'a move',
      {
        type: 'operations.move',
        sequences: [1, 2, 9],
        transition: { from: 'queued', to: 'sending', at: 5, reason: 'sent' },
      } satisfies Mutation,
    ],
    [
      'a second operation of that number',
      { type: 'operation.insert', operation: pendingOperation(1), reason: 'made' } satisfies Mutation,
    ],
  ] as const)('undoes everything that came with it: %s', (_name, bad) => {
    const both = [pendingOperation(1), pendingOperation(2)]
    expectTaken(...both.map((one): Mutation => ({ type: 'operation.insert', operation: one, reason: 'made' })))
    const head = database.ledgerHead()
    const outcome = commit({ type: 'entity.put', record: deviceRecord('dev_1') }, change(1, 'queued'), bad)
    expect(outcome?.ok).toBe(false)
    expect(database.ledgerHead()).toEqual(head)
    expect([1, 2].map(stored)).toEqual(both)
    expect(database.load().entities).toEqual([])
    expect(database.audit()).toEqual([])
  })
})
