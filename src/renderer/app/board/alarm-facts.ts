import {
  ALARM_PRIORITIES,
  type Alarm,
  type AlarmStateName,
  alarmOf,
  alarmState,
  isStale,
} from '#shared/domain/alarms.ts'
import type { EntityView } from '#shared/domain/view.ts'

const LATEST = 50

export interface AlarmFacts {
  readonly figures: Readonly<Record<string, number>>
  /** Active ones, the most urgent first and of those the newest. */
  readonly latest: readonly Alarm[]
}

const FIGURE_OF: Readonly<Record<AlarmStateName, string | null>> = {
  unacknowledged: 'unacknowledged',
  acknowledged: 'acknowledged',
  'returned-unacknowledged': 'returned',
  normal: null,
  shelved: 'shelved',
  suppressed: 'suppressed',
  'out-of-service': 'outOfService',
}

/** @param now by the server's clock. */
export function alarmFactsOf(rows: readonly EntityView[], now: number): AlarmFacts {
  const figures: Record<string, number> = { active: 0, stale: 0 }
  const active: Alarm[] = []
  const add = (name: string): void => {
    figures[name] = (figures[name] ?? 0) + 1
  }
  for (const view of rows) {
    const alarm = alarmOf(view)
    if (alarm === null) continue
    const { name } = alarmState(alarm, now)
    const figure = FIGURE_OF[name]
    if (figure !== null) add(figure)
    if (isStale(alarm, now)) add('stale')
    if (name !== 'unacknowledged' && name !== 'acknowledged') continue
    add('active')
    add(alarm.priority)
    active.push(alarm)
  }
  const urgency = (alarm: Alarm): number => ALARM_PRIORITIES.indexOf(alarm.priority)
  active.sort((a, b) => urgency(a) - urgency(b) || b.raisedAt - a.raisedAt || (a.id < b.id ? -1 : 1))
  return { figures, latest: active.slice(0, LATEST) }
}
