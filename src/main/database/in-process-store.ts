import type { ConflictRecord } from '#shared/domain/conflict.ts'
import type { Transition } from '#shared/domain/operation.ts'
import type { StorageStatus } from '#shared/domain/queue.ts'
import type { Cancel } from '../platform/clock.ts'
import { alarmStoreOf } from './alarm-store.ts'
import { StoreError } from './errors.ts'
import type { LedgerHead } from './ledger-chain.ts'
import { stateInParts } from './load-state.ts'
import { SiteDatabase } from './site-database.ts'
import type {
  ConflictQuery,
  FoundOperations,
  LedgerLine,
  Mutation,
  OperationQuery,
  Store,
  StoredState,
  UnreadableOperation,
} from './store.ts'
import { uploadStoreOf } from './upload-store.ts'

/**
 * The same database without a worker thread: for command-line tools and tests, where nothing else shares the loop.
 * Held to the same contract suite as the worker's.
 */
export class InProcessStore implements Store {
  readonly alarms = alarmStoreOf(async (request) => this.#database.alarms(request))
  readonly uploads = uploadStoreOf(async (request) => this.#database.uploads(request))
  readonly #database: SiteDatabase
  #isClosed = false

  /** @param isReadonly see SiteDatabase. @throws StoreError when the file cannot be opened. */
  constructor(file: string, at: number, isReadonly = false) {
    this.#database = new SiteDatabase(file, at, isReadonly)
  }

  async load(): Promise<StoredState> {
    const database = this.#database
    return stateInParts(database.loadHead(), (position) => database.loadPart(position))
  }

  async commit(mutations: readonly Mutation[]): Promise<void> {
    if (this.#isClosed) throw new StoreError('closed', 'The console is closing; nothing more is accepted.')
    if (mutations.length === 0) return
    const [outcome] = this.#database.commitGroup([mutations])
    if (outcome !== undefined && !outcome.ok) throw outcome.error
  }

  async operations(keys: readonly string[]): Promise<FoundOperations> {
    return this.#database.operations(keys)
  }

  async page(query: OperationQuery): Promise<FoundOperations & { total: number }> {
    return this.#database.page(query)
  }

  async inspect(
    afterSequence: number,
    limit: number,
  ): Promise<{ unreadable: readonly UnreadableOperation[]; next: number | null }> {
    return this.#database.inspect(afterSequence, limit)
  }

  async conflictRecords(query: ConflictQuery): Promise<{ total: number; records: readonly ConflictRecord[] }> {
    return this.#database.conflictRecords(query)
  }

  async ledger(line: number, limit: number): Promise<readonly LedgerLine[]> {
    return this.#database.ledger(line, limit)
  }

  async ledgerHead(): Promise<LedgerHead> {
    return this.#database.ledgerHead()
  }

  async audit(): Promise<readonly string[]> {
    return this.#database.audit()
  }

  async transitions(key: string): Promise<readonly Transition[]> {
    return this.#database.transitions(key)
  }

  status(): StorageStatus {
    return { state: 'ok', detail: null }
  }

  onStatus(): Cancel {
    return () => undefined
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#database.close()
  }
}
