import type { ConflictRecord } from '#shared/domain/conflict.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { playlistsOf } from './fleet.ts'
import { operationOf } from './operations.ts'

/** What waits on the conflict desk: clashes of every kind, and enough alike to be decided together. */
export function clashesOf(devices: readonly EntityView[], now: number): OperationView[] {
  const at = (index: number) => devices[index] as EntityView
  const state = 'conflicted' as const
  const item = (id: string, durationSeconds: number) => ({ id, contentId: `con-${id}`, durationSeconds })
  const [list] = playlistsOf()
  const playlist = {
    ...(list as EntityView),
    data: {
      ...list?.data,
      description: 'Mornings in the hall.',
      items: [item('welcome', 10), item('map', 20), item('weather', 30)],
    },
  }
  return [
    operationOf(
      {
        device: at(0),
        fields: {
          name: 'Gate 1 welcome display',
          location: 'above the ticket desk',
          tags: ['indoor', 'priority', 'mine'],
        },
        serverFields: { name: 'Gate 1 north display', tags: ['indoor', 'north'], model: 'Brightline 65' },
        state,
        ageMs: 610_000,
      },
      now,
    ),
    operationOf(
      {
        device: playlist,
        fields: {
          description: 'Mornings and evenings in the hall.',
          items: [item('welcome', 15), item('map', 20), item('offers', 25), item('weather', 30)],
        },
        serverFields: {
          description: 'Mornings in the main hall.',
          items: [item('welcome', 12), item('weather', 30), item('map', 20), item('closing', 10)],
        },
        state,
        ageMs: 540_000,
      },
      now,
    ),
    operationOf(
      {
        device: at(8),
        fields: { location: 'beside the kiosk' },
        serverFields: { location: 'ticket hall' },
        state,
        ageMs: 480_000,
        reason: 'loop',
      },
      now,
    ),
    operationOf(
      {
        device: at(16),
        kind: 'delete',
        serverFields: { name: 'Gate 3 ticker (kept)', location: 'east stairs' },
        state,
        ageMs: 300_000,
        reason: 'delete-over-edits',
      },
      now,
    ),
    operationOf({ device: at(24), fields: { name: 'Gate 4 wall' }, isGone: true, state, ageMs: 240_000 }, now),
    ...[32, 40, 48, 56, 64].map((index) =>
      operationOf(
        {
          device: at(index),
          fields: { playlistId: 'pls-6' },
          serverFields: { playlistId: 'pls-2' },
          state,
          ageMs: 60_000 + index * 500,
        },
        now,
      ),
    ),
  ]
}

export function decidedOf(devices: readonly EntityView[], now: number): ConflictRecord[] {
  const record = (index: number, change: Partial<ConflictRecord>): ConflictRecord => ({
    id: `record-${index}-${change.field ?? 'name'}`,
    key: '5e1f0c3a-7d2b-4c19-9a10-000000000001',
    entityType: 'device',
    entityId: devices[index]?.id ?? '',
    field: 'name',
    base: 'Gate 2 totem',
    mine: 'Gate 2 welcome totem',
    theirs: 'Gate 2 south totem',
    result: 'Gate 2 south totem',
    winner: 'theirs',
    strategy: 'server-wins',
    isAutomatic: false,
    resolvedBy: 'operator',
    at: now - 900_000 - index * 60_000,
    reason: 'chosen',
    resolutionId: 'c0f11c7d-0000-4000-8000-00000000000a',
    ...change,
  })
  const byItself = { isAutomatic: true, resolvedBy: 'automatic' } as const
  return [
    record(3, {}),
    record(3, {
      field: 'location',
      base: 'hall',
      mine: 'lower hall',
      theirs: 'west hall',
      result: 'lower hall',
      winner: 'mine',
    }),
    record(5, {
      field: 'tags',
      base: ['a'],
      mine: ['a', 'mine'],
      theirs: ['a', 'theirs'],
      result: ['a', 'theirs', 'mine'],
      winner: 'merged',
      reason: 'merged',
      resolutionId: 'c0f11c7d-0000-4000-8000-00000000000b',
      ...byItself,
    }),
    record(7, {
      field: 'playlistId',
      base: 'pls-1',
      mine: 'pls-2',
      theirs: 'pls-3',
      result: 'pls-3',
      reason: 'strategy',
      resolutionId: 'c0f11c7d-0000-4000-8000-00000000000c',
      ...byItself,
    }),
    record(9, {
      field: '*',
      base: null,
      mine: null,
      theirs: { name: 'Gate 5' },
      result: null,
      winner: 'mine',
      resolutionId: 'c0f11c7d-0000-4000-8000-00000000000d',
    }),
  ]
}
