import type { DeviceCommand } from '#shared/domain/commands.ts'
import type { Fields } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { OperationResult, RejectionCode, WireOperation } from '#shared/protocol/operations.ts'
import type { Role } from '../options.ts'
import type { EntityRow } from '../store/entity-table.ts'
import { payloadHash } from '../store/operation-table.ts'
import type { FleetStore } from '../store/store.ts'
import { parseStored } from '../store/stored-json.ts'
import {
  type Author,
  createEntity,
  deleteEntity,
  type Effect,
  fieldsChangedSince,
  recordCommand,
  updateEntity,
} from './edit.ts'
import { checkChange, checkNew, type Fault, findMissingReference, findUse, MAX_ENTITY_BYTES } from './validate.ts'

/** Who sends operations, and from which console. */
export interface Sender {
  readonly userId: string
  readonly userName: string
  readonly role: Role
  readonly clientId: string
}

/** The fleet itself, which reacts to what operators do. Called after the commit. */
export interface FleetListener {
  readonly deviceCreated: (entityId: string) => void
  readonly deviceDeleted: (entityId: string) => void
  readonly commanded: (entityId: string, command: DeviceCommand) => void
}

/**
 * Applies one operation inside a transaction of the store: the effect, its version, its place in the feed, its result
 * by key and its audit entry are one. A refused or conflicting operation changes nothing.
 */
export function applyOperation(
  store: FleetStore,
  operation: WireOperation,
  sender: Sender,
  at: number,
  fleet: FleetListener,
): OperationResult {
  const hash = payloadHash(operation)
  const known = store.operations.find(operation.key)
  store.operations.noteClient(sender.clientId, operation.clientSequence, sender.userId, at)
  if (known?.isApplied && known.result.outcome === 'applied') {
    if (known.hash === hash) return { ...known.result, outcome: 'duplicate' }
    return rejected(operation, 'invalid', 'The key was already used for another operation.')
  }
  const result =
    sender.role === 'viewer'
      ? rejected(operation, 'forbidden', 'A viewer may not change anything.')
      : perform(store, operation, sender, at, fleet)
  // Conflicts are not kept: the console may send the same key again on top of a newer version.
  if (result.outcome !== 'conflict') store.operations.keep(operation.key, hash, result, sender.clientId, at)
  return result
}

function perform(
  store: FleetStore,
  operation: WireOperation,
  sender: Sender,
  at: number,
  fleet: FleetListener,
): OperationResult {
  const { key, clientSequence } = operation
  const author: Author = {
    actor: sender.userName,
    source: 'operation',
    key,
    clientId: sender.clientId,
    clientSequence,
    at,
  }
  switch (operation.kind) {
    case 'create':
      return create(store, operation, author, fleet)
    case 'update':
      return update(store, operation, author)
    case 'delete':
      return remove(store, operation, author, fleet)
    case 'command':
      return command(store, operation, author, fleet)
  }
}

type Of<K extends WireOperation['kind']> = Extract<WireOperation, { kind: K }>

function create(store: FleetStore, operation: Of<'create'>, author: Author, fleet: FleetListener): OperationResult {
  const { entityType, entityId } = operation
  if (entityType === 'alert') return rejected(operation, 'unsupported', 'Alerts are raised by devices only.')
  if (store.entities.find(entityType, entityId) !== undefined) {
    return rejected(operation, 'already-exists', `There is already a ${entityType} ${entityId}.`)
  }
  if (store.entities.tombstone(entityType, entityId) !== undefined) {
    return rejected(operation, 'already-exists', `The ${entityType} ${entityId} was deleted; a new one needs a new id.`)
  }
  const checked = checkNew(entityType, operation.fields)
  if (!checked.ok) return invalid(operation, checked.fault)
  const fault = findMissingReference(store, entityType, checked.fields) ?? tooLarge(checked.fields)
  if (fault) return invalid(operation, fault)
  const reported = initiallyReported(entityType, author.at)
  const effect = createEntity(store, entityType, entityId, { data: checked.fields, reported }, author)
  if (entityType === 'device') store.afterCommit(() => fleet.deviceCreated(entityId))
  return applied(operation, effect)
}

