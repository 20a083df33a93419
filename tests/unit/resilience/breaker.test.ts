import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BreakerState } from '#shared/domain/resilience.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { Breaker } from '../../../src/main/resilience/breaker.ts'
import { BreakerOpenError } from '../../../src/main/resilience/call-errors.ts'
import { ManualClock, settle } from '../../support/manual-clock.ts'

const DAY_MS = 86_400_000

let clock: ManualClock
let breaker: Breaker
let limits: { failureThreshold: number; successThreshold: number; timeoutMs: number }

beforeEach(() => {
  clock = new ManualClock()
  // The library reads the wall clock of the system: here it shows what the manual one shows.
  vi.spyOn(Date, 'now').mockImplementation(() => clock.now())
  limits = { failureThreshold: 5, successThreshold: 2, timeoutMs: 60_000 }
  breaker = makeBreaker()
})

afterEach(() => {
  if (clock.pending > 0) throw new Error(`${clock.pending} timers were left behind`)
})

function makeBreaker(): Breaker {
  return new Breaker({
    name: 'https://fleet.example.org/ · operations',
    clock,
    logger: silentLogger,
    limits: {
      failureThreshold: () => limits.failureThreshold,
      successThreshold: () => limits.successThreshold,
      timeoutMs: () => limits.timeoutMs,
    },
  })
}

function failure(code: string, details: object = {}): Error {
  return Object.assign(new Error(code), { code, outcome: 'refused', retryAfterMs: null, ...details })
}

const works = (): Promise<string> => breaker.call(() => Promise.resolve('answer'))

async function fails(code = 'unavailable', details: object = {}): Promise<void> {
  await expect(breaker.call(() => Promise.reject(failure(code, details)))).rejects.toThrow(code)
}

async function opens(): Promise<void> {
  for (let count = 0; count < limits.failureThreshold; count++) await fails()
  expect(breaker.status().state).toBe('open')
}

async function refused(): Promise<BreakerOpenError> {
  const error = await works().then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(BreakerOpenError)
  return error as BreakerOpenError
}

/** A call that is on its way until the test says how it ends. */
function begin(): { readonly result: Promise<string>; answer(): void; fail(code?: string): void } {
  let answer = (): void => undefined
  let fail = (_code?: string): void => undefined
  const result = breaker.call(
    () =>
      new Promise<string>((resolve, reject) => {
        answer = () => resolve('late answer')
        fail = (code = 'unavailable') => reject(failure(code))
      }),
  )
  result.catch(() => undefined)
  return { result, answer: () => answer(), fail: (code) => fail(code) }
}

describe('a closed breaker', () => {
  it('hands on values and errors as they are', async () => {
    await expect(works()).resolves.toBe('answer')
    const error = failure('forbidden')
    await expect(breaker.call(() => Promise.reject(error))).rejects.toBe(error)
    const thrower = (): Promise<never> => {
      throw error
    }
    await expect(breaker.call(thrower)).rejects.toBe(error)
  })

  it('opens at the fifth failure in a row, also after a thousand successes', async () => {
    for (let count = 0; count < 1_000; count++) await works()
    for (let count = 0; count < 4; count++) await fails()
    expect(breaker.status().state).toBe('closed')
    await fails()
    expect(breaker.status()).toMatchObject({ state: 'open', opened: 1, failures: 5, successes: 1_000, calls: 1_005 })
  })

  it('opens when more than half of the calls of the last minute failed', async () => {
    for (let count = 0; count < 20; count++) {
      await works()
      await fails()
    }
    expect(breaker.status().state).toBe('closed')
    await fails()
    expect(breaker.status().state).toBe('open')
  })

  it('stays closed for a few failures among many successes', async () => {
    for (let count = 0; count < 50; count++) {
      await fails()
      await works()
      await works()
    }
    expect(breaker.status()).toMatchObject({ state: 'closed', opened: 0, recentFailures: 50 })
  })

  it('forgets failures that are older than a minute', async () => {
    for (let count = 0; count < 4; count++) await fails()
    await clock.advance(60_000)
    expect(breaker.status().recentFailures).toBe(0)
    await fails()
    expect(breaker.status()).toMatchObject({ state: 'closed', recentFailures: 1 })
  })

  it.each(['rate-limited', 'unauthenticated', 'conflict', 'forbidden', 'malformed'])(
    'takes %s as the answer of a healthy server',
    async (code) => {
      for (let count = 0; count < 20; count++) await fails(code)
      expect(breaker.status()).toMatchObject({ state: 'closed', successes: 20, failures: 0, lastFailure: null })
    },
  )

  it('holds nothing against the server for what never left this PC', async () => {
    for (let count = 0; count < 20; count++) await fails('not-connected', { outcome: 'not-sent' })
    expect(breaker.status()).toMatchObject({ state: 'closed', calls: 20, successes: 0, failures: 0 })
  })

  it('remembers the last failure with its code, its severity and its time', async () => {
    await clock.advance(1_234)
    await fails('internal')
    await works()
    expect(breaker.status().lastFailure).toEqual({
      code: 'internal',
      message: 'internal',
      class: 'server-error',
      severity: 'error',
      at: clock.now(),
    })
  })

  it('follows a changed threshold at once', async () => {
    limits.failureThreshold = 2
    await opens()
    expect(breaker.status().failures).toBe(2)
  })
})

