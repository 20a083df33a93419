import type { ConflictDetail } from '#shared/domain/operation.ts'

/** What became of an attempt to send one operation, as delivery found out. */
export type Verdict =
  | {
      readonly kind: 'applied'
      readonly version: number
      readonly sequence: number
      readonly reason: 'acknowledged' | 'known-to-server'
    }
  /** The edits by others, in `fields`, do not touch ours: send again on top of the server's version. */
  | { readonly kind: 'rebase'; readonly version: number; readonly fields: readonly string[] }
  | { readonly kind: 'conflict'; readonly detail: ConflictDetail }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  /** The server took nothing: try again. `isAttempt`: counts against the retry limit. `notBefore`: milliseconds since the epoch. */
  | {
      readonly kind: 'retry'
      readonly reason: string
      readonly error: { readonly code: string; readonly message: string } | null
      readonly isAttempt: boolean
      readonly notBefore: number | null
    }
  | { readonly kind: 'unknown'; readonly reason: string }
