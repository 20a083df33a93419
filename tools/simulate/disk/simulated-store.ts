import { StoreError, storageStateOf } from '../../../src/main/database/errors.ts'
import type { LedgerHead } from '../../../src/main/database/ledger-chain.ts'
import { stateInOnePart } from '../../../src/main/database/load-state.ts'
import type {
  ConflictQuery,
  FoundOperations,
  LedgerLine,
  Mutation,
  OperationQuery,
  Store,
  StoredState,
  UnreadableOperation,
} from '../../../src/main/database/store.ts'
import type { Cancel, Clock } from '../../../src/main/platform/clock.ts'
import type { ConflictRecord } from '../../../src/shared/domain/conflict.ts'
import type { Transition } from '../../../src/shared/domain/operation.ts'
import type { StorageStatus } from '../../../src/shared/domain/queue.ts'
import type { Disk } from './disk.ts'
import type { Image } from './image.ts'

type Request =
  | {
      readonly mutations: readonly Mutation[]
      readonly resolve: () => void
      readonly reject: (error: StoreError) => void
    }
  | { readonly mutations: null; readonly run: () => void }

const OK: StorageStatus = { state: 'ok', detail: null }

/**
 * The store of one run of the program, over an image that outlives it. As in the shipped worker, requests are served one
 * after the other, and commits that wait together share one transaction. A commit is durable when its time is over: a
 * crash before that keeps it or loses it, whole, without anybody being told.
 */
export class SimulatedStore implements Store {
  readonly #image: Image
  readonly #disk: Disk
  readonly #clock: Clock
  readonly #waiting: Request[] = []
  readonly #listeners = new Set<(status: StorageStatus) => void>()
  #inFlight: readonly (readonly Mutation[])[] | null = null
  #isServing = false
  #status = OK
  #isClosed = false

  constructor(image: Image, disk: Disk, clock: Clock) {
    this.#image = image
    this.#disk = disk
    this.#clock = clock
    image.open()
  }

  load(): Promise<StoredState> {
    return this.#read(() => stateInOnePart(this.#image.load()))
  }

  commit(mutations: readonly Mutation[]): Promise<void> {
    const refusal = this.#refusal(true)
    if (refusal !== null) return Promise.reject(refusal)
    if (mutations.length === 0) return Promise.resolve()
    return new Promise((resolve, reject) => this.#enqueue({ mutations, resolve, reject }))
  }

  operations(keys: readonly string[]): Promise<FoundOperations> {
    return this.#read(() => this.#image.operations(keys))
  }

  page(query: OperationQuery): Promise<FoundOperations & { total: number }> {
    return this.#read(() => this.#image.page(query))
  }

  inspect(
    afterSequence: number,
    limit: number,
  ): Promise<{ unreadable: readonly UnreadableOperation[]; next: number | null }> {
    return this.#read(() => this.#image.inspect(afterSequence, limit))
  }

  transitions(key: string): Promise<readonly Transition[]> {
    return this.#read(() => this.#image.transitions(key))
  }

  conflictRecords(query: ConflictQuery): Promise<{ total: number; records: readonly ConflictRecord[] }> {
    return this.#read(() => this.#image.conflictRecords(query))
  }

  ledger(line: number, limit: number): Promise<readonly LedgerLine[]> {
    return this.#read(() => this.#image.ledger(line, limit))
  }

  ledgerHead(): Promise<LedgerHead> {
    return this.#read(() => this.#image.ledgerHead())
  }

  audit(): Promise<readonly string[]> {
    return this.#read(() => this.#image.audit())
  }

  status(): StorageStatus {
    return this.#status
  }

  onStatus(listener: (status: StorageStatus) => void): Cancel {
    const own = (status: StorageStatus): void => listener(status)
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    const finished = this.#read(() => undefined)
    this.#isClosed = true
    await finished
    this.#listeners.clear()
    this.#image.release()
  }

  /** Nothing is asked of it just now. */
  get isIdle(): boolean {
    return !this.#isServing && this.#waiting.length === 0
  }

  /** The program is gone. What was on its way to the disk is there or not, as chance has it; what waited is lost. */
  crash(): void {
    if (this.#inFlight !== null && this.#disk.keepsAtCrash()) this.#image.commitGroup(this.#inFlight)
    this.#inFlight = null
    this.#waiting.length = 0
    this.#isClosed = true
    this.#listeners.clear()
    this.#image.release()
  }

  #read<T>(read: () => T): Promise<T> {
    const refusal = this.#refusal(false)
    if (refusal !== null) return Promise.reject(refusal)
    return new Promise((resolve, reject) => {
      const run = (): void => {
        try {
          resolve(read())
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      }
      this.#enqueue({ mutations: null, run })
    })
  }

  #refusal(isCommit: boolean): StoreError | null {
    if (this.#isClosed) return new StoreError('closed', 'The console is closing; nothing more is accepted.')
    if (!isCommit || this.#status.state !== 'failed') return null
    return new StoreError('failed', this.#status.detail ?? 'The storage has failed.')
  }

  #enqueue(request: Request): void {
    this.#waiting.push(request)
    this.#serve()
  }

  #serve(): void {
    if (this.#isServing) return
    const next = this.#waiting[0]
    if (next === undefined) return
    this.#isServing = true
    if (next.mutations === null) {
      this.#waiting.shift()
      this.#clock.schedule(this.#disk.readMs(), () => {
        next.run()
        this.#served()
      })
      return
    }
    // Commits may still join until the transaction begins.
    this.#clock.schedule(0, () => this.#commitGroup())
  }

  #commitGroup(): void {
    const end = this.#waiting.findIndex((request) => request.mutations === null)
    const group = this.#waiting.splice(0, end === -1 ? this.#waiting.length : end)
    const commits = group.flatMap((request) => (request.mutations === null ? [] : [request]))
    const batches = commits.map((commit) => commit.mutations)
    this.#inFlight = batches
    this.#disk.onWriting()
    this.#clock.schedule(this.#disk.syncMs(), () => {
      this.#inFlight = null
      const trouble = this.#disk.trouble(batches)
      const outcomes = trouble === null ? this.#image.commitGroup(batches) : []
      for (const [index, commit] of commits.entries()) this.#answer(commit, trouble ?? outcomeOf(outcomes[index]))
      this.#served()
    })
  }

  #answer(commit: Extract<Request, { resolve: () => void }>, error: StoreError | null): void {
    const state = error === null ? 'ok' : storageStateOf(error.kind)
    if (state !== null) this.#setStatus({ state, detail: error?.message ?? null })
    if (error === null) commit.resolve()
    else commit.reject(error)
  }

  #served(): void {
    this.#isServing = false
    this.#serve()
  }

  #setStatus(status: StorageStatus): void {
    if (status.state === this.#status.state || this.#status.state === 'failed') return
    this.#status = status
    for (const listener of [...this.#listeners]) listener(status)
  }
}

function outcomeOf(outcome: ReturnType<Image['commitGroup']>[number] | undefined): StoreError | null {
  return outcome === undefined || outcome.ok ? null : outcome.error
}
