import { MessageChannelMain, type MessagePortMain } from 'electron'
import { FEED_CHANNEL } from '#shared/ipc/feed.ts'
import type { FeedPort } from '../replica/window-feed.ts'

/** A window as far as a port can be handed to its page. */
export interface PortTaker {
  postMessage(channel: string, message: unknown, ports: readonly MessagePortMain[]): void
}

/** Hands one end of a new channel to the page, with the site whose changes it tells; the other is the way to it. */
export function openFeedPort(window: PortTaker, siteId: string): FeedPort {
  const { port1, port2 } = new MessageChannelMain()
  window.postMessage(FEED_CHANNEL, siteId, [port2])
  return {
    post: (message) => port1.postMessage(message),
    onTaken(listener) {
      // What a page says counts as a message taken in, whatever it is: it can only slow down its own window.
      port1.on('message', () => listener())
      port1.start()
    },
    close: () => port1.close(),
  }
}
