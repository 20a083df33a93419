import type { EntityReport, EntityView, ReplicaDelta } from '#shared/domain/view.ts'
import type { OutpostBridge } from '#shared/ipc/bridge.ts'
import { FEED_CHANNEL, FEED_TAKEN, type FeedMessage } from '#shared/ipc/feed.ts'

/** Where the messages of the change feed come from. Returns the function that ends it. */
export type FeedSource = (onMessage: (message: FeedMessage) => void) => () => void

export interface FeedListener {
  onDelta(delta: ReplicaDelta): void
  /** What is held belongs to something else by now: everything is to be read anew. */
  onAnew(): void
}

/**
 * Asks the main process for the port of this window's change feed and listens on it. The port reaches the page directly,
 * past the bridge, which would copy every object once more.
 */
export function portSource(bridge: OutpostBridge): FeedSource {
  return (onMessage) => {
    let port: MessagePort | null = null
    const take = ({ source, data, ports }: MessageEvent): void => {
      const [given] = ports
      if (source !== window || data !== FEED_CHANNEL || given === undefined) return
      port?.close()
      port = given
      port.onmessage = ({ data: message }) => {
        onMessage(message as FeedMessage)
        given.postMessage(FEED_TAKEN)
      }
    }
    window.addEventListener('message', take)
    void bridge.request('replica:feed', {})
    return () => {
      window.removeEventListener('message', take)
      port?.close()
    }
  }
}

/** Follows the feed, message by message. */
export function followFeed(source: FeedSource, listener: FeedListener): () => void {
  return source((message) => {
    if (message.type === 'anew') return listener.onAnew()
    const { from, to, changed, reports, removed } = message
    listener.onDelta({ from, to, changed: list<EntityView>(changed), reports: list<EntityReport>(reports), removed })
  })
}

function list<T>(text: string): readonly T[] {
  return text === '' ? [] : (JSON.parse(text) as readonly T[])
}
