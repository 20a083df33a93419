import { IPC_EVENT_CHANNEL, IPC_RELEASE_CHANNEL } from '#shared/ipc/bridge.ts'
import type { IpcEvent, IpcEventName } from '#shared/ipc/contract.ts'
import type { Logger } from '../platform/logger.ts'

/** A window as the broadcaster sees it. */
export interface EventTarget {
  readonly windowId: number
  /** False once the window is closed or its page has crashed: a new page asks for everything itself. */
  isAlive(): boolean
  /** Sends to the window's main frame only. */
  send(channel: string, message: unknown): void
}

export type SiteBroadcaster = Pick<EventBroadcaster, 'broadcast' | 'broadcastEach'>

/** Tells windows what changed. An event for a window that is gone is dropped. */
export class EventBroadcaster {
  readonly #targets: () => Iterable<EventTarget>
  readonly #logger: Logger

  constructor(targets: () => Iterable<EventTarget>, logger: Logger) {
    this.#targets = targets
    this.#logger = logger
  }

  broadcast<N extends IpcEventName>(name: N, event: IpcEvent<N>): void {
    for (const target of this.#targets()) this.#send(target, { name, event })
  }

  /** Tells every window its own version of an event. */
  broadcastEach<N extends IpcEventName>(name: N, eventOf: (windowId: number) => IpcEvent<N>): void {
    for (const target of this.#targets()) this.#send(target, { name, event: eventOf(target.windowId) })
  }

  /** @param siteId the site that the event is of; null: of the app. */
  sendTo<N extends IpcEventName>(windowId: number, name: N, event: IpcEvent<N>, siteId: string | null): void {
    for (const target of this.#targets()) {
      if (target.windowId === windowId) this.#send(target, { name, event, ...tagOf(siteId) })
    }
  }

  /** What happens at one site, for the windows that look at it. Each event names the site. */
  ofSite(siteId: string, isLooking: (windowId: number) => boolean): SiteBroadcaster {
    const broadcastEach: SiteBroadcaster['broadcastEach'] = (name, eventOf) => {
      for (const target of this.#targets()) {
        const { windowId } = target
        if (isLooking(windowId)) this.#send(target, { name, event: eventOf(windowId), ...tagOf(siteId) })
      }
    }
    return { broadcastEach, broadcast: (name, event) => broadcastEach(name, () => event) }
  }

  /** Asks all pages to give back memory that they hold for nobody. */
  releaseMemory(): void {
    for (const target of this.#targets()) this.#post(target, IPC_RELEASE_CHANNEL, null)
  }

  #send(target: EventTarget, message: { readonly name: IpcEventName; readonly event: unknown }): void {
    this.#post(target, IPC_EVENT_CHANNEL, message)
  }

  #post(target: EventTarget, channel: string, message: { readonly name: IpcEventName } | null): void {
    if (!target.isAlive()) return
    try {
      target.send(channel, message)
    } catch (error) {
      // The frame can go away between the check and the call; one lost window must not keep the others from hearing.
      const event = message?.name ?? channel
      this.#logger.warn('an event could not be sent to a window', { event, windowId: target.windowId, error })
    }
  }
}

function tagOf(siteId: string | null): { site?: string } {
  return siteId === null ? {} : { site: siteId }
}
