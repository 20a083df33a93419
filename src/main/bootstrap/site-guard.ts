import { type Connector, ConnectorError, type Session } from '../connection/connector.ts'

/**
 * Lets only the site in that this store belongs to: behind the same address there may be another fleet tomorrow, or the
 * server may let a token into another tenant. Nothing of here is sent to it, and nothing of it is stored here.
 *
 * @param siteId the site that this store has been connected to; null: to none yet.
 */
export function onlyThisSite(connector: Connector, siteId: () => string | null): Connector {
  return {
    name: connector.name,
    probe: (serverUrl, timeoutMs) => connector.probe(serverUrl, timeoutMs),
    async connect(options) {
      const session = await connector.connect(options)
      const problem = problemOf(session, options.tenant, siteId())
      if (problem === null) return session
      session.close()
      throw new ConnectorError('refused', 'tenant-refused', problem, { code: 'tenant-forbidden' })
    },
  }
}

function problemOf({ welcome }: Session, tenant: string, siteId: string | null): string | null {
  if (welcome.tenant !== tenant) return `The server answered for the tenant ${welcome.tenant}, not for ${tenant}.`
  if (siteId === null || welcome.site.id === siteId) return null
  return `Another site answers at this address: ${welcome.site.name} (${welcome.site.id}), not ${siteId}. Add it as a site of its own.`
}
