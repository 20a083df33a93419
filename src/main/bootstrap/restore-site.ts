import type { StoredState } from '../database/store.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Replica } from '../replica/replica.ts'

export interface RestorePace {
  /** All that waits is there: from then on each record that has been read is shown as it will be when all are. */
  readonly onQueue?: () => void
  /** Records are read from then on, besides the first. */
  readonly mayReadOn?: Promise<unknown> | undefined
  /** Resolves when others had their turn: a page that starts needs this process again and again. */
  readonly letOthers?: (() => Promise<void>) | undefined
}

interface Restored {
  readonly replica: Replica
  readonly outbox: Outbox
}

/**
 * Puts what was stored into memory, part by part. Resolves with what could not be read, each a sentence. Rejects with a
 * StoreError; then neither of the two may be used.
 */
export async function restoreSite(
  state: StoredState,
  { replica, outbox }: Restored,
  { onQueue, mayReadOn, letOthers }: RestorePace = {},
): Promise<readonly string[]> {
  const problems = [...state.problems]
  let isQueueThere = false
  const queueIsThere = async (): Promise<void> => {
    isQueueThere = true
    await outbox.restored(state)
    onQueue?.()
  }
  replica.restore(state)
  outbox.restore(state)
  try {
    for await (const part of state.parts) {
      outbox.take(part)
      const isFirst = part.entities.length > 0 && !isQueueThere
      if (isFirst) await queueIsThere()
      replica.take(part)
      problems.push(...part.problems)
      if (isFirst) await mayReadOn
      await letOthers?.()
    }
    if (!isQueueThere) await queueIsThere()
    for (const _step of outbox.sortOut()) await letOthers?.()
    replica.restored()
  } catch (error) {
    replica.restored(error)
    throw error
  }
  return problems
}
