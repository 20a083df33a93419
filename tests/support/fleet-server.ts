import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { io, type Socket } from 'socket.io-client'
import type { EntityRecord } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { Reply, ServerError } from '#shared/protocol/errors.ts'
import type { Handshake, Welcome } from '#shared/protocol/handshake.ts'
import type { OperationResult, WireOperation } from '#shared/protocol/operations.ts'
import type { RequestName, RequestOf, ResponseOf } from '#shared/protocol/requests.ts'

const COMMAND = fileURLToPath(new URL('../../src/fleet-server/cli.ts', import.meta.url))
/** Hundreds of servers live for seconds: a large part of that would be the reading of their program. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/fleet-server', import.meta.url))
/** On a busy PC a process takes its time to begin and to end. */
const START_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 15_000

/** One entry of `GET /v1/audit`. */
export interface AuditEffect {
  readonly id: number
  readonly sequence: number
  readonly key: string | null
  readonly clientId: string | null
  readonly clientSequence: number | null
  readonly entityType: EntityType
  readonly entityId: string
  readonly kind: 'create' | 'update' | 'delete' | 'command'
  readonly version: number
  readonly at: number
  readonly actor: string
  readonly source: 'operation' | 'simulation'
}

/** A real server process, started for one test. */
export interface FleetServerProcess {
  readonly url: string
  readonly port: number
  readonly token: string
  readonly tenant: string
  readonly pid: number
  /** What it has logged so far. */
  readonly log: () => string
  /** POST /v1/test/<name>; rejects when the server refuses it. */
  readonly switch: (name: string, body?: object) => Promise<Record<string, unknown>>
  /** Another token, made by the `token` switch. */
  readonly issueToken: (options?: object) => Promise<string>
  /** Every effect so far, all pages. */
  readonly audit: () => Promise<AuditEffect[]>
  readonly entities: (entityType: EntityType) => Promise<EntityRecord[]>
  /** SIGTERM; resolves with the exit code. */
  readonly stop: () => Promise<number | null>
  /** SIGKILL: what is not on disk is lost. */
  readonly kill: () => Promise<void>
}

/**
 * Starts the server on a free port with test switches and a quiet simulation; `args` are added to its command line.
 * Rejects with what it wrote to standard error when it does not get ready.
 */
export async function startFleetServer(
  args: readonly string[] = [],
  /** A large fleet takes its time to be made. */
  readyWithinMs = START_TIMEOUT_MS,
): Promise<FleetServerProcess> {
  const quiet = ['--test-switches', '--devices', '50', '--events-per-second', '0', '--edits-per-minute', '0']
  const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED }
  const child = spawn(process.execPath, [COMMAND, ...quiet, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env })
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString()
  })
  const ready = await readyLine(child, () => log, readyWithinMs)
  const call = (path: string, init?: RequestInit): Promise<Record<string, unknown>> =>
    fetchJson(`${ready.url}${path}`, init)
  const flip = (name: string, body: object = {}): Promise<Record<string, unknown>> =>
    call(`/v1/test/${name}`, { method: 'POST', body: JSON.stringify(body) })
  return {
    ...ready,
    log: () => log,
    switch: flip,
    issueToken: async (options = {}) => String((await flip('token', options))['token']),
    audit: async () => {
      const effects: AuditEffect[] = []
      for (;;) {
        const page = await call(`/v1/audit?since=${effects.at(-1)?.id ?? 0}&limit=5000`)
        const found = page['effects'] as AuditEffect[]
        if (found.length === 0) return effects
        effects.push(...found)
      }
    },
    entities: async (entityType) => (await call(`/v1/audit/entities?type=${entityType}`))['records'] as EntityRecord[],
    stop: () => end(child, 'SIGTERM'),
    kill: async () => void (await end(child, 'SIGKILL')),
  }
}

interface Ready {
  readonly url: string
  readonly port: number
  readonly token: string
  readonly tenant: string
  readonly pid: number
}

