import { type Alarm, alarmOf } from './alarms.ts'
import type { Fields, Severity } from './entities.ts'

/*
 * What happened to alarms, one event for each step of one occurrence. The steps follow from comparing what the server tells of
 * an alarm with what was known of it before (`stepsOf`), so that it does not matter whether each change was told, or several
 * came as one, or only what became of them after a whole snapshot.
 */

/** In the order of the numbers that they are stored as: only ever added to. */
export const ALARM_EVENT_TYPES = [
  'raised',
  'cleared',
  'acknowledged',
  /** After an acknowledgement that was taken back: somebody had seen it before. */
  'acknowledged-again',
  'unacknowledged',
  'shelved',
  'unshelved',
  'suppressed',
  'unsuppressed',
  'out-of-service',
  'in-service',
  /** The server does not tell of it any more although it was active: its end was not seen. */
  'forgotten',
] as const
export type AlarmEventType = (typeof ALARM_EVENT_TYPES)[number]

/** One step of one occurrence of an alarm. */
export interface AlarmEvent {
  readonly alarmId: string
  /** With the id it names the occurrence: a server that begins anew may use its ids again. */
  readonly raisedAt: number
  readonly type: AlarmEventType
  /** What tells this step from another of the same type of the same occurrence: a time, a version or a sequence. */
  readonly mark: number
  /** When it happened, in milliseconds since the epoch by the server's clock. */
  readonly at: number
  readonly priority: Severity
  readonly deviceId: string
  /** The cause: the rule by which it was raised. */
  readonly kind: string
  /** Who did it, by name; null: nobody did, or it is not known. */
  readonly actor: string | null
  /** What the device or the operator said to it. */
  readonly note: string
  /** It was raised at a time of which not everything was seen, and is known since it was still there afterwards. */
  readonly isLate: boolean
}

/** Two events with the same key are the same event. */
export function alarmEventKey({ alarmId, raisedAt, type, mark }: AlarmEvent): string {
  return `${alarmId} ${raisedAt} ${type} ${mark}`
}

/** How far the steps of an alarm are recorded: what the next change of it is compared with. */
export interface AlarmTrack {
  readonly alarmId: string
  readonly raisedAt: number
  /** Of the record, as far as it is recorded. */
  readonly sequence: number
  readonly priority: Severity
  readonly deviceId: string
  readonly kind: string
  readonly isActive: boolean
  readonly isAcknowledged: boolean
  readonly wasAcknowledged: boolean
  readonly shelvedUntil: number | null
  readonly isOutOfService: boolean
  readonly isSuppressed: boolean
}

/** A record of an alarm as the server tells it. */
export interface AlarmRecord {
  readonly id: string
  readonly version: number
  readonly sequence: number
  readonly data: Fields
  readonly reported: Fields
}

/** How and when a change of a record became known. */
export interface AlarmSighting {
  /** The server's time of the change; of a snapshot, the time at which it was read. */
  readonly at: number
  /** Whoever changed it; null: not known. */
  readonly actor: string | null
  /** What was raised before then was not seen completely. */
  readonly observedFrom: number
}

export interface AlarmSteps {
  readonly events: readonly AlarmEvent[]
  /** Null: nothing is to be followed any more. */
  readonly track: AlarmTrack | null
}

/** What has happened to an alarm since `before`. Null: the record tells of no alarm. Whether it is newer is for the caller to know. */
export function stepsOf(before: AlarmTrack | null, record: AlarmRecord, sighting: AlarmSighting): AlarmSteps | null {
  const alarm = alarmOf(record)
  if (alarm === null) return null
  const isSame = before !== null && before.raisedAt === alarm.raisedAt
  const known = isSame ? before : null
  const events = [
    ...(before === null || isSame ? [] : goneSteps(before, sighting)),
    ...lifeSteps(known, alarm, record, sighting),
    ...asideSteps(known, alarm, record, sighting),
  ]
  return { events, track: trackOf(known, alarm, record.sequence) }
}

