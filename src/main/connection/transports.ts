import type { IncomingMessage } from 'node:http'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { Fetch, NodeWebSocket } from 'socket.io-client'
import type { Cancel } from '../platform/clock.ts'
import { httpCall, type TlsOptions, tlsRequestOptions } from './bounded-http.ts'
import { HttpRefusal, TransportViolation } from './http-faults.ts'
import type { TrafficMeter } from './traffic-meter.ts'

/** What both transports of one connection share. Handed to them as `transportOptions.<name>.guard`. */
export interface TransportGuard {
  readonly maxBytes: number
  readonly tls: TlsOptions
  readonly meter: TrafficMeter
  /** Milliseconds for the WebSocket to open before long-polling gets its turn. */
  readonly webSocketTimeoutMs: number
}

/** Milliseconds a closing WebSocket waits for the server's own close frame. */
const CLOSE_TIMEOUT_MS = 1_000

interface EnginePacket {
  readonly type: string
  readonly data?: unknown
}

/**
 * What may begin a Socket.IO packet of this protocol: connected, disconnect, event, answer, refused. No binary, no other
 * namespace, and nothing without its body.
 */
const PACKET_START = /^(?:0\{|1$|2\d{0,16}\[|3\d{1,16}\[|4\{)/

/**
 * The library trusts its server: an event or a refusal without a body makes it throw where nobody catches, which would
 * end the whole program. Such messages are refused here, before it sees them.
 */
function checkPacket(packet: EnginePacket): void {
  if (packet.type !== 'message') return
  if (typeof packet.data === 'string' && PACKET_START.test(packet.data)) return
  throw new TransportViolation('bad-message', 'The server sent a message that is not of this protocol.')
}

function guardOf(options: unknown): TransportGuard {
  return (options as { readonly guard: TransportGuard }).guard
}

interface UpgradableSocket {
  on(event: 'upgrade', listener: (response: IncomingMessage) => void): void
}

/** The WebSocket transport with a bounded message size and without compression, so that no message can grow in memory. */
export class GuardedWebSocket extends NodeWebSocket {
  override createSocket(
    uri: string,
    protocols: string | string[] | undefined,
    options: Record<string, unknown>,
  ): unknown {
    const guard = guardOf(this.opts)
    // The library declares the socket of every platform as `any`; on this one it is the WebSocket of the `ws` package.
    const socket = super.createSocket(uri, protocols, {
      ...options,
      ...tlsRequestOptions(guard.tls),
      maxPayload: guard.maxBytes,
      perMessageDeflate: false,
      followRedirects: false,
      handshakeTimeout: guard.webSocketTimeoutMs,
      closeTimeout: CLOSE_TIMEOUT_MS,
    }) as UpgradableSocket
    socket.on('upgrade', (response) => guard.meter.follow(response.socket))
    return socket
  }

  protected override onData(data: string): void {
    try {
      super.onData(data)
    } catch (error) {
      this.onError('bad message', error)
      this.doClose()
    }
  }

  protected override onPacket(packet: Parameters<NodeWebSocket['onPacket']>[0]): void {
    checkPacket(packet)
    super.onPacket(packet)
  }

  /** May be called twice: by us after a bad message, and by the engine. */
  override doClose(): void {
    if (this.ws !== null) super.doClose()
  }
}

/** HTTP long-polling with bounded bodies, over at most two kept-alive connections. */
export class GuardedPolling extends Fetch {
  readonly #calls = new Set<Cancel>()
  #agent: HttpAgent | null = null

  override doPoll(): void {
    this.#call('GET', undefined, (body) => this.onData(body))
  }

  override doWrite(data: string, callback: () => void): void {
    this.#call('POST', data, () => callback())
  }

  override onData(data: string): void {
    try {
      super.onData(data)
    } catch (error) {
      this.onError('bad message', error)
    }
  }

  protected override onPacket(packet: Parameters<Fetch['onPacket']>[0]): void {
    checkPacket(packet)
    super.onPacket(packet)
  }

  override doClose(): void {
    const isOpen = this.readyState === 'open'
    for (const cancel of [...this.#calls]) cancel()
    this.#calls.clear()
    // The last call tells the server that we leave; whoever owns the meter ends its connection if it hangs.
    if (isOpen) super.doClose()
    else this.#agent?.destroy()
  }

  #call(method: 'GET' | 'POST', body: string | undefined, onBody: (body: string) => void): void {
    const guard = guardOf(this.opts)
    const url = new URL(this.uri())
    this.#agent ??= new (url.protocol === 'https:' ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 2 })
    const call = {
      url,
      method,
      maxBytes: guard.maxBytes,
      tls: guard.tls,
      agent: this.#agent,
      onSocket: guard.meter.follow.bind(guard.meter),
    }
    const cancel = httpCall(body === undefined ? call : { ...call, body }, (outcome) => {
      this.#calls.delete(cancel)
      if (this.readyState === 'closed') this.#agent?.destroy()
      else if ('error' in outcome) this.onError('polling failed', outcome.error, outcome.error instanceof HttpRefusal)
      else onBody(outcome.body)
    })
    this.#calls.add(cancel)
  }
}
