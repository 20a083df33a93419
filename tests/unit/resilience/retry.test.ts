import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Logger, silentLogger } from '../../../src/main/platform/logger.ts'
import { type BackoffStrategy, backoffDelay } from '../../../src/main/resilience/backoff.ts'
import { DEFAULT_RETRY, type RetryCall, type RetryResult, retry } from '../../../src/main/resilience/retry.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { seededRandom } from '../../support/queue-host.ts'

const HOUR_MS = 3_600_000

let clock: ManualClock
let startedAt: number[]

beforeEach(() => {
  clock = new ManualClock()
  startedAt = []
})

function failure(code: string, retryAfterMs: number | null = null): Error {
  return Object.assign(new Error(code), { code, outcome: 'refused', retryAfterMs })
}

/** Fails with these, one after the other, then answers. */
function task(...errors: readonly Error[]): RetryCall<string>['task'] {
  return async () => {
    const error = errors[startedAt.push(clock.monotonic()) - 1]
    if (error !== undefined) throw error
    return 'answer'
  }
}

async function run<T>(call: RetryCall<T>, seed = 1, logger: Logger = silentLogger): Promise<RetryResult<T>> {
  const running = retry({ clock, random: seededRandom(seed), logger }, call)
  await clock.advance(HOUR_MS)
  return running
}

const unavailable = (count: number): Error[] => Array.from({ length: count }, () => failure('unavailable'))

describe('a retried call', () => {
  it('makes three attempts with the default waits of one and two seconds', async () => {
    const result = await run({ task: task(...unavailable(9)), options: { hasJitter: false } })
    expect(result).toMatchObject({ ok: false, attempts: 3, error: { code: 'unavailable' } })
    expect(startedAt).toEqual([0, 1_000, 3_000])
    expect(DEFAULT_RETRY).toMatchObject({
      maxAttempts: 3,
      hasJitter: true,
      strategy: { kind: 'exponential', initialDelayMs: 1_000, maxDelayMs: 30_000, multiplier: 2 },
    })
  })

  it('ends with the value and the number of attempts as soon as one works', async () => {
    expect(await run({ task: task(failure('network')) })).toEqual({ ok: true, value: 'answer', attempts: 2 })
  })

  it.each(['unauthenticated', 'conflict', 'forbidden', 'breaker-open', 'cancelled'])(
    'does not repeat what was answered with %s',
    async (code) => {
      expect(await run({ task: task(failure(code)) })).toMatchObject({ ok: false, attempts: 1, error: { code } })
    },
  )

  it('does not repeat what a fault of the program has ended, and never throws', async () => {
    const result = await run({
      task: () => {
        throw new TypeError('a bug')
      },
    })
    expect(result).toMatchObject({ ok: false, attempts: 1 })
  })

  it('repeats what its caller calls repeatable', async () => {
    const options = { isRetryable: () => true, strategy: { kind: 'immediate' } } as const
    expect(await run({ task: task(failure('forbidden')), options })).toMatchObject({ ok: true, attempts: 2 })
    expect(startedAt).toEqual([0, 0])
  })

  it('never repeats by itself with the manual strategy', async () => {
    const onGiveUp = vi.fn<() => void>()
    const result = await run({
      task: task(...unavailable(9)),
      options: { strategy: { kind: 'manual' }, maxAttempts: 100 },
      hooks: { onGiveUp },
    })
    expect(result).toMatchObject({ ok: false, attempts: 1 })
    expect(startedAt).toEqual([0])
    expect(onGiveUp).toHaveBeenCalledTimes(1)
  })

  it('waits as long as the server has asked for', async () => {
    await run({ task: task(failure('rate-limited', 20_000), failure('unavailable', 100)) })
    const [, second = 0, third = 0] = startedAt
    expect(second).toBeGreaterThanOrEqual(20_000)
    expect(second).toBeLessThanOrEqual(24_000)
    expect(third - second).toBeGreaterThanOrEqual(1_000)
  })

  it('gives up when the server wants to be left alone for longer than a minute', async () => {
    const result = await run({ task: task(failure('unavailable', 61_000)) })
    expect(result).toMatchObject({ ok: false, attempts: 1, error: { retryAfterMs: 61_000 } })
  })

  it('tells of every retry with its wait, and once that it gives up', async () => {
    const told: string[] = []
    await run({
      task: task(...unavailable(3)),
      options: { hasJitter: false },
      hooks: {
        onRetry: ({ attempts, delayMs }) => told.push(`${attempts} failed, next in ${delayMs}`),
        onGiveUp: ({ attempts }) => told.push(`gave up after ${attempts}`),
      },
    })
    expect(told).toEqual(['1 failed, next in 1000', '2 failed, next in 2000', 'gave up after 3'])
  })

  it('goes on when a listener throws, and logs it', async () => {
    const error = vi.fn<Logger['error']>()
    const onRetry = (): never => {
      throw new Error('a bug of the listener')
    }
    const call = { task: task(failure('network')), hooks: { onRetry } }
    expect(await run(call, 1, { ...silentLogger, error })).toMatchObject({ ok: true, attempts: 2 })
    expect(error).toHaveBeenCalledTimes(1)
  })
})

