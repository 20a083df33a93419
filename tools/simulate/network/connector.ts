import {
  type ConnectOptions,
  type Connector,
  ConnectorError,
  type ProbeResult,
  type Session,
} from '../../../src/main/connection/connector.ts'
import { refusedBy } from '../../../src/main/connection/failures.ts'
import type { Clock } from '../../../src/main/platform/clock.ts'
import type { ConnectionReason } from '../../../src/shared/domain/connection.ts'
import type { ServerError } from '../../../src/shared/protocol/errors.ts'
import type { Handshake, Welcome } from '../../../src/shared/protocol/handshake.ts'
import type { Link } from './link.ts'
import { type ServerEnd, type SessionWitness, SimulatedSession } from './session.ts'
import type { Wire } from './wire.ts'

/** What the server does to a console it has admitted. */
export interface ConsoleEnd {
  event(name: string, payload: unknown): void
  /** The server closes the connection, or is gone. */
  closed(reason: ConnectionReason, detail: string | null, retryAfterMs: number | null): void
  /** From now on nothing that the console has sent over this connection arrives. */
  fence(): void
}

export type Admission =
  | { readonly ok: true; readonly welcome: Welcome; readonly server: ServerEnd }
  | { readonly ok: false; readonly error: ServerError }

/** The server's front door. */
export interface FrontDoor {
  /** False: nobody listens. */
  isOpen(): boolean
  admit(handshake: Handshake, end: ConsoleEnd): Admission
  serverTime(): number
}

export interface ConnectorOptions {
  readonly link: Link
  readonly clock: Clock
  readonly door: FrontDoor
  readonly witness: SessionWitness
}

const REFUSED_AFTER_MS = 3

/** How one run of the program reaches the simulated server. */
export class SimulatedConnector implements Connector {
  readonly name = 'simulated'
  readonly #options: ConnectorOptions
  readonly #wires = new Set<Wire>()

  constructor(options: ConnectorOptions) {
    this.#options = options
  }

  connect(options: ConnectOptions): Promise<Session> {
    const { link, clock } = this.#options
    const wire = this.#open()
    return new Promise((resolve, reject) => {
      const fail = (error: ConnectorError): void => {
        release()
        wire.end('up', 'down')
        reject(error)
      }
      const onAbort = (): void => fail(new ConnectorError('network', 'by-operator', 'The try was given up.'))
      const cancel = clock.schedule(options.timeoutMs, () =>
        fail(new ConnectorError('timeout', 'timeout', `The server did not answer within ${options.timeoutMs} ms.`)),
      )
      const release = (): void => {
        cancel()
        options.signal.removeEventListener('abort', onAbort)
      }
      options.signal.addEventListener('abort', onAbort)
      const unreachable = (): void => fail(new ConnectorError('network', 'unreachable', 'connection refused'))
      if (link.isRefusing) clock.schedule(REFUSED_AFTER_MS, unreachable)
      else
        this.#dial(wire, options, unreachable, fail, (session) => {
          release()
          resolve(session)
        })
    })
  }

  probe(_serverUrl: string, timeoutMs: number): Promise<ProbeResult> {
    const { link, clock, door } = this.#options
    const startedAt = clock.monotonic()
    return new Promise((resolve) => {
      const wire = this.#open()
      const finish = (result: ProbeResult): void => {
        cancel()
        wire.end('up', 'down')
        resolve(result)
      }
      const cancel = clock.schedule(timeoutMs, () => finish({ ok: false, message: 'no answer' }))
      if (link.isRefusing) return finish({ ok: false, message: 'refused' })
      wire.toServer(() => {
        const serverTime = door.isOpen() ? door.serverTime() : null
        wire.toConsole(() => {
          if (serverTime === null) return finish({ ok: false, message: 'refused' })
          finish({ ok: true, rttMs: clock.monotonic() - startedAt, serverTime, message: 'ok' })
        })
      })
    })
  }

  /** The program is gone: its connections are too, and the server may or may not hear of it. */
  crash(): void {
    for (const wire of this.#wires) wire.end('up', 'down')
    this.#wires.clear()
  }

  #open(): Wire {
    const wire = this.#options.link.open()
    this.#wires.add(wire)
    return wire
  }

  #dial(
    wire: Wire,
    options: ConnectOptions,
    unreachable: () => void,
    fail: (error: ConnectorError) => void,
    succeed: (session: Session) => void,
  ): void {
    const { door } = this.#options
    wire.toServer(() => {
      if (!door.isOpen()) return wire.toConsole(unreachable)
      wire.toConsole(() => {
        if (options.signal.aborted) return
        options.onTransportOpen()
        wire.toServer(() => this.#knock(wire, options, fail, succeed))
      })
    })
  }

  /** At the server: the handshake has arrived. */
  #knock(
    wire: Wire,
    options: ConnectOptions,
    fail: (error: ConnectorError) => void,
    succeed: (session: Session) => void,
  ): void {
    const { door, clock, witness } = this.#options
    let session: SimulatedSession | null = null
    const unheard: (() => void)[] = []
    // Events may overtake the welcome in rough weather; the library would hold them back.
    const whenOpen = (run: () => void): void => {
      if (session === null) unheard.push(run)
      else run()
    }
    const admission = door.isOpen()
      ? door.admit(handshakeOf(options), {
          event: (name, payload) =>
            wire.eventToConsole(
              () => whenOpen(() => session?.receive(name, payload)),
              () => whenOpen(() => session?.receive(name, { damaged: true })),
            ),
          closed: (reason, detail, retryAfterMs) => {
            wire.toConsole(() => whenOpen(() => session?.finish(reason, detail, retryAfterMs)))
            wire.end('up')
          },
          fence: () => wire.end('up'),
        })
      : null
    wire.toConsole(() => {
      if (session !== null || options.signal.aborted) return
      if (admission === null) return fail(new ConnectorError('network', 'server-closed', 'closed before the welcome'))
      if (!admission.ok) return fail(refusedBy(admission.error))
      session = new SimulatedSession({ wire, clock, welcome: admission.welcome, server: admission.server, witness })
      succeed(session)
      for (const run of unheard.splice(0)) run()
    })
  }
}

function handshakeOf({ token, tenant, clientId, cursor }: ConnectOptions): Handshake {
  return {
    token,
    tenant,
    clientId,
    protocol: { min: 1, max: 1 },
    cursor: cursor?.sequence ?? null,
    epoch: cursor?.epoch ?? null,
    client: { name: 'simulated console', version: '0' },
  }
}
