import { FEED_CHANNEL } from '#shared/ipc/feed.ts'

/** What of Electron's `ipcRenderer` and the window the port needs on its way. */
export interface PortSource {
  on(channel: string, listener: (source: { readonly ports: readonly MessagePort[] }) => void): unknown
}

export interface PortTarget {
  postMessage(message: unknown, origin: string, ports: MessagePort[]): void
  readonly location: { readonly origin: string }
}

/** Hands the port of the change feed on to the page's own world, where the bridge's copying does not reach. */
export function passFeedPort(ipc: PortSource, target: PortTarget): void {
  ipc.on(FEED_CHANNEL, ({ ports }) => {
    const [port] = ports
    if (port !== undefined) target.postMessage(FEED_CHANNEL, target.location.origin, [port])
  })
}
