import { parentPort, workerData } from 'node:worker_threads'
import { afterThisTurn } from '../platform/clock.ts'
import { asStoreError } from './as-store-error.ts'
import { serializeHead } from './ledger-chain.ts'
import { SiteDatabase } from './site-database.ts'
import { OPENED_ID, type WorkerOptions, type WorkerReply, type WorkerRequest } from './worker-protocol.ts'

/**
 * The storage worker. All commits that wait in its inbox when it turns to them share one transaction (group commit):
 * under load the cost of the fsync is divided, and an operator's single commit waits for at most one transaction.
 */
function main(): void {
  const port = parentPort
  if (port === null) throw new Error('the storage worker runs as a worker thread only')
  const reply = (message: WorkerReply): void => port.postMessage(message)
  const database = open(workerData as WorkerOptions, reply)
  if (database === null) return
  let waiting: Extract<WorkerRequest, { type: 'commit' }>[] = []
  const flush = (): void => {
    const group = waiting
    waiting = []
    if (group.length === 0) return
    const outcomes = database.commitGroup(group.map((request) => request.mutations))
    group.forEach((request, index) => {
      const outcome = outcomes[index]
      if (outcome?.ok) reply({ id: request.id, ok: true, value: null })
      else
        reply({
          id: request.id,
          ok: false,
          kind: outcome?.error.kind ?? 'other',
          message: outcome?.error.message ?? '',
        })
    })
  }
  port.on('message', (request: WorkerRequest) => {
    if (request.type === 'commit') {
      if (waiting.push(request) === 1) afterThisTurn(flush)
      return
    }
    // Reads see everything that was handed over before them.
    flush()
    answer(database, request, reply)
    if (request.type === 'close') port.close()
  })
  reply({ id: OPENED_ID, ok: true, value: null })
}

function open(options: WorkerOptions, reply: (message: WorkerReply) => void): SiteDatabase | null {
  try {
    return new SiteDatabase(options.file, options.at)
  } catch (error) {
    const { kind, message } = asStoreError(error)
    reply({ id: OPENED_ID, ok: false, kind, message })
    return null
  }
}

function answer(
  database: SiteDatabase,
  request: Exclude<WorkerRequest, { type: 'commit' }>,
  reply: (message: WorkerReply) => void,
): void {
  try {
    reply({ id: request.id, ok: true, value: read(database, request) })
  } catch (error) {
    const { kind, message } = asStoreError(error)
    reply({ id: request.id, ok: false, kind, message })
  }
}

function read(database: SiteDatabase, request: Exclude<WorkerRequest, { type: 'commit' }>): unknown {
  switch (request.type) {
    case 'load':
      return database.load()
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
    case 'close':
      database.close()
      return null
  }
}

main()
