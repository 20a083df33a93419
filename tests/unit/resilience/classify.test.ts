import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FAILURE_CLASSES } from '#shared/domain/resilience.ts'
import { classify, classOf, FAILURE_TABLE, isRetryable } from '../../../src/main/resilience/classify.ts'

function failed(code: string, outcome?: 'unknown' | 'refused' | 'not-sent', retryAfterMs: number | null = null): Error {
  return Object.assign(new Error(`it said ${code}`), { code, outcome, retryAfterMs })
}

describe('the classes of failures', () => {
  it.each([
    ['network', 'unknown', 'network', 'retry', 'failure'],
    ['ECONNREFUSED', undefined, 'network', 'retry', 'failure'],
    ['timeout', 'unknown', 'timeout', 'retry', 'failure'],
    ['rate-limited', 'refused', 'rate-limited', 'retry', 'success'],
    ['http-429', 'refused', 'rate-limited', 'retry', 'success'],
    ['unavailable', 'refused', 'server-error', 'retry', 'failure'],
    ['internal', 'refused', 'server-error', 'retry', 'failure'],
    ['http-500', undefined, 'server-error', 'retry', 'failure'],
    ['http-503', 'unknown', 'server-error', 'retry', 'failure'],
    ['protocol', 'unknown', 'server-error', 'retry', 'failure'],
    ['unauthenticated', 'refused', 'unauthenticated', 'pause', 'success'],
    ['token-expired', 'refused', 'unauthenticated', 'pause', 'success'],
    ['conflict', 'refused', 'conflict', 'conflict', 'success'],
    ['http-412', 'refused', 'conflict', 'conflict', 'success'],
    ['forbidden', 'refused', 'permanent', 'quarantine', 'success'],
    ['malformed', undefined, 'permanent', 'quarantine', 'success'],
    ['http-404', undefined, 'permanent', 'quarantine', 'success'],
    ['a-code-of-tomorrow', 'refused', 'permanent', 'quarantine', 'success'],
    ['breaker-open', 'not-sent', 'breaker-open', 'none', 'neutral'],
    ['cancelled', undefined, 'cancelled', 'none', 'neutral'],
  ] as const)('%s (%s) is %s: %s, and speaks as %s', (code, outcome, failureClass, reaction, evidence) => {
    expect(classify(failed(code, outcome))).toMatchObject({ code, class: failureClass, reaction, evidence })
  })

  it('hold nothing against a server for what never left this PC', () => {
    expect(classify(failed('not-connected', 'not-sent'))).toMatchObject({ class: 'network', evidence: 'neutral' })
    expect(classify(failed('not-connected')).evidence).toBe('neutral')
    expect(classify(failed('network', 'not-sent')).evidence).toBe('neutral')
    expect(isRetryable(failed('not-connected', 'not-sent'))).toBe(true)
  })

  it('take an error of our own neither for the server nor against it, and do not repeat it', () => {
    expect(classify(new TypeError('undefined is not a function'))).toMatchObject({
      code: 'unexpected',
      class: 'permanent',
      evidence: 'neutral',
    })
    expect(classify('thrown text')).toMatchObject({ message: 'thrown text', reaction: 'quarantine' })
    expect(isRetryable(null)).toBe(false)
  })

  it('give each class a severity, and the most urgent one to what stops everything until a person acts', () => {
    expect(Object.keys(FAILURE_TABLE).toSorted()).toEqual([...FAILURE_CLASSES].toSorted())
    expect(FAILURE_TABLE.unauthenticated.severity).toBe('critical')
    expect(FAILURE_TABLE['rate-limited'].severity).toBe('info')
    expect(FAILURE_TABLE.network.severity).toBe('warning')
    expect(FAILURE_TABLE.permanent.severity).toBe('error')
  })

  it('name no code twice', () => {
    const codes = Object.values(FAILURE_TABLE).flatMap((row) => row.codes)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('carry the wait the server asked for, and only a sensible one', () => {
    expect(classify(failed('unavailable', 'refused', 5_000)).retryAfterMs).toBe(5_000)
    expect(classify(failed('unavailable', 'refused', -1)).retryAfterMs).toBe(0)
    expect(classify(failed('unavailable', 'refused', Number.NaN)).retryAfterMs).toBeNull()
    expect(classify(failed('unavailable', 'refused', Number.POSITIVE_INFINITY)).retryAfterMs).toBeNull()
  })

  it('find a class for anything at all', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (thrown) => {
        expect(FAILURE_CLASSES).toContain(classify(thrown).class)
      }),
    )
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('unknown', 'refused', 'not-sent'), (code, outcome) => {
        expect(FAILURE_CLASSES).toContain(classOf({ code, outcome, retryAfterMs: null }))
      }),
    )
  })
})
