import { beforeEach, describe, expect, it } from 'vitest'
import { BackgroundRefresh } from '../../../src/main/bootstrap/background-refresh.ts'
import { ManualClock } from '../../support/manual-clock.ts'

describe('the background refresh', () => {
  let clock = new ManualClock()
  let intervalMs: number | null = 60_000
  let refreshes = 0
  let refresh: BackgroundRefresh

  beforeEach(() => {
    clock = new ManualClock()
    intervalMs = 60_000
    refreshes = 0
    refresh = new BackgroundRefresh({ clock, intervalMs: () => intervalMs, refresh: () => refreshes++ })
    refresh.run()
  })

  it('asks once in every interval', async () => {
    await clock.advance(185_000)
    expect(refreshes).toBe(3)
  })

  it('follows a setting that is changed meanwhile, and never asks when there is none', async () => {
    intervalMs = null
    await clock.advance(300_000)
    expect(refreshes).toBe(0)
    intervalMs = 10_000
    await clock.advance(20_000)
    expect(refreshes).toBeGreaterThan(1)
  })

  it('ends', async () => {
    refresh.stop()
    await clock.advance(300_000)
    expect(refreshes).toBe(0)
  })
})
