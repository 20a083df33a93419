import { chatterCounts, chatterKey } from './alarm-groups.ts'
import { type Alarm, isStale } from './alarms.ts'

/** Alarms are counted per so long, as ISA-18.2 and EEMUA 191 do. */
export const RATE_WINDOW_MS = 10 * 60_000
/** The average is taken over so long. */
export const RATE_PERIOD_MS = 60 * 60_000
/**
 * Alarms in ten minutes that one operator can cope with (ISA-18.2, table of performance metrics): about one is acceptable, two
 * are the most that is manageable, and more than ten are a flood (EEMUA 191 draws the same line).
 */
export const ACCEPTABLE_RATE = 1
export const MANAGEABLE_RATE = 2
export const FLOOD_RATE = 10
const TOP = 10

export interface TopAlarm {
  readonly deviceId: string
  readonly kind: string
  readonly count: number
  /** Of all alarms, 0 to 1. */
  readonly share: number
}

/** Whether operators can cope, as far as the alarms that the server still keeps can tell. */
export interface AlarmFigures {
  readonly total: number
  /** Raised in the last ten minutes. */
  readonly latest: number
  /** Per ten minutes, on average over the last hour. */
  readonly average: number
  /** The most in any ten minutes. */
  readonly peak: number
  /** Those that came most often, the most frequent first. */
  readonly top: readonly TopAlarm[]
  readonly chattering: number
  readonly stale: number
  /** From being raised to being acknowledged, of those that were; null: none, or an older server does not note it. */
  readonly medianToAcknowledgeMs: number | null
}

export function alarmFigures(alarms: readonly Alarm[], now: number): AlarmFigures {
  const raised = alarms.map(({ raisedAt }) => raisedAt).sort((a, b) => a - b)
  const since = (spanMs: number): number => raised.filter((at) => at > now - spanMs && at <= now).length
  const waits = alarms.flatMap(({ acknowledgedAt, raisedAt }) =>
    acknowledgedAt === null ? [] : Math.max(0, acknowledgedAt - raisedAt),
  )
  return {
    total: alarms.length,
    latest: since(RATE_WINDOW_MS),
    average: (since(RATE_PERIOD_MS) * RATE_WINDOW_MS) / RATE_PERIOD_MS,
    peak: mostInWindow(raised),
    top: topOf(alarms),
    chattering: chatterCounts(alarms).size,
    stale: alarms.filter((alarm) => isStale(alarm, now)).length,
    medianToAcknowledgeMs: medianOf(waits),
  }
}

/** The most alarms in any ten minutes. `raised` in rising order. */
export function mostInWindow(raised: readonly number[]): number {
  let most = 0
  let from = 0
  for (const [position, at] of raised.entries()) {
    while ((raised[from] ?? at) <= at - RATE_WINDOW_MS) from += 1
    most = Math.max(most, position - from + 1)
  }
  return most
}

/** The ten that came most often, the most frequent first. */
export function topOf(alarms: readonly Alarm[]): TopAlarm[] {
  const counts = new Map<string, { deviceId: string; kind: string; count: number }>()
  for (const alarm of alarms) {
    const key = chatterKey(alarm)
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { deviceId: alarm.deviceId, kind: alarm.kind, count: 1 })
    else known.count += 1
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || (chatterKey(a) < chatterKey(b) ? -1 : 1))
    .slice(0, TOP)
    .map((one) => ({ ...one, share: one.count / alarms.length }))
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[(sorted.length - 1) >> 1] ?? null
}
