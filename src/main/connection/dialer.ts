import type { Cancel, Clock } from '../platform/clock.ts'
import type { ConnectOptions, Connector, ConnectorError, Session } from './connector.ts'
import { connectFailure } from './failures.ts'

export type DialOptions = Omit<ConnectOptions, 'signal' | 'onTransportOpen'>

export interface DialerListener {
  onOpen(): void
  /** `tookMs`: since the try began. */
  onSession(session: Session, tookMs: number): void
  onFailed(error: ConnectorError): void
}

interface Try {
  readonly controller: AbortController
  readonly startedAt: number
  isOpen: boolean
}

/** Makes one try at a time, or waits for the next. A new order replaces the one before it. */
export class Dialer {
  readonly #connector: Connector
  readonly #clock: Clock
  readonly #listener: DialerListener
  #try: Try | null = null
  #cancelWait: Cancel | null = null

  constructor(connector: Connector, clock: Clock, listener: DialerListener) {
    this.#connector = connector
    this.#clock = clock
    this.#listener = listener
  }

  dial(options: DialOptions): void {
    this.cancel()
    const own: Try = { controller: new AbortController(), startedAt: this.#clock.monotonic(), isOpen: false }
    this.#try = own
    const onTransportOpen = (): void => {
      if (this.#try !== own) return
      own.isOpen = true
      this.#listener.onOpen()
    }
    this.#connector.connect({ ...options, signal: own.controller.signal, onTransportOpen }).then(
      (session) => {
        // Replaced or cancelled meanwhile: nobody wants this session any more.
        if (this.#try !== own) return session.close()
        this.#try = null
        this.#listener.onSession(session, this.#clock.monotonic() - own.startedAt)
      },
      (error: unknown) => {
        if (this.#try !== own) return
        this.#try = null
        this.#listener.onFailed(connectFailure(error))
      },
    )
  }

  /** Runs `next` after `delayMs`, unless another order comes first. */
  wait(delayMs: number, next: () => void): void {
    this.cancel()
    this.#cancelWait = this.#clock.schedule(delayMs, () => {
      this.#cancelWait = null
      next()
    })
  }

  cancel(): void {
    this.#cancelWait?.()
    this.#cancelWait = null
    const running = this.#try
    this.#try = null
    running?.controller.abort()
  }

  /** Milliseconds since the running try began, while its transport is not open; null otherwise. */
  get unopenedForMs(): number | null {
    if (this.#try === null || this.#try.isOpen) return null
    return this.#clock.monotonic() - this.#try.startedAt
  }

  get isWaiting(): boolean {
    return this.#cancelWait !== null
  }
}
