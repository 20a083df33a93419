import { OutpostError } from '#shared/errors/result.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { ChannelsPort } from '../ipc/services.ts'
import type { Cancel } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { SiteEngine } from './site-engine.ts'
import { outpostErrorOfConnector } from './site-ipc.ts'

interface Held {
  readonly windowId: number
  readonly channel: string
  readonly end: Cancel
}

const MAX_PER_WINDOW = 100

/** Which window listens to which channel of the server. Subscriptions end with their window. */
export class WindowChannels implements ChannelsPort {
  readonly #site: () => SiteEngine
  readonly #ids: Ids
  readonly #send: (windowId: number, event: { subscription: string; name: string; payload: unknown }) => void
  readonly #held = new Map<string, Held>()

  constructor(dependencies: {
    site: () => SiteEngine
    ids: Ids
    send: (windowId: number, event: { subscription: string; name: string; payload: unknown }) => void
  }) {
    this.#site = dependencies.site
    this.#ids = dependencies.ids
    this.#send = dependencies.send
  }

  async subscribe(windowId: number, channel: string): Promise<{ subscription: string }> {
    const own = [...this.#held.values()].filter((held) => held.windowId === windowId)
    if (own.length >= MAX_PER_WINDOW)
      throw new OutpostError('rate-limited', 'This window listens to too many channels.')
    const end = await this.#site()
      .connection.channels.subscribe(channel)
      .catch((error: unknown) => {
        throw outpostErrorOfConnector(error)
      })
    const subscription = this.#ids.uuid()
    this.#held.set(subscription, { windowId, channel, end })
    return { subscription }
  }

  async unsubscribe(windowId: number, subscription: string): Promise<void> {
    const held = this.#held.get(subscription)
    if (held === undefined || held.windowId !== windowId) {
      throw new OutpostError('not-found', 'This subscription does not exist any more.')
    }
    this.#end(subscription, held)
  }

  /** Passes an event of the feed to the windows that asked for its channel. */
  tell({ name, payload }: FeedEvent): void {
    for (const [subscription, held] of this.#held) {
      if (held.channel === payload.channel) this.#send(held.windowId, { subscription, name, payload })
    }
  }

  windowClosed(windowId: number): void {
    for (const [subscription, held] of this.#held) if (held.windowId === windowId) this.#end(subscription, held)
  }

  clear(): void {
    for (const [subscription, held] of this.#held) this.#end(subscription, held)
  }

  #end(subscription: string, held: Held): void {
    this.#held.delete(subscription)
    held.end()
  }
}
