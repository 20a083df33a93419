import { OutpostError } from '#shared/errors/result.ts'
import { StoreError } from '../database/errors.ts'
import type { Mutation, Store } from '../database/store.ts'

/** What the operator is told when the disk does not take a change. Nothing was accepted in any of these cases. */
export function outpostErrorOf(error: unknown): OutpostError {
  if (error instanceof OutpostError) return error
  if (!(error instanceof StoreError)) {
    return new OutpostError('internal', 'The change could not be stored. Nothing was accepted.', { cause: error })
  }
  switch (error.kind) {
    case 'full':
      return new OutpostError('storage-full', error.message, { cause: error })
    case 'read-only':
    case 'newer':
      return new OutpostError('storage-read-only', error.message, { cause: error })
    case 'guard':
      return new OutpostError('invalid-transition', 'The operation has moved on meanwhile; look at it again.', {
        cause: error,
      })
    case 'closed':
      return new OutpostError('shutting-down', error.message, { cause: error })
    default:
      return new OutpostError('storage-failed', error.message, { cause: error })
  }
}

/** Commits, and rejects with what the operator is told. */
export async function commitTo(store: Store, mutations: readonly Mutation[]): Promise<void> {
  await store.commit(mutations).catch((error: unknown) => {
    throw outpostErrorOf(error)
  })
}
