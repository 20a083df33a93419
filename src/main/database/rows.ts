import type { z } from 'zod'
import { ENTITY_SCHEMAS, type EntityRecord, type Fields, RECORD_DATA_SCHEMAS } from '#shared/domain/entities.ts'
import { type EntityType, entityTypeSchema } from '#shared/domain/ids.ts'
import {
  fieldsOf,
  type Intent,
  intentSchema,
  type Operation,
  operationStateSchema,
  PRIORITIES,
} from '#shared/domain/operation.ts'
import { isPlainDevice, isPlainReport } from '#shared/domain/plain-device.ts'
import type { Overlay } from './store.ts'
import { isAcknowledgement, isConflict, isFields, isLastError, isSequences, isTimeStamp } from './stored-shapes.ts'
import { TextRecord } from './text-record.ts'
import { upgradeIntent } from './upgrades.ts'

/** A row of `operations` as SQLite returns it. */
export interface OperationRow {
  readonly client_sequence: number
  readonly key: string
  readonly entity_type: string
  readonly entity_id: string
  readonly kind: string
  readonly fields: string
  readonly bytes: number
  readonly state: string
  readonly priority: number
  readonly base_version: number
  readonly created_at: number
  readonly changed_at: number
  readonly waiting_since: string
  readonly accepted_at: string | null
  readonly attempts: number
  readonly rounds: number
  readonly next_attempt_at: number | null
  readonly actor: string
  readonly user_id: string
  readonly schema_version: number
  readonly intent: string
  readonly base_fields: string
  readonly last_error: string | null
  readonly conflict: string | null
  readonly depends_on: string | null
  readonly batch_id: string | null
  readonly batch_size: number | null
  readonly acknowledged: string | null
}

type StandingColumns = Omit<
  OperationRow,
  | 'client_sequence'
  | 'key'
  | 'entity_type'
  | 'entity_id'
  | 'kind'
  | 'created_at'
  | 'actor'
  | 'user_id'
  | 'schema_version'
  | 'fields'
  | 'bytes'
  | 'intent'
  | 'base_fields'
>

export interface EntityRow {
  readonly entity_type: string
  readonly id: string
  readonly version: number
  readonly sequence: number
  readonly data: string
  readonly reported: string
}

/** The columns of an operation in the order in which they are written. */
export const OPERATION_COLUMNS = [
  'client_sequence',
  'key',
  'entity_type',
  'entity_id',
  'kind',
  'fields',
  'bytes',
  'state',
  'priority',
  'base_version',
  'created_at',
  'changed_at',
  'waiting_since',
  'accepted_at',
  'attempts',
  'rounds',
  'next_attempt_at',
  'actor',
  'user_id',
  'schema_version',
  'intent',
  'base_fields',
  'last_error',
  'conflict',
  'depends_on',
  'batch_id',
  'batch_size',
  'acknowledged',
] as const satisfies readonly (keyof OperationRow)[]

export function rowOfOperation(operation: Operation): OperationRow {
  const { intent } = operation
  return {
    client_sequence: operation.clientSequence,
    key: operation.key,
    entity_type: intent.entityType,
    entity_id: intent.entityId,
    kind: intent.kind,
    created_at: operation.createdAt,
    actor: operation.user.name,
    user_id: operation.user.id,
    schema_version: operation.schemaVersion,
    ...standOf(operation),
    ...payloadOf(operation),
  }
}

/** Sizes of payloads that were written: the index asks for them right after that. */
const measured = new WeakMap<Operation['intent'], { readonly baseFields: Fields; readonly bytes: number }>()

/** Characters of the stored payload. */
export function payloadBytes({ intent, baseFields }: Operation): number {
  const known = measured.get(intent)
  if (known?.baseFields === baseFields) return known.bytes
  return JSON.stringify(intent).length + JSON.stringify(baseFields).length
}

/** The columns of what an operation does. */
export function payloadOf({
  intent,
  baseFields,
}: Operation): Pick<OperationRow, 'fields' | 'bytes' | 'intent' | 'base_fields'> {
  const intentText = JSON.stringify(intent)
  const baseText = JSON.stringify(baseFields)
  const bytes = intentText.length + baseText.length
  measured.set(intent, { baseFields, bytes })
  return {
    fields: Object.keys(fieldsOf(intent)).join(),
    bytes,
    intent: intentText,
    base_fields: baseText,
  }
}

