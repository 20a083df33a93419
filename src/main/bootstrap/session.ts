import type { SessionStatus } from '#shared/domain/session.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import type { SessionPort } from '../ipc/services.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Coalescer } from './coalesce.ts'
import type { SiteEngine } from './site-engine.ts'
import type { EventSink } from './site-events.ts'

/** Not more often than a person can read the figures. */
const STATUS_INTERVAL_MS = 1_000

/** What a session needs of the host of sites. */
export interface SessionHost {
  readonly hasSite: boolean
  /** Throws while there is none. */
  readonly site: Pick<SiteEngine, 'identity' | 'connection' | 'outbox'>
  readonly hasToken: boolean
  signOut(): Promise<void>
}

/** Who works here, and the way out. Signing out keeps everything that waits. */
export class SessionDesk implements SessionPort {
  readonly #host: SessionHost
  readonly #told: Coalescer
  #last = ''

  constructor(dependencies: { host: SessionHost; sink: EventSink; clock: Clock }) {
    const { host, sink, clock } = dependencies
    this.#host = host
    this.#told = new Coalescer(clock, STATUS_INTERVAL_MS, () => {
      if (!host.hasSite) return
      const status = this.status()
      const text = JSON.stringify(status)
      if (text === this.#last) return
      this.#last = text
      sink.broadcast('session:changed', status)
    })
  }

  /** Tells windows when the session of a site changes. Returns the function that ends it. */
  watch({ outbox, connection }: Pick<SiteEngine, 'outbox' | 'connection'>): Cancel {
    const cancels = [
      outbox.onChanged(() => this.#told.request()),
      connection.onStatus(() => this.#told.request()),
      connection.onSession(() => this.#told.request()),
    ]
    return () => {
      for (const cancel of cancels) cancel()
    }
  }

  /** Another site may be open: windows are told when its session is another one. */
  refresh(): void {
    this.#told.request()
  }

  status(): SessionStatus {
    const { identity, connection } = this.#host.site
    const lastUser = identity.user.id === '' ? null : { ...identity.user }
    return {
      user: identity.isSignedOut ? null : lastUser,
      lastUser,
      isSignedIn: this.#host.hasToken && connection.state !== 'needs-auth',
      ...this.#waiting(),
    }
  }

  async signOut(force: boolean): Promise<IpcResponse<'session:sign-out'>> {
    const { ownWaiting: waiting } = this.#waiting()
    if (waiting > 0 && !force) return { signedOut: false, waiting }
    try {
      await this.#host.signOut()
      return { signedOut: true, waiting }
    } finally {
      this.#told.request()
    }
  }

  stop(): void {
    this.#told.stop()
  }

  /** What the server has not taken yet, by whose it is. */
  #waiting(): Pick<SessionStatus, 'ownWaiting' | 'othersWaiting' | 'othersQueued'> {
    const { outbox } = this.#host.site
    const counts = { ownWaiting: 0, othersWaiting: 0, othersQueued: 0 }
    for (const [userId, { waiting, queued }] of outbox.lanes.byUser) {
      if (outbox.isOfUser(userId)) counts.ownWaiting += waiting
      else {
        counts.othersWaiting += waiting
        counts.othersQueued += queued
      }
    }
    return counts
  }
}
