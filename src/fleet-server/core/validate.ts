import type { z } from 'zod'
import { unsafeIn } from '#shared/board/read-board.ts'
import { MAX_SHELF_MS } from '#shared/domain/alarms.ts'
import {
  type AlertData,
  ENTITY_SCHEMAS,
  type Fields,
  type PlaylistData,
  type ScheduleData,
  UNTOUCHED_ALERT,
} from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { FleetStore } from '../store/store.ts'
import { parseStored } from '../store/stored-json.ts'

/** Largest `data` of one entity as JSON, so that any event and any page holding it fits into one message. */
export const MAX_ENTITY_BYTES = 256 * 1_024

/** Why fields are refused: a sentence, and the field at fault. */
export interface Fault {
  readonly message: string
  readonly field?: string
}

export type Checked = { readonly ok: true; readonly fields: Fields } | { readonly ok: false; readonly fault: Fault }

const FULL: Readonly<Record<EntityType, z.ZodType<Fields>>> = {
  device: ENTITY_SCHEMAS.device.data.strict(),
  playlist: ENTITY_SCHEMAS.playlist.data.strict(),
  schedule: ENTITY_SCHEMAS.schedule.data.strict(),
  content: ENTITY_SCHEMAS.content.data.strict(),
  alert: ENTITY_SCHEMAS.alert.data.strict(),
  wallboard: ENTITY_SCHEMAS.wallboard.data.strict(),
}

const PARTIAL: Readonly<Record<EntityType, z.ZodType<Fields>>> = {
  device: ENTITY_SCHEMAS.device.data.partial().strict(),
  playlist: ENTITY_SCHEMAS.playlist.data.partial().strict(),
  schedule: ENTITY_SCHEMAS.schedule.data.partial().strict(),
  content: ENTITY_SCHEMAS.content.data.partial().strict(),
  alert: ENTITY_SCHEMAS.alert.data.partial().strict(),
  wallboard: ENTITY_SCHEMAS.wallboard.data.partial().strict(),
}

const PAIRED_BEFORE: Fault = { message: 'A device is paired when it is created.', field: 'pairingCode' }

/** All fields of a new entity. An unknown field is refused, since dropping it would lose it silently. */
export function checkNew(entityType: EntityType, fields: Fields): Checked {
  return findUnsafe(entityType, fields) ?? check(FULL[entityType], fields)
}

/** Some fields of an existing entity, at least one. */
export function checkChange(entityType: EntityType, fields: Fields): Checked {
  if (Object.keys(fields).length === 0) return { ok: false, fault: { message: 'The update names no field.' } }
  if ('pairingCode' in fields) return { ok: false, fault: PAIRED_BEFORE }
  return findUnsafe(entityType, fields) ?? check(PARTIAL[entityType], fields)
}

/** A board that is made to take time is not even held against the schema. */
function findUnsafe(entityType: EntityType, fields: Fields): Checked | null {
  const unsafe = entityType === 'wallboard' ? unsafeIn(fields) : null
  if (unsafe === null) return null
  const [, field = ''] = unsafe.pointer.split('/')
  const message = `${unsafe.pointer || 'The fields'}: not allowed (${unsafe.fault})`.slice(0, 500)
  return { ok: false, fault: { message, ...(field === '' ? {} : { field: field.slice(0, 200) }) } }
}

function check(schema: z.ZodType<Fields>, fields: Fields): Checked {
  const parsed = schema.safeParse(fields)
  if (parsed.success) return { ok: true, fields: parsed.data }
  const issue = parsed.error.issues[0]
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0]
  const message = `${field === undefined ? 'The fields' : String(field)}: ${issue?.message ?? 'invalid'}`.slice(0, 500)
  return { ok: false, fault: { message, ...(field === undefined ? {} : { field: String(field).slice(0, 200) }) } }
}

/** Checks that everything the given fields refer to exists. Only the given fields: an old fault is not the editor's. */
export function findMissingReference(store: FleetStore, entityType: EntityType, fields: Fields): Fault | null {
  const has = (type: EntityType, id: string): boolean => store.entities.find(type, id) !== undefined
  const playlistId = fields['playlistId']
  if (typeof playlistId === 'string' && !has('playlist', playlistId)) {
    return { message: `There is no playlist ${playlistId}.`, field: 'playlistId' }
  }
  if (entityType === 'playlist' && fields['items'] !== undefined) {
    const items = fields['items'] as PlaylistData['items']
    const missing = items.find((item) => !has('content', item.contentId))
    if (missing) return { message: `There is no content ${missing.contentId}.`, field: 'items' }
    if (new Set(items.map((item) => item.id)).size < items.length) {
      return { message: 'Two items have the same id.', field: 'items' }
    }
  }
  if (entityType === 'schedule' && fields['deviceIds'] !== undefined) {
    const missing = (fields['deviceIds'] as ScheduleData['deviceIds']).find((id) => !has('device', id))
    if (missing !== undefined) return { message: `There is no device ${missing}.`, field: 'deviceIds' }
  }
  return null
}

/** Content of a file is there for devices to fetch: it is not made before its bytes are. */
export function findMissingBytes(
  hasBytes: (sha256: string) => boolean,
  entityType: EntityType,
  fields: Fields,
): Fault | null {
  const checksum = fields['checksum']
  if (entityType !== 'content' || typeof checksum !== 'string' || hasBytes(checksum)) return null
  return { message: 'The bytes of this content have not been uploaded.', field: 'checksum' }
}

/**
 * Checks what operators do with alarms, as ISA-18.2 asks: nothing is set aside without a reason, and shelving has an end. One
 * that is over already is no fault: the console may have been offline for longer than the shelf.
 *
 * @param at milliseconds since the epoch, by the server's clock.
 */
export function findAlarmFault(before: Fields, changes: Fields, at: number): Fault | null {
  const after: AlertData = { ...UNTOUCHED_ALERT, ...before, ...changes }
  const isGiven = (field: keyof AlertData): boolean => changes[field] !== undefined
  if (isGiven('shelvedUntil') && after.shelvedUntil !== null) {
    if (after.shelvedReason.trim() === '') return { message: 'Shelving needs a reason.', field: 'shelvedReason' }
    if (after.shelvedUntil - at > MAX_SHELF_MS) {
      return { message: 'An alarm can be shelved for 7 days at most.', field: 'shelvedUntil' }
    }
  }
  if (isGiven('isOutOfService') && after.isOutOfService && after.outOfServiceReason.trim() === '') {
    return { message: 'Taking an alarm out of service needs a reason.', field: 'outOfServiceReason' }
  }
  return null
}

/** Why an entity must not be deleted yet, in a sentence; null when it may. */
export function findUse(store: FleetStore, entityType: EntityType, id: string): string | null {
  if (entityType === 'playlist') {
    const users = store.entities.usersOfPlaylist(id)
    return users === 0 ? null : `The playlist is still used by ${users} devices or schedules: assign another one first.`
  }
  if (entityType === 'content') {
    // Playlists are few; the text search spares parsing those that can not hold the id.
    const holder = store.entities
      .ofType('playlist')
      .filter((row) => row.data.includes(JSON.stringify(id)))
      .map((row) => parseStored<PlaylistData>(row.data))
      .find((playlist) => playlist.items.some((item) => item.contentId === id))
    return holder === undefined ? null : `The content is still in the playlist "${holder.name}": remove it there first.`
  }
  return null
}
