import type { OperationIndexRow, Store } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { commitTo } from './store-trouble.ts'

/** Notes at start that nobody knows what became of these. False: the disk did not take it. */
export async function noteDoubts(
  doubted: readonly OperationIndexRow[],
  { store, clock, logger }: { readonly store: Store; readonly clock: Clock; readonly logger: Logger },
): Promise<boolean> {
  if (doubted.length === 0) return true
  const sequences = doubted.map((row) => row.clientSequence)
  const transition = { from: 'sending', to: 'unknown', at: clock.now(), reason: 'restarted' } as const
  try {
    await commitTo(store, [{ type: 'operations.move', sequences, transition }])
    return true
  } catch (error) {
    logger.warn('what was on its way could not be noted as unknown', { cause: String(error) })
    return false
  }
}
