import type { ResponseOf } from '#shared/protocol/requests.ts'

/** What inbound needs to know of a fresh session to catch up. */
export interface FeedSession {
  /** Whose feed it is. */
  readonly tenant: string
  readonly epoch: string
  readonly head: number
  readonly resume: 'delta' | 'snapshot'
  /** False: the server never tells changes since a place in the feed. */
  readonly hasChanges: boolean
  readonly pageSize: number
  /** Every event of the feed comes to this console; left out: perhaps not. */
  readonly isWhole?: boolean
  /** Rejects when the connection is lost; the error is passed on to whoever started the resync. */
  changes(since: number, limit: number): Promise<ResponseOf<'sync:changes'>>
  snapshot(page: string | null, limit: number): Promise<ResponseOf<'sync:snapshot'>>
}
