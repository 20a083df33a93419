import type { Socket } from 'socket.io'
import type { Reply } from '#shared/protocol/errors.ts'
import { REQUEST_NAMES, REQUESTS, type RequestName } from '#shared/protocol/requests.ts'
import type { Principal } from '../auth/tokens.ts'
import { topicOf } from '../core/permissions.ts'
import { Refusal } from '../core/refusal.ts'
import { asRefusal, parse } from '../core/requests.ts'
import type { Cancel } from '../platform/clock.ts'
import { textOf } from '../platform/log.ts'
import type { ServerContext } from '../server-context.ts'
import { type Admitted, assertTenant } from './admission.ts'
import type { FeedAudience } from './feed-audience.ts'
import { RateLimit } from './rate-limit.ts'
import { knowsWallboards, welcomeFor } from './welcome.ts'

const REQUESTS_PER_SECOND = 500
const REQUEST_BURST = 2_000
/** Time for the notice to arrive before the connection is closed. */
const EXPIRY_GRACE_MS = 50

type Answer = (reply: Reply<unknown>) => void

/** One connected console: answers its requests until it leaves or its token ends. Never throws at the library. */
export class ConsoleConnection {
  readonly #socket: Socket
  readonly #context: ServerContext
  readonly #admitted: Admitted
  readonly #audience: FeedAudience
  readonly #rate: RateLimit
  #principal: Principal
  #cancelExpiry: Cancel | null = null

  constructor(socket: Socket, admitted: Admitted, context: ServerContext, audience: FeedAudience) {
    this.#socket = socket
    this.#audience = audience
    this.#context = context
    this.#admitted = admitted
    this.#principal = admitted.principal
    this.#rate = new RateLimit(REQUESTS_PER_SECOND, REQUEST_BURST, context.clock.monotonic())
  }

  start(): void {
    for (const name of REQUEST_NAMES) {
      this.#socket.on(name, (payload: unknown, answer: unknown) => this.#receive(name, payload, answer))
    }
    this.#socket.on('disconnect', (reason) => {
      this.#cancelExpiry?.()
      this.#context.log.debug('console left', { clientId: this.#admitted.handshake.clientId, reason })
    })
    this.#armExpiry()
    const { handshake, protocol } = this.#admitted
    this.#socket.emit('welcome', welcomeFor(this.#context, handshake, this.#principal, protocol))
  }

  /** Tells the console that its token has ended, then closes. */
  expire(): void {
    this.#socket.emit('auth:expired', { message: 'The token has ended: sign in again.' })
    this.#context.clock.schedule(EXPIRY_GRACE_MS, () => this.#socket.disconnect(true))
  }

  #receive(name: RequestName, payload: unknown, answer: unknown): void {
    // Without a function to answer there is nobody to tell.
    if (typeof answer !== 'function') return
    const send = answer as Answer
    const reply: Answer = (value) => {
      if (!this.#context.switches.isBlackhole) send(value)
    }
    void this.#handle(name, payload).then(
      (value) => this.#answer(name, { ok: true, value }, reply),
      (error: unknown) => {
        const refusal = asRefusal(error)
        if (refusal.detail.code === 'internal')
          this.#context.log.error('request failed', { name, error: textOf(error) })
        this.#answer(name, { ok: false, error: refusal.detail }, reply)
      },
    )
  }

  #answer(name: RequestName, reply: Reply<unknown>, answer: Answer): void {
    const { switches, clock, dropsAck } = this.#context
    const isAcknowledgement = name === 'operations:apply' && reply.ok
    if (isAcknowledgement && dropsAck()) return
    if (isAcknowledgement && switches.delayMs > 0) clock.schedule(switches.delayMs, () => answer(reply))
    else answer(reply)
  }

  /** Runs synchronously up to the first `await`, so that requests of one console are handled in their order. */
  async #handle(name: RequestName, payload: unknown): Promise<unknown> {
    const { clock, switches, requests } = this.#context
    const wait = this.#rate.take(clock.monotonic())
    if (wait !== null) throw new Refusal('rate-limited', 'Too many requests at once.', wait)
    switches.check(name)
    switch (name) {
      case 'ping':
        parse(REQUESTS.ping.request, payload)
        return requests.ping()
      case 'auth:renew':
        return this.#renew(parse(REQUESTS['auth:renew'].request, payload).token)
      case 'channel:subscribe':
        return this.#subscribe(parse(REQUESTS[name].request, payload).channel)
      case 'channel:unsubscribe':
        return this.#unsubscribe(parse(REQUESTS[name].request, payload).channel)
      case 'sync:snapshot':
        return requests.snapshot(payload, knowsWallboards(this.#admitted.handshake))
      case 'sync:changes':
        return requests.changes(payload, knowsWallboards(this.#admitted.handshake))
      case 'entities:read':
        return requests.read(payload)
      case 'operations:apply':
        return requests.apply(payload, { ...this.#principal, clientId: this.#admitted.handshake.clientId })
      case 'operations:lookup':
        return requests.lookup(payload)
      case 'devices:screenshot':
        return requests.screenshot(payload)
      case 'content:thumbnail':
        return requests.thumbnail(payload)
      case 'devices:health':
        return requests.health(payload)
      case 'alarms:rules':
        return requests.alarmRules(payload)
      case 'analytics:plays':
        return requests.plays(payload)
      case 'devices:unpaired':
        return requests.unpaired(payload)
    }
  }

  #subscribe(channel: string): { channel: string; last: number } {
    const { options, store } = this.#context
    const topic = topicOf(channel, options.tenant, this.#principal.role)
    // Joining and reading the counter is one step: no event falls between.
    this.#audience.subscribe(this.#socket, channel)
    return { channel, last: topic === null ? 0 : store.feed.lastOf(topic) }
  }

  #unsubscribe(channel: string): { channel: string } {
    this.#audience.unsubscribe(this.#socket, channel)
    return { channel }
  }

  async #renew(token: string): Promise<{ tokenExpiresAt: number | null }> {
    const principal = await this.#context.tokens.verify(token)
    assertTenant(principal, this.#context.options.tenant)
    // Another user's token would change who pending operations come from.
    if (principal.userId !== this.#principal.userId)
      throw new Refusal('forbidden', 'The token belongs to another user: reconnect.')
    this.#principal = principal
    for (const channel of this.#audience.channelsOf(this.#socket)) {
      if (!this.#mayListen(channel)) this.#audience.unsubscribe(this.#socket, channel)
    }
    this.#armExpiry()
    return { tokenExpiresAt: principal.expiresAt }
  }

  #mayListen(channel: string): boolean {
    try {
      topicOf(channel, this.#context.options.tenant, this.#principal.role)
      return true
    } catch {
      return false
    }
  }

  #armExpiry(): void {
    this.#cancelExpiry?.()
    const { expiresAt } = this.#principal
    if (expiresAt === null) return
    const { clock } = this.#context
    const left = expiresAt - clock.now()
    // A timer can not hold more than 24 days; by then it looks again.
    const delay = Math.min(left, 24 * 24 * 3_600_000)
    this.#cancelExpiry = clock.schedule(delay, () => (delay < left ? this.#armExpiry() : this.expire()))
  }
}