describe('the time limit of an attempt', () => {
  const never: RetryCall<string>['task'] = () => {
    startedAt.push(clock.monotonic())
    return new Promise(() => undefined)
  }

  it('ends an attempt that does not answer, tells it by its signal, and lets the next one begin', async () => {
    const signals: AbortSignal[] = []
    const result = await run({
      task: (signal, attempt) => {
        signals.push(signal)
        return never(signal, attempt)
      },
      options: { attemptTimeoutMs: 5_000, hasJitter: false },
    })
    expect(result).toMatchObject({ ok: false, attempts: 3, error: { code: 'timeout', outcome: 'unknown' } })
    expect(startedAt).toEqual([0, 6_000, 13_000])
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true, true])
    expect(clock.pending).toBe(0)
  })

  it('leaves no timer behind when the answer comes in time', async () => {
    const running = retry(
      { clock, random: seededRandom(1), logger: silentLogger },
      { task: task(), options: { attemptTimeoutMs: 5_000 } },
    )
    expect(clock.pending).toBe(1)
    expect(await running).toMatchObject({ ok: true, attempts: 1 })
    expect(clock.pending).toBe(0)
  })
})

describe('a caller that gives up', () => {
  const start = (call: RetryCall<string>) => retry({ clock, random: seededRandom(1), logger: silentLogger }, call)

  it('ends the attempt on its way', async () => {
    const caller = new AbortController()
    const running = start({ task: () => new Promise(() => undefined), signal: caller.signal })
    caller.abort()
    expect(await running).toMatchObject({ ok: false, attempts: 1, error: { code: 'cancelled' } })
    expect(clock.pending).toBe(0)
  })

  it('ends the wait between two attempts at once', async () => {
    const caller = new AbortController()
    const running = start({ task: task(...unavailable(9)), signal: caller.signal })
    await clock.advance(10)
    expect(clock.pending).toBe(1)
    caller.abort()
    expect(await running).toMatchObject({ ok: false, attempts: 1, error: { code: 'cancelled' } })
    expect(clock.pending).toBe(0)
  })

  it('before the call begins has nothing sent', async () => {
    const running = start({ task: task(), signal: AbortSignal.abort() })
    expect(await running).toMatchObject({ ok: false, attempts: 0 })
    expect(startedAt).toEqual([])
  })
})

describe('whatever the strategy and the chance', () => {
  const strategy: fc.Arbitrary<BackoffStrategy> = fc.oneof(
    fc.constantFrom<BackoffStrategy>({ kind: 'immediate' }, { kind: 'manual' }),
    fc.record({
      kind: fc.constantFrom('linear' as const, 'exponential' as const),
      initialDelayMs: fc.integer({ min: 0, max: 5_000 }),
      maxDelayMs: fc.integer({ min: 0, max: 30_000 }),
      multiplier: fc.constantFrom(1, 2, 3),
    }),
  )

  it('the attempts keep to their number and the waits to their bounds, also when the wall clock jumps', async () => {
    await fc.assert(
      fc.asyncProperty(
        strategy,
        fc.integer({ min: 1, max: 8 }),
        fc.boolean(),
        fc.nat(),
        fc.integer({ min: -1e11, max: 1e11 }),
        async (chosen, maxAttempts, hasJitter, seed, jumpMs) => {
          clock = new ManualClock()
          startedAt = []
          const jumping: RetryCall<string>['task'] = (signal, attempt) => {
            clock.jumpWall(jumpMs)
            return task(...unavailable(20))(signal, attempt)
          }
          const result = await run({ task: jumping, options: { strategy: chosen, maxAttempts, hasJitter } }, seed)
          expect(result).toMatchObject({ ok: false, attempts: chosen.kind === 'manual' ? 1 : maxAttempts })
          expect(startedAt).toHaveLength(result.attempts)
          for (const [index, at] of startedAt.slice(1).entries()) {
            const full = backoffDelay(chosen, index + 1) ?? Number.NaN
            const waited = at - (startedAt[index] ?? Number.NaN)
            // Times add up in fractions.
            expect(waited).toBeGreaterThanOrEqual((hasJitter ? full / 2 : full) - 0.001)
            expect(waited).toBeLessThanOrEqual(full + 0.001)
          }
          expect(clock.pending).toBe(0)
        },
      ),
      { numRuns: 200 },
    )
  })
})
