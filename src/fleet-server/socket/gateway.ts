import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { MAX_MESSAGE_BYTES } from '#shared/protocol/version.ts'
import { AUDIT_TOPIC } from '../core/permissions.ts'
import type { Refusal } from '../core/refusal.ts'
import { asRefusal } from '../core/requests.ts'
import type { Cancel } from '../platform/clock.ts'
import { textOf } from '../platform/log.ts'
import type { ServerContext } from '../server-context.ts'
import type { Committed } from '../store/store.ts'
import { type Admitted, admit } from './admission.ts'
import { ConsoleConnection } from './console-connection.ts'
import { FeedAudience } from './feed-audience.ts'
import { encodeJsonOnly } from './json-encoder.ts'
import { takesBatches } from './welcome.ts'
import { bufferedBytes, cutOff, silence, unsilence } from './wire.ts'

const PING_INTERVAL_MS = 10_000
const PING_TIMEOUT_MS = 10_000
const CONNECT_TIMEOUT_MS = 10_000
const BUFFER_CHECK_MS = 250

/** The Socket.IO side: lets consoles in, sends them the feed, and cuts off those that do not keep up. */
export class Gateway {
  readonly #io: Server
  readonly #context: ServerContext
  readonly #connections = new Map<Socket, ConsoleConnection>()
  readonly #admitted = new WeakMap<Socket, Admitted>()
  readonly #audience = new FeedAudience()
  readonly #cancelBufferCheck: Cancel

  constructor(http: HttpServer, context: ServerContext) {
    this.#context = context
    this.#io = new Server(http, {
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      pingInterval: PING_INTERVAL_MS,
      pingTimeout: PING_TIMEOUT_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      perMessageDeflate: false,
      serveClient: false,
    })
    encodeJsonOnly(this.#io)
    this.#io.use((socket, next) => void this.#admit(socket, next))
    this.#io.on('connection', (socket) => this.#welcome(socket))
    context.store.onCommitted((committed) => this.#broadcast(committed))
    this.#cancelBufferCheck = context.clock.every(BUFFER_CHECK_MS, () => this.#dropSlowConsoles())
  }

  get size(): number {
    return this.#connections.size
  }

  /** Sends an event or a notice to every console, outside the feed. */
  toAll(name: string, payload: unknown): void {
    this.#io.emit(name, payload)
  }

  expireAll(): void {
    for (const connection of this.#connections.values()) connection.expire()
  }

  /** Closes every connection by the book: the console learns that it was the server. */
  disconnectAll(): void {
    this.#io.disconnectSockets(true)
  }

  /** Drops every connection as if the server had died. */
  cutOffAll(): void {
    for (const socket of this.#connections.keys()) cutOff(socket)
  }

  setSilent(isSilent: boolean): void {
    for (const socket of this.#connections.keys()) (isSilent ? silence : unsilence)(socket)
  }

  stop(): void {
    this.#cancelBufferCheck()
    this.#io.engine.close()
  }

  async #admit(socket: Socket, next: (error?: Error) => void): Promise<void> {
    const { options, tokens, switches } = this.#context
    let refused: Error | undefined
    try {
      this.#admitted.set(socket, await admit(socket.handshake.auth, options.tenant, tokens, switches))
    } catch (error) {
      refused = refusalError(error)
    }
    next(refused)
  }

  #welcome(socket: Socket): void {
    const admitted = this.#admitted.get(socket)
    if (admitted === undefined) return void socket.disconnect(true)
    const { figures } = this.#context
    const own = figures.addConsole(admitted.handshake.clientId)
    this.#audience.add(socket, takesBatches(admitted.handshake), own)
    const connection = new ConsoleConnection(socket, admitted, this.#context, this.#audience)
    this.#connections.set(socket, connection)
    socket.on('disconnect', () => {
      this.#connections.delete(socket)
      this.#audience.remove(socket)
      figures.removeConsole(own)
    })
    socket.on('error', (error: unknown) => this.#context.log.warn('connection failed', { error: textOf(error) }))
    connection.start()
    const { handshake, principal } = admitted
    this.#context.log.info('console connected', {
      clientId: handshake.clientId,
      user: principal.userName,
      role: principal.role,
    })
  }

  /** Before the reply to the operation that caused it, since both go the same way and this is sent first. */
  #broadcast({ events, effects }: Committed): void {
    if (events.length > 0) {
      this.#audience.send(events)
      this.#context.figures.committed(events, this.#context.clock.now())
    }
    if (effects.length === 0) return
    for (const socket of this.#audience.listeners(`${this.#context.options.tenant}/${AUDIT_TOPIC}`)) {
      for (const effect of effects) socket.emit('audit:effect', effect)
    }
  }

  #dropSlowConsoles(): void {
    const { options, log } = this.#context
    for (const socket of this.#connections.keys()) {
      const bytes = bufferedBytes(socket)
      if (bytes <= options.maxBufferedBytes) continue
      const clientId = this.#admitted.get(socket)?.handshake.clientId
      log.warn('console dropped: it reads too slowly', { clientId, bytes, allowed: options.maxBufferedBytes })
      cutOff(socket)
    }
  }
}

/** Socket.IO sends `message` and `data` of such an error to the console as `connect_error`. */
function refusalError(error: unknown): Error {
  const refusal: Refusal = asRefusal(error)
  return Object.assign(new Error(refusal.message), { data: refusal.detail })
}
