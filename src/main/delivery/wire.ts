import type { Operation } from '#shared/domain/operation.ts'
import type { WireOperation } from '#shared/protocol/operations.ts'

/**
 * Operations as they travel. `isAtomic`: the server applies batches as one; another would not look at the mark. A batch
 * that lost members to an earlier request, which the server applied in part, is what is left of it.
 */
export function wireRequest(operations: readonly Operation[], isAtomic: boolean): WireOperation[] {
  const sizes = new Map<string, number>()
  for (const { batch } of operations) if (batch !== null) sizes.set(batch.id, (sizes.get(batch.id) ?? 0) + 1)
  return operations.map((operation) => {
    const { batch } = operation
    const size = batch === null || !isAtomic ? 1 : (sizes.get(batch.id) ?? 1)
    return batch === null || size < 2 ? wireOf(operation) : { ...wireOf(operation), batch: { id: batch.id, size } }
  })
}

function givenBy({ command, contentId }: Extract<Operation['intent'], { kind: 'command' }>) {
  return contentId === undefined ? { command } : { command, contentId }
}

/** The operation with its idempotency key, its number and, for edits, the version it was made against. */
function wireOf(operation: Operation): WireOperation {
  const { intent, key, clientSequence, createdAt, baseVersion } = operation
  const common = { key, clientSequence, createdAt, entityId: intent.entityId }
  switch (intent.kind) {
    case 'create':
      return { ...common, kind: 'create', entityType: intent.entityType, fields: intent.fields }
    case 'update':
      return { ...common, kind: 'update', entityType: intent.entityType, baseVersion, fields: intent.fields }
    case 'delete':
      return { ...common, kind: 'delete', entityType: intent.entityType, baseVersion }
    case 'command':
      return { ...common, kind: 'command', entityType: intent.entityType, ...givenBy(intent) }
  }
}
