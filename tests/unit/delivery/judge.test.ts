import { describe, expect, it } from 'vitest'
import { judge as judgeBy } from '../../../src/main/delivery/judge.ts'
import { judgeFailure } from '../../../src/main/delivery/judge-failure.ts'
import { DeliveryError } from '../../../src/main/delivery/server-port.ts'
import { DEFAULT_PACE } from '../../../src/main/resilience/backoff.ts'
import { conflictSettingsSchema } from '../../../src/shared/domain/conflict.ts'
import type { Operation } from '../../../src/shared/domain/operation.ts'
import type { OperationResult } from '../../../src/shared/protocol/operations.ts'
import { pendingOperation } from '../../support/builders.ts'
import { seededRandom } from '../../support/queue-host.ts'

const ASKING = conflictSettingsSchema.parse({})
const RESOLVING = conflictSettingsSchema.parse({ autoResolve: true })
const KEY = '00000000-0000-4000-8000-000000000001'

function judge(operation: Operation, result: OperationResult, isLookup: boolean, settings = ASKING) {
  return judgeBy(operation, result, isLookup, settings)
}

function update(fields: Operation['baseFields'], baseVersion = 3): Operation {
  const intent = { kind: 'update', entityType: 'device', entityId: 'dev_1', fields } as const
  return pendingOperation(1, { intent, state: 'sending', baseVersion, baseFields: {} })
}

const conflict = (fields: Operation['baseFields'], isDeleted = false) =>
  ({ outcome: 'conflict', key: KEY, version: isDeleted ? 0 : 5, fields, isDeleted }) as const

describe('a result of the server', () => {
  it.each([
    ['other fields changed', { name: 'mine' }, conflict({ location: 'theirs' }), 'rebase'],
    ['the same field got the same value', { name: 'same' }, conflict({ name: 'same' }), 'rebase'],
    ['the same field got another value', { name: 'mine' }, conflict({ name: 'theirs' }), 'conflict'],
    ['the entity is gone', { name: 'mine' }, conflict({}, true), 'conflict'],
  ])('%s', (_what, mine, result, kind) => {
    expect(judge(update(mine), result, false).kind).toBe(kind)
  })

  it('goes on with what is brought together with the other side’s tags', () => {
    const operation = { ...update({ tags: ['a', 'mine'] }), baseFields: { tags: ['a'] } }
    expect(judge(operation, conflict({ tags: ['a', 'theirs'] }), false)).toMatchObject({
      kind: 'rebase',
      fields: { tags: ['a', 'theirs', 'mine'] },
      baseFields: { tags: ['a', 'theirs'] },
      reason: 'merged-with-others',
    })
  })

  it('asks a person when it was put on top of others again and again', () => {
    const again = { ...update({ name: 'mine' }), rounds: ASKING.maxRounds }
    expect(judge(again, conflict({ location: 'theirs' }), false).kind).toBe('conflict')
    expect(judge({ ...again, rounds: ASKING.maxRounds - 1 }, conflict({ location: 'theirs' }), false).kind).toBe(
      'rebase',
    )
  })

  it('gives way to the server where conflicts resolve by themselves, and keeps the value that lost', () => {
    const clash = conflict({ name: 'theirs' })
    expect(judge(update({ name: 'mine' }), clash, false, RESOLVING)).toMatchObject({
      kind: 'drop',
      reason: 'superseded-by-server',
      records: [{ field: 'name', mine: 'mine', theirs: 'theirs', winner: 'theirs' }],
    })
  })

  it('never drops a member of a batch by itself, since the rest would be taken back with it', () => {
    const member = { ...update({ name: 'mine' }), batch: { id: 'batch-1', size: 2 } }
    expect(judge(member, conflict({ name: 'theirs' }), false, RESOLVING)).toMatchObject({ kind: 'conflict' })
  })

  it('is content with a deletion of something that is gone', () => {
    const intent = { kind: 'delete', entityType: 'device', entityId: 'dev_1' } as const
    const verdict = judge({ ...update({}), intent }, conflict({}, true), false)
    expect(verdict).toMatchObject({ kind: 'drop', reason: 'already-deleted', records: [] })
  })

  it('says why a person is asked', () => {
    const reasonOf = (operation: Operation, result: OperationResult, settings = ASKING) => {
      const verdict = judge(operation, result, false, settings)
      return verdict.kind === 'conflict' ? verdict.detail.reason : null
    }
    const theirs = conflict({ name: 'theirs' })
    const manual = { ...RESOLVING, strategies: { ...RESOLVING.strategies, device: { default: 'manual', fields: {} } } }
    expect(reasonOf(update({ name: 'mine' }), theirs)).toBe('clash')
    expect(reasonOf(update({ name: 'mine' }), theirs, manual as typeof ASKING)).toBe('manual')
    expect(reasonOf(update({ name: 'mine' }), conflict({}, true))).toBe('deleted')
    expect(reasonOf({ ...update({ name: 'mine' }), rounds: 5 }, theirs)).toBe('loop')
    const intent = { kind: 'delete', entityType: 'device', entityId: 'dev_1' } as const
    expect(reasonOf({ ...update({}), intent }, theirs)).toBe('delete-over-edits')
  })

  it('never lets a deletion go on top of an edit its author has not seen', () => {
    const operation = { ...update({}), intent: { kind: 'delete', entityType: 'device', entityId: 'dev_1' } } as const
    expect(judge(operation, conflict({ location: 'theirs' }), false).kind).toBe('conflict')
  })
})

describe('a request without results', () => {
  const verdictFor = (error: unknown, batchSize: number) => {
    const failure = judgeFailure(error, batchSize, { now: 1_000, pace: DEFAULT_PACE, random: seededRandom(1) })
    return { ...failure, verdict: failure.verdictOf(update({ name: 'x' })) }
  }

  it('leaves the outcome open when nobody knows whether it arrived', () => {
    expect(verdictFor(new DeliveryError('unknown', 'timeout', ''), 5).verdict.kind).toBe('unknown')
    expect(verdictFor(new TypeError('a mistake'), 5).verdict.kind).toBe('unknown')
  })

  it('counts a refusal as an attempt only when it is about one operation', () => {
    const refused = new DeliveryError('refused', 'malformed', 'no')
    expect(verdictFor(refused, 5)).toMatchObject({ goesAlone: true, verdict: { kind: 'retry', isAttempt: false } })
    expect(verdictFor(refused, 1)).toMatchObject({ goesAlone: false, verdict: { kind: 'retry', isAttempt: true } })
  })

  it('obeys the time a busy server names, and counts nothing', () => {
    const busy = new DeliveryError('refused', 'rate-limited', 'slow down', 60_000)
    expect(verdictFor(busy, 1)).toMatchObject({ verdict: { isAttempt: false, notBefore: 61_000 } })
  })
})
