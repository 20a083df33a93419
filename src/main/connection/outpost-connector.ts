import type { ConnectOptions, Connector, ProbeResult, Session } from './connector.ts'
import type { OutpostLink, OutpostLinkOptions } from './outpost-link.ts'

/**
 * Connects to fleet servers that speak the Outpost protocol. What that needs of libraries is large, and is read when it is
 * needed first: a start does not wait for it.
 */
export class OutpostConnector implements Connector {
  readonly name = 'outpost'
  readonly #options: OutpostLinkOptions
  #link: Promise<OutpostLink> | null = null

  constructor(options: OutpostLinkOptions) {
    this.#options = options
  }

  async connect(options: ConnectOptions): Promise<Session> {
    return (await this.#linked()).connect(options)
  }

  async probe(serverUrl: string, timeoutMs: number): Promise<ProbeResult> {
    return (await this.#linked()).probe(serverUrl, timeoutMs)
  }

  #linked(): Promise<OutpostLink> {
    this.#link ??= import('./outpost-link.ts').then((module) => new module.OutpostLink(this.#options))
    return this.#link
  }
}
