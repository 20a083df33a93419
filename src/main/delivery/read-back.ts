import { isDeepStrictEqual } from 'node:util'
import type { ConflictSettings } from '#shared/domain/conflict.ts'
import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { Verdict } from '../outbox/verdict.ts'
import { judgeConflict } from './conflict/judge-conflict.ts'

const GONE = { serverVersion: 0, serverFields: {}, isDeleted: true }

/**
 * What the server's present record tells of an operation whose answer was lost, where the server cannot be asked by key.
 * An edit is repeated only if it is certain to be compared with its base; a command never, since nobody can see
 * whether the device got it. Pure.
 */
export function judgeReadBack(operation: Operation, record: EntityRecord | null, conflicts: ConflictSettings): Verdict {
  const { intent, baseVersion } = operation
  switch (intent.kind) {
    case 'command':
      return {
        kind: 'rejected',
        code: 'outcome-unknown',
        message:
          'Whether the device got this command cannot be found out. Look at the device, then send it again or discard it.',
      }
    case 'delete':
      return record === null ? readBack(operation, baseVersion + 1, 0) : notApplied()
    case 'create':
      if (record === null) return notApplied()
      return holds(record, intent.fields)
        ? readBack(operation, record.version, record.sequence)
        : { kind: 'rejected', code: 'already-exists', message: 'Something else with this id exists at the server.' }
    case 'update':
      if (record === null) return judgeConflict(operation, GONE, conflicts)
      return record.version > baseVersion && holds(record, intent.fields)
        ? readBack(operation, record.version, record.sequence)
        : notApplied()
  }
}

function holds({ data }: EntityRecord, fields: Fields): boolean {
  return Object.entries(fields).every(([name, value]) => isDeepStrictEqual(data[name], value))
}

function readBack(operation: Operation, version: number, sequence: number): Verdict {
  return { kind: 'applied', version, sequence, entityId: operation.intent.entityId, reason: 'read-back' }
}

function notApplied(): Verdict {
  return { kind: 'retry', reason: 'not-found-by-reading', error: null, isAttempt: false, notBefore: null }
}
