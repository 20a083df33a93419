import type { NewConflictRecord } from '#shared/domain/conflict.ts'
import type { Mutation } from '../database/store.ts'

/** What keeps the losing values: to be stored with the step that lets them lose. One call is one resolution. */
export function recordsOf(
  records: readonly NewConflictRecord[],
  at: number,
  newId: () => string,
  resolutionId: string = newId(),
): readonly Mutation[] {
  return records.map((record) => ({ type: 'conflict.record', record: { ...record, id: newId(), at, resolutionId } }))
}
