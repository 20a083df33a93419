import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { EntityRef, EntityType } from '#shared/domain/ids.ts'
import type { Operation, OperationKind, OperationState, Transition } from '#shared/domain/operation.ts'
import type { StorageStatus } from '#shared/domain/queue.ts'
import type { Cancel } from '../platform/clock.ts'

/** The optimistic effect of one unsettled operation: all that the replica needs to replay it. */
export interface Overlay extends EntityRef {
  readonly key: string
  readonly clientSequence: number
  readonly kind: OperationKind
  /** New values of the changed fields; empty for a delete or a command. */
  readonly fields: Fields
  readonly command: string | null
  readonly createdAt: number
}

/** One write. A batch of them is applied in one transaction: all or none. */
export type Mutation =
  | {
      readonly type: 'operation.insert'
      readonly operation: Operation
      readonly overlay: Overlay
      readonly reason: string
    }
  /**
   * Replaces the row if the stored state is `transition.from`; otherwise the whole batch fails with `guard`.
   * `overlay`: null removes the effect, left out keeps it.
   */
  | {
      readonly type: 'operation.change'
      readonly operation: Operation
      readonly transition: Transition & { readonly from: OperationState }
      readonly overlay?: Overlay | null
    }
  /**
   * The entity moved on to `version`: waiting operations of the lane made against `from` or later are based on that now.
   * Those made against something older, and those whose number is in `except`, have not seen everything in between.
   */
  | {
      readonly type: 'lane.rebase'
      readonly ref: EntityRef
      readonly from: number
      readonly version: number
      readonly except: readonly number[]
    }
  | { readonly type: 'entity.put'; readonly record: EntityRecord }
  | { readonly type: 'entity.remove'; readonly ref: EntityRef }
  | { readonly type: 'meta.put'; readonly name: string; readonly value: string }

/** What main keeps in memory of every unsettled operation; the payload stays on disk until it is needed. */
export interface OperationIndexRow extends EntityRef {
  readonly key: string
  readonly clientSequence: number
  readonly kind: OperationKind
  readonly state: OperationState
  readonly priority: number
  readonly baseVersion: number
  readonly createdAt: number
  readonly attempts: number
  readonly nextAttemptAt: number | null
  /** Size of the stored payload. */
  readonly bytes: number
  readonly lastError: Operation['lastError']
}

export interface OperationQuery {
  readonly scope: 'pending' | 'history'
  readonly states?: readonly OperationState[] | undefined
  readonly entityType?: EntityType | undefined
  readonly entityId?: string | undefined
  readonly offset: number
  readonly limit: number
}

/** Settled operations since the profile was made, by outcome, and all that were ever made. */
export type Counters = { readonly [name in 'created' | 'applied' | 'cancelled' | 'expired' | 'merged']: number }

/** Everything that is read once at start. */
export interface StoredState {
  readonly meta: Readonly<Record<string, string>>
  readonly counters: Counters
  /** The highest client sequence ever used. */
  readonly lastClientSequence: number
  /** Unsettled operations in the order they were made. */
  readonly operations: readonly OperationIndexRow[]
  readonly overlays: readonly Overlay[]
  readonly entities: readonly EntityRecord[]
  /** Rows that could not be read, each a sentence: they are kept, and nothing of them is sent. */
  readonly problems: readonly string[]
}

/**
 * The durable store of one site. `commit` resolves only when the data would survive a power cut; commits that
 * arrive together may share one transaction. Every method rejects with a StoreError.
 */
export interface Store {
  load(): Promise<StoredState>
  commit(mutations: readonly Mutation[]): Promise<void>
  /** Whole operations by key, in the order of the keys; unknown keys are left out. */
  operations(keys: readonly string[]): Promise<readonly Operation[]>
  page(query: OperationQuery): Promise<{ readonly total: number; readonly operations: readonly Operation[] }>
  transitions(key: string): Promise<readonly Transition[]>
  status(): StorageStatus
  onStatus(listener: (status: StorageStatus) => void): Cancel
  /** Finishes what was handed over, then closes the file. */
  close(): Promise<void>
}