function readyLine(child: ChildProcess, log: () => string, withinMs: number): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`the fleet server ${reason}: ${log()}`))
    }
    const timer = setTimeout(() => fail('was not ready in time'), withinMs)
    child.once('exit', (code) => fail(`ended with code ${code}`))
    child.once('error', (error) => fail(`could not be started (${error.message})`))
    const { stdout } = child
    if (stdout === null) return fail('has no output')
    createInterface({ input: stdout }).once('line', (line) => {
      clearTimeout(timer)
      child.removeAllListeners('exit')
      resolve(JSON.parse(line) as Ready)
    })
  })
}

function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    child.once('exit', (code) => {
      clearTimeout(timer)
      resolve(code)
    })
    child.kill(signal)
  })
}

async function fetchJson(url: string, init?: RequestInit): Promise<Record<string, unknown>> {
  const response = await fetch(url, init)
  const body = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${JSON.stringify(body)}`)
  return body
}

export interface ReceivedEvent {
  readonly name: string
  readonly payload: unknown
}

/** A bare client of the protocol: no reconnection, no queue, everything it hears is kept. */
export interface PlainClient {
  readonly socket: Socket
  readonly welcome: Welcome
  readonly events: readonly ReceivedEvent[]
  readonly request: <N extends RequestName>(
    name: N,
    payload: RequestOf<N>,
    timeoutMs?: number,
  ) => Promise<Reply<ResponseOf<N>>>
  readonly apply: (...operations: WireOperation[]) => Promise<readonly OperationResult[]>
  /** Resolves with the reason once the connection has ended. */
  readonly disconnected: Promise<string>
  readonly close: () => void
}

/** A handshake refused by the server. */
export class HandshakeRefused extends Error {
  readonly detail: ServerError | undefined

  constructor(message: string, detail: ServerError | undefined) {
    super(message)
    this.name = 'HandshakeRefused'
    this.detail = detail
  }
}

/** Connects and waits for the welcome. @throws HandshakeRefused. */
export async function connectClient(
  server: { readonly url: string; readonly token: string; readonly tenant: string },
  handshake: Partial<Handshake> = {},
  transports: readonly string[] = ['websocket'],
): Promise<PlainClient> {
  const auth: Handshake = {
    token: server.token,
    tenant: server.tenant,
    clientId: 'client-test',
    protocol: { min: 1, max: 1 },
    cursor: null,
    epoch: null,
    client: { name: 'plain test client', version: '1' },
    ...handshake,
  }
  const socket = io(server.url, { auth, transports: [...transports], reconnection: false, forceNew: true })
  const events: ReceivedEvent[] = []
  socket.onAny((name: string, payload: unknown) => events.push({ name, payload }))
  const disconnected = new Promise<string>((resolve) => socket.once('disconnect', resolve))
  const welcome = await new Promise<Welcome>((resolve, reject) => {
    socket.once('welcome', resolve)
    socket.once('connect_error', (error: Error & { data?: ServerError }) => {
      socket.close()
      reject(new HandshakeRefused(error.message, error.data))
    })
  })
  const request: PlainClient['request'] = (name, payload, timeoutMs = 5_000) =>
    socket.timeout(timeoutMs).emitWithAck(name, payload)
  return {
    socket,
    welcome,
    events,
    request,
    apply: async (...operations) => goodValue(await request('operations:apply', { operations })).results,
    disconnected,
    close: () => socket.close(),
  }
}

/** The value of a reply that must be good. */
export function goodValue<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`refused: ${reply.error.code} ${reply.error.message}`)
  return reply.value
}

type Unstamped<T> = T extends unknown ? Omit<T, 'key' | 'clientSequence' | 'createdAt'> & { key?: string } : never
let lastSequence = 0

/** An operation with a fresh key and the next sequence of this test process. */
export function operation(body: Unstamped<WireOperation>): WireOperation {
  lastSequence += 1
  return { key: randomUUID(), clientSequence: lastSequence, createdAt: Date.now(), ...body }
}

/** The same operations as members of one batch. */
export function batchOf(...operations: readonly WireOperation[]): WireOperation[] {
  const batch = { id: randomUUID(), size: operations.length }
  return operations.map((member) => ({ ...member, batch }))
}

/** Resolves as soon as `condition` holds; rejects after `timeoutMs` with `what`. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`timed out: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
