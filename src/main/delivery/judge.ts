import type { ConflictSettings } from '#shared/domain/conflict.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { OperationResult } from '#shared/protocol/operations.ts'
import type { Verdict } from '../outbox/verdict.ts'
import { judgeConflict } from './conflict/judge-conflict.ts'

/** What a result of the server means for the operation. Pure. */
export function judge(
  operation: Operation,
  result: OperationResult,
  isLookup: boolean,
  conflicts: ConflictSettings,
): Verdict {
  switch (result.outcome) {
    case 'applied':
    case 'duplicate':
      return {
        kind: 'applied',
        version: result.version,
        sequence: result.sequence,
        entityId: result.entityId,
        reason: isLookup || result.outcome === 'duplicate' ? 'known-to-server' : 'acknowledged',
      }
    case 'rejected':
      return { kind: 'rejected', code: result.code, message: result.message }
    case 'conflict': {
      const { version: serverVersion, fields: serverFields, isDeleted, changedBy } = result
      const told = changedBy === undefined ? {} : { changedBy }
      return judgeConflict(operation, { serverVersion, serverFields, isDeleted, ...told }, conflicts)
    }
    case 'held':
      return { kind: 'retry', reason: 'held-by-batch', error: null, isAttempt: false, notBefore: null }
  }
}

/**
 * What the results of one request mean: a member of a batch that was held because another was refused is refused with it.
 */
export function judgeTogether(
  results: ReadonlyMap<string, OperationResult>,
  conflicts: ConflictSettings,
): (operation: Operation) => Verdict {
  return (operation) => {
    const result = results.get(operation.key)
    // An answer that leaves an operation out says nothing about it.
    if (result === undefined) return { kind: 'unknown', reason: 'answer-incomplete' }
    const cause = result.outcome === 'held' ? results.get(result.behind) : undefined
    if (cause?.outcome !== 'rejected') return judge(operation, result, false, conflicts)
    return {
      kind: 'rejected',
      code: 'batch-refused',
      message: `Another change of the same batch was refused: ${cause.message}`,
    }
  }
}
