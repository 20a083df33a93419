import type { ConflictRecord } from '#shared/domain/conflict.ts'
import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { EntityRef, EntityType } from '#shared/domain/ids.ts'
import type {
  Operation,
  OperationKind,
  OperationState,
  SettledState,
  TimeStamp,
  Transition,
} from '#shared/domain/operation.ts'
import type { OperationGroups } from '#shared/domain/operation-groups.ts'
import type { StorageStatus } from '#shared/domain/queue.ts'
import type { Cancel } from '../platform/clock.ts'
import type { LedgerHead } from './ledger-chain.ts'

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
  /** A new operation, in whatever state it begins. */
  | { readonly type: 'operation.insert'; readonly operation: Operation; readonly reason: string }
  /**
   * Replaces the row if the stored state is `transition.from`; otherwise the whole batch fails with `guard`.
   * `isAmended`: what it does has changed too, that is, `intent` or `baseFields`; they are written only then.
   */
  | {
      readonly type: 'operation.change'
      readonly operation: Operation
      readonly transition: Transition & { readonly from: OperationState }
      readonly isAmended: boolean
    }
  /** Changes nothing but the state of many operations, which need not be readable. Fails with `guard` like a change. */
  | {
      readonly type: 'operations.move'
      readonly sequences: readonly number[]
      readonly transition: Transition & { readonly from: OperationState }
    }
  /**
   * Ends an operation whose row the disk has lost: the ledger tells its end like any other, and a row in its place says what
   * is left to know. Fails when there is a row.
   */
  | {
      readonly type: 'operation.lost'
      readonly row: OperationIndexRow
      readonly transition: Transition & { readonly from: OperationState; readonly to: SettledState }
    }
  /**
   * The entity moved on to `version`: those of these operations that are queued and made against `from` or later are based
   * on that now. Those made against something older have not seen everything in between.
   */
  | {
      readonly type: 'lane.rebase'
      readonly sequences: readonly number[]
      readonly from: number
      readonly version: number
    }
  /** The server named an entity that was made here: its operations (`sequences`: those that wait) and its record move to the new id. */
  | {
      readonly type: 'entity.rename'
      readonly ref: EntityRef
      readonly to: string
      readonly sequences: readonly number[]
    }
  | { readonly type: 'entity.put'; readonly record: EntityRecord }
  /** The reported halves of records that are stored already; what is not stored stays away. */
  | { readonly type: 'reports.put'; readonly reports: readonly StoredReport[] }
  | { readonly type: 'entity.remove'; readonly ref: EntityRef }
  | { readonly type: 'meta.put'; readonly name: string; readonly value: string }
  | { readonly type: 'conflict.record'; readonly record: ConflictRecord }

/** What devices or the server have reported of one entity, and by which event of the feed. */
export interface StoredReport {
  readonly ref: EntityRef
  readonly sequence: number
  readonly reported: Fields
}

/**
 * Why a stored operation cannot be used by this version of the program. It is kept and shown, never sent. `missing`: the
 * disk has lost it, so that nothing is left to keep.
 */
export interface RowTrouble {
  readonly code: 'unreadable' | 'newer-version' | 'missing'
  readonly message: string
}

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
  /** Names of the fields it changes. */
  readonly fields: readonly string[]
  readonly userId: string
  readonly dependsOn: readonly number[]
  readonly batch: Operation['batch']
  readonly waitingSince: TimeStamp
  readonly acceptedAt: TimeStamp | null
  readonly trouble: RowTrouble | null
}

/** A stored operation that could not be read, with what is known of it. */
export interface UnreadableOperation extends OperationIndexRow {
  readonly trouble: RowTrouble
  /** The payload as it is on disk. */
  readonly payload: string
}

export interface OperationQuery {
  readonly scope: 'pending' | 'history'
  /** Of those that wait: every word of it is in the thing's name or id, or in what is changed of it. */
  readonly text?: string | undefined
  readonly states?: readonly OperationState[] | undefined
  readonly entityType?: EntityType | undefined
  readonly entityId?: string | undefined
  /** Of those that wait: only what stands in these. */
  readonly groups?: OperationGroups | undefined
  /** Only members of these batches. */
  readonly batchIds?: readonly string[] | undefined
  readonly offset: number
  readonly limit: number
}

