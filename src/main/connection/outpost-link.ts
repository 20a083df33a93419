import { Manager, type Socket } from 'socket.io-client'
import { isAllowedServerUrl } from '#shared/domain/server-url.ts'
import { type Handshake, type Welcome, welcomeSchema } from '#shared/protocol/handshake.ts'
import { HTTP_PATHS, healthSchema } from '#shared/protocol/http.ts'
import { MAX_MESSAGE_BYTES, negotiateProtocol, PROTOCOL_MAX, PROTOCOL_MIN } from '#shared/protocol/version.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { SecureContextSource } from '../platform/trusted-authorities.ts'
import { httpCall, type TlsOptions } from './bounded-http.ts'
import { type ConnectOptions, type Connector, ConnectorError, type ProbeResult, type Session } from './connector.ts'
import { connectFailure, transportFailure } from './failures.ts'
import { OutpostSession } from './outpost-session.ts'
import { TrafficMeter } from './traffic-meter.ts'
import { GuardedPolling, GuardedWebSocket, type TransportGuard } from './transports.ts'

export interface OutpostLinkOptions {
  readonly clock: Clock
  /** What this program calls itself in the handshake. */
  readonly client: { readonly name: string; readonly version: string }
  /** Who may vouch for servers; when left out, those whom the runtime trusts. */
  readonly secureContext?: SecureContextSource
}

/** What this program can do beyond the least of the protocol. */
const CLIENT_CAPABILITIES = ['feed-batches', 'compact-changes', 'wallboards']
/** Socket.IO's own framing around a message of the largest size. */
const FRAME_BYTES = 1_024
const MAX_HEALTH_BYTES = 16_384

/** The part of the `OutpostConnector` that holds the libraries. */
export class OutpostLink implements Pick<Connector, 'connect' | 'probe'> {
  readonly #clock: Clock
  readonly #client: OutpostLinkOptions['client']
  readonly #tls: TlsOptions

  constructor(options: OutpostLinkOptions) {
    this.#clock = options.clock
    this.#client = options.client
    this.#tls = { secureContext: options.secureContext ?? null }
  }

  connect(options: ConnectOptions): Promise<Session> {
    if (!isAllowedServerUrl(options.serverUrl)) {
      const message = 'Only https addresses are allowed, and http on this PC.'
      return Promise.reject(new ConnectorError('refused', 'insecure-address', message, { code: 'insecure-address' }))
    }
    if (options.signal.aborted) return Promise.reject(abandoned())
    return new Promise((resolve, reject) => {
      const meter = new TrafficMeter()
      const socket = this.#open(options, meter)
      new Handshaking(socket, meter, this.#clock, options).settle(resolve, reject)
    })
  }

  async probe(serverUrl: string, timeoutMs: number): Promise<ProbeResult> {
    if (!isAllowedServerUrl(serverUrl))
      return { ok: false, message: 'Only https addresses are allowed, and http on this PC.' }
    const startedAt = this.#clock.monotonic()
    return new Promise((resolve) => {
      const cancelTimer = this.#clock.schedule(timeoutMs, () => {
        cancelCall()
        resolve({ ok: false, message: `The server did not answer within ${timeoutMs} ms.` })
      })
      const url = new URL(basePath(serverUrl) + HTTP_PATHS.health, serverUrl)
      const cancelCall = httpCall({ url, method: 'GET', maxBytes: MAX_HEALTH_BYTES, tls: this.#tls }, (outcome) => {
        cancelTimer()
        if ('error' in outcome) resolve({ ok: false, message: transportFailure(outcome.error).message })
        else resolve(readHealth(outcome.body, this.#clock.monotonic() - startedAt))
      })
    })
  }

  #open(options: ConnectOptions, meter: TrafficMeter): Socket {
    const guard: TransportGuard = {
      maxBytes: MAX_MESSAGE_BYTES + FRAME_BYTES,
      tls: this.#tls,
      meter,
      webSocketTimeoutMs: Math.ceil(options.timeoutMs / 2),
    }
    const manager = new Manager(new URL(options.serverUrl).origin, {
      path: `${basePath(options.serverUrl)}/socket.io`,
      // The lifecycle reconnects: it knows about tokens, suspends and polite shutdowns, and its waits can be tested.
      reconnection: false,
      autoConnect: false,
      timeout: false as unknown as number,
      transports: [GuardedWebSocket, GuardedPolling],
      tryAllTransports: true,
      rejectUnauthorized: true,
      transportOptions: { websocket: { guard }, polling: { guard } },
    })
    return manager.socket('/', { auth: this.#handshake(options) })
  }

  #handshake(options: ConnectOptions): { [key: string]: unknown } {
    const handshake: Handshake = {
      token: options.token,
      tenant: options.tenant,
      clientId: options.clientId,
      protocol: { min: PROTOCOL_MIN, max: PROTOCOL_MAX },
      cursor: options.cursor?.sequence ?? null,
      epoch: options.cursor?.epoch ?? null,
      client: this.#client,
      capabilities: [...CLIENT_CAPABILITIES],
    }
    return { ...handshake }
  }
}

/** One try, from dialling to `welcome`. Every listener and timer is gone when it settles. */
class Handshaking {
  readonly #socket: Socket
  readonly #meter: TrafficMeter
  readonly #clock: Clock
  readonly #options: ConnectOptions

