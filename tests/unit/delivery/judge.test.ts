import { describe, expect, it } from 'vitest'
import { judge, MAX_ROUNDS } from '../../../src/main/delivery/judge.ts'
import { judgeFailure } from '../../../src/main/delivery/judge-failure.ts'
import { DeliveryError } from '../../../src/main/delivery/server-port.ts'
import type { Operation } from '../../../src/shared/domain/operation.ts'
import { pendingOperation } from '../../support/builders.ts'
import { seededRandom } from '../../support/queue-host.ts'

const KEY = '00000000-0000-4000-8000-000000000001'

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
      fields: { tags: ['a', 'mine', 'theirs'] },
      reason: 'merged-with-others',
    })
  })

  it('asks a person when it was put on top of others again and again', () => {
    const again = { ...update({ name: 'mine' }), rounds: MAX_ROUNDS }
    expect(judge(again, conflict({ location: 'theirs' }), false).kind).toBe('conflict')
    expect(judge({ ...again, rounds: MAX_ROUNDS - 1 }, conflict({ location: 'theirs' }), false).kind).toBe('rebase')
  })

  it('never lets a deletion go on top of an edit its author has not seen', () => {
    const operation = { ...update({}), intent: { kind: 'delete', entityType: 'device', entityId: 'dev_1' } } as const
    expect(judge(operation, conflict({ location: 'theirs' }), false).kind).toBe('conflict')
  })
})

describe('a request without results', () => {
  const verdictFor = (error: unknown, batchSize: number) => {
    const failure = judgeFailure(error, batchSize, 1_000, seededRandom(1))
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
