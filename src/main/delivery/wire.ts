import type { Operation } from '#shared/domain/operation.ts'
import type { WireOperation } from '#shared/protocol/operations.ts'

/** The operation as it travels: with its idempotency key, its number and, for edits, the version it was made against. */
export function wireOf(operation: Operation): WireOperation {
  const { intent, key, clientSequence, createdAt, baseVersion, batch } = operation
  const common = {
    key,
    clientSequence,
    createdAt,
    entityId: intent.entityId,
    ...(batch === null ? {} : { batch }),
  }
  switch (intent.kind) {
    case 'create':
      return { ...common, kind: 'create', entityType: intent.entityType, fields: intent.fields }
    case 'update':
      return { ...common, kind: 'update', entityType: intent.entityType, baseVersion, fields: intent.fields }
    case 'delete':
      return { ...common, kind: 'delete', entityType: intent.entityType, baseVersion }
    case 'command':
      return { ...common, kind: 'command', entityType: 'device', command: intent.command }
  }
}
