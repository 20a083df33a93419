import { FEED_CHANNEL, type FeedHandover } from '#shared/ipc/feed.ts'

/** What of Electron's `ipcRenderer` and the window the port needs on its way. */
export interface PortSource {
  on(channel: string, listener: (source: { readonly ports: readonly MessagePort[] }, site: unknown) => void): unknown
}

export interface PortTarget {
  postMessage(message: unknown, origin: string, ports: MessagePort[]): void
  readonly location: { readonly origin: string }
}

/** Hands the port of the change feed on to the page's own world, where the bridge's copying does not reach. */
export function passFeedPort(ipc: PortSource, target: PortTarget): void {
  ipc.on(FEED_CHANNEL, ({ ports }, site) => {
    const [port] = ports
    if (port === undefined || typeof site !== 'string') return
    const handover: FeedHandover = { channel: FEED_CHANNEL, site }
    target.postMessage(handover, target.location.origin, [port])
  })
}
