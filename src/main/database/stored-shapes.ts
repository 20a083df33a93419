import type { ChangeAuthor } from '#shared/domain/conflict.ts'
import type { Fields } from '#shared/domain/entities.ts'
import type { ConflictDetail, Operation, TimeStamp } from '#shared/domain/operation.ts'

/**
 * What stored JSON has to look like before it is used. By hand, since every operation that is loaded or sent passes here:
 * a schema would cost several times as much.
 */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isFields(value: unknown): value is Fields {
  return isObject(value)
}

export function isSequences(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((sequence) => Number.isSafeInteger(sequence))
}

export function isTimeStamp(value: unknown): value is TimeStamp {
  if (!isObject(value)) return false
  const { boot, up, server, wall } = value
  const isServer = server === null || typeof server === 'number'
  return typeof boot === 'string' && typeof up === 'number' && isServer && typeof wall === 'number'
}

export function isLastError(value: unknown): value is NonNullable<Operation['lastError']> {
  return isObject(value) && typeof value['code'] === 'string' && typeof value['message'] === 'string'
}

export function isConflict(value: unknown): value is ConflictDetail {
  if (!isObject(value)) return false
  const { serverVersion, serverFields, isDeleted, changedBy = {} } = value
  const areFieldsRight = isObject(serverFields) && isObject(changedBy) && Object.values(changedBy).every(isAuthor)
  return typeof serverVersion === 'number' && areFieldsRight && typeof isDeleted === 'boolean'
}

function isAuthor(value: unknown): value is ChangeAuthor {
  return isObject(value) && typeof value['actor'] === 'string' && typeof value['at'] === 'number'
}

export function isAcknowledgement(value: unknown): value is NonNullable<Operation['acknowledged']> {
  if (!isObject(value)) return false
  const { version, sequence, at } = value
  return typeof version === 'number' && typeof sequence === 'number' && typeof at === 'number'
}
