import fc from 'fast-check'
import { ALARM_EVENT_TYPES, type AlarmEvent } from '#shared/domain/alarm-events.ts'
import { ALARM_PRIORITIES } from '#shared/domain/alarms.ts'

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000
/** A midnight. */
export const BEGIN = 20_000 * DAY_MS
export const dayOf = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS

/** Steps of a few alarms over some days; some of them are the same step. */
export const anEvent: fc.Arbitrary<AlarmEvent> = fc
  .record({
    alarm: fc.nat(12),
    type: fc.constantFrom(...ALARM_EVENT_TYPES),
    mark: fc.nat(2),
    afterMs: fc.nat(2 * DAY_MS),
    priority: fc.constantFrom(...ALARM_PRIORITIES),
    isLate: fc.boolean(),
  })
  .map(({ alarm, type, mark, afterMs, priority, isLate }) => {
    const raisedAt = BEGIN + alarm * 5 * HOUR_MS
    const about = { alarmId: `alert-${alarm}`, deviceId: 'device-1', kind: 'offline', actor: null, note: '' }
    return { ...about, raisedAt, type, mark, at: type === 'raised' ? raisedAt : raisedAt + afterMs, priority, isLate }
  })

export const someEvents = fc.array(anEvent, { maxLength: 120 })

export function eventOf(change: Partial<AlarmEvent>): AlarmEvent {
  const about = { alarmId: 'alert-1', deviceId: 'device-1', kind: 'offline', actor: null, note: '', isLate: false }
  return { ...about, raisedAt: BEGIN, type: 'raised', mark: 0, at: BEGIN, priority: 'high', ...change }
}
