import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refusalDelay } from '../../../src/main/delivery/backoff.ts'
import {
  announcedDelay,
  backoffDelay,
  DEFAULT_BACKOFF,
  DEFAULT_PACE,
  equalJitter,
} from '../../../src/main/resilience/backoff.ts'
import { seededRandom } from '../../support/queue-host.ts'

const retries = fc.integer({ min: 1, max: 10_000 })
const delays = fc.record({
  initialDelayMs: fc.integer({ min: 1, max: 60_000 }),
  maxDelayMs: fc.integer({ min: 1, max: 600_000 }),
  multiplier: fc.double({ min: 1, max: 10, noNaN: true }),
})

describe('the waits between attempts', () => {
  it('are 1, 2, 4, 8, 16 s and then always 30 s by default', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 1_000].map((retry) => backoffDelay(DEFAULT_BACKOFF, retry))
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  })

  it('grow in even steps when linear, are none when immediate, and never come when manual', () => {
    const linear = { kind: 'linear', initialDelayMs: 100, maxDelayMs: 250 } as const
    expect([1, 2, 3, 4].map((retry) => backoffDelay(linear, retry))).toEqual([100, 200, 250, 250])
    fc.assert(
      fc.property(retries, (retry) => {
        expect(backoffDelay({ kind: 'immediate' }, retry)).toBe(0)
        expect(backoffDelay({ kind: 'manual' }, retry)).toBeNull()
      }),
    )
  })

  it('never shrink and never pass the maximum, however long the outage', () => {
    fc.assert(
      fc.property(delays, fc.constantFrom('linear', 'exponential'), retries, (delay, kind, retry) => {
        const strategy = { kind, ...delay }
        const wait = backoffDelay(strategy, retry)
        expect(wait).toBeLessThanOrEqual(delay.maxDelayMs)
        expect(wait).toBeGreaterThan(0)
        expect(backoffDelay(strategy, retry + 1)).toBeGreaterThanOrEqual(wait)
      }),
    )
  })

  it('keep at least half of themselves with jitter, and never grow by it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 600_000 }), (seed, delay) => {
        const jittered = equalJitter(delay, seededRandom(seed))
        expect(jittered).toBeGreaterThanOrEqual(delay / 2)
        expect(jittered).toBeLessThanOrEqual(delay)
      }),
    )
  })

  it('after a refusal of an operation lie between half and all of the default wait', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 1_000 }), (seed, attempts) => {
        const full = backoffDelay(DEFAULT_BACKOFF, attempts + 1)
        const delay = refusalDelay(attempts, DEFAULT_PACE, seededRandom(seed)) ?? -1
        expect(delay).toBeGreaterThanOrEqual(full / 2)
        expect(delay).toBeLessThanOrEqual(full)
      }),
    )
  })

  it('last as long as the server has asked for, but never for ever', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 1_000_000_000 }), (seed, retryAfterMs) => {
        const delay = announcedDelay(retryAfterMs, seededRandom(seed))
        expect(delay).toBeGreaterThanOrEqual(Math.min(retryAfterMs, 600_000))
        expect(delay).toBeLessThanOrEqual(605_000)
      }),
    )
  })
})