describe('an open breaker', () => {
  it('refuses at once, sends nothing, and says when the next call may try', async () => {
    await opens()
    await clock.advance(20_000)
    const task = vi.fn<() => Promise<string>>(works)
    await expect(breaker.call(task)).rejects.toMatchObject({
      code: 'breaker-open',
      outcome: 'not-sent',
      reason: 'open',
      retryAfterMs: 40_000,
    })
    expect(task).not.toHaveBeenCalled()
    expect(breaker.status()).toMatchObject({ refused: 1, calls: 5, nextProbeAt: clock.now() + 40_000 })
    expect((await refused()).message).toContain('tried again in 40 s')
  })

  it('lets no call through before its time and one from then on', async () => {
    await opens()
    await clock.advance(59_999)
    await refused()
    await clock.advance(1)
    expect(breaker.refusal()).toBeNull()
    await expect(works()).resolves.toBe('answer')
  })

  it.each([
    ['a day back', -DAY_MS],
    ['a year ahead', 365 * DAY_MS],
  ])('waits its time when the wall clock is set %s', async (_words, jumpMs) => {
    await opens()
    await clock.advance(30_000)
    clock.jumpWall(jumpMs)
    expect((await refused()).retryAfterMs).toBe(30_000)
    expect(breaker.status().nextProbeAt).toBe(clock.now() + 30_000)
    await clock.advance(29_999)
    await refused()
    await clock.advance(1)
    clock.jumpWall(-2 * jumpMs)
    await expect(works()).resolves.toBe('answer')
    expect(breaker.status().state).toBe('half-open')
  })

  it('comes back when the server said it will, be that earlier or later than its own timeout', async () => {
    for (let count = 0; count < 5; count++) await fails('unavailable', { retryAfterMs: 5_000 })
    expect((await refused()).retryAfterMs).toBe(5_000)
    await clock.advance(5_000)
    await fails('unavailable', { retryAfterMs: 90_000 })
    expect((await refused()).retryAfterMs).toBe(90_000)
    await clock.advance(90_000)
    await fails('unavailable', { retryAfterMs: 0 })
    expect((await refused()).retryAfterMs).toBe(1_000)
    await clock.advance(1_000)
    await fails('unavailable', { retryAfterMs: DAY_MS })
    expect((await refused()).retryAfterMs).toBe(600_000)
  })

  it('lets a call try at once when there is reason to think that the server is back', async () => {
    await opens()
    const changed = vi.fn<() => void>()
    breaker.onChanged(changed)
    breaker.probeNow()
    expect(changed).toHaveBeenCalledTimes(1)
    breaker.probeNow()
    expect(changed).toHaveBeenCalledTimes(1)
    await expect(works()).resolves.toBe('answer')
  })

  it('is not closed or opened again by calls that were made before it opened', async () => {
    const [early, other] = [begin(), begin()]
    await opens()
    early.answer()
    await expect(early.result).resolves.toBe('late answer')
    expect(breaker.status()).toMatchObject({ state: 'open', successes: 1 })
    await clock.advance(60_000)
    await works()
    other.fail()
    await expect(other.result).rejects.toThrow('unavailable')
    expect(breaker.status()).toMatchObject({ state: 'half-open', opened: 1, failures: 6 })
  })
})

