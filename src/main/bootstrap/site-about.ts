import type { OperationUser } from '#shared/domain/operation.ts'
import type { BundleAuthor } from '../outbox/bundle/export.ts'
import type { BundleTarget } from '../outbox/bundle/import.ts'
import type { FileSite } from '../outbox/bundle/site-check.ts'
import type { SiteEngine } from './site-engine.ts'

/** This installation, as files name it. */
export interface Installation {
  /** As people call the PC. */
  readonly computer: string
  /** Version of the program. */
  readonly program: string
}

/** The site as files name it; null: this PC has never been connected to it. */
export function siteOf({ identity, connection }: SiteEngine): FileSite | null {
  const { tenant, serverUrl, isDemo } = connection.status()
  if (identity.siteId === null || tenant === null) return null
  const server = isDemo ? 'demo' : (serverUrl ?? '')
  return { id: identity.siteId, name: identity.siteName ?? '', tenant, server }
}

export function authorOf(site: SiteEngine, installation: Installation): BundleAuthor | null {
  const about = siteOf(site)
  const { clientId, user } = site.identity
  return about === null ? null : { ...installation, site: about, clientId, user, ownerOf: (one) => ownerOf(one, site) }
}

export function targetOf(site: SiteEngine): BundleTarget {
  const { clientId, user } = site.identity
  return { site: siteOf(site), clientId, user }
}

/** What was made before anybody had signed in belongs to the first who did. */
function ownerOf(user: OperationUser, { identity }: SiteEngine): OperationUser {
  return user.id === '' ? { ...user, id: identity.firstUserId ?? identity.user.id } : user
}
