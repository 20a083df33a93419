import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import type { MetricSeriesRead } from '#shared/ipc/metric-requests.ts'
import { Refusal } from './fake-queue.ts'
import { randomOf } from './fleet.ts'
import type { Scenario } from './scenarios.ts'

type FigureName = 'metrics:names' | 'metrics:points' | 'metrics:alerts' | 'metrics:moment'
type Handlers = { readonly [N in FigureName]: (request: IpcRequest<N>) => IpcResponse<N> }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const MIB = 1_024 * 1_024
/** What is usual of each, and how far it goes up now and then. */
const METRICS = {
  server_attempt: ['ms', 14, 9],
  'data_fetch.asked': ['ms', 6, 40],
  'page_render.devices': ['ms', 120, 6],
  'page_render.health': ['ms', 90, 3],
  cache_hit_percent: ['count', 55, 1.02],
  event_loop_delay_p99: ['ms', 4, 12],
  event_loop_delay_max: ['ms', 9, 22],
  memory_main: ['bytes', 142 * MIB, 1.2],
  memory_pages: ['bytes', 210 * MIB, 1.3],
  metrics_overhead: ['ms', 0.02, 3],
} as const satisfies Readonly<Record<string, readonly [MetricSeriesRead['unit'], number, number]>>
const LIMITS = [
  { name: 'page_render.devices', warning: 500, critical: 1_000 },
  { name: 'data_fetch.asked', warning: 1_000, critical: 3_000 },
]

/** What an imagined console measured of itself: a spike each afternoon, and a night in which it did not run. */
export function imaginedFigures(scenario: () => Scenario): Handlers {
  const check = (): void => {
    if (scenario().isFailing)
      throw new Refusal(
        'storage-failed',
        'What was recorded on this PC cannot be read: the file is damaged. Restart the console; nothing queued is lost.',
      )
  }
  const isEmpty = (): boolean => scenario().devices.length === 0
  return {
    'metrics:names': () => {
      check()
      return { metrics: isEmpty() ? [] : Object.entries(METRICS).map(([name, [unit]]) => ({ name, unit })) }
    },
    'metrics:points': ({ names, fromAt, toAt, most }) => {
      const step = toAt - fromAt <= 26 * HOUR_MS ? MINUTE_MS : HOUR_MS
      const start = fromAt - (fromAt % step)
      const everyMs = Math.ceil((toAt - start) / step / most) * step
      return {
        everyMs,
        series: names.flatMap((name) => seriesOf(name, start, toAt, everyMs)),
        runs: runsIn(fromAt, toAt),
        limits: LIMITS.filter(({ name }) => names.includes(name)),
      }
    },
    'metrics:alerts': ({ fromAt, toAt }) => {
      const at = Math.floor((toAt - HOUR_MS) / MINUTE_MS) * MINUTE_MS + 21_000
      const alert = { metric: 'page_render.devices', level: 'warning' as const, value: 640, threshold: 500, at }
      return { alerts: at >= fromAt && !isEmpty() ? [alert] : [], isCut: false }
    },
    'metrics:moment': ({ fromAt }) => ({
      sight: [{ at: fromAt + 12_000, isSeen: false }],
      lines: [
        { at: fromAt + 12_000, level: 'warn', scope: 'connection', text: 'the server does not answer {"attempt":1}' },
        { at: fromAt + 14_000, level: 'info', scope: 'delivery', text: 'sending waits for the connection' },
        { at: fromAt + 19_000, level: 'error', scope: 'main', text: 'a slow statement {"ms":212,"name":"settled"}' },
      ],
      isCut: true,
    }),
  }
}

/** It did not run from 2 to 5 in the morning. */
function isOff(at: number): boolean {
  const hour = new Date(at).getHours()
  return hour >= 2 && hour < 5
}

function runsIn(fromAt: number, toAt: number): { fromAt: number; toAt: number }[] {
  const runs: { fromAt: number; toAt: number }[] = []
  for (let at = fromAt - (fromAt % HOUR_MS) - HOUR_MS; at < toAt; at += HOUR_MS) {
    if (isOff(at)) continue
    const last = runs.at(-1)
    if (last?.toAt === at) last.toAt = at + HOUR_MS
    else runs.push({ fromAt: at, toAt: at + HOUR_MS })
  }
  return runs
}

function seriesOf(name: string, fromAt: number, toAt: number, everyMs: number): MetricSeriesRead[] {
  const metric = (METRICS as Readonly<Record<string, readonly [MetricSeriesRead['unit'], number, number]>>)[name]
  if (metric === undefined) return []
  const [unit, usual, spike] = metric
  const random = randomOf(name.length * 31 + Math.floor(fromAt / HOUR_MS))
  const series: MetricSeriesRead = {
    ...{ name, unit, at: [], count: [], mean: [], p50: [], p95: [], p99: [], max: [], maxAt: fromAt },
    whole: { count: 0, mean: usual, p50: usual, p95: usual * 1.4, p99: usual * 1.8, max: 0 },
  }
  for (let at = fromAt; at < toAt; at += everyMs) {
    if (isOff(at)) continue
    const level = usual * (0.85 + 0.3 * random())
    const isSpike = random() > 0.985
    const max = unit === 'bytes' ? level * 1.05 : level * (isSpike ? spike * (0.5 + random() / 2) : 1.5)
    series.at.push(at)
    series.count.push(Math.round(20 + 60 * random()))
    series.mean.push(level)
    series.p50.push(level * 0.95)
    series.p95.push(isSpike && unit !== 'bytes' ? max * 0.8 : level * (unit === 'bytes' ? 1.03 : 1.3))
    series.p99.push(max * 0.95)
    series.max.push(max)
    if (max > series.whole.max) Object.assign(series, { maxAt: at, whole: { ...series.whole, max } })
  }
  const count = series.count.reduce((sum, samples) => sum + samples, 0)
  return series.at.length === 0 ? [] : [{ ...series, whole: { ...series.whole, count } }]
}
