import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validate } from '../../../src/main/inbound/decode.ts'
import { isPlainStatusUpdate } from '../../../src/main/inbound/status-update-check.ts'
import { deviceStatusUpdateSchema } from '../../../src/shared/protocol/feed.ts'

const health = fc.record({
  score: fc.double({ min: 0, max: 100, noNaN: true }),
  cpu: fc.double({ min: 0, max: 100, noNaN: true }),
  memory: fc.double({ min: 0, max: 100, noNaN: true }),
  storage: fc.double({ min: 0, max: 100, noNaN: true }),
  temperature: fc.double({ min: -60, max: 200, noNaN: true }),
})
const whole = (min: number) => fc.integer({ min, max: 1_000_000 })
const good = fc.record(
  {
    sequence: whole(1),
    previous: whole(0),
    channel: fc.constantFrom('main/devices', 'abc'),
    at: whole(0),
    deviceId: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,40}$/),
    status: fc.constantFrom('online', 'idle', 'offline'),
    lastSeenAt: whole(0),
    health,
  },
  { requiredKeys: ['sequence', 'previous', 'channel', 'at', 'deviceId', 'status', 'lastSeenAt'] },
)
const bad = fc.oneof(
  fc.constantFrom(null, undefined, '', -1, 0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 'x'.repeat(300), [], {}, true),
  fc.constantFrom('__proto__', '-a', 'a/b', 'é', '2', Number.MAX_SAFE_INTEGER + 1),
)
const place = fc.constantFrom(
  'sequence',
  'previous',
  'channel',
  'at',
  'deviceId',
  'status',
  'lastSeenAt',
  'health',
  'more',
)

describe('the quick check of status reports', () => {
  it('takes every report that is in order', () => {
    fc.assert(fc.property(good, (payload) => isPlainStatusUpdate(payload)))
    expect(isPlainStatusUpdate(null)).toBe(false)
  })

  it('takes nothing that the schema would refuse or change, whatever stands in a field', () => {
    fc.assert(
      fc.property(good, place, bad, (payload, field, value) => {
        const damaged = { ...payload, [field]: value }
        fc.pre(isPlainStatusUpdate(damaged))
        const parsed = deviceStatusUpdateSchema.safeParse(damaged)
        expect(parsed.success && parsed.data).toEqual(damaged)
      }),
      { numRuns: 500 },
    )
  })

  it('takes nothing that the schema would refuse or change, whatever stands in a field of its health', () => {
    const fieldOfHealth = fc.constantFrom('score', 'cpu', 'memory', 'storage', 'temperature', 'fan')
    fc.assert(
      fc.property(good, health, fieldOfHealth, bad, (payload, ofHealth, field, value) => {
        const damaged = { ...payload, health: { ...ofHealth, [field]: value } }
        fc.pre(isPlainStatusUpdate(damaged))
        const parsed = deviceStatusUpdateSchema.safeParse(damaged)
        expect(parsed.success && parsed.data).toEqual(damaged)
      }),
      { numRuns: 500 },
    )
  })

  it('leaves what it does not take to the schema, which drops what it does not know', () => {
    const payload = {
      sequence: 2,
      previous: 1,
      channel: 'main/devices',
      at: 1,
      deviceId: 'd',
      status: 'idle',
      lastSeenAt: 1,
    }
    const validated = validate({ name: 'device:status-update', payload: { ...payload, constructor: 'x' } })
    expect(validated).toEqual({ ok: true, event: { name: 'device:status-update', payload } })
  })
})
