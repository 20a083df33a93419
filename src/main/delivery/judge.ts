import { isDeepStrictEqual } from 'node:util'
import type { Operation } from '#shared/domain/operation.ts'
import type { OperationResult } from '#shared/protocol/operations.ts'
import type { Verdict } from '../outbox/verdict.ts'
import { mergeFields } from './merge/merge-fields.ts'

/** So often an operation is put on top of others' edits by itself; then a person decides. */
export const MAX_ROUNDS = 5

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
 * Edits of others since the base version: what does not clash field by field is merged, ours goes on top of their version,
 * nothing of either side is lost. A deletion never goes on top of edits that its author has not seen. What was merged
 * again and again goes to a person: a conflict must not go round for ever.
 */
function judgeConflict(operation: Operation, result: Extract<OperationResult, { outcome: 'conflict' }>): Verdict {
  const { intent, baseFields, baseVersion, rounds } = operation
  const detail = { serverVersion: result.version, serverFields: result.fields, isDeleted: result.isDeleted }
  if (result.isDeleted && intent.kind === 'delete') {
    return { kind: 'rejected', code: 'not-found', message: 'It was already deleted at the server.' }
  }
  if (intent.kind !== 'update' || result.isDeleted || result.version <= baseVersion) {
    return { kind: 'conflict', detail, message: 'It was changed at the server.' }
  }
  const sides = { base: baseFields, mine: intent.fields, theirs: result.fields }
  const { fields, clashes } = mergeFields(intent.entityType, sides)
  if (clashes.length > 0) return { kind: 'conflict', detail, message: 'The same field was changed at the server.' }
  if (rounds >= MAX_ROUNDS) {
    return {
      kind: 'conflict',
      detail,
      message: `It was merged ${rounds} times, and others went on changing the same thing.`,
    }
  }
  const isAmended = !isDeepStrictEqual(fields, intent.fields)
  return {
    kind: 'rebase',
    version: result.version,
    othersFields: Object.keys(result.fields),
    fields: isAmended ? fields : null,
    reason: isAmended ? 'merged-with-others' : 'rebased',
    records: [],
  }
}
