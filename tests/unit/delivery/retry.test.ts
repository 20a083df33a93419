import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeliveryError } from '../../../src/main/delivery/server-port.ts'
import { createDevice, edit, QueueRig, reload, rename } from '../../support/queue-rig.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const YEAR = 365 * 24 * 60 * MINUTE

describe('trying again', () => {
  let rig: QueueRig
  /** When each request was made, in milliseconds of the monotonic clock. */
  let sentAt: number[]

  beforeEach(async () => {
    rig = await QueueRig.open()
    rig.seedDevices('dev_1', 'dev_2', 'dev_3')
    sentAt = []
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = (operations) => {
      sentAt.push(rig.clock.monotonic())
      return apply(operations)
    }
    await rig.host.delivery.run()
  })
  afterEach(() => rig.close())

  const refuse = (code: string, retryAfterMs: number | null = null) => {
    rig.server.apply = () => {
      sentAt.push(rig.clock.monotonic())
      return Promise.reject(new DeliveryError('refused', code, 'not now', retryAfterMs))
    }
  }
  const accept = () => {
    rig.server.apply = async (operations) => {
      sentAt.push(rig.clock.monotonic())
      return operations.map(({ key, entityId }) => ({
        outcome: 'applied',
        key,
        entityId,
        version: 2,
        sequence: 1,
        at: 0,
      }))
    }
  }
  const stateOf = async (key: string) => (await rig.states(key))[0]

  it('never counts trouble of the network, however long it lasts', async () => {
    const troubles = ['lost-request', 'lost-answer', 'not-sent'] as const
    let round = 0
    rig.server.trouble = () => troubles[round++ % 3] ?? 'none'
    const { key } = await rig.one(rename('dev_1', 'a'))
    for (let minute = 0; minute < 60; minute++) {
      await rig.clock.advance(MINUTE)
      expect((await rig.operation(key)).attempts).toBe(0)
    }
    rig.server.trouble = () => 'none'
    await rig.clock.advance(MINUTE)
    expect(await stateOf(key)).toBe('applied')
  })

  it.each(['rate-limited', 'unavailable', 'unauthenticated', 'token-expired'])(
    'never counts a server that cannot now: %s',
    async (code) => {
      refuse(code)
      const { key } = await rig.one(rename('dev_1', 'a'))
      await rig.clock.advance(10 * MINUTE)
      expect(await rig.operation(key)).toMatchObject({ state: 'queued', attempts: 0, lastError: { code } })
    },
  )

  it('asks for attention after three refusals and a first try', async () => {
    refuse('malformed')
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(10 * MINUTE)
    expect(await stateOf(key)).toBe('quarantined')
    expect(sentAt).toHaveLength(4)
    expect((await rig.reasons(key)).at(-1)).toBe('retry-limit')
    expect(rig.host.outbox.status(false)).toMatchObject({ attention: 1, lastError: { code: 'malformed' } })
  })

  it('asks at once where the limit is set to none', async () => {
    await rig.reopen({ retryLimit: 0 })
    refuse('malformed')
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.run(MINUTE)
    expect(await stateOf(key)).toBe('quarantined')
    expect(sentAt).toHaveLength(1)
  })

  it('waits longer each time, and never more than half a minute', async () => {
    await rig.reopen({ retryLimit: 20 })
    refuse('malformed')
    await rig.one(rename('dev_1', 'a'))
    await rig.run(30 * MINUTE)
    const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))
    const longest = [1_000, 2_000, 4_000, 8_000, 16_000, ...Array.from({ length: 15 }, () => 30_000)]
    waits.forEach((wait, index) => {
      expect(wait).toBeGreaterThanOrEqual((longest[index] ?? 0) / 2)
      // The queue looks at the clock once more when a timer was early.
      expect(wait).toBeLessThanOrEqual((longest[index] ?? 0) + 10)
    })
    expect(waits).toHaveLength(20)
  })

  it('shows the waiting time, and goes at once when an operator asks for it', async () => {
    refuse('malformed')
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(100)
    const shown = await rig.shown(key)
    expect(shown).toMatchObject({ wait: { reason: 'backing-off' }, attempts: 1, actions: { canRetry: true } })
    expect(shown.nextAttemptAt).toBeGreaterThan(rig.clock.now())
    expect(rig.host.outbox.status(false)).toMatchObject({ retrying: 1, nextAttemptAt: shown.nextAttemptAt })
    accept()
    await rig.host.desk.retry([key])
    await rig.clock.advance(0)
    expect(await stateOf(key)).toBe('applied')
  })

  it('waits neither shorter nor longer when the wall clock is set', async () => {
    await rig.reopen({ retryLimit: 20 })
    refuse('malformed')
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.run(40 * SECOND)
    const tries = sentAt.length
    // It waits about half a minute now. Whatever the wall clock says, and whatever else touches the operation.
    for (const jump of [YEAR, -2 * YEAR, YEAR]) {
      rig.clock.jumpWall(jump)
      await rig.host.desk.setPriority([key], jump > 0 ? 'high' : 'normal')
      await rig.clock.advance(100)
    }
    expect(sentAt).toHaveLength(tries)
    rig.clock.jumpWall(-YEAR)
    await rig.host.desk.setPriority([key], 'high')
    await rig.clock.advance(31 * SECOND)
    expect(sentAt.length).toBeGreaterThan(tries)
  })

  it('waits no longer than five minutes after a restart with a clock that was set back', async () => {
    refuse('malformed')
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(100)
    rig.clock.jumpWall(-YEAR)
    await rig.reopen()
    accept()
    await rig.run(5 * MINUTE + SECOND)
    expect(await stateOf(key)).toBe('applied')
  })

  it('sends a bad change alone, so that it does not take good ones with it', async () => {
    rig.server.apply = async (operations) => {
      sentAt.push(operations.length)
      if (operations.some((operation) => operation.entityId === 'dev_1')) {
        throw new DeliveryError('refused', 'malformed', 'one of these makes no sense')
      }
      return operations.map(({ key, entityId }) => ({
        outcome: 'applied',
        key,
        entityId,
        version: 2,
        sequence: 1,
        at: 0,
      }))
    }
    const [bad = '', ...good] = await rig.enqueue(rename('dev_1', 'a'), rename('dev_2', 'b'), rename('dev_3', 'c'))
    await rig.clock.advance(MINUTE)
    expect(await rig.states(bad, ...good)).toEqual(['quarantined', 'applied', 'applied'])
    expect((await rig.operation(good[0] ?? '')).attempts).toBe(0)
  })
})

