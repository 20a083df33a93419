import type { OperationView } from '#shared/domain/queue.ts'
import type { ChainLink } from '../hooks/queue.ts'

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
 * builds on a change stays, and is refused. `chains`: of each operation that may affect others, itself included.
 */
export function consequencesOf(
  operations: readonly OperationView[],
  chains: readonly (readonly ChainLink[])[],
): Consequences {
  const ended = new Map(operations.map((operation) => [operation.key, operation]))
  const along = new Map<string, OperationView>()
  for (const chain of chains) {
    const [head] = chain
    for (const { operation } of chain) {
      const isFellow = head?.operation.batchId !== null && operation.batchId === head?.operation.batchId
      const goesAlong = (head?.operation.kind === 'create' || isFellow) && operation.actions.canRollBack
      if (goesAlong && !ended.has(operation.key)) along.set(operation.key, operation)
    }
  }
  const isEnded = (key: string | null) => key !== null && (ended.has(key) || along.has(key))
  const refused = chains
    .flat()
    .map(({ operation }) => operation)
    .filter(({ key, wait }) => !isEnded(key) && wait.reason === 'behind-dependency' && isEnded(wait.behindKey))
  return { along: [...along.values()], refused: [...new Map(refused.map((one) => [one.key, one])).values()] }
}
