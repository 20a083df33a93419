import { isDeepStrictEqual } from 'node:util'
import type { Fields } from '#shared/domain/entities.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { OperationResult } from '#shared/protocol/operations.ts'
import type { Verdict } from '../outbox/verdict.ts'

/** What a result of the server means for the operation. Pure. */
export function judge(operation: Operation, result: OperationResult, isLookup: boolean): Verdict {
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
    case 'conflict':
      return judgeConflict(operation, result)
    case 'held':
      return { kind: 'retry', reason: 'held-by-batch', error: null, isAttempt: false, notBefore: null }
  }
}

/**
 * What the results of one request mean: a member of a batch that was held because another was refused is refused with it.
 */
export function judgeTogether(results: ReadonlyMap<string, OperationResult>): (operation: Operation) => Verdict {
  return (operation) => {
    const result = results.get(operation.key)
    // An answer that leaves an operation out says nothing about it.
    if (result === undefined) return { kind: 'unknown', reason: 'answer-incomplete' }
    const cause = result.outcome === 'held' ? results.get(result.behind) : undefined
    if (cause?.outcome !== 'rejected') return judge(operation, result, false)
    return {
      kind: 'rejected',
      code: 'batch-refused',
      message: `Another change of the same batch was refused: ${cause.message}`,
    }
  }
}

/**
 * The server's edits since the base version and ours touch different fields, or agree: ours goes on top of its
 * version, nothing of either side is lost. A deletion never goes on top of edits that its author has not seen.
 */
function judgeConflict(operation: Operation, result: Extract<OperationResult, { outcome: 'conflict' }>): Verdict {
  const { intent } = operation
  const detail = { serverVersion: result.version, serverFields: result.fields, isDeleted: result.isDeleted }
  if (result.isDeleted && intent.kind === 'delete') {
    return { kind: 'rejected', code: 'not-found', message: 'It was already deleted at the server.' }
  }
  const isMergeable = intent.kind === 'update' && !result.isDeleted && result.version > operation.baseVersion
  if (isMergeable && !clashes(intent.fields, result.fields)) {
    const othersFields = Object.keys(result.fields)
    return { kind: 'rebase', version: result.version, othersFields, fields: null, reason: 'rebased', records: [] }
  }
  return { kind: 'conflict', detail, message: 'The same field was changed at the server.' }
}

function clashes(mine: Fields, theirs: Fields): boolean {
  return Object.keys(mine).some(
    (field) => Object.hasOwn(theirs, field) && !isDeepStrictEqual(mine[field], theirs[field]),
  )
}
