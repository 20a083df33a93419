import type { ConflictRecord } from '#shared/domain/conflict.ts'
import { recordsOf } from '../../outbox/conflict-records.ts'
import type { ConflictDeskDependencies } from './ports.ts'

/** What is to be remembered when these decisions are undone: each once more, with who undid it. */
export function undoneRecords(
  records: readonly ConflictRecord[],
  { ids, user, timekeeper }: Pick<ConflictDeskDependencies, 'ids' | 'user' | 'timekeeper'>,
): ReturnType<typeof recordsOf> {
  const again = records.map((record) => ({ ...record, reason: 'undone', resolvedBy: user().name }))
  return recordsOf(again, timekeeper.stamp().wall, () => ids.uuid(), records[0]?.resolutionId ?? '')
}
