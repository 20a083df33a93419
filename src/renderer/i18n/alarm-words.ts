import type { AlarmGroup } from '#shared/domain/alarm-groups.ts'
import type { Alarm, AlarmState } from '#shared/domain/alarms.ts'
import type { Severity } from '#shared/domain/entities.ts'
import type { DeviceNames } from '../app/hooks/alarms.ts'
import type { StateShape } from '../components/state-shape.ts'
import { en } from './en/texts.ts'
import { inSentence } from './foreign-text.ts'
import { formatMoment, formatNumber } from './format.ts'
import type { Translate } from './setup.ts'

/** Each priority has a shape of its own. */
export const PRIORITY_SHAPE: Readonly<Record<Severity, StateShape>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
}

/** What is wrong, as a name. A kind from a newer server is readable at least. */
export function kindInWords(t: Translate, kind: string): string {
  return kind in en.health.kind ? t(`health.kind.${kind as 'offline'}`) : kind.replaceAll('-', ' ')
}

export function deviceInWords(t: Translate, deviceId: string, names: DeviceNames): string {
  const name = names.nameOf(deviceId)
  return name === null ? t('health.line.unknownDevice', { id: deviceId }) : inSentence(name)
}

/** An alarm as the subject of a sentence: “Overheating” of Gate 1. */
export function subjectOf(t: Translate, { kind, deviceId }: Alarm, names: DeviceNames): string {
  return t('health.subject', { kind: kindInWords(t, kind), device: deviceInWords(t, deviceId, names) })
}

/** What a line says: the alarm of one device, or how many have it where. `now`: milliseconds since the epoch. */
export function groupInWords(t: Translate, group: AlarmGroup, now: number): string {
  const kind = kindInWords(t, group.kind)
  if (group.cause !== 'flood') return kind
  const words = {
    n: formatNumber(group.deviceCount),
    site: inSentence(group.site ?? ''),
    since: formatMoment(group.since, now),
  }
  return group.kind === 'offline'
    ? t('health.line.floodOffline', words)
    : t('health.line.floodOther', { ...words, kind })
}

/** The state as a sentence with its times. */
export function stateSentence(t: Translate, alarm: Alarm, state: AlarmState, now: number): string {
  const since = formatMoment(alarm.raisedAt, now)
  switch (state.name) {
    case 'returned-unacknowledged':
    case 'normal':
      return t(`health.stateLong.${state.name}`, { cleared: formatMoment(state.clearedAt, now) })
    case 'shelved':
      return t('health.stateLong.shelved', { until: formatMoment(state.until, now) })
    case 'suppressed':
      return t('health.stateLong.suppressed', { by: state.by })
    default:
      return t(`health.stateLong.${state.name}`, { since })
  }
}
