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
  const { serverVersion, serverFields, isDeleted } = value
  return typeof serverVersion === 'number' && isObject(serverFields) && typeof isDeleted === 'boolean'
}

export function isAcknowledgement(value: unknown): value is NonNullable<Operation['acknowledged']> {
  if (!isObject(value)) return false
  const { version, sequence, at } = value
  return typeof version === 'number' && typeof sequence === 'number' && typeof at === 'number'
}
