import { describe, expect, it } from 'vitest'
import { Timekeeper } from '../../../src/main/outbox/timekeeper.ts'
import { judgeValidity } from '../../../src/main/outbox/validity.ts'
import { type BootClock, systemBootClock, UptimeBootClock } from '../../../src/main/platform/boot-clock.ts'
import type { TimeStamp } from '../../../src/shared/domain/operation.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { countingIds } from '../../support/queue-host.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const WINDOW = { confirmAfterMs: 2 * MINUTE, expireAfterMs: DAY }

interface Moment {
  readonly clock?: ManualClock
  readonly boot?: string
  /** How long the PC has been on. */
  readonly upMs?: number
  readonly server?: number | null
}

function keeper({ clock = new ManualClock(), boot = 'now', upMs = 10 * DAY, server = null }: Moment = {}): Timekeeper {
  const bootClock: BootClock = new UptimeBootClock(clock, boot, () => upMs + clock.monotonic())
  return new Timekeeper({ clock, boot: bootClock, serverNow: () => server })
}

const stamp = (changes: Partial<TimeStamp>): TimeStamp => ({ boot: 'now', up: 0, server: null, wall: 0, ...changes })

describe('the age of something that waits', () => {
  it('is known exactly within one start of the PC, whatever the wall clock says', () => {
    const then = stamp({ up: 10 * DAY - MINUTE, wall: 0 })
    expect(keeper().age(then)).toEqual({ atLeast: MINUTE, atMost: MINUTE })
  })

  it('is known exactly across starts when the server told the time in both', () => {
    const then = stamp({ boot: 'before', up: 5, server: 1_000 })
    expect(keeper({ upMs: MINUTE, server: 1_000 + 3 * MINUTE }).age(then)).toEqual({
      atLeast: 3 * MINUTE,
      atMost: 3 * MINUTE,
    })
  })

  it('is at least as long as this start has lasted, when nobody knows more', () => {
    const then = stamp({ boot: 'before', up: 5 })
    expect(keeper({ upMs: MINUTE }).age(then)).toEqual({ atLeast: MINUTE, atMost: Number.POSITIVE_INFINITY })
  })

  it('is not guessed for something made by a version that did not note the start of the PC', () => {
    const then = stamp({ boot: '', up: 0, server: null, wall: 5 })
    expect(keeper({ upMs: 10 * DAY }).age(then)).toEqual({ atLeast: 0, atMost: Number.POSITIVE_INFINITY })
    expect(judgeValidity(WINDOW, then, keeper({ upMs: 10 * DAY }))).toMatchObject({ kind: 'stale' })
  })

  it('is never negative', () => {
    expect(keeper({ upMs: MINUTE }).age(stamp({ up: 2 * MINUTE }))).toEqual({ atLeast: 0, atMost: 0 })
    const ahead = stamp({ boot: 'before', up: 5, server: 9_000_000 })
    expect(keeper({ upMs: 10, server: 1_000 }).age(ahead).atLeast).toBeGreaterThanOrEqual(0)
  })

  it('uses what the server said in an earlier start, also when it was heard only after the stamp', () => {
    const clock = new ManualClock()
    const now = keeper({ clock, upMs: MINUTE, server: 10 * MINUTE })
    // In the earlier start the server's time was 4 minutes when the PC had been on for one.
    now.restore({ 'time_anchor:before': String(3 * MINUTE) })
    expect(now.age(stamp({ boot: 'before', up: 2 * MINUTE }))).toEqual({ atLeast: 5 * MINUTE, atMost: 5 * MINUTE })
  })

  it('ignores anchors that are no numbers', () => {
    const now = keeper({ upMs: MINUTE, server: 10 * MINUTE })
    now.restore({ 'time_anchor:before': 'x', other: '1' })
    expect(now.age(stamp({ boot: 'before', up: 1 })).atMost).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('what is stored of the server’s time', () => {
  it('is written once for each start, and again when the two clocks have drifted apart', () => {
    const clock = new ManualClock()
    const state = { server: 1_000_000 }
    const boot = new UptimeBootClock(clock, 'now', () => clock.monotonic())
    const kept = new Timekeeper({ clock, boot, serverNow: () => state.server })
    expect(kept.anchor()).toEqual([{ type: 'meta.put', name: 'time_anchor:now', value: '1000000' }])
    expect(kept.anchor()).toEqual([])
    state.server += 4_000
    expect(kept.anchor()).toEqual([])
    state.server += 4_000
    expect(kept.anchor()).toHaveLength(1)
  })

  it('is nothing while the server has not been heard', () => {
    expect(keeper().anchor()).toEqual([])
  })
})

describe('where the system does not name its starts', () => {
  it.each(['win32', 'darwin', 'unknown'])('each run of the program counts as one of its own (%s)', (platform) => {
    const ids = countingIds()
    const run = () => {
      const clock = new ManualClock()
      const boot = systemBootClock(clock, ids, platform)
      return { boot, timekeeper: new Timekeeper({ clock, boot, serverNow: () => null }) }
    }
    const [first, second] = [run(), run()]
    expect(second.boot.boot).not.toBe(first.boot.boot)
    // What was made just before the program was restarted must not seem as old as the PC.
    const made = first.timekeeper.stamp()
    expect(second.timekeeper.age(made).atLeast).toBeLessThan(MINUTE)
    expect(judgeValidity(WINDOW, made, second.timekeeper)).toMatchObject({ kind: 'stale' })
  })
})
