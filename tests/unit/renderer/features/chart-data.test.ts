import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MetricSeriesRead } from '#shared/ipc/metric-requests.ts'
import { chartData, moved, offSpans, zoomed } from '../../../../src/renderer/features/performance/chart-data.ts'
import { groupedNames } from '../../../../src/renderer/features/performance/metric-groups.ts'

const MINUTE = 60_000
const NOW = 1_000 * MINUTE
const SPAN = { fromAt: NOW - 5 * MINUTE, toAt: NOW }

function series(at: readonly number[], value = (place: number) => place + 1): MetricSeriesRead {
  const column = at.map((_at, place) => value(place))
  const whole = { count: at.length, mean: 1, p50: 1, p95: 1, p99: 1, max: 1 }
  const columns = { count: column, mean: column, p50: column, p95: column, p99: column, max: column }
  return { name: 'x', unit: 'ms', at: [...at], ...columns, whole, maxAt: at[0] ?? 0 }
}

describe('the points of a chart', () => {
  it('leave a gap where nothing was measured, and draw no line across it', () => {
    const data = chartData(series([SPAN.fromAt, SPAN.fromAt + 3 * MINUTE]), null, SPAN, MINUTE)
    expect(data.times).toEqual([0, 1, 2, 3, 4].map((minute) => SPAN.fromAt + minute * MINUTE))
    expect(data.values.p95).toEqual([1, null, null, 2, null])
  })

  it('of the time before lie where this time has them', () => {
    const before = series([SPAN.fromAt - 5 * MINUTE, SPAN.fromAt - 2 * MINUTE], (place) => 10 + place)
    expect(chartData(series([SPAN.fromAt]), before, SPAN, MINUTE).before).toEqual([10, null, null, 11, null])
  })

  it('are all there, each once, whatever was measured', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 299 }), { minLength: 1 })
    fc.assert(
      fc.property(minutes, (chosen) => {
        const span = { fromAt: NOW - 300 * MINUTE, toAt: NOW }
        const at = chosen.toSorted((a, b) => a - b).map((minute) => span.fromAt + minute * MINUTE)
        const { values, times } = chartData(series(at), null, span, MINUTE)
        expect(times.filter((_time, place) => values.p95[place] !== null)).toEqual(at)
      }),
    )
  })
})

describe('the times in which the console did not run', () => {
  it('are what lies between its runs', () => {
    const runs = [
      { fromAt: NOW - 4 * MINUTE, toAt: NOW - 3 * MINUTE },
      { fromAt: NOW - 2 * MINUTE, toAt: NOW - 30_000 },
    ]
    expect(offSpans(runs, SPAN, NOW)).toEqual([
      { fromAt: NOW - 5 * MINUTE, toAt: NOW - 4 * MINUTE },
      { fromAt: NOW - 3 * MINUTE, toAt: NOW - 2 * MINUTE },
    ])
  })

  it('do not hold the last minute, which is not confirmed yet, nor what is still to come', () => {
    expect(offSpans([{ fromAt: 0, toAt: NOW - MINUTE }], { ...SPAN, toAt: NOW + 9 * MINUTE }, NOW)).toEqual([])
    expect(offSpans([], SPAN, NOW)).toEqual([SPAN])
  })
})

describe('zooming', () => {
  const whole = { fromAt: 0, toAt: 1_000 * MINUTE }

  it('keeps the moment that is looked at where it is', () => {
    expect(zoomed(whole, whole, 250 * MINUTE, 0.5, MINUTE)).toEqual({ fromAt: 125 * MINUTE, toAt: 625 * MINUTE })
  })

  it('never leaves the time that was chosen, and out again shows all of it', () => {
    const factor = fc.constantFrom(0.5, 2)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(factor, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: -4, max: 4 }))),
        (steps) => {
          let span = whole
          for (const [by, share, move] of steps) {
            span = zoomed(span, whole, span.fromAt + share * (span.toAt - span.fromAt), by, 10 * MINUTE)
            span = moved(span, whole, move * 7 * MINUTE)
            expect(span.fromAt).toBeGreaterThanOrEqual(0)
            expect(span.toAt).toBeLessThanOrEqual(whole.toAt)
            expect(span.toAt - span.fromAt).toBeGreaterThanOrEqual(10 * MINUTE - 1)
          }
          for (let out = 0; out < 12; out += 1) span = zoomed(span, whole, span.fromAt, 2, 10 * MINUTE)
          expect(span).toEqual(whole)
        },
      ),
    )
  })
})

describe('the groups of figures', () => {
  it('stand in their order, and what nobody has named is shown too', () => {
    const named = (name: string) => ({ name, unit: 'ms' as const })
    expect(
      groupedNames(
        [
          'something_new',
          'memory_main',
          'page_render.b',
          'page_render.a',
          'event_loop_delay_max',
          'event_to_paint',
          'sqlite_commit',
          'queue_depth',
          'metrics_overhead',
        ].map(named),
      ),
    ).toEqual([
      ['queue', ['queue_depth']],
      ['inbound', ['event_to_paint']],
      ['windows', ['page_render.a', 'page_render.b']],
      ['storage', ['sqlite_commit']],
      ['memory', ['memory_main']],
      ['eventLoop', ['event_loop_delay_max']],
      ['measuring', ['metrics_overhead']],
      ['other', ['something_new']],
    ])
  })
})
