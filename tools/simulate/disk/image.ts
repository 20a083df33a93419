import type { SiteDatabase } from '../../../src/main/database/site-database.ts'
import type { Mutation } from '../../../src/main/database/store.ts'
import type { Operation, OperationState } from '../../../src/shared/domain/operation.ts'

/**
 * What is durable on a simulated disk. The shipped `SiteDatabase` is one, on a real file; `MemoryImage` does the same in
 * memory, many times faster.
 */
export interface Image
  extends Pick<
    SiteDatabase,
    | 'load'
    | 'commitGroup'
    | 'operations'
    | 'page'
    | 'inspect'
    | 'transitions'
    | 'conflictRecords'
    | 'ledger'
    | 'ledgerHead'
    | 'audit'
  > {
  /** The state of one operation; null: there is none. For checks, which ask often. */
  stateOf(key: string): OperationState | null
  /** One whole operation; null: there is none. */
  operation(key: string): Operation | null
  /** Every operation that was ever stored, in the order of their numbers. */
  everything(): readonly Operation[]
  /** Told of the writes of every transaction that is durable now, before whoever asked for it hears. */
  onCommitted: (mutations: readonly Mutation[]) => void
  /** A program opens it. */
  open(): void
  /** The program that had it open is gone. */
  release(): void
}