describe('a half-open breaker', () => {
  beforeEach(async () => {
    await opens()
    await clock.advance(60_000)
  })

  it('closes after two tries in a row that worked', async () => {
    await works()
    expect(breaker.status()).toMatchObject({ state: 'half-open', nextProbeAt: null })
    await works()
    expect(breaker.status()).toMatchObject({ state: 'closed', openedAt: null, recentFailures: 0 })
    for (let count = 0; count < 4; count++) await fails()
    expect(breaker.status().state).toBe('closed')
  })

  it('opens for another minute when a try fails, also after one that worked', async () => {
    await works()
    await fails()
    expect(breaker.status()).toMatchObject({ state: 'open', opened: 2, nextProbeAt: clock.now() + 60_000 })
    await refused()
  })

  it('sends one call at a time and refuses the others at once', async () => {
    const probe = begin()
    const others = await Promise.all([refused(), refused(), refused()])
    expect(others.map(({ reason, retryAfterMs }) => [reason, retryAfterMs])).toEqual([
      ['probing', null],
      ['probing', null],
      ['probing', null],
    ])
    probe.answer()
    await expect(probe.result).resolves.toBe('late answer')
    expect(breaker.refusal()).toBeNull()
  })

  it('never sends a second one, whoever calls from within a notice or in the same turn', async () => {
    let onTheWay = 0
    let most = 0
    const task = async (): Promise<void> => {
      onTheWay++
      most = Math.max(most, onTheWay)
      await settle()
      onTheWay--
    }
    breaker.onChanged(() => void breaker.call(task).catch(() => undefined))
    await Promise.allSettled(Array.from({ length: 20 }, () => breaker.call(task)))
    await settle()
    expect(most).toBe(1)
  })

  it('gives the place back when a try could not be sent', async () => {
    await fails('not-connected', { outcome: 'not-sent' })
    expect(breaker.status()).toMatchObject({ state: 'open', opened: 1, nextProbeAt: clock.now() })
    await works()
    await works()
    expect(breaker.status().state).toBe('closed')
  })

  it('counts a try that never ends as failed, so that it does not stay shut for ever', async () => {
    const probe = begin()
    await clock.advance(149_999)
    expect(breaker.status().state).toBe('half-open')
    await clock.advance(1)
    await expect(probe.result).rejects.toMatchObject({ code: 'timeout', outcome: 'unknown' })
    expect(breaker.status()).toMatchObject({ state: 'open', lastFailure: { code: 'timeout' } })
  })

  it('takes a plain refusal as proof that the server is there', async () => {
    await fails('rate-limited')
    await fails('forbidden')
    expect(breaker.status().state).toBe('closed')
  })

  it('follows a changed number of tries from the next opening', async () => {
    limits.successThreshold = 3
    await fails()
    await clock.advance(60_000)
    for (const state of ['half-open', 'half-open', 'closed'] as const) {
      await works()
      expect(breaker.status().state).toBe(state)
    }
  })
})

describe('a person', () => {
  it('holds it open: nothing is sent, without end, until it is let go', async () => {
    breaker.force('open')
    await clock.advance(DAY_MS)
    expect(await refused()).toMatchObject({ reason: 'forced-open', retryAfterMs: null })
    breaker.probeNow()
    await refused()
    breaker.force('auto')
    await expect(works()).resolves.toBe('answer')
  })

  it('holds it closed: everything is sent, whatever fails', async () => {
    await opens()
    breaker.force('closed')
    for (let count = 0; count < 20; count++) await fails()
    expect(breaker.status()).toMatchObject({ state: 'forced-closed', failures: 25, refused: 0 })
    breaker.force('auto')
    await fails()
    expect(breaker.status().state).toBe('closed')
  })

  it('resets it: closed, failures forgotten, statistics kept', async () => {
    await opens()
    breaker.reset()
    expect(breaker.status()).toMatchObject({ state: 'closed', failures: 5, opened: 1, recentFailures: 0 })
    for (let count = 0; count < 4; count++) await fails()
    expect(breaker.status().state).toBe('closed')
  })

  it('is not overruled by a try that was on its way', async () => {
    await opens()
    await clock.advance(60_000)
    const probe = begin()
    breaker.force('open')
    probe.answer()
    await expect(probe.result).resolves.toBe('late answer')
    expect(breaker.status().state).toBe('forced-open')
    breaker.reset()
    expect(breaker.status().state).toBe('closed')
  })
})

describe('the notices of a breaker', () => {
  it('name every change of state once, with the time it began', async () => {
    const seen: [BreakerState, BreakerState][] = []
    breaker.onChanged(({ from, to }) => {
      if (from !== to) seen.push([from, to])
    })
    await opens()
    const openedAt = clock.now()
    await clock.advance(60_000)
    await fails()
    await clock.advance(60_000)
    await works()
    expect(breaker.status()).toMatchObject({ since: clock.now(), openedAt: openedAt + 60_000 })
    await works()
    breaker.force('open')
    breaker.force('closed')
    breaker.force('auto')
    expect(seen.map((change) => change.join(' → '))).toEqual([
      'closed → open',
      'open → half-open',
      'half-open → open',
      'open → half-open',
      'half-open → closed',
      'closed → forced-open',
      'forced-open → forced-closed',
      'forced-closed → closed',
    ])
  })

  it('reach the others when one listener throws, and change nothing for the call', async () => {
    const heard = vi.fn<() => void>()
    breaker.onChanged(() => {
      throw new Error('a bug of the listener')
    })
    breaker.onChanged(heard)
    await opens()
    expect(heard).toHaveBeenCalledTimes(1)
  })
})
