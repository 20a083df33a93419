import type { Cancel } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { ConnectorError, type Session } from './connector.ts'
import { notConnected } from './failures.ts'

interface Subscription {
  /** Calls to `subscribe` that have not been ended. 0: held by the session's own list alone. */
  holders: Set<SubscriptionHolder>
  /** The server's answer in the session that is open now: the newest sequence of the channel. */
  confirmed: Promise<number> | null
}

interface SubscriptionHolder {
  readonly onRefused: (error: ConnectorError) => void
}

/**
 * The channels of a tenant this console listens to. All channels the server offers are subscribed in every session;
 * others are held by reference count and subscribed again after a reconnect.
 */
export class ChannelSubscriptions {
  readonly #timeoutMs: () => number
  readonly #logger: Logger
  readonly #subscriptions = new Map<string, Subscription>()
  readonly #heads = new Map<string, number>()
  #session: Session | null = null

  constructor(timeoutMs: () => number, logger: Logger) {
    this.#timeoutMs = timeoutMs
    this.#logger = logger
  }

  /**
   * Subscribes everything in a fresh session. Rejects only when the connection is lost: a refused channel is told to
   * its holders and left out.
   */
  async attach(session: Session): Promise<void> {
    this.detach()
    this.#session = session
    const names = new Set([...session.welcome.channels, ...this.#subscriptions.keys()])
    await Promise.all([...names].map((name) => this.#resubscribe(name)))
  }

  /** The session is over. What is held stays held. */
  detach(): void {
    this.#session = null
    this.#heads.clear()
    for (const [name, subscription] of this.#subscriptions) {
      subscription.confirmed = null
      if (subscription.holders.size === 0) this.#subscriptions.delete(name)
    }
  }

  /** The newest sequence of each channel at the moment the server confirmed it. */
  heads(): ReadonlyMap<string, number> {
    return this.#heads
  }

  /**
   * Resolves, once the server has confirmed, with the function that ends the subscription. Rejects with a
   * ConnectorError: `refused` without permission, `network` without a connection.
   * `onRefused` hears when the server no longer allows the channel after a reconnect.
   */
  async subscribe(channel: string, onRefused: (error: ConnectorError) => void = () => undefined): Promise<Cancel> {
    const session = this.#session
    if (session === null) throw notConnected()
    if (!channel.startsWith(`${session.welcome.tenant}/`)) {
      throw new ConnectorError('refused', 'tenant-refused', `The channel ${channel} belongs to another tenant.`, {
        code: 'forbidden',
      })
    }
    const holder: SubscriptionHolder = { onRefused }
    const subscription = this.#entry(channel)
    subscription.holders.add(holder)
    try {
      await this.#confirm(session, channel, subscription)
    } catch (error) {
      this.#release(channel, subscription, holder)
      throw error
    }
    return () => this.#release(channel, subscription, holder)
  }

  async #resubscribe(channel: string): Promise<void> {
    const session = this.#session
    if (session === null) return
    const subscription = this.#entry(channel)
    try {
      await this.#confirm(session, channel, subscription)
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'refused') throw error
      this.#logger.warn('channel refused', { channel, code: error.code })
      this.#subscriptions.delete(channel)
      for (const holder of subscription.holders) holder.onRefused(error)
    }
  }

  /** One request per channel and session, however many ask for it. */
  #confirm(session: Session, channel: string, subscription: Subscription): Promise<number> {
    subscription.confirmed ??= session
      .request('channel:subscribe', { channel }, { timeoutMs: this.#timeoutMs() })
      .then((answer) => {
        if (this.#session === session) this.#heads.set(channel, answer.last)
        return answer.last
      })
    return subscription.confirmed
  }

  #release(channel: string, subscription: Subscription, holder: SubscriptionHolder): void {
    if (!subscription.holders.delete(holder) || subscription.holders.size > 0) return
    if (this.#subscriptions.get(channel) !== subscription) return
    const session = this.#session
    if (session?.welcome.channels.includes(channel)) return
    this.#subscriptions.delete(channel)
    this.#heads.delete(channel)
    if (session === null || subscription.confirmed === null) return
    session.request('channel:unsubscribe', { channel }, { timeoutMs: this.#timeoutMs() }).catch((error: unknown) => {
      // Events that still come are ignored by whoever no longer listens; the next session does not ask again.
      this.#logger.debug('channel not unsubscribed', { channel, error: String(error) })
    })
  }

  #entry(channel: string): Subscription {
    const found = this.#subscriptions.get(channel)
    if (found) return found
    const made: Subscription = { holders: new Set(), confirmed: null }
    this.#subscriptions.set(channel, made)
    return made
  }
}
