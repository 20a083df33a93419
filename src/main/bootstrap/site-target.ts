import { createHash } from 'node:crypto'
import type { SiteEntry } from '#shared/domain/sites.ts'

/** Where a site lies. Sites never share a store, a token or a queue. */
export type SiteTarget =
  | { readonly kind: 'demo'; readonly folder: string }
  | { readonly kind: 'server'; readonly folder: string; readonly serverUrl: string; readonly tenant: string }

/** The folder follows the place, not the entry: a site that is taken out and put in again finds what waited. */
export function siteTarget(place: Pick<SiteEntry, 'serverUrl' | 'tenant'>): SiteTarget {
  const { serverUrl, tenant } = place
  if (serverUrl === null) return { kind: 'demo', folder: 'demo' }
  const address = new URL(serverUrl).href
  const folder = createHash('sha256').update(`${address}\n${tenant}`).digest('hex').slice(0, 20)
  return { kind: 'server', folder, serverUrl, tenant }
}
