import { ALARM_EVENT_TYPES } from '#shared/domain/alarm-events.ts'
import {
  type AlarmGap,
  AlarmPeriods,
  type Coverage,
  GAP_REASONS,
  gapsIn,
  PERIOD_DAYS,
  type Span,
} from '#shared/domain/alarm-history.ts'
import { countEvent, emptyStretch, type Stretch } from '#shared/domain/alarm-stretches.ts'
import { ALARM_PRIORITIES } from '#shared/domain/alarms.ts'
import type { AlarmHistory } from '#shared/ipc/alarm-requests.ts'
import { startOfDay } from '../platform/clock.ts'
import type { AlarmStatements } from './alarm-statements.ts'
import type { AlarmHistoryQuery } from './alarm-store.ts'
import { stretchOfRow } from './stretch-rows.ts'

/** In `meta`: the days before have been deleted. */
export const DAYS_KEPT_FROM = 'alarm_days_from'

const HOUR_MS = 3_600_000
const HOURS = 24

/** The figures of a period, of the one before it, and of each day or hour of it. */
export function alarmHistory(statements: AlarmStatements, query: AlarmHistoryQuery): AlarmHistory {
  const { now, operators, since, until } = query
  const { starts, before, isHours } = stepsOfPeriod(query)
  const from = starts[0] ?? now
  const stretches = isHours ? hoursSince(statements, before) : daysSince(statements, before)
  const coverage: Coverage = { since, until, keptFrom: keptFrom(statements), gaps: gapsSince(statements, before) }
  const standing = statements.active.get()?.n ?? 0
  const periods = new AlarmPeriods(stretches, { coverage, operators, standing })
  const span: Span = { from, to: now }
  return {
    isHours,
    since,
    until,
    whole: periods.of(span),
    before: periods.of({ from: before, to: from }),
    parts: starts.map((start, place) => periods.of({ from: start, to: starts[place + 1] ?? now })),
    gaps: gapsIn(span, coverage),
  }
}

interface Steps {
  /** Of each day or hour of the period. */
  readonly starts: readonly number[]
  /** Of the period before. */
  readonly before: number
  readonly isHours: boolean
}

function stepsOfPeriod({ period, now }: AlarmHistoryQuery): Steps {
  if (period === 'day') {
    const hour = Math.floor(now / HOUR_MS) * HOUR_MS
    const starts = Array.from({ length: HOURS }, (_none, place) => hour - (HOURS - 1 - place) * HOUR_MS)
    return { starts, before: hour - (2 * HOURS - 1) * HOUR_MS, isHours: true }
  }
  const days = PERIOD_DAYS[period]
  const starts = Array.from({ length: days }, (_none, place) => startOfDay(now, days - 1 - place))
  return { starts, before: startOfDay(now, 2 * days - 1), isHours: false }
}

function daysSince(statements: AlarmStatements, from: number): Stretch[] {
  return statements.daysSince.all(from).map(stretchOfRow)
}

/** Hours are not kept: they are counted from the events, which are kept for longer than two days. */
function hoursSince(statements: AlarmStatements, from: number): Stretch[] {
  const found: Stretch[] = []
  for (const row of statements.eventsSince.iterate(from)) {
    const { at, type: place, raised_at: raisedAt, priority: rank, is_late: late } = row
    const type = ALARM_EVENT_TYPES[place]
    const priority = ALARM_PRIORITIES[rank]
    if (type === undefined || priority === undefined) continue
    const start = Math.floor(at / HOUR_MS) * HOUR_MS
    let last = found.at(-1)
    if (last?.start !== start) {
      last = emptyStretch(start)
      found.push(last)
    }
    countEvent(last, { at, type, raisedAt, priority, isLate: late === 1 })
  }
  return found
}

function gapsSince(statements: AlarmStatements, from: number): AlarmGap[] {
  return statements.gapsSince.all(from).map(({ from_at, to_at, reason }) => ({
    from: from_at,
    to: to_at,
    reason: GAP_REASONS.find((known) => known === reason) ?? 'history-lost',
  }))
}

function keptFrom(statements: AlarmStatements): number | null {
  const kept = statements.metaOf.get(DAYS_KEPT_FROM)
  return kept === undefined ? null : Number(kept.value)
}