export interface ConflictQuery {
  readonly entityType?: EntityType | undefined
  readonly entityId?: string | undefined
  readonly resolutionId?: string | undefined
  /** Every word of it is somewhere in the record, or in the name of the thing. Letters beyond ASCII as they are written. */
  readonly text?: string | undefined
  readonly isAutomatic?: true | undefined
  /** Milliseconds since the epoch. */
  readonly since?: number | undefined
  readonly offset: number
  readonly limit: number
}

/** Settled operations since the profile was made, by outcome, and all that were ever made. */
export type Counters = { readonly [name in 'created' | SettledState]: number }

/** An id that was used here until the server gave another. */
export interface Alias {
  readonly entityType: EntityType
  readonly from: string
  readonly to: string
}

/** A piece of what is read at start. */
export interface StoredPart {
  readonly entities: readonly EntityRecord[]
  /** Unsettled operations in the order they were made. */
  readonly operations: readonly OperationIndexRow[]
  /** The effect on screen of each of them, in the same order, as `effectText` writes it; null: its payload is damaged. */
  readonly effects: readonly (string | null)[]
  /** Rows that could not be read, each a sentence: they are kept, and nothing of them is sent. */
  readonly problems: readonly string[]
}

/** The little that is known before the parts are read. */
export interface StoredHead {
  readonly meta: Readonly<Record<string, string>>
  readonly counters: Counters
  /** The highest client sequence ever used. */
  readonly lastClientSequence: number
  readonly aliases: readonly Alias[]
  /** As in the parts. */
  readonly problems: readonly string[]
}

/** Everything that is read once at start. */
export interface StoredState extends StoredHead {
  /**
   * All unsettled operations, then all entities, in parts that never lie in memory together. To be read once, before
   * anything is changed. The next part is read while one is taken in. Rejects with a StoreError.
   */
  readonly parts: AsyncIterable<StoredPart>
}

/** The same in one piece. */
export type WholeState = StoredHead & StoredPart

/** A line of the ledger as stored: `body` is the exact text that was hashed. */
export interface LedgerLine {
  readonly line: number
  readonly body: string
  /** Hexadecimal. */
  readonly hash: string
}

/** Operations by key. What cannot be read is named, never left out silently. */
export interface FoundOperations {
  readonly operations: readonly Operation[]
  readonly unreadable: readonly UnreadableOperation[]
}

/**
 * The durable store of one site. `commit` resolves only when the data would survive a power cut; commits that
 * arrive together may share one transaction. Every method rejects with a StoreError.
 */
export interface Store {
  load(): Promise<StoredState>
  commit(mutations: readonly Mutation[]): Promise<void>
  /** Whole operations by key, in the order of the keys; unknown keys are left out. */
  operations(keys: readonly string[]): Promise<FoundOperations>
  page(query: OperationQuery): Promise<FoundOperations & { readonly total: number }>
  /** Reads `limit` unsettled operations after a number and names those that cannot be read. `next`: null at the end. */
  inspect(
    afterSequence: number,
    limit: number,
  ): Promise<{ readonly unreadable: readonly UnreadableOperation[]; readonly next: number | null }>
  transitions(key: string): Promise<readonly Transition[]>
  conflictRecords(
    query: ConflictQuery,
  ): Promise<{ readonly total: number; readonly records: readonly ConflictRecord[] }>
  /** Lines after `line`, in order. */
  ledger(line: number, limit: number): Promise<readonly LedgerLine[]>
  ledgerHead(): Promise<LedgerHead>
  /** What the ledger says against what the operations say, each difference a sentence. Empty: they agree. */
  audit(): Promise<readonly string[]>
  status(): StorageStatus
  onStatus(listener: (status: StorageStatus) => void): Cancel
  /** Finishes what was handed over, then closes the file. */
  close(): Promise<void>
}
