import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeliveryError } from '../../../src/main/delivery/server-port.ts'
import { Watchdog } from '../../../src/main/delivery/watchdog.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { QueueRig, reload, rename } from '../../support/queue-rig.ts'
import { ReplyGate } from '../../support/slow-store.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

describe('the watchdog', () => {
  const lookAt = async (clock: ManualClock, watchdog: Watchdog, couldMove: boolean, moves: number) => {
    await clock.advance(2_500)
    return watchdog.look(couldMove, moves)
  }

  it('says when nothing has moved for a quarter of a minute, since when, and that it is being tried', async () => {
    const clock = new ManualClock()
    const watchdog = new Watchdog(clock)
    watchdog.look(true, 1)
    const since = clock.now()
    for (let look = 0; look < 5; look++) expect(await lookAt(clock, watchdog, true, 1)).toBe(false)
    expect(watchdog.stall).toBeNull()
    expect(await lookAt(clock, watchdog, true, 1)).toBe(true)
    expect(watchdog.stall?.since).toBe(since)
    expect(watchdog.stall?.message).toContain('tried again')
  })

  it('asks for help when trying again does not help', async () => {
    const clock = new ManualClock()
    const watchdog = new Watchdog(clock)
    watchdog.look(true, 1)
    await clock.advance(61 * SECOND)
    watchdog.look(true, 1)
    expect(watchdog.stall?.message).toContain('Restart')
  })

  it('is content as soon as something moves, or nothing can', async () => {
    for (const [couldMove, moves] of [
      [true, 2],
      [false, 1],
    ] as const) {
      const clock = new ManualClock()
      const watchdog = new Watchdog(clock)
      watchdog.look(true, 1)
      await clock.advance(20 * SECOND)
      expect(watchdog.look(true, 1)).toBe(true)
      expect(watchdog.look(couldMove, moves)).toBe(false)
      expect(watchdog.stall).toBeNull()
      await clock.advance(10 * SECOND)
      expect(watchdog.look(true, moves)).toBe(false)
    }
  })

  it('is not fooled by a wall clock that jumps', async () => {
    const clock = new ManualClock()
    const watchdog = new Watchdog(clock)
    watchdog.look(true, 1)
    clock.jumpWall(365 * 24 * 60 * MINUTE)
    expect(await lookAt(clock, watchdog, true, 1)).toBe(false)
  })
})

describe('a queue that stands still', () => {
  const gate = new ReplyGate()
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open({ wrapStore: gate.wrap })
    rig.seedDevices('dev_1', 'dev_2', 'dev_3', 'dev_4', 'dev_5', 'dev_6')
    await rig.host.delivery.run()
  })
  afterEach(async () => {
    gate.open()
    await rig.close()
  })

  const stall = () => rig.host.outbox.status(false, rig.host.delivery.stall).stall

  it('is noticed after a quarter of a minute although new work comes in, and no longer once it moves', async () => {
    const held: (() => void)[] = []
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      await new Promise<void>((resolve) => held.push(resolve))
      return apply(operations)
    }
    for (const id of ['dev_1', 'dev_2', 'dev_3', 'dev_4']) {
      await rig.one(rename(id, 'a'))
      await rig.clock.advance(10)
    }
    const startedAt = rig.clock.monotonic()
    for (let round = 0; stall() === null && round < 20; round++) {
      await rig.one(rename('dev_5', `round ${round}`))
      await rig.clock.advance(2 * SECOND)
    }
    expect(stall()).not.toBeNull()
    expect(rig.clock.monotonic() - startedAt).toBeLessThan(20 * SECOND)
    rig.server.apply = apply
    for (const release of held) release()
    await rig.clock.advance(5 * SECOND)
    expect(stall()).toBeNull()
    expect(rig.host.outbox.lanes.size).toBe(0)
  })

  it('is noticed when the storage does not answer, and goes on by itself when that does again', async () => {
    gate.hold()
    const accepting = rig.one(rename('dev_1', 'a'))
    gate.letOneThrough()
    await accepting
    await rig.clock.advance(20 * SECOND)
    expect(stall()).not.toBeNull()
    gate.open()
    await rig.clock.advance(5 * SECOND)
    expect(stall()).toBeNull()
    expect(rig.server.effects).toHaveLength(1)
  })

  it('is started again when nobody told it that the server is back', async () => {
    rig.server.setBlock('offline')
    await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(SECOND)
    // The connection is there, and the news of it is lost.
    rig.server.block = () => null
    await rig.clock.advance(20 * SECOND)
    expect(rig.server.effects).toHaveLength(1)
    expect(stall()).toBeNull()
  })

  it('asks again about lost answers as long as nothing is known', async () => {
    const lookup = rig.server.lookup.bind(rig.server)
    const troubles = ['lost-answer'] as const
    let count = 0
    rig.server.trouble = () => troubles[count++] ?? 'none'
    rig.server.lookup = () => Promise.reject(new DeliveryError('unknown', 'timeout', 'no answer'))
    await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(20 * SECOND)
    expect(stall()).not.toBeNull()
    rig.server.lookup = lookup
    await rig.clock.advance(5 * SECOND)
    expect(stall()).toBeNull()
    expect(rig.host.outbox.lanes.size).toBe(0)
  })
})

describe('no alarm is raised', () => {
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open()
    rig.seedDevices('dev_1', 'dev_2')
    await rig.host.delivery.run()
  })
  afterEach(() => rig.close())

  /** Looks every second: an alarm that went away again would count as well. */
  async function alarmsDuring(ms: number): Promise<number> {
    let alarms = 0
    for (let passed = 0; passed < ms; passed += SECOND) {
      await rig.clock.advance(SECOND)
      if (rig.host.delivery.stall !== null) alarms++
    }
    return alarms
  }

  const REASONS: readonly (readonly [string, () => unknown])[] = [
    ['while there is nothing to do', () => undefined],
    ['while offline', () => rig.server.setBlock('offline')],
    ['while nobody is signed in', () => rig.server.setBlock('needs-auth')],
    ['while the breaker is open', () => rig.server.setBlock('breaker-open')],
    ['while paused', () => rig.host.delivery.setPaused(true)],
    [
      'while everything waits for its next try',
      () => {
        rig.server.apply = () => Promise.reject(new DeliveryError('refused', 'unavailable', 'later'))
      },
    ],
    [
      'while the server wants to be left alone',
      () => {
        rig.server.apply = () => Promise.reject(new DeliveryError('refused', 'rate-limited', 'later', 10 * MINUTE))
      },
    ],
    [
      'while everything is refused',
      () => {
        rig.server.reject = () => true
      },
    ],
    [
      'while another’s work waits',
      async () => {
        await rig.one(rename('dev_2', 'a'))
        rig.host.user = { id: 'usr_2', name: 'another' }
        rig.host.outbox.userChanged()
      },
    ],
    ['while the PC sleeps', () => rig.clock.sleep(8 * 60 * MINUTE, true)],
  ]

  it.each(REASONS)('%s', async (_what, prepare) => {
    await prepare()
    await rig.one(rename('dev_1', 'a'))
    expect(await alarmsDuring(2 * MINUTE)).toBe(0)
  })

  it('while a device has not reported', async () => {
    rig.server.report = () => null
    await rig.one(reload('dev_1'))
    expect(await alarmsDuring(2 * MINUTE)).toBe(0)
  })
})
