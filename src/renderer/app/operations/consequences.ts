import type { OperationView } from '#shared/domain/queue.ts'
import type { ChainLink } from '../hooks/queue.ts'
import { isUnreadable } from '../operation-shapes.ts'

/** What happens to other changes when some are taken back. */
export interface Consequences {
  /** End together with them. */
  readonly along: readonly OperationView[]
  /** Build on them, cannot be sent without them, and will ask for attention. */
  readonly refused: readonly OperationView[]
}

export const NO_CONSEQUENCES: Consequences = { along: [], refused: [] }

/** How a change leaves the queue: what the server or time has stopped is given up, the rest is rolled back. */
export function takeBackVerbOf({ state }: OperationView): 'rollBack' | 'discard' {
  return state === 'quarantined' || state === 'stale' ? 'discard' : 'rollBack'
}

/** Whether others may be affected at all; then its chain says which. */
export function mayAffectOthers({ kind, batchId, dependants }: OperationView): boolean {
  return kind === 'create' || batchId !== null || dependants > 0
}

/**
 * Taking back the making of something takes along everything that waits for it; a batch goes together; what merely
 * builds on a change stays, and is refused. Nothing ends with one that cannot be read: all that builds on it is refused.
 * `chains`: of each operation that may affect others, itself included.
 */
export function consequencesOf(
  operations: readonly OperationView[],
  chains: readonly (readonly ChainLink[])[],
): Consequences {
  const ended = new Map(operations.map((operation) => [operation.key, operation]))
  const along = new Map<string, OperationView>()
  const refused = new Map<string, OperationView>()
  for (const chain of chains) {
    for (const { operation } of chain) {
      if (!ended.has(operation.key) && endsWith(chain[0]?.operation, operation)) along.set(operation.key, operation)
    }
  }
  const isEnded = (key: string | null) => key !== null && (ended.has(key) || along.has(key))
  for (const chain of chains) {
    for (const { operation } of chain) {
      const { key, wait } = operation
      const isWithout = wait.reason === 'behind-dependency' && isEnded(wait.behindKey)
      if (!isEnded(key) && (isWithout || isParkedBy(chain[0]?.operation, operation))) refused.set(key, operation)
    }
  }
  return { along: [...along.values()], refused: [...refused.values()] }
}

function isFellow(head: OperationView, other: OperationView): boolean {
  return head.batchId !== null && other.batchId === head.batchId
}

function endsWith(head: OperationView | undefined, other: OperationView): boolean {
  if (head === undefined || isUnreadable(head)) return false
  return (head.kind === 'create' || isFellow(head, other)) && other.actions.canRollBack
}

function isParkedBy(head: OperationView | undefined, other: OperationView): boolean {
  if (head === undefined || !isUnreadable(head)) return false
  const isOfSameThing = other.entityType === head.entityType && other.entityId === head.entityId
  return isFellow(head, other) || (head.kind === 'create' && isOfSameThing)
}
