import type { SiteFigures } from '../telemetry/site-sampler.ts'
import type { HostedSite } from './hosted-site.ts'

/** What an open site tells of itself for the console's own figures. */
export function siteFigures({ engine }: Pick<HostedSite, 'engine'>): SiteFigures {
  return {
    opened: engine,
    connection: engine.connection.status().statistics,
    queue: engine.queueStatus(),
    stages: engine.inbound.stages(),
    resyncs: engine.inbound.resyncs,
    stalls: engine.delivery.stalls,
    conflictsResolved: engine.outbox.conflictsResolved,
  }
}