/** The columns of where an operation stands. */
export function standOf(operation: Operation): StandingColumns {
  const { batch, dependsOn } = operation
  return {
    state: operation.state,
    priority: PRIORITIES.indexOf(operation.priority),
    base_version: operation.baseVersion,
    changed_at: operation.changedAt,
    waiting_since: JSON.stringify(operation.waitingSince),
    accepted_at: jsonOrNull(operation.acceptedAt),
    attempts: operation.attempts,
    rounds: operation.rounds,
    next_attempt_at: operation.nextAttemptAt,
    last_error: jsonOrNull(operation.lastError),
    conflict: jsonOrNull(operation.conflict),
    depends_on: dependsOn.length === 0 ? null : JSON.stringify(dependsOn),
    batch_id: batch?.id ?? null,
    batch_size: batch?.size ?? null,
    acknowledged: jsonOrNull(operation.acknowledged),
  }
}

/**
 * Parses a stored row. Throws when the row is damaged or was written by a newer version: the caller sets it aside.
 */
export function operationOfRow(row: OperationRow): Operation {
  const intent: Intent = intentSchema.parse(upgradeIntent(JSON.parse(row.intent), row.schema_version))
  if (intent.entityId === undefined) throw new Error('the stored operation names no entity')
  const { kind, entityType, entityId } = intent
  if (kind !== row.kind || entityType !== row.entity_type || entityId !== row.entity_id) {
    throw new Error('its payload is not the one it was stored with')
  }
  const priority = PRIORITIES[row.priority]
  if (priority === undefined) throw new Error(`unknown priority ${row.priority}`)
  return {
    key: row.key,
    clientSequence: row.client_sequence,
    intent: { ...intent, entityId },
    state: operationStateSchema.parse(row.state),
    priority,
    baseVersion: row.base_version,
    baseFields: stored('base', row.base_fields, isFields),
    createdAt: row.created_at,
    changedAt: row.changed_at,
    waitingSince: stored('time', row.waiting_since, isTimeStamp),
    acceptedAt: storedOrNull('time of acceptance', row.accepted_at, isTimeStamp),
    attempts: row.attempts,
    rounds: row.rounds,
    nextAttemptAt: row.next_attempt_at,
    lastError: storedOrNull('last error', row.last_error, isLastError),
    conflict: storedOrNull('conflict', row.conflict, isConflict),
    dependsOn: storedOrNull('list of what it waits for', row.depends_on, isSequences) ?? [],
    batch: row.batch_id === null ? null : { id: row.batch_id, size: row.batch_size ?? 0 },
    user: { id: row.user_id, name: row.actor },
    schemaVersion: row.schema_version,
    acknowledged: storedOrNull('acknowledgement', row.acknowledged, isAcknowledgement),
  }
}

export function overlayOf(operation: Operation): Overlay {
  const { intent } = operation
  return {
    key: operation.key,
    clientSequence: operation.clientSequence,
    entityType: intent.entityType,
    entityId: intent.entityId,
    kind: intent.kind,
    fields: fieldsOf(intent),
    command: intent.kind === 'command' ? intent.command : null,
    createdAt: operation.createdAt,
  }
}

/** Made once: making a schema costs many times what a check with it costs. */
const REPORTED: Readonly<Record<EntityType, z.ZodType<Fields>>> = {
  device: ENTITY_SCHEMAS.device.reported.partial(),
  playlist: ENTITY_SCHEMAS.playlist.reported.partial(),
  schedule: ENTITY_SCHEMAS.schedule.reported.partial(),
  content: ENTITY_SCHEMAS.content.reported.partial(),
  alert: ENTITY_SCHEMAS.alert.reported.partial(),
  wallboard: ENTITY_SCHEMAS.wallboard.reported.partial(),
}

/** Parses a stored record. A new entity that no device has reported on yet has an empty reported half. */
export function recordOfRow(row: EntityRow): EntityRecord {
  const entityType = entityTypeSchema.parse(row.entity_type)
  const { id, version, sequence } = row
  const head = { entityType, id, version, sequence }
  const data: unknown = JSON.parse(row.data)
  const reported: unknown = JSON.parse(row.reported)
  if (entityType === 'device' && isPlainDevice(data) && isPlainReport(reported)) {
    return new TextRecord(head, row.data, row.reported)
  }
  return { ...head, data: RECORD_DATA_SCHEMAS[entityType].parse(data), reported: REPORTED[entityType].parse(reported) }
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

function stored<T>(what: string, text: string, isRight: (value: unknown) => value is T): T {
  const value: unknown = JSON.parse(text)
  if (!isRight(value)) throw new Error(`its ${what} is damaged`)
  return value
}

function storedOrNull<T>(what: string, text: string | null, isRight: (value: unknown) => value is T): T | null {
  return text === null ? null : stored(what, text, isRight)
}
