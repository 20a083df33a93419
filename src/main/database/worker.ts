import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { afterThisTurn, systemClock } from '../platform/clock.ts'
import { asStoreError } from './as-store-error.ts'
import { serializeHead } from './ledger-chain.ts'
import { FIRST_POSITION, type StoredPosition } from './load-state.ts'
import { type OpenedSite, openSite } from './open-site.ts'
import { packedPart } from './packed-part.ts'
import { PartsAhead } from './parts-ahead.ts'
import { QuietTimes } from './quiet-times.ts'
import type { SiteDatabase } from './site-database.ts'
import { StorageTimes } from './storage-times.ts'
import {
  type CommitRequest,
  OPENED_ID,
  TIMES_ID,
  type WorkerData,
  type WorkerMessage,
  type WorkerOptions,
  type WorkerReply,
  type WorkerRequest,
} from './worker-protocol.ts'

/**
 * After a commit the worker looks for the next message for so long before it sleeps: waking a sleeping thread costs more
 * than a whole commit does otherwise, and who has just got an answer often has the next request ready.
 */
const WATCH_MS = 0.1

/**
 * The storage worker. All commits that wait in its inbox when it turns to them share one transaction (group commit):
 * under load the cost of the fsync is divided, and an operator's single commit waits for at most one transaction.
 */
class StorageWorker {
  readonly #port: MessagePort
  readonly #database: SiteDatabase
  readonly #site: OpenedSite
  readonly #quietTimes: QuietTimes
  readonly #ahead: PartsAhead
  readonly #times = new StorageTimes(systemClock, (value) => this.#reply({ id: TIMES_ID, ok: true, value }))
  #waiting: CommitRequest[] = []
  #isReading = false
  #isClosed = false

  constructor(port: MessagePort, site: OpenedSite) {
    const { database } = site
    this.#port = port
    this.#site = site
    this.#database = database
    this.#quietTimes = new QuietTimes(database, systemClock)
    this.#ahead = new PartsAhead(FIRST_POSITION, (position) => packedPart(database.loadPart(position)))
  }

  /** Says that the database is open, and serves from now on. */
  run(): void {
    this.#port.on('message', (message: string | WorkerRequest) => this.#serve(message))
    this.#reply({ id: OPENED_ID, ok: true, value: this.#site.newer })
    this.#readAhead()
  }

  /** Serves this message and all that follow it soon. */
  #serve(first: string | WorkerRequest): void {
    this.#quietTimes.disturb()
    this.#take(first)
    let watchedUntil = 0
    while (!this.#isClosed) {
      const next = receiveMessageOnPort(this.#port)
      if (next !== undefined) this.#take(next.message as string | WorkerRequest)
      else if (this.#waiting.length > 0) {
        this.#flush()
        watchedUntil = systemClock.monotonic() + WATCH_MS
      } else if (systemClock.monotonic() >= watchedUntil) return
    }
  }

  #take(message: string | WorkerRequest): void {
    if (typeof message === 'string') {
      this.#waiting.push(...(JSON.parse(message) as CommitRequest[]))
      return
    }
    // Reads see everything that was handed over before them.
    this.#flush()
    if (message.type === 'load-part') this.#answerPart(message.id, message.position)
    else this.#reply(this.#answer(message))
    if (message.type === 'load-part') this.#readAhead()
    if (message.type === 'inspect') this.#quietTimes.muchIsRead()
    if (message.type !== 'close') return
    this.#times.stop()
    this.#isClosed = true
    this.#quietTimes.stop()
    this.#port.close()
  }

  #flush(): void {
    const group = this.#waiting
    this.#waiting = []
    if (group.length === 0) return
    this.#ahead.drop()
    const writes = group.map(([, own]) => own)
    const outcomes = this.#times.measure('commit', () => this.#database.writeGroup(writes))
    const stored: number[] = []
    for (const [index, [id]] of group.entries()) {
      const outcome = outcomes[index]
      if (outcome?.ok === true) stored.push(id)
      else this.#reply({ id, ok: false, kind: outcome?.error.kind ?? 'other', message: outcome?.error.message ?? '' })
    }
    if (stored.length > 0) this.#post(stored)
  }

  #answer(request: Exclude<WorkerRequest, { type: 'load-part' }>): WorkerReply {
    try {
      return { id: request.id, ok: true, value: this.#times.measure(request.type, () => this.#read(request)) }
    } catch (error) {
      const { kind, message } = asStoreError(error)
      return { id: request.id, ok: false, kind, message }
    }
  }

  #answerPart(id: number, position: StoredPosition): void {
    try {
      const part = this.#times.measure('load-part', () => this.#ahead.take(position))
      this.#post({ id, part })
      // Not before: the next part would have to make its way through cold code.
      if (part.next === null) this.#quietTimes.muchIsRead()
    } catch (error) {
      const { kind, message } = asStoreError(error)
      this.#reply({ id, ok: false, kind, message })
    }
  }

  #read(request: Exclude<WorkerRequest, { type: 'load-part' }>): unknown {
    const database = this.#database
    switch (request.type) {
      case 'load':
        return database.loadHead()
      case 'operations':
        return database.operations(request.keys)
      case 'page':
        return database.page(request.query)
      case 'inspect':
        return database.inspect(request.afterSequence, request.limit)
      case 'transitions':
        return database.transitions(request.key)
      case 'conflict-records':
        return database.conflictRecords(request.query)
      case 'ledger':
        return database.ledger(request.line, request.limit)
      case 'ledger-head':
        return serializeHead(database.ledgerHead())
      case 'audit':
        return database.audit()
      case 'alarms':
        return database.alarms(request.request)
      case 'uploads':
        return database.uploads(request.request)
      case 'back-up':
        return database.backUp(request.to)
      case 'close':
        this.#site.close()
        return null
    }
  }

  /** In turns, so that whoever asks for something meanwhile does not wait for all of it. */
  #readAhead(): void {
    if (this.#isReading || this.#isClosed || !this.#ahead.wantsMore) return
    this.#isReading = true
    afterThisTurn(() => {
      this.#isReading = false
      if (this.#isClosed) return
      this.#ahead.readOn()
      this.#readAhead()
    })
  }

  #reply(reply: WorkerReply): void {
    this.#post(JSON.stringify(reply))
  }

  #post(message: WorkerMessage): void {
    this.#port.postMessage(message)
  }
}

function main(): void {
  const { port } = workerData as WorkerData
  port.once('message', ({ file, at }: WorkerOptions) => {
    try {
      new StorageWorker(port, openSite(file, at)).run()
    } catch (error) {
      const { kind, message } = asStoreError(error)
      port.postMessage(JSON.stringify({ id: OPENED_ID, ok: false, kind, message } satisfies WorkerReply))
    }
  })
}

main()
