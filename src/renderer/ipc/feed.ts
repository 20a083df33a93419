import type { ReplicaDelta } from '#shared/domain/view.ts'
import type { OutpostBridge } from '#shared/ipc/bridge.ts'
import { deltaOf, FEED_CHANNEL, FEED_TAKEN, type FeedHandover, type FeedMessage } from '#shared/ipc/feed.ts'
import type { ClientSite } from './client-site.ts'

/** Where the messages of the change feed come from. Returns the function that ends it. */
export type FeedSource = (onMessage: (message: FeedMessage) => void) => () => void

export type FeedListener = (delta: ReplicaDelta) => void

/**
 * Asks the main process for the port of this window's change feed and listens on it. The port reaches the page directly,
 * past the bridge, which would copy every object once more.
 */
export function portSource(bridge: OutpostBridge, site: Readonly<ClientSite>): FeedSource {
  return (onMessage) => {
    let port: MessagePort | null = null
    const take = ({ source, data, ports }: MessageEvent): void => {
      const [given] = ports
      if (source !== window || given === undefined || !isFeedOf(data, site.id)) return
      port?.close()
      port = given
      port.onmessage = ({ data: message }) => {
        onMessage(message as FeedMessage)
        given.postMessage(FEED_TAKEN)
      }
    }
    window.addEventListener('message', take)
    void (site.id === null ? bridge.request('replica:feed', {}) : bridge.request('replica:feed', {}, site.id))
    return () => {
      window.removeEventListener('message', take)
      port?.close()
    }
  }
}

/** A port that another site's page has asked for may come late. */
function isFeedOf(data: unknown, siteId: string | null): boolean {
  const { channel, site } = (data ?? {}) as Partial<FeedHandover>
  return channel === FEED_CHANNEL && (siteId === null || site === siteId)
}

/** Follows the feed, message by message. */
export function followFeed(source: FeedSource, listener: FeedListener): () => void {
  return source((message) => listener(deltaOf(message)))
}
