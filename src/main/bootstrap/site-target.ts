import { createHash } from 'node:crypto'
import type { Settings } from '#shared/domain/settings.ts'

/** Which site the settings ask for. Sites never share a store, a token or a queue. */
export type SiteTarget =
  | { readonly kind: 'demo'; readonly folder: string }
  | { readonly kind: 'server'; readonly folder: string; readonly serverUrl: string; readonly tenant: string }

export function siteTarget(settings: Settings): SiteTarget {
  const { serverUrl, tenant } = settings
  if (serverUrl === null) return { kind: 'demo', folder: 'demo' }
  const address = new URL(serverUrl).href
  const folder = createHash('sha256').update(`${address}\n${tenant}`).digest('hex').slice(0, 20)
  return { kind: 'server', folder, serverUrl, tenant }
}
