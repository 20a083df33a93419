import type { MessagePort } from 'node:worker_threads'
import type { AlarmRequest } from './alarm-store.ts'
import type { StoreErrorKind } from './errors.ts'
import type { StoredPosition } from './load-state.ts'
import type { PackedPart } from './packed-part.ts'
import type { ConflictQuery, OperationQuery } from './store.ts'
import type { UploadRequest } from './upload-store.ts'
import type { Write } from './writes.ts'

/** What the storage worker is sent first. */
export interface WorkerOptions {
  readonly file: string
  /** Milliseconds since the epoch; recorded with migrations. */
  readonly at: number
}

/** Given to the storage worker when it starts: where requests come in and answers go. */
export interface WorkerData {
  readonly port: MessagePort
}

/**
 * Commits travel as text: a JSON list of these, all that came together. Text costs a fifth of what a copy of objects does.
 */
export type CommitRequest = readonly [id: number, writes: readonly Write[]]

export type WorkerRequest =
  | { readonly id: number; readonly type: 'load' }
  | { readonly id: number; readonly type: 'load-part'; readonly position: StoredPosition }
  | { readonly id: number; readonly type: 'operations'; readonly keys: readonly string[] }
  | { readonly id: number; readonly type: 'page'; readonly query: OperationQuery }
  | { readonly id: number; readonly type: 'inspect'; readonly afterSequence: number; readonly limit: number }
  | { readonly id: number; readonly type: 'transitions'; readonly key: string }
  | { readonly id: number; readonly type: 'conflict-records'; readonly query: ConflictQuery }
  | { readonly id: number; readonly type: 'ledger'; readonly line: number; readonly limit: number }
  | { readonly id: number; readonly type: 'ledger-head' }
  | { readonly id: number; readonly type: 'audit' }
  | { readonly id: number; readonly type: 'alarms'; readonly request: AlarmRequest }
  | { readonly id: number; readonly type: 'uploads'; readonly request: UploadRequest }
  /** Writes a copy of the whole database into a file that is not there yet. */
  | { readonly id: number; readonly type: 'back-up'; readonly to: string }
  | { readonly id: number; readonly type: 'close' }

/**
 * Ids of commits that are on disk, or the answer to one request: a WorkerReply as text, for the same reason; but for a part,
 * most of which is text already.
 */
export type WorkerMessage = readonly number[] | string | PartReply

export interface PartReply {
  readonly id: number
  readonly part: PackedPart
}

export type WorkerReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly kind: StoreErrorKind; readonly message: string }

/** Sent once: the database is open, with what can be shown of it if it is a newer program's; or why it is not. Carries the id 0. */
export const OPENED_ID = 0
/** Carried by what nobody has asked for: how long the storage took, a list of StorageTime. */
export const TIMES_ID = -1
