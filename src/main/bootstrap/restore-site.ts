import type { StoredState } from '../database/store.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Replica } from '../replica/replica.ts'

/**
 * Puts what was stored into memory, part by part. Returns what could not be read, each a sentence. Rejects with a StoreError;
 * then neither of the two may be used.
 */
export async function restoreSite(
  state: StoredState,
  { replica, outbox }: { readonly replica: Replica; readonly outbox: Outbox },
): Promise<readonly string[]> {
  const problems = [...state.problems]
  replica.restore(state)
  outbox.restore(state)
  for await (const part of state.parts) {
    replica.take(part)
    outbox.take(part)
    problems.push(...part.problems)
  }
  await outbox.restored(state)
  return problems
}
