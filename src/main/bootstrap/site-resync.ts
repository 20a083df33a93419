import type { Session } from '../connection/connector.ts'
import { feedSessionOf } from '../connection/feed-session.ts'
import type { ConnectionLifecycle } from '../connection/lifecycle.ts'
import type { Inbound } from '../inbound/inbound.ts'
import type { Logger } from '../platform/logger.ts'

/** Reads what was missed, on the session that is open; a resync must not go on into the next one. */
export class SiteResync {
  readonly #connection: ConnectionLifecycle
  readonly #inbound: Inbound
  readonly #logger: Logger
  /** Aborted when the session that is open ends. */
  #sessionEnd = new AbortController()

  constructor(dependencies: { connection: ConnectionLifecycle; inbound: Inbound; logger: Logger }) {
    this.#connection = dependencies.connection
    this.#inbound = dependencies.inbound
    this.#logger = dependencies.logger
  }

  /**
   * Reads what was missed. Without a connection the next one does it anyway.
   *
   * @param isQuiet nothing is known to be missing: the copy counts as current meanwhile.
   */
  now(reason: string, isQuiet = false): void {
    const session = this.#connection.session()
    if (session === null) return
    const { signal } = this.#sessionEnd
    const feed = feedSessionOf(session, this.#connection.requestTimeoutMs)
    this.#inbound.resync(feed, signal, isQuiet).catch((error: unknown) => {
      this.#logger.warn('the feed could not be read again', {
        reason,
        cause: error instanceof Error ? error.message : '',
      })
      session.close()
    })
  }

  sessionChanged(session: Session | null): void {
    if (session === null) this.#sessionEnd.abort()
    else this.#sessionEnd = new AbortController()
  }
}