/** The server does not tell of the alarm any more. One that was over is simply not kept longer. */
export function goneSteps(track: AlarmTrack, { at }: Pick<AlarmSighting, 'at'>): readonly AlarmEvent[] {
  if (!track.isActive) return []
  const { alarmId, raisedAt, priority, deviceId, kind } = track
  const end = Math.max(at, raisedAt)
  const about = { alarmId, raisedAt, priority, deviceId, kind }
  return [{ ...about, type: 'forgotten', mark: 0, at: end, actor: null, note: '', isLate: false }]
}

type Step = Pick<AlarmEvent, 'type' | 'mark' | 'at'> & Partial<Pick<AlarmEvent, 'actor' | 'note'>>

function lifeSteps(known: AlarmTrack | null, alarm: Alarm, record: AlarmRecord, sighting: AlarmSighting): AlarmEvent[] {
  const { raisedAt, clearedAt, acknowledged, acknowledgedAt, acknowledgedBy, note, message } = alarm
  const steps: Step[] = []
  if (known === null) steps.push({ type: 'raised', mark: 0, at: raisedAt, note: message })
  if (acknowledged && !(known?.isAcknowledged ?? false)) {
    const type = known?.wasAcknowledged === true ? 'acknowledged-again' : 'acknowledged'
    const actor = acknowledgedBy ?? sighting.actor
    steps.push({ type, mark: acknowledgedAt ?? record.version, at: acknowledgedAt ?? sighting.at, actor, note })
  }
  if (!acknowledged && known?.isAcknowledged === true)
    steps.push({ type: 'unacknowledged', mark: record.version, at: sighting.at, actor: sighting.actor })
  if (clearedAt !== null && (known?.isActive ?? true)) steps.push({ type: 'cleared', mark: 0, at: clearedAt })
  return steps.map((step) => eventOf(step, alarm, sighting))
}

function asideSteps(
  known: AlarmTrack | null,
  alarm: Alarm,
  { version, sequence }: AlarmRecord,
  sighting: AlarmSighting,
): AlarmEvent[] {
  const { shelvedUntil, shelvedReason, isOutOfService, outOfServiceReason, suppressedBy } = alarm
  const { at, actor } = sighting
  const before = known?.shelvedUntil ?? null
  const steps: Step[] = []
  if (shelvedUntil !== null && shelvedUntil !== before)
    steps.push({ type: 'shelved', mark: shelvedUntil, at, actor, note: shelvedReason })
  // One whose end had passed came back by itself.
  if (shelvedUntil === null && before !== null && before > at)
    steps.push({ type: 'unshelved', mark: version, at, actor })
  if (isOutOfService !== (known?.isOutOfService ?? false)) {
    const type = isOutOfService ? 'out-of-service' : 'in-service'
    steps.push({ type, mark: version, at, actor, note: outOfServiceReason })
  }
  if ((suppressedBy !== null) !== (known?.isSuppressed ?? false)) {
    const type = suppressedBy === null ? 'unsuppressed' : 'suppressed'
    steps.push({ type, mark: sequence, at, note: suppressedBy ?? '' })
  }
  return steps.map((step) => eventOf(step, alarm, sighting))
}

function eventOf(step: Step, alarm: Alarm, { observedFrom }: AlarmSighting): AlarmEvent {
  const { id: alarmId, raisedAt, priority, deviceId, kind } = alarm
  const isLate = raisedAt < observedFrom
  return { alarmId, raisedAt, priority, deviceId, kind, actor: null, note: '', isLate, ...step }
}

function trackOf(known: AlarmTrack | null, alarm: Alarm, sequence: number): AlarmTrack {
  const { id: alarmId, raisedAt, priority, deviceId, kind, acknowledged, shelvedUntil, isOutOfService } = alarm
  return {
    ...{ alarmId, raisedAt, sequence, priority, deviceId, kind, shelvedUntil, isOutOfService },
    isActive: alarm.clearedAt === null,
    isAcknowledged: acknowledged,
    wasAcknowledged: acknowledged || (known?.wasAcknowledged ?? false),
    isSuppressed: alarm.suppressedBy !== null,
  }
}
