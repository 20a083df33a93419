import {
  type AlarmGap,
  AlarmPeriods,
  type Coverage,
  gapsIn,
  type HistoryPeriod,
  PERIOD_DAYS,
} from '#shared/domain/alarm-history.ts'
import { countEvent, emptyStretch, type Stretch } from '#shared/domain/alarm-stretches.ts'
import { ALARM_PRIORITIES } from '#shared/domain/alarms.ts'
import type { AlarmHistory } from '#shared/ipc/alarm-requests.ts'
import { randomOf } from './fleet.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The imagined record began so long ago. */
const RECORDED_DAYS = 250
const STANDING = 46

/** What was recorded of an imagined site: quieter by night, a flood now and then, and two gaps. */
export function imaginedHistory(
  period: HistoryPeriod,
  now: number,
  hasAlarms: boolean,
  operators: number,
): AlarmHistory {
  const isHours = period === 'day'
  const lengthMs = isHours ? HOUR_MS : DAY_MS
  const count = period === 'day' ? 24 : PERIOD_DAYS[period]
  const last = isHours ? Math.floor(now / HOUR_MS) * HOUR_MS : new Date(now).setHours(0, 0, 0, 0)
  const starts = Array.from({ length: count }, (_none, place) => last - (count - 1 - place) * lengthMs)
  const from = starts[0] ?? now
  const before = from - count * lengthMs
  const since = hasAlarms ? now - RECORDED_DAYS * DAY_MS : null
  const coverage: Coverage = { since, until: now, keptFrom: null, gaps: hasAlarms ? gapsBefore(last) : [] }
  const stretches = Array.from({ length: 2 * count }, (_none, place) => before + place * lengthMs)
    .filter((start) => since !== null && start >= since)
    .map((start) => stretchAt(start, lengthMs, coverage))
  const periods = new AlarmPeriods(stretches, { coverage, operators, standing: STANDING })
  return {
    ...{ isHours, since, until: now },
    whole: periods.of({ from, to: now }),
    before: periods.of({ from: before, to: from }),
    parts: starts.map((start, place) => periods.of({ from: start, to: starts[place + 1] ?? now })),
    gaps: gapsIn({ from, to: now }, coverage),
  }
}

function gapsBefore(last: number): AlarmGap[] {
  return [
    { from: last - 75 * DAY_MS, to: last - 73 * DAY_MS, reason: 'not-recorded' },
    { from: last - 8 * DAY_MS + 3 * HOUR_MS, to: last - 7 * DAY_MS + 6 * HOUR_MS, reason: 'history-lost' },
  ]
}

function stretchAt(start: number, lengthMs: number, { gaps }: Coverage): Stretch {
  const stretch = emptyStretch(start)
  const random = randomOf(Math.floor(start / HOUR_MS))
  const isFlood = random() < 0.06
  const raised = Math.round((lengthMs / DAY_MS) * (50 + random() * 80)) + (isFlood ? 40 : 0)
  for (let number = 0; number < raised; number += 1) {
    const at = start + (isFlood && number < 40 ? 0.4 * lengthMs + number * 9_000 : random() * lengthMs)
    const isLate = gaps.some((gap) => gap.from <= at && at < gap.to)
    if (isLate && random() < 0.8) continue
    const rank = random()
    const priority = ALARM_PRIORITIES[rank < 0.03 ? 0 : rank < 0.12 ? 1 : rank < 0.3 ? 2 : 3] ?? 'low'
    const about = { raisedAt: at, priority, isLate }
    countEvent(stretch, { ...about, type: 'raised', at })
    if (random() < 0.9)
      countEvent(stretch, { ...about, type: 'acknowledged', at: at + 20_000 + random() ** 3 * HOUR_MS })
    countEvent(stretch, { ...about, type: 'cleared', at })
  }
  return stretch
}
