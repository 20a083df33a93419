import { describe, expect, it } from 'vitest'
import { StreamRollup } from '../../../src/main/inbound/stream-rollup.ts'
import type { FeedEvent } from '../../../src/shared/protocol/feed.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const event = (sequence: number, status: 'online' | 'offline' = 'online'): FeedEvent => ({
  name: 'device:status-update',
  payload: {
    sequence,
    previous: sequence - 1,
    channel: 'main/devices',
    at: sequence,
    deviceId: `d${sequence}`,
    status,
    lastSeenAt: 1,
  },
})

describe('the feed as wallboards see it', () => {
  it('counts every event and tells its rate over the last whole seconds', async () => {
    const clock = new ManualClock()
    const rollup = new StreamRollup(clock)
    let sequence = 0
    for (let second = 0; second < 5; second += 1) {
      for (let count = 0; count < 100; count += 1) rollup.take(event(++sequence))
      await clock.advance(1_000)
    }
    expect(rollup.read().rolls).toEqual([{ topic: 'devices', event: 'device:status-update', count: 500, rate: 100 }])
    await clock.advance(6_000)
    expect(rollup.read().rolls).toMatchObject([{ count: 500, rate: 0 }])
  })

  it('tells the newest events and no more than a board can show, whatever came', () => {
    const rollup = new StreamRollup(new ManualClock())
    for (let sequence = 1; sequence <= 10_000; sequence += 1) rollup.take(event(sequence, 'offline'))
    const { latest } = rollup.read()
    expect(latest).toHaveLength(50)
    expect(latest[0]).toMatchObject({ sequence: 9_951 })
    expect(latest.at(-1)).toEqual({
      ...{ sequence: 10_000, at: 10_000, topic: 'devices', event: 'device:status-update' },
      ...{ entityId: 'd10000', what: 'offline' },
    })
  })
})
