import { type MessagePort, receiveMessageOnPort, type Worker } from 'node:worker_threads'
import type { ConflictRecord } from '#shared/domain/conflict.ts'
import type { Transition } from '#shared/domain/operation.ts'
import type { StorageStatus } from '#shared/domain/queue.ts'
import { afterMicrotasks, afterThisTurn, type Cancel, systemClock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import { alarmStoreOf } from './alarm-store.ts'
import { BriefPause } from './brief-pause.ts'
import { StoreError, storageStateOf } from './errors.ts'
import { type LedgerHead, parseHead } from './ledger-chain.ts'
import { stateInParts } from './load-state.ts'
import type { NewerFile } from './open-site.ts'
import { type PackedPart, unpackedPart } from './packed-part.ts'
import { StorageThread } from './storage-thread.ts'
import type { StorageTime } from './storage-times.ts'
import type {
  ConflictQuery,
  FoundOperations,
  LedgerLine,
  Mutation,
  OperationQuery,
  Store,
  StoredHead,
  StoredState,
  UnreadableOperation,
} from './store.ts'
import { uploadStoreOf } from './upload-store.ts'
import {
  type CommitRequest,
  OPENED_ID,
  TIMES_ID,
  type WorkerMessage,
  type WorkerOptions,
  type WorkerReply,
  type WorkerRequest,
} from './worker-protocol.ts'
import { writeOf } from './writes.ts'

/** A request before it has its number; distributes over the union. */
type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: StoreError) => void
}

/** Told now and then how long the storage took. */
export type OnStorageTimes = (times: readonly StorageTime[]) => void

/** More writes than an operator's own action brings take longer than it pays to stand still for. */
const BRIEF_WRITES = 8
/** So many are worth a transaction of their own: the disk begins with them while the next are prepared. */
const LARGE_WRITES = 64

/** A thread that is done ends by itself; one that has not by then is ended. */
const END_MS = 1_000

const ONLY_READ =
  'A newer version of this program has written what is stored here: it is only read. Nothing was accepted; update the program.'
const OK: StorageStatus = { state: 'ok', detail: null }

