import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { metricSummarySchema, type PerformanceAlert } from '#shared/domain/metrics.ts'
import { type Settings, settingsSchema } from '#shared/domain/settings.ts'
import { Metrics, type MetricsSwitches } from '../../../src/main/telemetry/metrics.ts'
import { thresholdOf } from '../../../src/main/telemetry/thresholds.ts'
import { ManualClock } from '../../support/manual-clock.ts'

let clock: ManualClock
let switches: MetricsSwitches
let alerts: PerformanceAlert[]
let metrics: Metrics
let limits: Settings
const limitsOf = (metric: string) => thresholdOf(limits, metric)
beforeEach(() => {
  clock = new ManualClock()
  switches = { isRecording: true, raisesAlerts: true }
  alerts = []
  limits = settingsSchema.parse({})
  metrics = new Metrics({
    clock,
    switches: () => switches,
    onAlert: (alert) => alerts.push(alert),
    thresholdOf: limitsOf,
  })
})

describe('Metrics', () => {
  it('tells percentiles to one per cent, and the last and largest value exactly', () => {
    for (let value = 1; value <= 1_000; value += 1) metrics.record('data_fetch', 'ms', value / 10)
    const [summary] = metrics.summaries()
    expect(summary).toMatchObject({ name: 'data_fetch', unit: 'ms', count: 1_000, last: 100, max: 100 })
    expect(summary?.p50).toBeCloseTo(50, -0.5)
    expect(Math.abs((summary?.p95 ?? 0) - 95)).toBeLessThan(1)
    expect(Math.abs((summary?.p99 ?? 0) - 99)).toBeLessThan(1)
  })

  it('stays within its schema and keeps the order of percentiles, whatever is recorded', () => {
    const sample = fc.record({
      name: fc.oneof(fc.constantFrom('a', 'b', 'page_render.x'), fc.string()),
      unit: fc.constantFrom('ms', 'bytes', 'count'),
      value: fc.oneof(fc.double(), fc.integer()),
    })
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 60 }), (samples) => {
        const fresh = new Metrics({ clock, switches: () => switches, onAlert: () => undefined, thresholdOf: limitsOf })
        fresh.recordAll(samples)
        let counted = fresh.dropped
        for (const summary of fresh.summaries()) {
          metricSummarySchema.parse(summary)
          counted += summary.count
          const { p50, p95, p99, max } = summary
          expect(p50).toBeLessThanOrEqual(p95 ?? 0)
          expect(p95).toBeLessThanOrEqual(p99 ?? 0)
          expect(p99).toBeLessThanOrEqual(max ?? 0)
        }
        expect(counted).toBe(samples.length)
      }),
    )
  })

  it('times work by the monotonic clock, also when it fails, and once only', async () => {
    const stop = metrics.start('data_fetch')
    await clock.advance(120)
    clock.jumpWall(-86_400_000)
    expect(stop()).toBe(120)
    await clock.advance(50)
    expect(stop()).toBe(120)
    await expect(metrics.measure('data_fetch', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(metrics.summaries()).toMatchObject([{ count: 2, max: 120 }])
  })

  it('cannot be filled with names by a window, and still takes its own', () => {
    const samples = Array.from({ length: 5_000 }, (_, index) => ({ name: `n${index}`, unit: 'ms' as const, value: 1 }))
    metrics.recordAll(samples)
    metrics.record('own', 'ms', 1)
    expect(metrics.summaries()).toHaveLength(101)
    expect(metrics.dropped).toBe(4_900)
  })

  it('does not let a window write over what the main process measured', () => {
    metrics.recordAll([{ name: 'event_loop_delay_p99', unit: 'ms', value: 9_999 }])
    metrics.record('event_loop_delay_p99', 'ms', 3)
    metrics.recordAll([{ name: 'event_loop_delay_p99', unit: 'ms', value: 9_999 }])
    expect(metrics.summaries()).toMatchObject([{ count: 1, max: 3 }])
  })

  it('records nothing while monitoring is off, and no alert while alerts are off', () => {
    switches = { isRecording: false, raisesAlerts: true }
    metrics.record('data_fetch', 'ms', 5_000)
    expect(metrics.summaries()).toEqual([])
    switches = { isRecording: true, raisesAlerts: false }
    metrics.record('data_fetch', 'ms', 5_000)
    expect(metrics.summaries()).toHaveLength(1)
    expect(alerts).toEqual([])
  })

  it('forgets everything on reset', () => {
    metrics.record('data_fetch', 'ms', 5_000)
    metrics.reset()
    expect(metrics.summaries()).toEqual([])
  })
})

describe('performance alerts', () => {
  it.each([
    ['page_render', 'ms', 500, 1_000],
    ['component_render', 'ms', 100, 300],
    ['data_binding', 'ms', 200, 500],
    ['data_fetch', 'ms', 1_000, 3_000],
    ['bundle_size', 'bytes', 512_000, 1_048_576],
    ['sqlite.page', 'ms', 200, 1_000],
    ['error_rate', 'count', 10, 60],
    ['memory_total', 'bytes', 1_024 ** 3, 2 * 1_024 ** 3],
  ] as const)('are raised for %s from its limits on', (name, unit, warning, critical) => {
    metrics.record(name, unit, warning - 1)
    expect(alerts).toEqual([])
    metrics.record(name, unit, warning)
    metrics.record(name, unit, critical)
    expect(alerts).toEqual([
      { metric: name, level: 'warning', value: warning, threshold: warning, at: clock.now() },
      { metric: name, level: 'critical', value: critical, threshold: critical, at: clock.now() },
    ])
  })

  it('follow the limits of the settings at once, also for a metric that was watched before', () => {
    metrics.record('page_render.devices', 'ms', 300)
    limits = { ...limits, pageRenderWarningMs: 250 }
    metrics.record('page_render.devices', 'ms', 300)
    expect(alerts).toMatchObject([{ level: 'warning', threshold: 250 }])
  })

  it('know a metric of a part by the name before the dot', () => {
    metrics.record('page_render.devices', 'ms', 700)
    metrics.record('page_renderer', 'ms', 700)
    expect(alerts.map(({ metric }) => metric)).toEqual(['page_render.devices'])
  })

  it('are not repeated while the value stays high or dances around the limit', () => {
    for (let round = 0; round < 50; round += 1) metrics.record('data_fetch', 'ms', round % 2 === 0 ? 1_010 : 990)
    expect(alerts).toHaveLength(1)
  })

  it('are raised again after the metric was calm', () => {
    const record = (value: number, times: number): void => {
      for (let time = 0; time < times; time += 1) metrics.record('data_fetch', 'ms', value)
    }
    record(1_500, 1)
    record(100, 4)
    record(1_500, 1)
    expect(alerts).toHaveLength(1)
    record(100, 5)
    record(1_500, 1)
    expect(alerts).toHaveLength(2)
  })

  it('fall from critical to warning silently, and rise again aloud', () => {
    const levels = (): string[] => alerts.map(({ level }) => level)
    metrics.record('data_fetch', 'ms', 4_000)
    for (let time = 0; time < 5; time += 1) metrics.record('data_fetch', 'ms', 1_500)
    expect(levels()).toEqual(['critical'])
    metrics.record('data_fetch', 'ms', 4_000)
    expect(levels()).toEqual(['critical', 'critical'])
  })
})