  constructor(socket: Socket, meter: TrafficMeter, clock: Clock, options: ConnectOptions) {
    this.#socket = socket
    this.#meter = meter
    this.#clock = clock
    this.#options = options
  }

  settle(resolve: (session: Session) => void, reject: (error: ConnectorError) => void): void {
    const { signal, timeoutMs } = this.#options
    const onOpen = (): void => this.#options.onTransportOpen()
    const onError = (error: unknown): void => fail(connectFailure(error))
    const onLost = (reason: string, description?: unknown): void =>
      fail(reason === 'transport error' ? connectFailure(description) : closedEarly(reason))
    const onAbort = (): void => fail(abandoned())
    const onWelcome = (payload: unknown): void => {
      const welcome = readWelcome(payload)
      if (welcome instanceof ConnectorError) return fail(welcome)
      release()
      resolve(new OutpostSession(this.#socket, welcome, this.#clock, this.#meter))
    }
    const cancelTimer: Cancel = this.#clock.schedule(timeoutMs, () =>
      fail(new ConnectorError('timeout', 'timeout', `The server did not answer within ${timeoutMs} ms.`)),
    )
    const release = (): void => {
      cancelTimer()
      signal.removeEventListener('abort', onAbort)
      this.#socket.io.off('open', onOpen)
      this.#socket.off('connect_error', onError).off('disconnect', onLost).off('welcome', onWelcome)
    }
    const fail = (error: ConnectorError): void => {
      release()
      reject(error)
      this.#socket.disconnect()
      this.#clock.schedule(1_000, () => this.#meter.destroySockets())
    }
    signal.addEventListener('abort', onAbort)
    this.#socket.io.on('open', onOpen)
    this.#socket.on('connect_error', onError).on('disconnect', onLost).on('welcome', onWelcome)
    this.#socket.connect()
  }
}

function abandoned(): ConnectorError {
  return new ConnectorError('network', 'by-operator', 'The try was given up.', { code: 'not-connected' })
}

function closedEarly(reason: string): ConnectorError {
  if (reason === 'parse error') {
    return new ConnectorError('protocol', 'bad-server-message', 'The server sent a message that can not be read.')
  }
  return new ConnectorError('network', 'server-closed', 'The server closed the connection before it said welcome.')
}

/** The protocol number comes first: a newer server may have changed everything else. */
function readWelcome(payload: unknown): Welcome | ConnectorError {
  const spoken = welcomeSchema.shape.protocol.safeParse(
    (payload as { protocol?: unknown } | null | undefined)?.protocol,
  )
  if (spoken.success && spoken.data > PROTOCOL_MAX) {
    const message = `The server speaks version ${spoken.data} of the protocol; this console is too old for it.`
    return new ConnectorError('protocol', 'protocol-too-old', message, { code: 'protocol-too-old' })
  }
  if (spoken.success && spoken.data < PROTOCOL_MIN) {
    const message = `The server speaks version ${spoken.data} of the protocol, which this console no longer does.`
    return new ConnectorError('protocol', 'protocol-too-new', message, { code: 'protocol-too-new' })
  }
  const welcome = welcomeSchema.safeParse(payload)
  if (welcome.success) return welcome.data
  const issue = welcome.error.issues[0]
  const message = `The server's welcome makes no sense: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`
  return new ConnectorError('protocol', 'bad-server-message', message, { code: 'malformed-reply' })
}

function readHealth(body: string, rttMs: number): ProbeResult {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return { ok: false, message: 'The address answers, but it is not a fleet server.' }
  }
  const health = healthSchema.safeParse(value)
  if (!health.success) return { ok: false, message: 'The address answers, but it is not a fleet server.' }
  const { min, max } = health.data.protocol
  const common = negotiateProtocol(health.data.protocol, { min: PROTOCOL_MIN, max: PROTOCOL_MAX })
  const message =
    common === null
      ? `A fleet server answers, but it speaks versions ${min} to ${max} of the protocol and this console ${PROTOCOL_MIN} to ${PROTOCOL_MAX}.`
      : `A fleet server answers and speaks version ${common} of the protocol.`
  return { ok: true, rttMs, serverTime: health.data.serverTime, message }
}

/** The path part of the address, without a slash at the end: a fleet server may live below one. */
function basePath(serverUrl: string): string {
  return new URL(serverUrl).pathname.replace(/\/+$/, '')
}
