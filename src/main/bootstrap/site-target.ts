import { createHash } from 'node:crypto'
import { join } from 'node:path'
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

/** @param sitesDirectory folder that holds one folder for each site */
export function siteFolder(sitesDirectory: string, { folder }: SiteTarget): string {
  return join(sitesDirectory, folder)
}

export function siteDatabase(sitesDirectory: string, target: SiteTarget): string {
  return join(siteFolder(sitesDirectory, target), 'site.sqlite')
}