function update(store: FleetStore, operation: Of<'update'>, author: Author): OperationResult {
  const { entityType, entityId, baseVersion } = operation
  const row = store.entities.find(entityType, entityId)
  if (row === undefined) return gone(store, operation)
  const checked = checkChange(entityType, operation.fields)
  if (!checked.ok) return invalid(operation, checked.fault)
  if (row.version !== baseVersion) return conflict(operation, row, baseVersion)
  const fault =
    findMissingReference(store, entityType, checked.fields) ??
    tooLarge({ ...parseStored<Fields>(row.data), ...checked.fields })
  if (fault) return invalid(operation, fault)
  return applied(operation, updateEntity(store, row, checked.fields, author))
}

function remove(store: FleetStore, operation: Of<'delete'>, author: Author, fleet: FleetListener): OperationResult {
  const { entityType, entityId, baseVersion } = operation
  if (entityType === 'alert') return rejected(operation, 'unsupported', 'Alerts are cleared by devices only.')
  const row = store.entities.find(entityType, entityId)
  if (row === undefined) return gone(store, operation)
  if (row.version !== baseVersion) return conflict(operation, row, baseVersion)
  const use = findUse(store, entityType, entityId)
  if (use !== null) return rejected(operation, 'invalid', use)
  const effect = deleteEntity(store, row, author)
  if (entityType === 'device') store.afterCommit(() => fleet.deviceDeleted(entityId))
  return applied(operation, effect)
}

function command(store: FleetStore, operation: Of<'command'>, author: Author, fleet: FleetListener): OperationResult {
  const row = store.entities.find('device', operation.entityId)
  if (row === undefined) return rejected(operation, 'not-found', `There is no device ${operation.entityId}.`)
  const effect = recordCommand(store, row, author)
  store.afterCommit(() => fleet.commanded(operation.entityId, operation.command))
  return applied(operation, effect)
}

/** What the server knows of an entity nobody has reported about yet. */
function initiallyReported(entityType: EntityType, at: number): Fields {
  if (entityType === 'device') {
    const health = { score: 100, cpu: 0, memory: 0, storage: 0, temperature: 20 }
    return { status: 'offline', lastSeenAt: at, health }
  }
  return entityType === 'schedule' ? { lastExecutedAt: null, lastResult: null } : {}
}

function applied(operation: WireOperation, effect: Effect): OperationResult {
  return { outcome: 'applied', key: operation.key, ...effect }
}

function conflict(operation: WireOperation, row: EntityRow, baseVersion: number): OperationResult {
  const fields = fieldsChangedSince(row, baseVersion)
  return { outcome: 'conflict', key: operation.key, version: row.version, fields, isDeleted: false }
}

function gone(store: FleetStore, operation: Of<'update'> | Of<'delete'>): OperationResult {
  const { key, entityType, entityId } = operation
  if (store.entities.tombstone(entityType, entityId) !== undefined) {
    return { outcome: 'conflict', key, version: 0, fields: {}, isDeleted: true }
  }
  return rejected(operation, 'not-found', `There is no ${entityType} ${entityId}.`)
}

function tooLarge(data: Fields): Fault | null {
  if (Buffer.byteLength(JSON.stringify(data)) <= MAX_ENTITY_BYTES) return null
  return { message: `All fields together are larger than ${MAX_ENTITY_BYTES} bytes.` }
}

function invalid(operation: WireOperation, fault: Fault): OperationResult {
  return {
    ...rejected(operation, 'invalid', fault.message),
    ...(fault.field === undefined ? {} : { field: fault.field }),
  }
}

function rejected(
  operation: WireOperation,
  code: RejectionCode,
  message: string,
): Extract<OperationResult, { outcome: 'rejected' }> {
  return { outcome: 'rejected', key: operation.key, code, message }
}
