import { ENTITY_SCHEMAS, type EntityRecord, type Fields } from '#shared/domain/entities.ts'
import { entityTypeSchema } from '#shared/domain/ids.ts'
import {
  type Intent,
  intentSchema,
  type Operation,
  operationStateSchema,
  PRIORITIES,
} from '#shared/domain/operation.ts'
import type { OperationIndexRow, Overlay } from './store.ts'

/** A row of `operations` as SQLite returns it. */
export interface OperationRow {
  readonly client_sequence: number
  readonly key: string
  readonly entity_type: string
  readonly entity_id: string
  readonly state: string
  readonly priority: number
  readonly base_version: number
  readonly created_at: number
  readonly changed_at: number
  readonly attempts: number
  readonly next_attempt_at: number | null
  readonly actor: string
  readonly schema_version: number
  readonly intent: string
  readonly base_fields: string
  readonly last_error: string | null
  readonly conflict: string | null
  readonly acknowledged: string | null
}

export interface EntityRow {
  readonly entity_type: string
  readonly id: string
  readonly version: number
  readonly sequence: number
  readonly data: string
  readonly reported: string
}

export function rowOfOperation(operation: Operation): OperationRow {
  return {
    client_sequence: operation.clientSequence,
    key: operation.key,
    entity_type: operation.intent.entityType,
    entity_id: operation.intent.entityId,
    state: operation.state,
    priority: PRIORITIES.indexOf(operation.priority),
    base_version: operation.baseVersion,
    created_at: operation.createdAt,
    changed_at: operation.changedAt,
    attempts: operation.attempts,
    next_attempt_at: operation.nextAttemptAt,
    actor: operation.actor,
    schema_version: operation.schemaVersion,
    intent: JSON.stringify(operation.intent),
    base_fields: JSON.stringify(operation.baseFields),
    last_error: jsonOrNull(operation.lastError),
    conflict: jsonOrNull(operation.conflict),
    acknowledged: jsonOrNull(operation.acknowledged),
  }
}

/** Parses a stored row. Throws when the row is damaged or was written by a newer version: the caller sets it aside. */
export function operationOfRow(row: OperationRow): Operation {
  const intent: Intent = intentSchema.parse(JSON.parse(row.intent))
  if (intent.entityId === undefined) throw new Error('the stored operation names no entity')
  const priority = PRIORITIES[row.priority]
  if (priority === undefined) throw new Error(`unknown priority ${row.priority}`)
  return {
    key: row.key,
    clientSequence: row.client_sequence,
    intent: { ...intent, entityId: intent.entityId },
    state: operationStateSchema.parse(row.state),
    priority,
    baseVersion: row.base_version,
    baseFields: JSON.parse(row.base_fields) as Fields,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    lastError: parseOrNull(row.last_error),
    conflict: parseOrNull(row.conflict),
    actor: row.actor,
    schemaVersion: row.schema_version,
    acknowledged: parseOrNull(row.acknowledged),
  }
}

/** The memory index of a row; checks the whole row, so that nothing damaged is ever sent. */
export function indexOfRow(row: OperationRow): OperationIndexRow {
  return indexOfOperation(operationOfRow(row), row.intent.length + row.base_fields.length)
}

export function indexOfOperation(operation: Operation, bytes = payloadBytes(operation)): OperationIndexRow {
  return {
    key: operation.key,
    clientSequence: operation.clientSequence,
    entityType: operation.intent.entityType,
    entityId: operation.intent.entityId,
    kind: operation.intent.kind,
    state: operation.state,
    priority: PRIORITIES.indexOf(operation.priority),
    baseVersion: operation.baseVersion,
    createdAt: operation.createdAt,
    attempts: operation.attempts,
    nextAttemptAt: operation.nextAttemptAt,
    bytes,
    lastError: operation.lastError,
  }
}

export function payloadBytes(operation: Operation): number {
  return JSON.stringify(operation.intent).length + JSON.stringify(operation.baseFields).length
}

export function overlayOf(operation: Operation): Overlay {
  const { intent } = operation
  return {
    key: operation.key,
    clientSequence: operation.clientSequence,
    entityType: intent.entityType,
    entityId: intent.entityId,
    kind: intent.kind,
    fields: intent.kind === 'create' || intent.kind === 'update' ? intent.fields : {},
    command: intent.kind === 'command' ? intent.command : null,
    createdAt: operation.createdAt,
  }
}

/** Parses a stored record. A new entity that no device has reported on yet has an empty reported half. */
export function recordOfRow(row: EntityRow): EntityRecord {
  const entityType = entityTypeSchema.parse(row.entity_type)
  const schemas = ENTITY_SCHEMAS[entityType]
  return {
    entityType,
    id: row.id,
    version: row.version,
    sequence: row.sequence,
    data: schemas.data.parse(JSON.parse(row.data)),
    reported: schemas.reported.partial().parse(JSON.parse(row.reported)),
  }
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

function parseOrNull<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T)
}
