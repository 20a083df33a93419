import { isDeepStrictEqual } from 'node:util'
import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { ConflictDetail, Operation } from '#shared/domain/operation.ts'
import type { Verdict } from '../outbox/verdict.ts'

/**
 * What the server's present record tells of an operation whose answer was lost, where the server cannot be asked by key.
 * An edit is repeated only if it is certain to be compared with its base; a command never, since nobody can see
 * whether the device got it. Pure.
 *
 * @param isNamedByServer whether the server gives new entities ids of its own
 */
export function judgeReadBack(operation: Operation, record: EntityRecord | null, isNamedByServer: boolean): Verdict {
  const { intent, baseVersion } = operation
  switch (intent.kind) {
    case 'command':
      return notToBeFound(
        'Whether the device got this command cannot be found out. Look at the device, then send it again or discard it.',
      )
    case 'delete':
      return record === null ? readBack(operation, { version: baseVersion + 1, sequence: 0 }) : notApplied()
    case 'create':
      return judgeCreate(operation, intent.fields, record, isNamedByServer)
    case 'update':
      if (record === null) {
        // No setting may end it here as if it had not been done: it may have been, before the deletion.
        return notToBeFound(
          'It was deleted at the server, and whether this was done before cannot be found out. Send it again or discard it.',
        )
      }
      return record.version > baseVersion && holds(record, intent.fields)
        ? { ...readBack(operation, record), seen: wholeOf(record) }
        : notApplied()
  }
}

function judgeCreate(
  operation: Operation,
  fields: Fields,
  record: EntityRecord | null,
  isNamedByServer: boolean,
): Verdict {
  if (isNamedByServer) {
    return notToBeFound(
      'Whether this was made cannot be found out: the server gives it another name. Look for it, then send it again or discard it.',
    )
  }
  if (record === null) return notApplied()
  if (holds(record, fields)) return { ...readBack(operation, record), seen: wholeOf(record) }
  if (record.version > 1) {
    return notToBeFound(
      'It exists at the server and was changed there since. Compare it with this, then send it again or discard it.',
    )
  }
  return { kind: 'rejected', code: 'already-exists', message: 'Something else with this id exists at the server.' }
}

function notToBeFound(message: string): Verdict {
  return { kind: 'rejected', code: 'outcome-unknown', message }
}

function holds({ data }: EntityRecord, fields: Fields): boolean {
  return Object.entries(fields).every(([name, value]) => isDeepStrictEqual(data[name], value))
}

function readBack(
  operation: Operation,
  { version, sequence }: Pick<EntityRecord, 'version' | 'sequence'>,
): Extract<Verdict, { kind: 'applied' }> {
  return { kind: 'applied', version, sequence, entityId: operation.intent.entityId, reason: 'read-back' }
}

function wholeOf({ version, data }: EntityRecord): ConflictDetail {
  return { serverVersion: version, serverFields: data, isDeleted: false }
}

function notApplied(): Verdict {
  return { kind: 'retry', reason: 'not-found-by-reading', error: null, isAttempt: false, notBefore: null }
}
