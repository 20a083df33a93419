import { describe, expect, it } from 'vitest'
import { ReconnectPlan } from '../../../src/main/connection/reconnect-plan.ts'
import { ManualClock } from '../../support/manual-clock.ts'

function newPlan(): ReconnectPlan {
  return new ReconnectPlan(new ManualClock(), { next: () => 0.5 }, 5_000)
}

describe('a probe that is answered', () => {
  it('ends the wait when the try before it found nobody', () => {
    const plan = newPlan()
    plan.nextDelay({ reason: 'unreachable', retryAfterMs: null }, null)
    expect(plan.isBack(true)).toBe(true)
  })

  it('ends the wait when a probe before it found nobody', () => {
    const plan = newPlan()
    plan.nextDelay({ reason: 'timeout', retryAfterMs: null }, null)
    expect(plan.isBack(false)).toBe(false)
    expect(plan.isBack(true)).toBe(true)
  })

  it('says nothing about a server that answered before and took nobody in', () => {
    const plan = newPlan()
    plan.nextDelay({ reason: 'timeout', retryAfterMs: null }, null)
    expect(plan.isBack(true)).toBe(false)
  })

  it('is used once for each loss', () => {
    const plan = newPlan()
    plan.nextDelay({ reason: 'unreachable', retryAfterMs: null }, null)
    plan.isBack(true)
    expect(plan.isBack(true)).toBe(false)
  })

  it('ends no wait that the server has asked for', () => {
    const plan = newPlan()
    plan.nextDelay({ reason: 'rate-limited', retryAfterMs: 30_000 }, null)
    plan.isBack(false)
    expect(plan.isBack(true)).toBe(false)
  })
})
