import type { ChangeAuthor } from '#shared/domain/conflict.ts'
import type { EntityRecord } from '#shared/domain/entities.ts'
import type { EntityRef } from '#shared/domain/ids.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { BaseChange } from '../replica/base.ts'

/** The server's record of an entity has changed here; reports of devices do not count. */
export interface RecordChange {
  readonly ref: EntityRef
  /** The operation that did it, when it came in as one. */
  readonly key: string | null
  /** Who did it; null: not known. */
  readonly author: ChangeAuthor | null
  /** As it was before; null: it was not here. */
  readonly before: EntityRecord | null
}

/** What a validated feed event changes in the local copy. */
export function changeOfEvent(event: FeedEvent): BaseChange {
  switch (event.name) {
    case 'device:status-update': {
      const { deviceId, sequence, status, lastSeenAt, health } = event.payload
      return {
        kind: 'reported',
        ref: { entityType: 'device', entityId: deviceId },
        sequence,
        reported: { status, lastSeenAt, ...(health === undefined ? {} : { health }) },
      }
    }
    case 'command:reported': {
      const { deviceId, sequence, key, command, result, at } = event.payload
      return {
        kind: 'reported',
        ref: { entityType: 'device', entityId: deviceId },
        sequence,
        reported: {
          lastCommand: { key, command, result, at },
          ...(command === 'screenshot' && result === 'done' ? { screenshot: { key, at } } : {}),
        },
      }
    }
    case 'playlist:updated': {
      const { playlistId, sequence, version, data } = event.payload
      if (data === null)
        return { kind: 'removed', ref: { entityType: 'playlist', entityId: playlistId }, sequence, version }
      return {
        kind: 'record',
        record: { entityType: 'playlist', id: playlistId, version, sequence, data, reported: {} },
      }
    }
    case 'health:alert': {
      const { alertId, sequence, version, data, reported } = event.payload
      return { kind: 'record', record: { entityType: 'alert', id: alertId, version, sequence, data, reported } }
    }
    case 'schedule:executed': {
      const { scheduleId, sequence, executedAt, result, runs } = event.payload
      return {
        kind: 'reported',
        ref: { entityType: 'schedule', entityId: scheduleId },
        sequence,
        reported: { lastExecutedAt: executedAt, lastResult: result, ...(runs === undefined ? {} : { runs }) },
      }
    }
    case 'entity:changed': {
      const { entityType, entityId, sequence, version, record } = event.payload
      if (record === null) return { kind: 'removed', ref: { entityType, entityId }, sequence, version }
      return { kind: 'record', record: { ...record, sequence } }
    }
  }
}

/** The entity that a change is about. */
export function refOf(change: BaseChange): EntityRef {
  if (change.kind !== 'record') return change.ref
  return { entityType: change.record.entityType, entityId: change.record.id }
}

/** What led to an event: the operation, if it was one, and who made it. */
export type Cause = Pick<RecordChange, 'key' | 'author'>

const NOBODY: Cause = { key: null, author: null }

export function causeOf({ payload }: FeedEvent): Cause {
  return 'actor' in payload ? { key: payload.key, author: { actor: payload.actor, at: payload.at } } : NOBODY
}
