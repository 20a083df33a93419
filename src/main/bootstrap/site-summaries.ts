import type { SiteSummary } from '#shared/domain/sites.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Coalescer } from './coalesce.ts'
import type { HostedSite } from './hosted-site.ts'
import type { EventSink } from './site-events.ts'
import type { HostSlot, SiteHost } from './site-host.ts'

/** Four times a second is as often as a person can follow several sites. */
const TELL_INTERVAL_MS = 250

const NOTHING: Pick<SiteSummary, 'waiting' | 'conflicts' | 'refused' | 'stale' | 'oldestWaitingAt' | 'lastSyncAt'> = {
  waiting: 0,
  conflicts: 0,
  refused: 0,
  stale: 0,
  oldestWaitingAt: null,
  lastSyncAt: null,
}
const NO_FLEET: Pick<SiteSummary, 'alerts' | 'devices'> = {
  alerts: { critical: 0, high: 0, medium: 0, low: 0 },
  devices: { total: 0, offline: 0 },
}

/** The figures of all sites, for every window. Nothing is counted here: all of it is kept where it changes. */
export class SiteSummaries {
  readonly #host: Pick<SiteHost, 'slots'>
  readonly #told: Coalescer
  readonly #clock: Clock
  #last = ''

  /** @param dependencies `onChanged` hears the same as the windows. */
  constructor(dependencies: {
    host: Pick<SiteHost, 'slots'>
    sink: EventSink
    clock: Clock
    onChanged: (sites: readonly SiteSummary[]) => void
  }) {
    const { host, sink, clock, onChanged } = dependencies
    this.#host = host
    this.#clock = clock
    this.#told = new Coalescer(clock, TELL_INTERVAL_MS, () => {
      const sites = this.list()
      const text = JSON.stringify(sites)
      if (text === this.#last) return
      this.#last = text
      sink.broadcast('sites:changed', { sites })
      onChanged(sites)
    })
  }

  list(): SiteSummary[] {
    const now = this.#clock.now()
    return this.#host.slots.map((slot) => summaryOf(slot, now))
  }

  /** Something may have changed: windows are told soon. */
  refresh(): void {
    this.#told.request()
  }

  /** Follows the figures of a site. Returns the function that ends it. */
  watch({ engine }: HostedSite): Cancel {
    const request = (): void => this.#told.request()
    const cancels = [
      engine.outbox.onChanged(request),
      engine.connection.onStatus(request),
      engine.connection.onSession(request),
      // Told once a second while the link is alive: figures of the fleet go with it.
      engine.inbound.onStatus(request),
    ]
    return () => {
      for (const cancel of cancels) cancel()
    }
  }

  stop(): void {
    this.#told.stop()
  }
}

type SummedSite = Pick<HostedSite, 'engine' | 'connectionStatus'>

/** `now`: milliseconds since the epoch, by this PC's clock. */
export function summaryOf(
  { entry, state, site, problem }: Omit<HostSlot, 'site'> & { readonly site: SummedSite | null },
  now: number,
): SiteSummary {
  const { id, serverUrl, tenant } = entry
  const isDemo = serverUrl === null
  const place = { id, name: nameOf(entry.name, serverUrl, tenant, site), serverUrl, tenant, isDemo, state, problem }
  if (site === null) return { ...place, connection: null, user: null, ...NOTHING, ...NO_FLEET }
  const { engine } = site
  const connection = site.connectionStatus()
  const { counts, pending, oldestCreatedAt } = engine.queueStatus()
  const { identity } = engine
  return {
    ...place,
    connection: { state: connection.state, reason: connection.reason, since: connection.since },
    user: identity.isSignedOut || identity.user.id === '' ? null : identity.user.name,
    waiting: pending,
    conflicts: counts.conflicted,
    refused: counts.quarantined,
    stale: counts.stale,
    oldestWaitingAt: oldestCreatedAt,
    lastSyncAt: engine.replica.syncedAt,
    ...engine.replica.figures(now + (connection.serverAheadMs ?? 0)),
  }
}

function nameOf(own: string, serverUrl: string | null, tenant: string, site: SummedSite | null): string {
  if (own !== '') return own
  const served = site?.engine.identity.siteName ?? null
  if (served !== null) return served
  return serverUrl === null ? '' : `${new URL(serverUrl).host} · ${tenant}`
}
