import { beforeEach, describe, expect, it, vi } from 'vitest'
import { settingsSchema } from '#shared/domain/settings.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import type { AttemptReport } from '../../../src/main/resilience/breaker.ts'
import { BreakerRegistry } from '../../../src/main/resilience/breaker-registry.ts'
import { CallPolicy, type CallReport, type CallResult, retryOptionsOf } from '../../../src/main/resilience/policy.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { seededRandom } from '../../support/queue-host.ts'

const FLEET = 'https://fleet.example.org/ · operations'
const OTHER = 'https://other.example.org/ · operations'

let clock: ManualClock
let breakers: BreakerRegistry
let policy: CallPolicy
let order: string[]
let calls: CallReport[]
let attempts: AttemptReport[]
let failureThreshold: number

beforeEach(() => {
  clock = new ManualClock()
  order = []
  calls = []
  attempts = []
  failureThreshold = 5
  breakers = new BreakerRegistry({
    clock,
    logger: silentLogger,
    limits: { failureThreshold: () => failureThreshold, successThreshold: () => 2, timeoutMs: () => 60_000 },
    onAttempt: (report) => attempts.push(report),
  })
  breakers.onChanged(({ from, to }) => order.push(`${from} → ${to}`))
  policy = new CallPolicy({
    clock,
    breakers,
    random: seededRandom(1),
    logger: silentLogger,
    retry: () => ({ hasJitter: false }),
    onCall: (report) => {
      order.push('telemetry')
      calls.push(report)
    },
  })
})

function failure(code: string): Error {
  return Object.assign(new Error(code), { code, outcome: 'refused', retryAfterMs: null })
}

async function execute(name: string, task: () => Promise<string>): Promise<CallResult<string>> {
  const running = policy.execute(name, { task })
  await clock.advance(10_000)
  return running
}

const down = async (): Promise<string> => {
  order.push('attempt')
  throw failure('unavailable')
}

describe('a call', () => {
  it('passes the breaker, is retried, opens the breaker, is reported, and ends in words for the operator', async () => {
    failureThreshold = 2
    const result = await execute(FLEET, down)
    order.push('answer')
    expect(order).toEqual(['attempt', 'attempt', 'closed → open', 'telemetry', 'answer'])
    expect(result).toMatchObject({
      ok: false,
      attempts: 2,
      failure: { class: 'breaker-open', severity: 'warning' },
      error: { code: 'breaker-open', outcome: 'not-sent' },
    })
    expect(result.ok ? '' : result.failure.advice).toContain('Reset its breaker')
  })

  it('is answered at once, with no attempt, while the breaker is open', async () => {
    failureThreshold = 1
    await execute(FLEET, down)
    order.length = 0
    const result = await policy.execute(FLEET, { task: down })
    expect(result).toMatchObject({ ok: false, attempts: 0, failure: { class: 'breaker-open' } })
    expect(order).toEqual(['telemetry'])
  })

  it('is reported once, with its attempts and how long all of it took', async () => {
    let count = 0
    const result = await execute(FLEET, () => (++count < 3 ? down() : Promise.resolve('answer')))
    expect(result).toEqual({ ok: true, value: 'answer', attempts: 3 })
    expect(calls).toEqual([{ name: FLEET, attempts: 3, failure: null, durationMs: 3_000 }])
    expect(attempts.map(({ evidence }) => evidence)).toEqual(['failure', 'failure', 'success'])
  })

  it('that times out counts against the server', async () => {
    const running = policy.execute(FLEET, {
      task: () => new Promise<string>(() => undefined),
      options: { attemptTimeoutMs: 500, maxAttempts: 1 },
    })
    await clock.advance(500)
    expect(await running).toMatchObject({ ok: false, failure: { class: 'timeout' } })
    expect(breakers.get(FLEET).status()).toMatchObject({ failures: 1, lastFailure: { code: 'timeout' } })
    expect(attempts).toEqual([{ name: FLEET, evidence: 'failure', durationMs: 500 }])
    expect(clock.pending).toBe(0)
  })

  it('that the caller cancels says nothing about the server', async () => {
    const caller = new AbortController()
    const running = policy.execute(FLEET, { task: () => new Promise<string>(() => undefined), signal: caller.signal })
    caller.abort()
    expect(await running).toMatchObject({ ok: false, failure: { class: 'cancelled', severity: 'info' } })
    expect(breakers.get(FLEET).status()).toMatchObject({ calls: 1, failures: 0, successes: 0 })
  })

  it('ends as it did even when telemetry throws', async () => {
    const broken = new CallPolicy({
      clock,
      breakers,
      random: seededRandom(1),
      logger: silentLogger,
      retry: () => ({}),
      onCall: () => {
        throw new Error('a bug of telemetry')
      },
    })
    expect(await broken.execute(FLEET, { task: async () => 'answer' })).toMatchObject({ ok: true, value: 'answer' })
  })

  it('is made as the settings say', () => {
    expect(retryOptionsOf(settingsSchema.parse({}))).toEqual({
      maxAttempts: 3,
      hasJitter: true,
      attemptTimeoutMs: 10_000,
      strategy: { kind: 'exponential', initialDelayMs: 1_000, maxDelayMs: 30_000, multiplier: 2 },
    })
  })

  it.each([
    ['linear', { kind: 'linear', initialDelayMs: 1_000, maxDelayMs: 30_000 }],
    ['immediate', { kind: 'immediate' }],
    ['manual', { kind: 'manual' }],
  ] as const)('waits %s where the settings say so', (retryStrategy, strategy) => {
    expect(retryOptionsOf(settingsSchema.parse({ retryStrategy }))).toMatchObject({ strategy })
  })
})

