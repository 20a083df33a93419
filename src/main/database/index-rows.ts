import { ENTITY_TYPES, type EntityType } from '#shared/domain/ids.ts'
import {
  fieldsOf,
  OPERATION_KINDS,
  OPERATION_SCHEMA_VERSION,
  OPERATION_STATES,
  type Operation,
  type OperationKind,
  type OperationState,
  PRIORITIES,
} from '#shared/domain/operation.ts'
import { type OperationRow, payloadBytes } from './rows.ts'
import type { OperationIndexRow, RowTrouble, UnreadableOperation } from './store.ts'
import { isLastError, isSequences, isTimeStamp } from './stored-shapes.ts'

/** The columns that the memory index is made of: no payload is read or parsed for it. */
export type IndexColumns = Omit<
  OperationRow,
  'intent' | 'base_fields' | 'conflict' | 'acknowledged' | 'actor' | 'changed_at' | 'rounds'
>

const LOWEST_PRIORITY = PRIORITIES.length - 1

/**
 * The memory index of a row. Never throws: a row that makes no sense, or that a newer version wrote, comes back with
 * its trouble, in the state in which it waits for a person.
 */
export function indexOfColumns(row: IndexColumns): OperationIndexRow {
  const entityType = oneOf<EntityType>(ENTITY_TYPES, row.entity_type)
  const state = oneOf<OperationState>(OPERATION_STATES, row.state)
  const kind = oneOf<OperationKind>(OPERATION_KINDS, row.kind)
  const dependsOn = read(row.depends_on, isSequences)
  const waitingSince = read(row.waiting_since, isTimeStamp)
  const acceptedAt = read(row.accepted_at, isTimeStamp)
  const isKnown = entityType !== null && state !== null && kind !== null
  const isWhole = dependsOn !== 'damaged' && waitingSince !== 'damaged' && waitingSince !== null
  return {
    key: row.key,
    clientSequence: row.client_sequence,
    entityType: entityType ?? 'device',
    entityId: row.entity_id,
    kind: kind ?? 'update',
    state: state ?? 'quarantined',
    priority: PRIORITIES[row.priority] === undefined ? LOWEST_PRIORITY : row.priority,
    baseVersion: row.base_version,
    createdAt: row.created_at,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    bytes: row.bytes,
    lastError: orElse(read(row.last_error, isLastError), null),
    fields: row.fields === '' ? [] : row.fields.split(','),
    userId: row.user_id,
    dependsOn: orElse(dependsOn, null) ?? [],
    batch: row.batch_id === null ? null : { id: row.batch_id, size: row.batch_size ?? 0 },
    waitingSince: orElse(waitingSince, null) ?? { boot: '', up: 0, server: null, wall: row.created_at },
    acceptedAt: orElse(acceptedAt, null),
    trouble: troubleOf(row.schema_version, isKnown, isWhole && acceptedAt !== 'damaged'),
  }
}

/** @param known what is known of it already, if its payload is the same; null: nothing is. */
export function indexOfOperation(
  operation: Operation,
  known: Pick<OperationIndexRow, 'bytes' | 'fields'> | null = null,
): OperationIndexRow {
  const { intent } = operation
  return {
    key: operation.key,
    clientSequence: operation.clientSequence,
    entityType: intent.entityType,
    entityId: intent.entityId,
    kind: intent.kind,
    state: operation.state,
    priority: PRIORITIES.indexOf(operation.priority),
    baseVersion: operation.baseVersion,
    createdAt: operation.createdAt,
    attempts: operation.attempts,
    nextAttemptAt: operation.nextAttemptAt,
    bytes: known?.bytes ?? payloadBytes(operation),
    lastError: operation.lastError,
    fields: known?.fields ?? Object.keys(fieldsOf(intent)),
    userId: operation.user.id,
    dependsOn: operation.dependsOn,
    batch: operation.batch,
    waitingSince: operation.waitingSince,
    acceptedAt: operation.acceptedAt,
    trouble: null,
  }
}

/** What is known of a row that does not parse. `problem`: what is wrong with it. */
export function unreadableOf(row: OperationRow, problem: string): UnreadableOperation {
  const index = indexOfColumns(row)
  const trouble: RowTrouble = index.trouble ?? {
    code: 'unreadable',
    message: `This stored change cannot be read and is kept as it is: ${problem}`,
  }
  return { ...index, trouble, payload: row.intent }
}

function troubleOf(schemaVersion: number, isKnown: boolean, isWhole: boolean): RowTrouble | null {
  if (schemaVersion > OPERATION_SCHEMA_VERSION) {
    return {
      code: 'newer-version',
      message: 'A newer version of this program made this change. It is kept; update the program to send it.',
    }
  }
  if (!isKnown) {
    return { code: 'unreadable', message: 'This version of the program does not know such a change. It is kept.' }
  }
  if (isWhole) return null
  return { code: 'unreadable', message: 'This stored change is damaged and is kept as it is.' }
}

/** A stored value: null when there is none, `damaged` when it is not what it should be. */
function read<T>(text: string | null, isRight: (value: unknown) => value is T): T | null | 'damaged' {
  if (text === null || text === '') return null
  try {
    const value: unknown = JSON.parse(text)
    return isRight(value) ? value : 'damaged'
  } catch {
    return 'damaged'
  }
}

function orElse<T>(value: T | 'damaged', otherwise: T): T {
  return value === 'damaged' ? otherwise : value
}

function oneOf<T extends string>(all: readonly T[], text: string): T | null {
  return all.find((one) => one === text) ?? null
}
