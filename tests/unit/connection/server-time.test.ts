import { describe, expect, it } from 'vitest'
import { ServerTime } from '../../../src/main/connection/server-time.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const MINUTE = 60_000

describe('the server’s time', () => {
  it('is taken from the answer that was quickest, and counts on from there', async () => {
    const clock = new ManualClock()
    const time = new ServerTime(clock)
    expect(time.now()).toBeNull()
    time.record(1_000_000, 600)
    time.record(1_000_000, 20)
    time.record(1_000_000, 400)
    await clock.advance(MINUTE)
    expect(time.now()).toBe(1_000_010 + MINUTE)
  })

  it('is not known after a sleep that the monotonic clock did not count, before the server has answered again', async () => {
    const clock = new ManualClock()
    const time = new ServerTime(clock)
    time.record(1_000_000, 20)
    clock.sleep(10 * MINUTE)
    expect(time.now()).toBeNull()
    time.record(2_000_000, 500)
    expect(time.now()).toBe(2_000_250)
  })

  it('is not taken from an answer that lay unread while the PC slept', async () => {
    const clock = new ManualClock()
    const time = new ServerTime(clock)
    time.begin()
    clock.sleep(10 * MINUTE)
    time.record(1_000_000, 20)
    expect(time.now()).toBeNull()
  })

  it('stays known through a sleep that the monotonic clock counts', async () => {
    const clock = new ManualClock()
    const time = new ServerTime(clock)
    time.record(1_000_000, 20)
    clock.sleep(10 * MINUTE, true)
    expect(time.now()).toBe(1_000_010 + 10 * MINUTE)
  })
})