/** The store of one site, in a worker thread. */
export class WorkerStore implements Store {
  readonly alarms = alarmStoreOf((request) => this.#ask({ type: 'alarms', request }))
  readonly uploads = uploadStoreOf((request) => this.#ask({ type: 'uploads', request }))
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #pause = new BriefPause(systemClock, afterThisTurn)
  readonly #waiting = new Map<number, Waiting>()
  readonly #statusChanged: Emitter<StorageStatus>
  readonly #logger: Logger
  readonly #onTimes: OnStorageTimes
  /** Of those that wait: what may take long. */
  readonly #long = new Set<number>()
  #outgoing: CommitRequest[] = []
  #postedAt = 0
  #isPosting = false
  #nextId = OPENED_ID + 1
  #status = OK
  #isClosed = false
  readonly #ended = Promise.withResolvers<void>()

  private constructor(worker: Worker, port: MessagePort, logger: Logger, onTimes: OnStorageTimes) {
    this.#worker = worker
    this.#port = port
    this.#logger = logger
    this.#onTimes = onTimes
    this.#statusChanged = new Emitter((error) => logger.error('a storage listener failed', { error }))
    port.on('message', (message: WorkerMessage) => this.#heard(message))
    worker.on('error', (error: Error) => {
      this.#hearAll()
      this.#fail(stopped(error))
    })
    worker.on('exit', (code) => {
      this.#ended.resolve()
      this.#hearAll()
      port.close()
      this.#fail(new StoreError(this.#isClosed ? 'closed' : 'failed', `The storage worker ended (${code}).`))
    })
  }

  /**
   * Opens the database file in this thread, or in a new one that runs a script.
   * Rejects with a StoreError when it cannot be opened.
   */
  static async open(
    place: StorageThread | URL,
    options: WorkerOptions,
    logger: Logger,
    onTimes: OnStorageTimes = () => undefined,
  ): Promise<WorkerStore> {
    const thread = place instanceof URL ? StorageThread.start(place) : place
    const { worker, port, failure } = thread
    if (failure !== null) throw stopped(failure)
    const store = new WorkerStore(worker, port, logger, onTimes)
    try {
      const opened = new Promise<unknown>((resolve, reject) => store.#waiting.set(OPENED_ID, { resolve, reject }))
      thread.open(options)
      store.#openedAs((await opened) as NewerFile | null)
    } catch (error) {
      await store.#worker.terminate()
      throw error
    }
    return store
  }

  async load(): Promise<StoredState> {
    const head = (await this.#ask({ type: 'load' })) as StoredHead
    return stateInParts(head, async (position) =>
      unpackedPart((await this.#ask({ type: 'load-part', position })) as PackedPart),
    )
  }

  async commit(mutations: readonly Mutation[]): Promise<void> {
    if (mutations.length === 0) return
    this.#assertOpen()
    if (this.#status.state === 'newer') throw new StoreError('newer', ONLY_READ)
    // After a lost write the file is in doubt: only a restart, which reads it again, may go on.
    if (this.#status.state === 'failed') {
      throw new StoreError('failed', this.#status.detail ?? 'The storage has failed.')
    }
    const id = this.#nextId++
    this.#outgoing.push([id, mutations.map(writeOf)])
    const rows = rowsOf(mutations)
    if (rows > BRIEF_WRITES) this.#long.add(id)
    if (rows >= LARGE_WRITES) this.#post()
    else this.#postSoon()
    await new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  async operations(keys: readonly string[]): Promise<FoundOperations> {
    return (await this.#ask({ type: 'operations', keys })) as FoundOperations
  }

  async page(query: OperationQuery): Promise<FoundOperations & { total: number }> {
    return (await this.#ask({ type: 'page', query })) as FoundOperations & { total: number }
  }

  async inspect(
    afterSequence: number,
    limit: number,
  ): Promise<{ unreadable: readonly UnreadableOperation[]; next: number | null }> {
    const found = await this.#ask({ type: 'inspect', afterSequence, limit })
    return found as { unreadable: readonly UnreadableOperation[]; next: number | null }
  }

  async conflictRecords(query: ConflictQuery): Promise<{ total: number; records: readonly ConflictRecord[] }> {
    const found = await this.#ask({ type: 'conflict-records', query })
    return found as { total: number; records: readonly ConflictRecord[] }
  }

  /** Everything that was handed over before is in the copy. Rejects with a StoreError. */
  async backUp(to: string): Promise<void> {
    await this.#ask({ type: 'back-up', to })
  }

  async ledger(line: number, limit: number): Promise<readonly LedgerLine[]> {
    return (await this.#ask({ type: 'ledger', line, limit })) as readonly LedgerLine[]
  }

  async ledgerHead(): Promise<LedgerHead> {
    return parseHead((await this.#ask({ type: 'ledger-head' })) as string)
  }

  async audit(): Promise<readonly string[]> {
    return (await this.#ask({ type: 'audit' })) as readonly string[]
  }

  async transitions(key: string): Promise<readonly Transition[]> {
    return (await this.#ask({ type: 'transitions', key })) as readonly Transition[]
  }

  status(): StorageStatus {
    return this.#status
  }

  onStatus(listener: (status: StorageStatus) => void): Cancel {
    return this.#statusChanged.subscribe(listener)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    const closed = this.#ask({ type: 'close' })
    this.#isClosed = true
    try {
      await closed
      // Ended from here while it ends by itself, a thread with a native library in it can take the whole process with it.
      const giveUp = systemClock.schedule(END_MS, this.#ended.resolve)
      await this.#ended.promise
      giveUp()
    } finally {
      this.#statusChanged.clear()
      await this.#worker.terminate()
    }
  }

  async #ask(request: Unnumbered<WorkerRequest>): Promise<unknown> {
    this.#assertOpen()
    const id = this.#nextId++
    // What is read follows what was handed over before.
    this.#post()
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#long.add(id)
      this.#port.postMessage({ ...request, id } satisfies WorkerRequest)
    })
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new StoreError('closed', 'The console is closing; nothing more is accepted.')
  }

  #openedAs(newer: NewerFile | null): void {
    if (newer !== null) this.#setStatus({ state: 'newer', detail: newer })
  }

  /** What comes together leaves together: one transaction serves all. */
  #postSoon(): void {
    if (this.#isPosting) return
    this.#isPosting = true
    afterMicrotasks(() => {
      this.#isPosting = false
      this.#post()
      this.#awaitBriefly()
    })
  }

  #awaitBriefly(): void {
    if (this.#long.size > 0 || this.#waiting.size === 0) return
    this.#pause.wait(() => this.#hearNext() || this.#waiting.size === 0)
  }

  #post(): void {
    if (this.#outgoing.length === 0) return
    this.#port.postMessage(JSON.stringify(this.#outgoing))
    this.#outgoing = []
    this.#postedAt = systemClock.monotonic()
  }

  /** What a worker said before it ended counts: it may be that something is on disk. */
  #hearAll(): void {
    while (this.#hearNext());
  }

  /** False: there is nothing to be heard at the moment. */
  #hearNext(): boolean {
    const received = receiveMessageOnPort(this.#port)
    if (received !== undefined) this.#heard(received.message as WorkerMessage)
    return received !== undefined
  }

  #heard(message: WorkerMessage): void {
    if (typeof message === 'string') return this.#settle(JSON.parse(message) as WorkerReply)
    if ('part' in message) return this.#take(message.id)?.resolve(message.part)
    if (this.#long.size === 0) this.#pause.learn(systemClock.monotonic() - this.#postedAt)
    this.#setStatus(OK)
    for (const id of message) this.#take(id)?.resolve(null)
  }

  /** Who waits for this answer, which is there now. */
  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    this.#long.delete(id)
    return waiting
  }

  #settle(reply: WorkerReply): void {
    if (reply.ok && reply.id === TIMES_ID) return this.#onTimes(reply.value as readonly StorageTime[])
    const waiting = this.#take(reply.id)
    if (reply.ok) return waiting?.resolve(reply.value)
    const state = storageStateOf(reply.kind)
    if (state !== null) this.#setStatus({ state, detail: reply.message })
    waiting?.reject(new StoreError(reply.kind, reply.message))
  }

  #fail(error: StoreError): void {
    if (error.kind !== 'closed') {
      this.#logger.error('storage worker lost', { message: error.message })
      this.#setStatus({ state: 'failed', detail: error.message })
    }
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
    this.#long.clear()
  }

  #setStatus(status: StorageStatus): void {
    if (status.state === this.#status.state && status.detail === this.#status.detail) return
    if (this.#status.state === 'newer' || (this.#status.state === 'failed' && status.state === 'ok')) return
    this.#status = status
    if (status.state !== 'ok') this.#logger.error('storage trouble', { state: status.state, detail: status.detail })
    this.#statusChanged.emit(status)
  }
}

function stopped(error: Error): StoreError {
  return new StoreError('failed', `The storage worker stopped: ${error.message}.`, { cause: error })
}

/** How much there is to be written. */
function rowsOf(mutations: readonly Mutation[]): number {
  return mutations.reduce((sum, mutation) => sum + (mutation.type === 'reports.put' ? mutation.reports.length : 1), 0)
}
