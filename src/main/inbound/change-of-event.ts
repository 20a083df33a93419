import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { BaseChange } from '../replica/base.ts'

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
        reported: { lastCommand: { key, command, result, at } },
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
      const { scheduleId, sequence, executedAt, result } = event.payload
      return {
        kind: 'reported',
        ref: { entityType: 'schedule', entityId: scheduleId },
        sequence,
        reported: { lastExecutedAt: executedAt, lastResult: result },
      }
    }
    case 'entity:changed': {
      const { entityType, entityId, sequence, version, record } = event.payload
      if (record === null) return { kind: 'removed', ref: { entityType, entityId }, sequence, version }
      return { kind: 'record', record: { ...record, sequence } }
    }
  }
}
