import { ALARM_EVENT_TYPES, type AlarmEvent, type AlarmTrack } from '#shared/domain/alarm-events.ts'
import { addStretch, countEvent, emptyStretch, type Stretch } from '#shared/domain/alarm-stretches.ts'
import { ALARM_PRIORITIES } from '#shared/domain/alarms.ts'
import type { AlarmHistory } from '#shared/ipc/alarm-requests.ts'
import type { SqliteDatabase } from '#sqlite/open.ts'
import { startOfDay } from '../platform/clock.ts'
import { alarmHistory, DAYS_KEPT_FROM } from './alarm-history-query.ts'
import { type AlarmStatements, alarmStatements } from './alarm-statements.ts'
import type { AlarmHistoryQuery, AlarmLimits, AlarmRequest, RecordedAlarms } from './alarm-store.ts'
import { EVENTS_KEPT_FROM } from './stored-alarms.ts'
import { bytesOf, stretchOfRow } from './stretch-rows.ts'

/** So many rows are deleted at once: a few milliseconds' worth. */
const PRUNED_AT_ONCE = 200

/** The record of alarms in the database of a site: events, the sums of days, gaps. Throws like any write or read. */
export class AlarmTables {
  readonly #database: SqliteDatabase
  readonly #statements: AlarmStatements

  constructor(database: SqliteDatabase) {
    this.#database = database
    this.#statements = alarmStatements(database)
  }

  answer(request: AlarmRequest): unknown {
    switch (request.ask) {
      case 'record':
        return this.#record(JSON.parse(request.text) as RecordedAlarms)
      case 'tracks':
        return this.#tracks()
      case 'history':
        return this.#history(request.query)
      case 'prune':
        return this.#prune(request.limits)
    }
  }

  /** An event that is there already is not counted again: sums and events are always about the same. */
  #record([writes, gaps]: RecordedAlarms): null {
    this.#database
      .transaction(() => {
        const days = new Map<number, Stretch>()
        for (const { alarmId, events, track } of writes) {
          for (const event of events) if (this.#insert(event)) countEvent(dayOf(days, event.at), event)
          if (track === null) this.#statements.removeTrack.run(alarmId)
          else this.#statements.putTrack.run(alarmId, JSON.stringify(track))
        }
        for (const day of days.values()) this.#addDay(day)
        for (const gap of gaps) this.#statements.putGap.run(gap.from, gap.to, gap.reason)
      })
      .immediate()
    return null
  }

  #insert(event: AlarmEvent): boolean {
    const { at, type, alarmId, raisedAt, mark, priority, deviceId, kind, actor, note, isLate } = event
    const places = [ALARM_EVENT_TYPES.indexOf(type), ALARM_PRIORITIES.indexOf(priority)] as const
    const about = [deviceId, kind, actor, note, isLate ? 1 : 0] as const
    return this.#statements.insertEvent.run(at, places[0], alarmId, raisedAt, mark, places[1], ...about).changes === 1
  }

  #addDay(day: Stretch): void {
    const row = this.#statements.day.get(day.start)
    if (row !== undefined) addStretch(day, stretchOfRow(row))
    this.#statements.putDay.run(day.start, bytesOf(day.counts), bytesOf(day.slots), bytesOf(day.waits))
  }

  /** One that cannot be read is as if it was not there: what the server tells of its alarm next is compared with nothing. */
  #tracks(): readonly AlarmTrack[] {
    return this.#statements.tracks.all().flatMap(({ track }) => {
      try {
        return [JSON.parse(track) as AlarmTrack]
      } catch {
        return []
      }
    })
  }

  #history(query: AlarmHistoryQuery): AlarmHistory {
    return alarmHistory(this.#statements, query)
  }

  /** Whether more is left. */
  #prune({ eventsBefore, daysBefore }: AlarmLimits): boolean {
    const { removeEvents, removeDays, removeGaps, putMeta, metaOf } = this.#statements
    return this.#database
      .transaction(() => {
        const removed = removeEvents.run(eventsBefore, PRUNED_AT_ONCE).changes
        const eventsFrom = Number(metaOf.get(EVENTS_KEPT_FROM)?.value ?? Number.NEGATIVE_INFINITY)
        if (removed > 0 && eventsBefore > eventsFrom) putMeta.run(EVENTS_KEPT_FROM, String(eventsBefore))
        const days = removeDays.run(daysBefore).changes
        removeGaps.run(daysBefore)
        const keptFrom = Number(metaOf.get(DAYS_KEPT_FROM)?.value ?? Number.NEGATIVE_INFINITY)
        if (days > 0 && daysBefore > keptFrom) putMeta.run(DAYS_KEPT_FROM, String(daysBefore))
        return removed === PRUNED_AT_ONCE
      })
      .immediate()
  }
}

function dayOf(days: Map<number, Stretch>, at: number): Stretch {
  const start = startOfDay(at)
  const known = days.get(start)
  if (known !== undefined) return known
  const made = emptyStretch(start)
  days.set(start, made)
  return made
}