describe('a server that asks to be left alone', () => {
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open()
    rig.seedDevices('dev_1', 'dev_2')
    rig.server.report = () => null
    await rig.host.delivery.run()
  })
  afterEach(() => rig.close())

  it.each(['rate-limited', 'unavailable'])('is, by everything, for as long as it said: %s', async (code) => {
    await rig.one(reload('dev_1'))
    await rig.clock.advance(SECOND)
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = () => Promise.reject(new DeliveryError('refused', code, 'slow down', 5 * MINUTE))
    const first = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(100)
    rig.server.apply = apply
    const calls = () => rig.server.applyCalls + rig.server.lookupCalls + rig.server.readCalls
    const before = calls()
    const second = await rig.one(rename('dev_2', 'b'))
    await rig.clock.advance(4 * MINUTE)
    expect(calls()).toBe(before)
    expect(await rig.waits(first.key, second.key)).toEqual(['server-busy', 'server-busy'])
    expect(rig.host.delivery.stall).toBeNull()
    await rig.host.desk.retry([first.key])
    await rig.clock.advance(10 * SECOND)
    expect(calls()).toBe(before)
    await rig.clock.advance(MINUTE)
    expect(await rig.states(first.key, second.key)).toEqual(['applied', 'applied'])
  })

  it('is not called busy by a request that never left this PC', async () => {
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = () => Promise.reject(new DeliveryError('not-sent', 'breaker-open', 'not now', MINUTE))
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(100)
    rig.server.apply = apply
    expect(rig.host.delivery.block()).toBeNull()
    await rig.clock.advance(2 * SECOND)
    expect(await rig.states(key)).toEqual(['applied'])
  })

  it('is not fooled by a wall clock that is set meanwhile', async () => {
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = () => Promise.reject(new DeliveryError('refused', 'rate-limited', 'slow down', MINUTE))
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(100)
    rig.server.apply = apply
    rig.clock.jumpWall(YEAR)
    await rig.clock.advance(50 * SECOND)
    expect(await rig.states(key)).toEqual(['queued'])
    rig.clock.jumpWall(-3 * YEAR)
    await rig.clock.advance(30 * SECOND)
    expect(await rig.states(key)).toEqual(['applied'])
  })
})

describe('when nobody is signed in any more', () => {
  it('sending pauses, everything is kept, and it goes on with the new token', async () => {
    const rig = await QueueRig.open()
    rig.seedDevices('dev_1')
    await rig.host.delivery.run()
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = () => {
      rig.server.setBlock('needs-auth')
      return Promise.reject(new DeliveryError('refused', 'token-expired', 'The token has ended.'))
    }
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(10 * MINUTE)
    expect(await rig.shown(key)).toMatchObject({ state: 'queued', attempts: 0, wait: { reason: 'needs-auth' } })
    rig.server.apply = apply
    rig.server.setBlock(null)
    await rig.clock.advance(2 * SECOND)
    expect(await rig.states(key)).toEqual(['applied'])
    await rig.close()
  })
})

describe('priority', () => {
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open()
    rig.server.limits = () => ({ batchOperations: 1, lookupKeys: 100, messageBytes: 1_048_576 })
  })
  afterEach(() => rig.close())

  it('chooses between things, never within one', async () => {
    rig.seedDevices('dev_1', 'dev_2')
    const low = await rig.accept([rename('dev_1', 'a')], { priority: 'low' })
    const command = await rig.accept([reload('dev_1')], { priority: 'low' })
    const critical = await rig.accept([edit('dev_1', { location: 'b' })], { priority: 'critical' })
    const high = await rig.accept([rename('dev_2', 'c')], { priority: 'high' })
    await rig.run()
    const order = rig.server.effects.map((effect) => effect.key)
    expect(order).toEqual([high, low, command, critical].map(([made]) => made?.key))
  })

  it('lets the least urgent go within bounded time under a flood of critical ones', async () => {
    const flood = Array.from({ length: 400 }, (_, index) => createDevice(`dev_flood_${index}`))
    const lowest = await rig.accept([createDevice('dev_low')], { priority: 'low' })
    await rig.accept(flood, { priority: 'critical' })
    await rig.run(0)
    const at = () => rig.server.effects.findIndex((effect) => effect.key === lowest[0]?.key)
    for (let round = 0; round < 50 && at() < 0; round++) {
      await rig.accept([createDevice(`dev_more_${round}`)], { priority: 'critical' })
      await rig.clock.advance(10)
    }
    expect(at()).toBeGreaterThanOrEqual(0)
    expect(at()).toBeLessThan(16)
  })
})
