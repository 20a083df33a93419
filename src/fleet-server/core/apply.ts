import { type DeviceCommand, isDeviceCommand } from '#shared/domain/commands.ts'
import type { ContentData, Fields, TakenScreenshot } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { AlarmRule } from '#shared/protocol/alarm-rules.ts'
import type { OperationResult, RejectionCode, WireOperation } from '#shared/protocol/operations.ts'
import type { PlaysRequest, PlaysResponse } from '#shared/protocol/plays.ts'
import type { Screenshot } from '#shared/protocol/screenshot.ts'
import type { Thumbnail } from '#shared/protocol/thumbnail.ts'
import type { Role } from '../options.ts'
import type { EntityRow } from '../store/entity-table.ts'
import { payloadHash } from '../store/operation-table.ts'
import type { FleetStore } from '../store/store.ts'
import { parseStored } from '../store/stored-json.ts'
import {
  type Author,
  authorOfDeletion,
  authorsOf,
  createEntity,
  deleteEntity,
  type Effect,
  fieldsChangedSince,
  recordCommand,
  updateEntity,
} from './edit.ts'
import type { OwnEdits } from './own-edits.ts'
import { claimDevice } from './pairing.ts'
import { findScheduleFault } from './schedule-faults.ts'
import {
  checkChange,
  checkNew,
  type Fault,
  findAlarmFault,
  findMissingBytes,
  findMissingReference,
  findUse,
  MAX_ENTITY_BYTES,
} from './validate.ts'

/** Who sends operations, and from which console. */
export interface Sender {
  readonly userId: string
  readonly userName: string
  readonly role: Role
  readonly clientId: string
}

/** The fleet itself, which reacts to what operators do, after the commit, and keeps the pictures of its screens. */
export interface FleetListener {
  readonly deviceCreated: (entityId: string) => void
  readonly deviceDeleted: (entityId: string) => void
  readonly commanded: (entityId: string, command: DeviceCommand, key: string) => void
  /** A schedule is to be carried out now. */
  readonly scheduleRun: (entityId: string, key: string) => void
  readonly screenshotOf: (entityId: string, taken: TakenScreenshot) => Screenshot
  readonly thumbnailOf: (contentId: string, kind: ContentData['kind']) => Thumbnail
  /** By what the fleet raises alarms. */
  readonly alarmRules: readonly AlarmRule[]
  /** What was shown until `now`, milliseconds since the epoch. */
  readonly plays: (asked: PlaysRequest, now: number) => PlaysResponse
}

/** Everything the operations of one request are applied with. */
export interface Scope {
  readonly store: FleetStore
  readonly sender: Sender
  /** Milliseconds since the epoch, by the server's clock. */
  readonly at: number
  readonly fleet: FleetListener
  readonly edits: OwnEdits
  /** Makes the id of a new entity; null when the console's own is taken. */
  readonly newId: NewId | null
  /** The bytes with this SHA-256 have been uploaded. */
  readonly hasBytes: HasBytes
}

export type NewId = (entityType: EntityType) => string
export type HasBytes = (sha256: string) => boolean

/**
 * Applies one operation inside a transaction of the store: the effect, its version, its place in the feed, its result
 * by key and its audit entry are one. A refused or conflicting operation changes nothing.
 */
export function applyOperation(scope: Scope, operation: WireOperation): OperationResult {
  noteSender(scope, operation)
  const result = knownResult(scope, operation) ?? decide(scope, operation)
  if (result.outcome === 'applied') keep(scope, operation, result)
  else keepRejection(scope, operation, result)
  if ((result.outcome === 'applied' || result.outcome === 'duplicate') && operation.kind !== 'command') {
    scope.edits.note({ entityType: operation.entityType, entityId: result.entityId }, result.version)
  }
  return result
}

/** Remembers how far the client has counted, whatever becomes of the operation. */
export function noteSender({ store, sender, at }: Scope, operation: WireOperation): void {
  store.operations.noteClient(sender.clientId, operation.clientSequence, sender.userId, at)
}

/** The answer to a key that was applied before; null when it was not. */
export function knownResult({ store }: Scope, operation: WireOperation): OperationResult | null {
  const known = store.operations.find(operation.key)
  if (!known?.isApplied || known.result.outcome !== 'applied') return null
  if (known.hash === payloadHash(operation)) return { ...known.result, outcome: 'duplicate' }
  return rejected(operation, 'invalid', 'The key was already used for another operation.')
}

/**
 * Keeps a rejection to answer lookups. Conflicts are not kept, since the console may send the same key again on top of a
 * newer version; nor is anything that would hide what was applied under the key.
 */
export function keepRejection(scope: Scope, operation: WireOperation, result: OperationResult): void {
  if (result.outcome === 'rejected' && knownResult(scope, operation) === null) keep(scope, operation, result)
}

function keep({ store, sender, at }: Scope, operation: WireOperation, result: OperationResult): void {
  store.operations.keep(operation, result, sender.clientId, at)
}

function decide(scope: Scope, operation: WireOperation): OperationResult {
  const { sender, at } = scope
  if (sender.role === 'viewer') return rejected(operation, 'forbidden', 'A viewer may not change anything.')
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
      return create(scope, operation, author)
    case 'update':
      return update(scope, operation, author)
    case 'delete':
      return remove(scope, operation, author)
    case 'command':
      return command(scope, operation, author)
  }
}

type Of<K extends WireOperation['kind']> = Extract<WireOperation, { kind: K }>
type Edit = Of<'update'> | Of<'delete'>

