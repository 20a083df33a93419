import type { SiteFigures } from '../telemetry/exposition.ts'
import type { HostedSite } from './hosted-site.ts'

/** What other programs may read of a site. */
export function exposedFigures(site: HostedSite, now: number): SiteFigures {
  const { engine } = site
  const { state, statistics } = site.connectionStatus()
  const { counts, totals, bytes, oldestCreatedAt } = engine.queueStatus()
  const { entityCounts, eventsPerSecond } = engine.inbound.status()
  const { dropped, rtt, ...connection } = statistics
  return {
    site: site.id,
    isOnline: state === 'online' || state === 'degraded',
    operations: counts,
    oldestAgeMs: oldestCreatedAt === null ? 0 : Math.max(0, now - oldestCreatedAt),
    queueBytes: bytes,
    outcomes: totals,
    connection: { ...connection, dropped: Object.values(dropped).reduce((sum, count) => sum + count, 0) },
    rttMs: rtt.last,
    devices: entityCounts.device ?? 0,
    eventsPerSecond,
  }
}
