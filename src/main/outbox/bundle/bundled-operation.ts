import { OPERATION_SCHEMA_VERSION, type Operation } from '#shared/domain/operation.ts'
import type { Adoptable } from '../adopt.ts'
import { notedElsewhere } from '../timekeeper.ts'
import type { BundledOperation } from './format.ts'
import type { CheckedOperation } from './read.ts'

/**
 * An operation as a bundle holds it. Numbers mean nothing on another PC, so what it depends on is named by key.
 *
 * @param keyOf the key of an operation that still waits; what does not is waited for no more.
 */
export function bundledOperation(
  operation: Operation,
  state: BundledOperation['state'],
  keyOf: (sequence: number) => string | undefined,
): BundledOperation {
  const { key, intent, priority, baseVersion, baseFields, createdAt, waitingSince, dependsOn, batch, user } = operation
  return {
    key,
    intent,
    // It was brought up to the present version when it was read.
    schemaVersion: OPERATION_SCHEMA_VERSION,
    state,
    priority,
    baseVersion,
    baseFields,
    createdAt,
    waitingSince,
    dependsOn: dependsOn.flatMap((sequence) => keyOf(sequence) ?? []),
    batch,
    user,
  }
}

const STALE = { code: 'stale', message: 'It waited so long that it is not sent before somebody confirms it again.' }

/** An operation of a bundle as the queue takes it in. Its window goes on, by the server's time alone. */
export function adoptableOf(operation: CheckedOperation): Adoptable {
  const { key, intent, state, priority, baseVersion, baseFields, createdAt, waitingSince, dependsOn, batch, user } =
    operation
  return {
    key,
    intent,
    state,
    priority,
    baseVersion,
    baseFields,
    createdAt,
    waitingSince: notedElsewhere(waitingSince),
    dependsOn,
    batch,
    user,
    lastError: state === 'stale' ? STALE : null,
  }
}
