import type { OperationView } from '#shared/domain/queue.ts'

/** How a change leaves the queue: what the server or time has stopped is given up, the rest is rolled back. */
export function takeBackVerbOf({ state }: OperationView): 'rollBack' | 'discard' {
  return state === 'quarantined' || state === 'stale' ? 'discard' : 'rollBack'
}
