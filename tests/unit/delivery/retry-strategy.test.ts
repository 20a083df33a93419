import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeliveryError } from '../../../src/main/delivery/server-port.ts'
import { retryPaceOf } from '../../../src/main/resilience/policy.ts'
import { type Settings, settingsSchema } from '../../../src/shared/domain/settings.ts'
import { QueueRig, rename } from '../../support/queue-rig.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

let settings: Settings
let rig: QueueRig
/** When each request was made, in milliseconds of the monotonic clock. */
let sentAt: number[]

beforeEach(async () => {
  settings = settingsSchema.parse({})
  rig = await QueueRig.open({ retryLimit: 6, retryPace: () => retryPaceOf(settings) })
  rig.seedDevices('dev_1', 'dev_2')
  sentAt = []
  await rig.host.delivery.run()
})
afterEach(() => rig.close())

function choose(changes: Partial<Settings>): void {
  settings = settingsSchema.parse({ retryJitter: false, ...changes })
}

function refuse(code: string, outcome: 'refused' | 'unknown' = 'refused'): void {
  rig.server.apply = () => {
    sentAt.push(rig.clock.monotonic())
    return Promise.reject(new DeliveryError(outcome, code, 'It is too long.'))
  }
}

const waits = (): number[] => sentAt.slice(1).map((at, index) => Math.round((at - (sentAt[index] ?? 0)) / 100) / 10)

describe('the wait after a refusal follows the settings', () => {
  it('exponential: longer each time by the factor that is set, up to the longest wait', async () => {
    choose({ retryInitialDelayMs: 500, retryMultiplier: 3, retryMaxDelayMs: 10_000 })
    refuse('malformed')
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(5 * MINUTE)
    expect(waits()).toEqual([0.5, 1.5, 4.5, 10, 10, 10])
    expect(await rig.states(key)).toEqual(['quarantined'])
  })

  it('linear: longer each time by the first wait', async () => {
    choose({ retryStrategy: 'linear', retryMaxDelayMs: 4_000 })
    refuse('malformed')
    await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(5 * MINUTE)
    expect(waits()).toEqual([1, 2, 3, 4, 4, 4])
  })

  it('immediate: at once, until the attempts are used up', async () => {
    choose({ retryStrategy: 'immediate' })
    refuse('malformed')
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(SECOND)
    expect(sentAt).toHaveLength(7)
    expect(await rig.states(key)).toEqual(['quarantined'])
  })

  it('counts from the next refusal on when it is set', async () => {
    choose({ retryStrategy: 'linear' })
    refuse('malformed')
    await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(3_500)
    choose({ retryStrategy: 'immediate' })
    await rig.clock.advance(3_000)
    expect(sentAt).toHaveLength(7)
  })

  it('does not hammer a busy server, and does not ask a person about it', async () => {
    for (const retryStrategy of ['immediate', 'manual'] as const) {
      choose({ retryStrategy })
      sentAt.length = 0
      refuse('unavailable')
      const { key } = await rig.one(rename('dev_1', retryStrategy))
      await rig.clock.advance(10 * SECOND)
      expect(sentAt.length).toBeGreaterThan(5)
      expect(sentAt.length).toBeLessThan(30)
      expect(await rig.states(key)).toEqual(['queued'])
    }
  })
})

describe('where a person decides about each try', () => {
  beforeEach(() => choose({ retryStrategy: 'manual' }))

  it('a refused change is not sent again by itself, and says why in words', async () => {
    refuse('malformed')
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(10 * MINUTE)
    expect(sentAt).toHaveLength(1)
    expect(await rig.shown(key)).toMatchObject({
      state: 'quarantined',
      attempts: 1,
      wait: { reason: 'refused' },
      actions: { canRetry: true },
      lastError: { message: 'It is too long. As set, it is tried again only when a person sends it again.' },
    })
    expect((await rig.reasons(key)).at(-1)).toBe('retry-by-hand')
  })

  it('such a change is sent when that person says so', async () => {
    const apply = rig.server.apply.bind(rig.server)
    refuse('malformed')
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(SECOND)
    rig.server.apply = apply
    await rig.host.desk.retry([key])
    await rig.clock.advance(SECOND)
    expect(await rig.states(key)).toEqual(['applied'])
  })

  it('what the server failed over waits too, once it is known that nothing was done', async () => {
    refuse('internal', 'unknown')
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(10 * MINUTE)
    expect(sentAt).toHaveLength(1)
    expect(await rig.states(key)).toEqual(['quarantined'])
  })

  it('a lost answer still costs no person anything', async () => {
    const troubles = ['lost-request', 'lost-answer'] as const
    let count = 0
    rig.server.trouble = () => troubles[count++] ?? 'none'
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(10 * SECOND)
    expect(await rig.states(key)).toEqual(['applied'])
  })
})
