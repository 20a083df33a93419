import { beforeEach, describe, expect, it } from 'vitest'
import type { AlarmLimits, AlarmStore } from '../../../src/main/database/alarm-store.ts'
import { startOfDay } from '../../../src/main/platform/clock.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { AlarmRetention } from '../../../src/main/replica/alarm-retention.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const NOW = new Date(2026, 10, 22, 15).getTime()

describe('deleting what the record of alarms keeps no longer', () => {
  let clock = new ManualClock()
  let asked: AlarmLimits[] = []
  /** How many parts are left to be deleted. */
  let left = 0
  let refuses = false
  let serverNow: number | null = NOW
  let retention: AlarmRetention

  beforeEach(() => {
    clock = new ManualClock()
    asked = []
    left = 0
    refuses = false
    serverNow = NOW
    const store = {
      pruneAlarms: async (limits: AlarmLimits) => {
        asked.push(limits)
        if (refuses) throw new Error('full')
        left -= 1
        return left > 0
      },
    } as unknown as AlarmStore
    const keptDays = () => ({ events: 90, figures: 400 })
    retention = new AlarmRetention({ store, clock, logger: silentLogger, keptDays, serverNow: () => serverNow })
    retention.run()
  })

  it('begins a minute after the start, goes on in small parts, and looks again after an hour', async () => {
    left = 3
    await clock.advance(59_000)
    expect(asked).toEqual([])
    await clock.advance(1_000)
    expect(asked).toEqual([{ eventsBefore: startOfDay(NOW, 90), daysBefore: startOfDay(NOW, 400) }])
    await clock.advance(250)
    expect(asked).toHaveLength(2)
    await clock.advance(250)
    await clock.advance(10_000)
    expect(asked).toHaveLength(3)
    await clock.advance(3_600_000)
    expect(asked).toHaveLength(4)
  })

  it('deletes nothing while the time at the server is not known', async () => {
    serverNow = null
    await clock.advance(3_600_000)
    expect(asked).toEqual([])
    serverNow = NOW
    await clock.advance(3_600_000)
    expect(asked).toHaveLength(1)
  })

  it('tries again with the next look when the disk takes nothing', async () => {
    refuses = true
    await clock.advance(60_000)
    await clock.advance(10_000)
    expect(asked).toHaveLength(1)
    await clock.advance(3_600_000)
    expect(asked).toHaveLength(2)
  })

  it('ends with the site', async () => {
    retention.stop()
    await clock.advance(60_000)
    expect(asked).toEqual([])
  })
})
