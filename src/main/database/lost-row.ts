import { OPERATION_SCHEMA_VERSION, type SettledState } from '#shared/domain/operation.ts'
import type { OperationRow } from './rows.ts'
import type { OperationIndexRow } from './store.ts'

/** What stands for an operation whose row the disk has lost: what memory knew of it. What it did is not known any more. */
export function rowOfLost(row: OperationIndexRow, state: SettledState, at: number): OperationRow {
  const { kind, entityType, entityId, batch, trouble, dependsOn } = row
  return {
    client_sequence: row.clientSequence,
    key: row.key,
    entity_type: entityType,
    entity_id: entityId,
    kind,
    fields: row.fields.join(),
    bytes: row.bytes,
    state,
    priority: row.priority,
    base_version: row.baseVersion,
    created_at: row.createdAt,
    changed_at: at,
    waiting_since: JSON.stringify(row.waitingSince),
    accepted_at: row.acceptedAt === null ? null : JSON.stringify(row.acceptedAt),
    attempts: row.attempts,
    rounds: 0,
    next_attempt_at: null,
    actor: '',
    user_id: row.userId,
    schema_version: OPERATION_SCHEMA_VERSION,
    intent: JSON.stringify({ kind, entityType, entityId }),
    base_fields: '{}',
    last_error: trouble === null ? null : JSON.stringify({ code: trouble.code, message: trouble.message }),
    conflict: null,
    depends_on: dependsOn.length === 0 ? null : JSON.stringify(dependsOn),
    batch_id: batch?.id ?? null,
    batch_size: batch?.size ?? null,
    acknowledged: null,
  }
}
