import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { BreakerMode } from '#shared/domain/resilience.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { Breaker } from '../../../src/main/resilience/breaker.ts'
import { ManualClock, settle } from '../../support/manual-clock.ts'
import { type Ending, type Limits, Model, type ModelCall } from './breaker-model.ts'

type Step =
  | { readonly do: 'begin' }
  | { readonly do: 'end'; readonly which: number; readonly how: Ending }
  | { readonly do: 'call'; readonly how: Ending; readonly times: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'jump wall'; readonly ms: number }
  | { readonly do: 'force'; readonly mode: BreakerMode }
  | { readonly do: 'reset' }
  | { readonly do: 'probe now' }

/** The real breaker and the model side by side. */
class Pair {
  readonly clock = new ManualClock()
  readonly model: Model
  readonly breaker: Breaker
  readonly #ends = new Map<number, (how: Ending) => void>()
  readonly #outcomes = new Map<number, string>()
  #count = 0
  #probes = 0
  mostProbes = 0
  /** Where the two differed. */
  readonly faults: string[] = []

  constructor(limits: Limits) {
    this.model = new Model(limits)
    this.breaker = new Breaker({
      name: 'server',
      clock: this.clock,
      logger: silentLogger,
      limits: {
        failureThreshold: () => limits.failureThreshold,
        successThreshold: () => limits.successThreshold,
        timeoutMs: () => limits.timeoutMs,
      },
    })
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'begin':
        await this.begin()
        break
      case 'end':
        await this.end(this.model.onTheWay[step.which % Math.max(1, this.model.onTheWay.length)], step.how)
        break
      case 'call':
        for (let count = 0; count < step.times; count++) {
          const id = await this.begin()
          const call = this.model.onTheWay.find((one) => one.id === id)
          await this.end(call, step.how)
        }
        break
      case 'wait':
        this.model.wait(step.ms)
        await this.clock.advance(step.ms)
        break
      case 'jump wall':
        this.clock.jumpWall(step.ms)
        break
      case 'force':
        this.model.force(step.mode)
        this.breaker.force(step.mode)
        break
      case 'reset':
        this.model.startAnew('auto')
        this.breaker.reset()
        break
      case 'probe now':
        this.model.probeNow()
        this.breaker.probeNow()
    }
    await settle()
  }

  async begin(): Promise<number> {
    const id = ++this.#count
    const isLetThrough = this.model.begin(id)
    const isProbe = this.model.probing?.id === id
    if (isProbe) this.mostProbes = Math.max(this.mostProbes, ++this.#probes)
    const told = (outcome: string): void => {
      this.#outcomes.set(id, outcome)
      // A try that had no answer in its time is over, whatever becomes of it.
      if (isProbe) this.#probes--
    }
    this.breaker
      .call(() => this.#task(id))
      .then(
        () => told('works'),
        (error: unknown) => told((error as { code: string }).code),
      )
    await settle()
    // Whoever is refused is told at once; nobody is parked.
    this.#same('refused at once', this.#outcomes.get(id), isLetThrough ? undefined : 'breaker-open')
    return id
  }

  async end(call: ModelCall | undefined, how: Ending): Promise<void> {
    if (call === undefined) return
    this.model.end(call, how)
    this.#ends.get(call.id)?.(how)
    await settle()
    const told = { works: 'works', fails: 'unavailable', refused: 'forbidden', 'not-sent': 'not-connected' }[how]
    this.#same('told the caller', this.#outcomes.get(call.id), told)
  }

  compare(): void {
    const { name: _name, since: _since, lastFailure: _last, openedAt, ...status } = this.breaker.status()
    this.#same('status', status, {
      state: this.model.state,
      ...this.model.counts,
      recentFailures: this.model.recentFailures,
      nextProbeAt:
        this.model.state === 'open' ? this.clock.now() + Math.max(0, this.model.probeAt - this.model.now) : null,
    })
    this.#same('refusal', this.breaker.refusal(), this.model.refusal)
    this.#same('has an end', openedAt === null, ['closed', 'forced-closed'].includes(status.state))
  }

  /** Every call that is left ends; then nothing may be left behind. */
  async finish(): Promise<void> {
    for (const call of Array.from(this.model.onTheWay)) await this.end(call, 'works')
    this.compare()
    this.#same('calls answered', this.#outcomes.size, this.#count)
    this.#same('timers left behind', this.clock.pending, 0)
  }

  #same(what: string, actual: unknown, expected: unknown): void {
    if (isDeepStrictEqual(actual, expected)) return
    this.faults.push(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`)
  }

  #task(id: number): Promise<string> {
    return new Promise<string>((resolve, reject) => {
      this.#ends.set(id, (how) => (how === 'works' ? resolve('answer') : reject(errorOf(how))))
    })
  }
}

function errorOf(how: Exclude<Ending, 'works'>): Error {
  const code = { fails: 'unavailable', refused: 'forbidden', 'not-sent': 'not-connected' }[how]
  const outcome = how === 'not-sent' ? 'not-sent' : 'refused'
  return Object.assign(new Error(code), { code, outcome, retryAfterMs: null })
}

const ending = fc.constantFrom<Ending>('works', 'fails', 'fails', 'fails', 'refused', 'not-sent')
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'begin' }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(10), how: ending }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('call' as const), how: ending, times: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom(59_999, 60_000, 70_000, 160_000)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('jump wall' as const), ms: fc.integer({ min: -1e11, max: 1e11 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('force' as const),
      mode: fc.constantFrom<BreakerMode>('open', 'closed', 'auto', 'auto'),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'reset' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'probe now' }) },
)
const limits = fc.record({
  failureThreshold: fc.integer({ min: 1, max: 6 }),
  successThreshold: fc.integer({ min: 1, max: 3 }),
  timeoutMs: fc.constantFrom(1_000, 60_000),
})

describe('a breaker, whatever happens to it', () => {
  it('is in the state of its model, refuses what the model refuses, and leaves no timer and no call behind', async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 60, size: 'large' }), async (limit, steps) => {
        const pair = new Pair(limit)
        vi.spyOn(Date, 'now').mockImplementation(() => pair.clock.now())
        for (const one of steps) {
          await pair.take(one)
          pair.compare()
        }
        await pair.finish()
        expect(pair.faults).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('has at most one try on its way', async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 60, size: 'large' }), async (limit, steps) => {
        // Without a person: a reset may begin a new phase while a try of the last one is still out.
        const unattended = steps.filter((one) => one.do !== 'reset' && one.do !== 'force')
        const pair = new Pair(limit)
        for (const one of unattended) await pair.take(one)
        await pair.finish()
        expect(pair.mostProbes).toBeLessThanOrEqual(1)
      }),
      { numRuns: 100 },
    )
  })

  it('does the same whether or not the wall clock jumps', async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 60, size: 'large' }), async (limit, steps) => {
        const traces = await Promise.all(
          [steps, steps.filter((one) => one.do !== 'jump wall')].map(async (some) => {
            const pair = new Pair(limit)
            const trace: string[] = []
            pair.breaker.onChanged(({ from, to }) => trace.push(`${pair.clock.monotonic()}: ${from} → ${to}`))
            for (const one of some) await pair.take(one)
            await pair.finish()
            return trace
          }),
        )
        expect(traces[0]).toEqual(traces[1])
      }),
      { numRuns: 100 },
    )
  })
})
