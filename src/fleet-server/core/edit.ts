import { type ChangeAuthor, type ChangeAuthors, WHOLE_ENTITY } from '#shared/domain/conflict.ts'
import type { AlertData, AlertReported, Fields, PlaylistData } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { Topic } from '#shared/protocol/feed.ts'
import { type EntityRow, recordOf, type Tombstone } from '../store/entity-table.ts'
import type { FleetStore } from '../store/store.ts'
import { parseStored } from '../store/stored-json.ts'

/** Whoever has an effect: an operator through an operation, or one of the simulated ones. */
export interface Author {
  readonly actor: string
  readonly source: 'operation' | 'simulation'
  readonly key: string | null
  readonly clientId: string | null
  readonly clientSequence: number | null
  /** Milliseconds since the epoch, by the server's clock. */
  readonly at: number
}

export interface Effect {
  readonly entityId: string
  readonly version: number
  readonly sequence: number
  readonly at: number
}

export const TOPIC_OF: Readonly<Record<EntityType, Topic>> = {
  device: 'devices',
  playlist: 'playlists',
  schedule: 'schedules',
  content: 'content',
  alert: 'alerts',
  wallboard: 'wallboards',
}

/** Every function here must run inside `store.transact`; the caller has validated the fields. */
export function createEntity(
  store: FleetStore,
  entityType: EntityType,
  entityId: string,
  halves: { readonly data: Fields; readonly reported: Fields },
  author: Author,
): Effect {
  const sequence = store.feed.next
  store.entities.insert(entityType, entityId, sequence, halves.data, halves.reported)
  const row = store.entities.find(entityType, entityId)
  if (row === undefined) throw new Error(`${entityType} ${entityId} vanished while it was created`)
  publishChange(store, row, 'created', author)
  return record(store, row, 'create', author)
}

/** Changes some fields of `data` and raises the version by one. */
export function updateEntity(store: FleetStore, before: EntityRow, changes: Fields, author: Author): Effect {
  const version = before.version + 1
  const sequence = store.feed.next
  const old = parseStored<Fields>(before.data)
  const data = JSON.stringify({ ...old, ...changes })
  const fieldVersions = parseStored<Record<string, number>>(before.fieldVersions)
  const fieldAuthors = parseStored<Record<string, ChangeAuthor>>(before.fieldAuthors)
  for (const field of Object.keys(changes)) {
    fieldVersions[field] = version
    fieldAuthors[field] = { actor: author.actor, at: author.at }
  }
  const texts = { data, fieldVersions: JSON.stringify(fieldVersions), fieldAuthors: JSON.stringify(fieldAuthors) }
  store.entities.updateData(before.row, { version, sequence, ...texts })
  const reported = before.entityType === 'alert' ? notedAcknowledgement(before, old, changes, author) : before.reported
  if (reported !== before.reported) store.entities.updateReported(before.row, sequence, reported)
  const row: EntityRow = { ...before, version, sequence, data, reported }
  publishChange(store, row, changeOf(before.entityType, old, changes), author)
  return record(store, row, 'update', author)
}

/** The reported half of an alarm with who acknowledged it and when, where the edit changes that. */
function notedAcknowledgement(before: EntityRow, old: Fields, changes: Fields, { at, actor }: Author): string {
  const isAcknowledged = changes['acknowledged']
  if (typeof isAcknowledged !== 'boolean' || isAcknowledged === old['acknowledged']) return before.reported
  const noted = { acknowledgedAt: isAcknowledged ? at : null, acknowledgedBy: isAcknowledged ? actor : null }
  return JSON.stringify({ ...parseStored<Fields>(before.reported), ...noted })
}

export function deleteEntity(store: FleetStore, before: EntityRow, author: Author): Effect {
  const version = before.version + 1
  const sequence = store.feed.next
  store.entities.delete(before, version, sequence, author)
  if (before.entityType === 'device') {
    store.feed.forgetReports(before.id)
    store.health.forget(before.row)
  }
  const row: EntityRow = { ...before, version, sequence }
  publishChange(store, row, 'deleted', author)
  return record(store, row, 'delete', author)
}

/** A command changes nothing by itself: the device reports what it did. */
export function recordCommand(store: FleetStore, row: EntityRow, author: Author): Effect {
  return record(store, { ...row, sequence: store.feed.head }, 'command', author)
}

/** The server's values of the fields that changed after a version; of all when that version never existed here. */
export function fieldsChangedSince(row: EntityRow, version: number): Fields {
  const data = parseStored<Fields>(row.data)
  if (version > row.version) return data
  const fieldVersions = parseStored<Record<string, number>>(row.fieldVersions)
  return Object.fromEntries(Object.entries(data).filter(([field]) => (fieldVersions[field] ?? 1) > version))
}

/** Who changed these fields last, as far as it was kept; undefined: of none of them. */
export function authorsOf(row: EntityRow, fields: Fields): ChangeAuthors | undefined {
  const known = Object.entries(parseStored<ChangeAuthors>(row.fieldAuthors)).filter(([name]) => name in fields)
  return known.length === 0 ? undefined : Object.fromEntries(known)
}

/** Who deleted it; undefined: that was not kept. */
export function authorOfDeletion({ actor, at }: Tombstone): ChangeAuthors | undefined {
  return actor === null ? undefined : { [WHOLE_ENTITY]: { actor, at } }
}

type Change = 'created' | 'updated' | 'deleted' | 'reordered'

function changeOf(entityType: EntityType, old: Fields, changes: Fields): Change {
  if (entityType !== 'playlist' || Object.keys(changes).join() !== 'items') return 'updated'
  const text = (items: unknown): string[] => (items as PlaylistData['items']).map((item) => JSON.stringify(item))
  const before = text(old['items'])
  const after = text(changes['items'])
  const isSameSet = before.length === after.length && [...before].sort().join() === [...after].sort().join()
  return isSameSet && before.join() !== after.join() ? 'reordered' : 'updated'
}

function publishChange(store: FleetStore, row: EntityRow, change: Change, author: Author): void {
  const { entityType, id, version } = row
  const topic = TOPIC_OF[entityType]
  const cause = { actor: author.actor, key: author.key }
  const { data, reported } = recordOf(row)
  if (entityType === 'playlist') {
    store.publish('playlist:updated', topic, author.at, {
      ...cause,
      playlistId: id,
      change,
      version,
      data: change === 'deleted' ? null : (data as PlaylistData),
    })
  } else if (entityType === 'alert' && change === 'updated') {
    publishAlert(store, row, 'updated', author)
  } else {
    const record = change === 'deleted' ? null : { entityType, id, version, sequence: row.sequence, data, reported }
    store.publish('entity:changed', topic, author.at, { ...cause, entityType, entityId: id, version, record })
  }
}

export function publishAlert(
  store: FleetStore,
  row: EntityRow,
  change: 'raised' | 'updated' | 'cleared',
  cause: { readonly actor: string; readonly key: string | null; readonly at: number },
): number {
  const { data, reported } = recordOf(row)
  return store.publish('health:alert', 'alerts', cause.at, {
    actor: cause.actor,
    key: cause.key,
    alertId: row.id,
    change,
    version: row.version,
    // Both halves were validated when they were written.
    data: data as AlertData,
    reported: reported as AlertReported,
  })
}

function record(
  store: FleetStore,
  row: EntityRow,
  kind: 'create' | 'update' | 'delete' | 'command',
  author: Author,
): Effect {
  const { entityType, id: entityId, version, sequence } = row
  store.recordEffect({ ...author, sequence, entityType, entityId, kind, version })
  return { entityId, version, sequence, at: author.at }
}
