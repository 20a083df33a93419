import { describe, expect, it } from 'vitest'
import { parseCommandLine, UsageError } from '../../../src/fleet-server/cli-options.ts'
import { Refusal } from '../../../src/fleet-server/core/refusal.ts'
import { serverOptionsSchema } from '../../../src/fleet-server/options.ts'
import { seededRandom } from '../../../src/fleet-server/platform/random.ts'
import { RateLimit } from '../../../src/fleet-server/socket/rate-limit.ts'
import { Switches } from '../../../src/fleet-server/switches.ts'

describe('the command line', () => {
  it('has defaults for everything', () => {
    expect(parseCommandLine([]).options).toEqual(serverOptionsSchema.parse({}))
    expect(serverOptionsSchema.parse({})).toMatchObject({
      devices: 1_000,
      eventsPerSecond: 50,
      editsPerMinute: 6,
      tenant: 'main',
    })
  })

  it('reads every flag', () => {
    const args =
      '--port 0 --host ::1 --devices 5 --seed 3 --data /x --events-per-second 9.5 --tenant t --token-ttl 60 --test-switches --drop-acks 0.5 --delay-ms 7 --edits-per-minute 1 --exit-with-parent --assign-ids --no-lookup'
    expect(parseCommandLine(args.split(' '))).toMatchObject({
      exitWithParent: true,
      options: {
        host: '::1',
        devices: 5,
        seed: 3,
        data: '/x',
        eventsPerSecond: 9.5,
        tenant: 't',
        tokenTtlSeconds: 60,
        testSwitches: true,
        dropAcks: 0.5,
        delayMs: 7,
        editsPerMinute: 1,
        assignsIds: true,
        hasLookup: false,
      },
    })
  })

  it('names the flag that is wrong', () => {
    const wrong: readonly (readonly [string[], RegExp])[] = [
      [['--port', '70000'], /--port/],
      [['--drop-acks', '2'], /--drop-acks/],
      [['--devices', ''], /--devices/],
      [['--tenant', 'no spaces'], /--tenant/],
      [['--colour', 'red'], /--colour/],
      [['extra'], /extra/],
      [['--log-level', 'loud'], /--log-level/],
    ]
    for (const [args, message] of wrong) {
      expect(() => parseCommandLine(args)).toThrow(UsageError)
      expect(() => parseCommandLine(args)).toThrow(message)
    }
  })
})

describe('the rate limit', () => {
  it('lets a burst pass, then as many as are refilled', () => {
    const limit = new RateLimit(10, 3, 0)
    expect([limit.take(0), limit.take(0), limit.take(0), limit.take(0)]).toEqual([null, null, null, 100])
    expect([limit.take(100), limit.take(100)]).toEqual([null, 100])
    expect([limit.take(10_000), limit.take(10_000), limit.take(10_000), limit.take(10_000)]).toEqual([
      null,
      null,
      null,
      100,
    ])
  })
})

describe('planned refusals', () => {
  it('hit their target as often as planned', () => {
    const switches = new Switches(0, 0, () => 0)
    switches.planRefusal('operations:apply', { count: 2 }, { code: 'unavailable', message: 'x', retryAfterMs: 5 })
    switches.check('ping')
    for (const _time of [1, 2]) expect(() => switches.check('operations:apply')).toThrow(Refusal)
    switches.check('operations:apply')
    switches.planRefusal('any', { count: 9 }, { code: 'internal', message: 'x' })
    expect(() => switches.check('handshake')).toThrow(Refusal)
    switches.planRefusal('any', { count: 0 }, { code: 'internal', message: 'x' })
    expect(() => switches.check('handshake')).not.toThrow()
  })

  it('last as long as planned, or until their number is reached', () => {
    let now = 1_000
    const switches = new Switches(0, 0, () => now)
    const error = { code: 'rate-limited', message: 'x', retryAfterMs: 50 } as const
    const isRefused = (): boolean => {
      try {
        switches.check('operations:apply')
        return false
      } catch (refusal) {
        return refusal instanceof Refusal && refusal.detail.retryAfterMs === 50
      }
    }
    switches.planRefusal('operations:apply', { forMs: 200 }, error)
    const during = Array.from({ length: 30 }, isRefused)
    now += 199
    const atTheEnd = isRefused()
    now += 1
    expect([during.every(Boolean), atTheEnd, isRefused()]).toEqual([true, true, false])
    switches.planRefusal('any', { forMs: 200, count: 1 }, error)
    expect([isRefused(), isRefused()]).toEqual([true, false])
    switches.planRefusal('any', { forMs: 200 }, error)
    switches.planRefusal('any', { forMs: 0 }, error)
    expect(isRefused()).toBe(false)
  })
})

describe('the seeded random', () => {
  it('repeats itself by seed, and spreads evenly', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed)
      return Array.from({ length: 10_000 }, () => random.next())
    }
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
    const mean = draw(3).reduce((sum, value) => sum + value, 0) / 10_000
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02)
  })
})
