import type { Fields } from '../../src/shared/domain/entities.ts'
import type { OperationResult, WireOperation } from '../../src/shared/protocol/operations.ts'

/** What the model server has of an entity. */
export interface ModelEntity {
  readonly version: number
  readonly data: Fields
  /** The version at which each field was last changed. */
  readonly changedAt: Readonly<Record<string, number>>
}

/** What was changed since the base of the operation, as it is now. */
export function clash(
  operation: Extract<WireOperation, { baseVersion: number }>,
  entity: ModelEntity,
): OperationResult {
  const changed = Object.entries(entity.changedAt).filter(([, version]) => version > operation.baseVersion)
  const fields = Object.fromEntries(changed.map(([field]) => [field, entity.data[field]]))
  return { outcome: 'conflict', key: operation.key, version: entity.version, fields, isDeleted: false }
}

export function rejected(
  key: string,
  code: 'invalid' | 'not-found' | 'already-exists' | 'incomplete-batch',
  message: string = code,
): OperationResult {
  return { outcome: 'rejected', key, code, message }
}