describe('the guard of a caller that repeats by itself', () => {
  it('makes one attempt, counted and timed, and hands on the error as it is', async () => {
    const error = failure('unavailable')
    const guarded = policy.guard(FLEET).call(async () => {
      await clock.advance(40)
      throw error
    })
    await expect(guarded).rejects.toBe(error)
    expect(attempts).toEqual([{ name: FLEET, evidence: 'failure', durationMs: 40 }])
    expect(calls).toEqual([])
  })
})

describe('telemetry that throws', () => {
  it('does not turn a success into a failure', async () => {
    const onAttempt = (): never => {
      throw new Error('a bug of telemetry')
    }
    const limits = { failureThreshold: () => 1, successThreshold: () => 1, timeoutMs: () => 60_000 }
    const registry = new BreakerRegistry({ clock, logger: silentLogger, limits, onAttempt })
    const breaker = registry.get(FLEET)
    await expect(breaker.call(async () => 'answer')).resolves.toBe('answer')
    expect(breaker.status()).toMatchObject({ state: 'closed', calls: 1, successes: 1, failures: 0 })
  })
})

describe('the breakers of a site', () => {
  it('are one for each destination: one server that fails does not stop the other', async () => {
    failureThreshold = 1
    await execute(FLEET, down)
    expect(await execute(OTHER, async () => 'answer')).toMatchObject({ ok: true })
    expect(breakers.get(FLEET)).toBe(breakers.get(FLEET))
    expect(breakers.list().map(({ name, state }) => [name, state])).toEqual([
      [FLEET, 'open'],
      [OTHER, 'closed'],
    ])
  })

  it('are opened, closed and reset by their name, and none is made by naming it', () => {
    breakers.get(FLEET)
    expect(breakers.force(FLEET, 'open')).toBe(true)
    expect(breakers.list()[0]?.state).toBe('forced-open')
    expect(breakers.force(FLEET, 'closed')).toBe(true)
    expect(breakers.list()[0]?.state).toBe('forced-closed')
    expect(breakers.reset(FLEET)).toBe(true)
    expect(breakers.list()[0]?.state).toBe('closed')
    expect([breakers.force(OTHER, 'open'), breakers.reset(OTHER)]).toEqual([false, false])
    expect(breakers.list()).toHaveLength(1)
  })

  it('tell of every change until nobody listens any more', () => {
    const heard = vi.fn<() => void>()
    const cancel = breakers.onChanged(heard)
    breakers.get(FLEET).force('open')
    expect(heard).toHaveBeenCalledTimes(1)
    cancel()
    breakers.get(FLEET).reset()
    expect(heard).toHaveBeenCalledTimes(1)
    breakers.onChanged(heard)
    breakers.clear()
    breakers.get(FLEET).force('open')
    expect(heard).toHaveBeenCalledTimes(1)
  })
})