function create({ store, fleet, newId, hasBytes }: Scope, operation: Of<'create'>, author: Author): OperationResult {
  const { entityType } = operation
  if (entityType === 'alert') return rejected(operation, 'unsupported', 'Alerts are raised by devices only.')
  const entityId = newId?.(entityType) ?? operation.entityId
  if (store.entities.find(entityType, entityId) !== undefined) {
    return rejected(operation, 'already-exists', `There is already a ${entityType} ${entityId}.`)
  }
  if (store.entities.tombstone(entityType, entityId) !== undefined) {
    return rejected(operation, 'already-exists', `The ${entityType} ${entityId} was deleted; a new one needs a new id.`)
  }
  const checked = checkNew(entityType, operation.fields)
  if (!checked.ok) return invalid(operation, checked.fault)
  const fault =
    findMissingReference(store, entityType, checked.fields) ??
    (entityType === 'schedule' ? findScheduleFault(checked.fields, checked.fields) : null) ??
    findMissingBytes(hasBytes, entityType, checked.fields) ??
    tooLarge(checked.fields)
  if (fault) return invalid(operation, fault)
  const claimed = claimDevice(store, checked.fields, entityId, author.at)
  if (!claimed.ok) return invalid(operation, claimed.fault)
  const reported = initiallyReported(entityType, author.at)
  const effect = createEntity(store, entityType, entityId, { data: claimed.fields, reported }, author)
  if (entityType === 'device') store.afterCommit(() => fleet.deviceCreated(entityId))
  return applied(operation, effect)
}

function update(scope: Scope, operation: Of<'update'>, author: Author): OperationResult {
  const { store, hasBytes } = scope
  const { entityType, entityId } = operation
  const row = store.entities.find(entityType, entityId)
  if (row === undefined) return gone(store, operation)
  const checked = checkChange(entityType, operation.fields)
  if (!checked.ok) return invalid(operation, checked.fault)
  const clash = compareVersion(scope, operation, row)
  if (clash !== null) return clash
  const before = parseStored<Fields>(row.data)
  const fault =
    findMissingReference(store, entityType, checked.fields) ??
    (entityType === 'schedule' ? findScheduleFault({ ...before, ...checked.fields }, checked.fields) : null) ??
    findMissingBytes(hasBytes, entityType, checked.fields) ??
    (entityType === 'alert' ? findAlarmFault(before, checked.fields, author.at) : null) ??
    tooLarge({ ...before, ...checked.fields })
  if (fault) return invalid(operation, fault)
  return applied(operation, updateEntity(store, row, checked.fields, author))
}

function remove(scope: Scope, operation: Of<'delete'>, author: Author): OperationResult {
  const { store, fleet } = scope
  const { entityType, entityId } = operation
  if (entityType === 'alert') return rejected(operation, 'unsupported', 'Alerts are cleared by devices only.')
  const row = store.entities.find(entityType, entityId)
  if (row === undefined) return gone(store, operation)
  const clash = compareVersion(scope, operation, row)
  if (clash !== null) return clash
  const use = findUse(store, entityType, entityId)
  if (use !== null) return rejected(operation, 'invalid', use)
  const effect = deleteEntity(store, row, author)
  if (entityType === 'device') store.afterCommit(() => fleet.deviceDeleted(entityId))
  return applied(operation, effect)
}

function command({ store, fleet }: Scope, operation: Of<'command'>, author: Author): OperationResult {
  const { entityType, entityId, command: given, key, contentId } = operation
  const row = store.entities.find(entityType, entityId)
  if (row === undefined) return rejected(operation, 'not-found', `There is no ${entityType} ${entityId}.`)
  if (contentId !== undefined && store.entities.find('content', contentId) === undefined) {
    return invalid(operation, { message: `There is no content ${contentId}.`, field: 'contentId' })
  }
  const effect = recordCommand(store, row, author)
  store.afterCommit(() => {
    if (isDeviceCommand(given)) fleet.commanded(entityId, given, key)
    else fleet.scheduleRun(entityId, key)
  })
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

/** Compare-and-set. Null when the edit may go on top of the entity's version. */
function compareVersion({ edits }: Scope, operation: Edit, row: EntityRow): OperationResult | null {
  const { key, baseVersion } = operation
  if (row.version === baseVersion || edits.covers(operation, baseVersion, row.version)) return null
  if (baseVersion === 0 && !edits.hasCreated(operation)) {
    const message = 'The base version 0 is for edits behind the create in the same request.'
    return invalid(operation, { message, field: 'baseVersion' })
  }
  return clashWith(row, key, baseVersion)
}

function clashWith(row: EntityRow, key: string, baseVersion: number): OperationResult {
  // What was created with version 1 by the sender is nobody else's change.
  const fields = fieldsChangedSince(row, Math.max(1, baseVersion))
  const changedBy = authorsOf(row, fields)
  const told = changedBy === undefined ? {} : { changedBy }
  return { outcome: 'conflict', key, version: row.version, fields, isDeleted: false, ...told }
}

/** A conflict as it is after the batch of the operation was taken back: nobody must learn of versions that never came to be. */
export function conflictNow({ store }: Scope, operation: Edit): OperationResult {
  const { key, entityType, entityId, baseVersion } = operation
  const row = store.entities.find(entityType, entityId)
  return row === undefined ? gone(store, operation) : clashWith(row, key, baseVersion)
}

function gone(store: FleetStore, operation: Edit): OperationResult {
  const { key, entityType, entityId } = operation
  const tombstone = store.entities.tombstone(entityType, entityId)
  if (tombstone !== undefined) {
    const changedBy = authorOfDeletion(tombstone)
    const told = changedBy === undefined ? {} : { changedBy }
    return { outcome: 'conflict', key, version: 0, fields: {}, isDeleted: true, ...told }
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
