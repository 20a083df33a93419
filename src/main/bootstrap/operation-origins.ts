import type { IpcEvent, IpcEventName } from '#shared/ipc/contract.ts'
import type { EventBroadcaster } from '../ipc/events.ts'
import type { EventSink } from './site-events.ts'

/** Enough for what a person can still be waiting for; of older ones the leading window tells. */
const MAX_REMEMBERED = 10_000

/** Which window made which change, so that what becomes of it is said there and not in every window. */
export class OperationOrigins {
  readonly #windows = new Map<string, number>()

  remember(keys: readonly string[], windowId: number): void {
    for (const key of keys) this.#windows.set(key, windowId)
    for (const key of this.#windows.keys()) {
      if (this.#windows.size <= MAX_REMEMBERED) break
      this.#windows.delete(key)
    }
  }

  /** Null: not known, or its window is closed. */
  windowOf(key: string): number | null {
    return this.#windows.get(key) ?? null
  }

  windowClosed(windowId: number): void {
    for (const [key, id] of this.#windows) if (id === windowId) this.#windows.delete(key)
  }

  get size(): number {
    return this.#windows.size
  }
}

/** Tells windows everything, and of a settled operation which of them is the one to say so. */
export class WindowSink implements EventSink {
  readonly #events: Pick<EventBroadcaster, 'broadcast' | 'broadcastEach'>
  readonly #origins: OperationOrigins
  readonly #leadId: () => number | null
  readonly #isTold: (windowId: number) => boolean

  constructor(
    events: Pick<EventBroadcaster, 'broadcast' | 'broadcastEach'>,
    origins: OperationOrigins,
    leadId: () => number | null,
    isTold: (windowId: number) => boolean = () => true,
  ) {
    this.#events = events
    this.#origins = origins
    this.#leadId = leadId
    this.#isTold = isTold
  }

  broadcast<N extends IpcEventName>(name: N, event: IpcEvent<N>): void {
    if (name === 'operation:settled') this.#settled(event as IpcEvent<'operation:settled'>)
    else this.#events.broadcast(name, event)
  }

  #settled(event: IpcEvent<'operation:settled'>): void {
    const origin = this.#origins.windowOf(event.key)
    // A window that has turned to another site hears nothing of this one.
    const teller = origin !== null && this.#isTold(origin) ? origin : this.#leadId()
    this.#events.broadcastEach('operation:settled', (windowId) => ({ ...event, isOwn: windowId === teller }))
  }
}
