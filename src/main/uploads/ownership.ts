import { OutpostError } from '#shared/errors/result.ts'
import type { UploadRecord } from './record.ts'

export interface OwnershipDependencies {
  /** Who works here now; null: nobody. */
  readonly userId: () => string | null
  /** Whether it is theirs what this user has chosen. */
  readonly isOfUser: (userId: string) => boolean
}

/** Who may do something with an upload: only who has begun it. */
export class Ownership {
  readonly #dependencies: OwnershipDependencies

  constructor(dependencies: OwnershipDependencies) {
    this.#dependencies = dependencies
  }

  isOwn(record: UploadRecord): boolean {
    const { userId, isOfUser } = this.#dependencies
    return userId() !== null && isOfUser(record.userId)
  }

  /** Who works here. @throws OutpostError `signed-out`. */
  signedIn(): string {
    const userId = this.#dependencies.userId()
    if (userId !== null) return userId
    throw new OutpostError(
      'signed-out',
      'Nobody is signed in, so nobody knows whose upload this would be. Sign in first.',
    )
  }

  /** @throws OutpostError `signed-out`, or `not-found` for what somebody else has begun. */
  assertOwn(record: UploadRecord): void {
    this.signedIn()
    if (!this.isOwn(record)) throw new OutpostError('not-found', 'Somebody else has begun this upload.')
  }
}
