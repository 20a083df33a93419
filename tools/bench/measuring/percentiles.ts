import { systemClock } from '../../../src/main/platform/clock.ts'
import { MetricSeries } from '../../../src/main/telemetry/metric-series.ts'
import { Metrics } from '../../../src/main/telemetry/metrics.ts'
import type { BenchContext } from '../context.ts'
import { type FigureResult, type Goal, type Round, resultOf } from '../result.ts'

const GOALS = {
  record: { id: 'P13', title: 'recording one sample', unit: 'ns', better: 'lower', floor: 45, aim: 25 },
  report: {
    ...{ id: 'P13-report', title: 'percentiles of 1,000,000 samples', unit: 'ms', better: 'lower' },
    ...{ floor: 1, aim: 0.5 },
  },
  error: { id: 'P13-error', title: 'error of its percentiles', unit: '%', better: 'lower', floor: 1, aim: 0.8 },
} as const satisfies Record<string, Goal>

const SAMPLES = 1_000_000
const QUICK_SAMPLES = 100_000
const WARM_UP_RUNS = 3
/** From a tenth of a millisecond to some seconds: half of them below 10 ms. */
const MEDIAN_MS = 10
const SPREAD = 1.5
const NANOSECONDS_PER_MS = 1e6

export async function percentiles(context: BenchContext): Promise<FigureResult[]> {
  const samples = durations(context.size(SAMPLES, QUICK_SAMPLES))
  for (let run = 0; run < WARM_UP_RUNS; run += 1) once(samples)
  const runs = Array.from({ length: context.rounds }, () => once(samples))
  const roundsOf = (measure: (run: Run) => number): Round[] =>
    runs.map((run) => ({ ratio: measure(run), measured: measure(run) }))
  const note = `${samples.length} durations whose logarithm is spread evenly about a middle.`
  const through = Math.round(throughMetrics(samples))
  return [
    resultOf(
      GOALS.record,
      roundsOf(({ recordNs }) => recordNs),
      { absoluteUnit: 'ns', note, details: { withNameSwitchesAndLimitsNs: through } },
    ),
    resultOf(
      GOALS.report,
      roundsOf(({ reportMs }) => reportMs),
      { absoluteUnit: 'ms', note: 'p50, p95, p99 and the largest.' },
    ),
    resultOf(
      GOALS.error,
      roundsOf(({ errorPercent }) => errorPercent),
      { absoluteUnit: '%', note: 'The largest of p50, p95 and p99 against the sorted samples.' },
    ),
  ]
}

interface Run {
  readonly recordNs: number
  readonly reportMs: number
  readonly errorPercent: number
}

function once(samples: Float64Array): Run {
  const series = new MetricSeries('bench', 'ms')
  const startedAt = performance.now()
  // Not by its iterator, which takes as long as what is measured.
  for (let index = 0; index < samples.length; index += 1) series.record(samples[index] ?? 0)
  const recordedAt = performance.now()
  const { p50, p95, p99 } = series.summary()
  const reportedAt = performance.now()
  const sorted = samples.toSorted()
  const errorOf = (percent: number, told: number | null): number => {
    const exact = sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? 0
    return (Math.abs((told ?? 0) - exact) / exact) * 100
  }
  return {
    recordNs: ((recordedAt - startedAt) * NANOSECONDS_PER_MS) / samples.length,
    reportMs: reportedAt - recordedAt,
    errorPercent: Math.max(errorOf(50, p50), errorOf(95, p95), errorOf(99, p99)),
  }
}

/** Nanoseconds a sample, as the app records it: by name, with the switches and limits of the settings. */
function throughMetrics(samples: Float64Array): number {
  const metrics = new Metrics({
    clock: systemClock,
    switches: () => ({ isRecording: true, raisesAlerts: true }),
    onAlert: () => undefined,
    thresholdOf: () => undefined,
  })
  let ms = 0
  for (let run = 0; run <= WARM_UP_RUNS; run += 1) {
    const startedAt = performance.now()
    for (let index = 0; index < samples.length; index += 1) metrics.record('bench', 'ms', samples[index] ?? 0)
    ms = performance.now() - startedAt
  }
  return (ms * NANOSECONDS_PER_MS) / samples.length
}

/** The same at every run: a simple generator (Park and Miller, 1988). */
function durations(count: number): Float64Array {
  let state = 1
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  return Float64Array.from({ length: count }, () => MEDIAN_MS * 10 ** (SPREAD * (2 * next() - 1)))
}
