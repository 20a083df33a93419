import type { NewConflictRecord } from '#shared/domain/conflict.ts'
import type { Fields } from '#shared/domain/entities.ts'
import type { ConflictDetail } from '#shared/domain/operation.ts'

/** What became of an attempt to send one operation, as delivery found out. */
export type Verdict =
  | {
      readonly kind: 'applied'
      readonly version: number
      readonly sequence: number
      /** The id the server uses for the entity. */
      readonly entityId: string
      readonly reason: 'acknowledged' | 'known-to-server' | 'read-back'
      /** What the server was found to hold: others may have changed more than this operation. */
      readonly seen?: ConflictDetail
    }
  /**
   * Nothing of the edits by others, in `othersFields`, is lost unseen: send again on top of the server's version.
   * `fields`: what to send then; null: what was sent before. `baseFields`: what these replace there.
   */
  | {
      readonly kind: 'rebase'
      readonly detail: ConflictDetail
      readonly othersFields: readonly string[]
      readonly fields: Fields | null
      readonly baseFields: Fields
      readonly reason: 'rebased' | 'merged-with-others' | 'resolved-automatically'
      readonly records: readonly NewConflictRecord[]
    }
  /** The server's values stand, nothing of ours is left to send. */
  | {
      readonly kind: 'drop'
      readonly detail: ConflictDetail
      readonly reason: 'superseded-by-server' | 'already-deleted'
      readonly records: readonly NewConflictRecord[]
    }
  /** A person decides. `reason`: left out for an answer of the server. */
  | {
      readonly kind: 'conflict'
      readonly detail: ConflictDetail
      readonly message: string
      readonly reason?: 'conflict-moved-on'
    }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  /**
   * The server took nothing: try again. `isAttempt`: counts against the retry limit. `notBefore`: milliseconds since the epoch.
   * `asksPerson`: not by itself, since the settings leave that to a person.
   */
  | {
      readonly kind: 'retry'
      readonly reason: string
      readonly error: { readonly code: string; readonly message: string } | null
      readonly isAttempt: boolean
      readonly notBefore: number | null
      readonly asksPerson?: boolean
    }
  /** Nobody knows whether the server took it. `isAttempt`: counts against the retry limit, should it be sent again. */
  | {
      readonly kind: 'unknown'
      readonly reason: string
      readonly error?: { readonly code: string; readonly message: string }
      readonly isAttempt?: boolean
    }
