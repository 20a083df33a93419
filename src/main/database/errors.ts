import type { StorageStatus } from '#shared/domain/queue.ts'

/**
 * What kept the store from doing something: `full` the disk or the profile's quota; `failed` the disk did not keep
 * its word, so nothing more is accepted until a restart has read the file again; `read-only` it cannot be written;
 * `guard` an operation was not in the expected state, so the whole batch was undone; `closed` the app is ending;
 * `corrupt` the file is damaged; `newer` it was written by a newer version of this program; `other` a mistake of the program.
 */
export type StoreErrorKind = 'full' | 'failed' | 'read-only' | 'guard' | 'closed' | 'corrupt' | 'newer' | 'other'

export class StoreError extends Error {
  readonly kind: StoreErrorKind

  constructor(kind: StoreErrorKind, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'StoreError'
    this.kind = kind
  }
}

/** The storage state an error tells of; null when it says nothing about the disk. */
export function storageStateOf(kind: StoreErrorKind): StorageStatus['state'] | null {
  if (kind === 'full' || kind === 'failed' || kind === 'read-only' || kind === 'newer') return kind
  return null
}
