import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeviceStateRow, RecordedState, Span } from '../../../src/main/archive/records.ts'
import { FleetAccounts } from '../../../src/main/reports/figures/availability.ts'
import { gapsBetween, joinedSpans, lengthOf } from '../../../src/main/reports/figures/spans.ts'
import { MAX_OUTAGES } from '../../../src/shared/domain/report.ts'

const PERIOD: Span = { fromAt: 20, toAt: 80 }
const TIMES = fc.integer({ min: 0, max: 100 })
const SPANS = fc
  .array(fc.tuple(TIMES, TIMES), { maxLength: 6 })
  .map((pairs) => pairs.map(([a, b]) => ({ fromAt: Math.min(a, b), toAt: Math.max(a, b) })))
const STATES = fc.constantFrom<RecordedState>('online', 'idle', 'offline', 'removed')
/** As the archive tells them: each device's own, rising times, the first perhaps before the period. */
const DEVICE = fc
  .uniqueArray(fc.tuple(TIMES, STATES), { minLength: 1, maxLength: 8, selector: ([at]) => at })
  .map((rows) => rows.toSorted(([a], [b]) => a - b).filter(([at]) => at < PERIOD.toAt))

function isIn(spans: readonly Span[], at: number): boolean {
  return spans.some(({ fromAt, toAt }) => at >= fromAt && at < toAt)
}

/** Looks at every single millisecond. */
function counted(rows: readonly (readonly [number, RecordedState])[], seen: readonly Span[]) {
  let upMs = 0
  let downMs = 0
  for (let at = PERIOD.fromAt; at < PERIOD.toAt; at += 1) {
    const state = rows.findLast(([since]) => since <= at)?.[1]
    if (!isIn(seen, at)) continue
    if (state === 'online' || state === 'idle') upMs += 1
    if (state === 'offline') downMs += 1
  }
  return { upMs, downMs }
}

function fleetOf(devices: readonly (readonly (readonly [number, RecordedState])[])[], seen: readonly Span[]) {
  const accounts = new FleetAccounts(PERIOD, joinedSpans(seen, PERIOD))
  for (const [index, rows] of devices.entries())
    for (const [at, state] of rows) accounts.take({ deviceId: `d${index}`, name: `Screen ${index}`, at, state })
  return accounts.end()
}

describe('spans', () => {
  it('joined cover the same time as before, and no two of them touch', () => {
    fc.assert(
      fc.property(SPANS, (spans) => {
        const joined = joinedSpans(spans, PERIOD)
        for (let at = PERIOD.fromAt; at < PERIOD.toAt; at += 1) expect(isIn(joined, at)).toBe(isIn(spans, at))
        expect(joined.every((span, index) => span.fromAt > (joined[index - 1]?.toAt ?? -1))).toBe(true)
      }),
    )
  })

  it('and the gaps between them make up the period', () => {
    fc.assert(
      fc.property(SPANS, (spans) => {
        const joined = joinedSpans(spans, PERIOD)
        const gaps = gapsBetween(joined, PERIOD)
        expect(joinedSpans([...joined, ...gaps], PERIOD)).toEqual([PERIOD])
        expect(lengthOf(joined) + lengthOf(gaps)).toBe(60)
      }),
    )
  })
})

describe('availability', () => {
  it('is what looking at every single millisecond finds', () => {
    fc.assert(
      fc.property(fc.array(DEVICE, { minLength: 1, maxLength: 4 }), SPANS, (devices, seen) => {
        const fleet = fleetOf(devices, seen)
        const rows = devices.filter((device) => device.length > 0)
        expect(fleet.perDevice.map(({ upMs, downMs }) => ({ upMs, downMs }))).toEqual(
          rows.map((device) => counted(device, seen)),
        )
        for (const { observedMs, upMs, downMs, availability } of fleet.perDevice) {
          expect(observedMs).toBe(upMs + downMs)
          expect(availability).toBe(observedMs === 0 ? null : upMs / observedMs)
        }
        expect(fleet.downMs).toBe(fleet.longest.reduce((sum, outage) => sum + outage.downMs, 0))
        expect(fleet.outages).toBe(fleet.longest.length)
        expect(fleet.timeline.reduce((sum, { upMs }) => sum + upMs, 0)).toBe(fleet.upMs)
      }),
    )
  })

  it('counts an outage from being seen offline to being seen otherwise, and leaves out what nobody saw', () => {
    const rows = [
      [10, 'online'],
      [30, 'offline'],
      [50, 'online'],
      [70, 'offline'],
    ] as const
    const fleet = fleetOf(
      [rows],
      [
        { fromAt: 0, toAt: 40 },
        { fromAt: 45, toAt: 100 },
      ],
    )
    expect(fleet).toMatchObject({ devices: 1, upMs: 30, downMs: 25, observedMs: 55, availability: 30 / 55, outages: 2 })
    expect(fleet.longest).toEqual([
      { deviceId: 'd0', name: 'Screen 0', fromAt: 30, toAt: 50, downMs: 15 },
      { deviceId: 'd0', name: 'Screen 0', fromAt: 70, toAt: null, downMs: 10 },
    ])
  })

  it('names the longest outages and counts all, however many there are', () => {
    const accounts = new FleetAccounts({ fromAt: 0, toAt: 1e9 }, [{ fromAt: 0, toAt: 1e9 }])
    const outages = 5 * MAX_OUTAGES
    const row = (at: number, state: RecordedState): DeviceStateRow => ({ deviceId: 'd', name: 'd', at, state })
    for (let index = 0; index < outages; index += 1) {
      accounts.take(row(index * 10_000, 'offline'))
      accounts.take(row(index * 10_000 + 1 + index, 'online'))
    }
    const fleet = accounts.end()
    expect(fleet.outages).toBe(outages)
    expect(fleet.longest.map(({ downMs }) => downMs)).toEqual(
      Array.from({ length: MAX_OUTAGES }, (_, index) => outages - index),
    )
  })
})
