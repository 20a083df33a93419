import type { LaunchEnvironment } from '../config/launch-environment.ts'
import type { Whereabouts } from '../telemetry/errors/build-event.ts'
import type { Sites } from './sites.ts'

/** Who works where: at the site that the window looks at, or at the foremost one. */
export function whereaboutsOf(sites: Sites | null, windowId: number | undefined): Whereabouts {
  const site = windowId === undefined ? sites?.foremost : sites?.host.openSite(sites.windows.siteOf(windowId))
  if (site === undefined || site === null) return { user: null, tenant: null, site: null }
  const { identity } = site.engine
  const isSignedIn = !identity.isSignedOut && identity.user.id !== ''
  return {
    user: isSignedIn ? identity.user.id : null,
    tenant: site.target.kind === 'server' ? site.target.tenant : null,
    site: site.id,
  }
}

/** Tokens that are in use. */
export function secretsOf(sites: Sites | null, { token }: LaunchEnvironment): string[] {
  return [token, ...(sites?.host.openSites ?? []).map(({ secret }) => secret)].filter((one) => one !== null)
}
