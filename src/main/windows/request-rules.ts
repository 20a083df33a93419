import { APP_ERROR_URL, APP_ORIGIN } from './app-files.ts'
import type { PageSource } from './page-source.ts'

/** A page may go to the app's own start page or error page, and to no other address. */
export function isAllowedNavigation(url: string, source: PageSource): boolean {
  const target = withoutFragment(url)
  return target !== null && (target === withoutFragment(source.homeUrl) || target === APP_ERROR_URL)
}

/**
 * The second fence behind the content security policy: what the session may fetch at all. Network addresses are none of
 * it, because pages get everything over IPC.
 */
export function isAllowedFetch(url: string, source: PageSource, allowsDeveloperTools: boolean): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  if (protocol === 'data:' || protocol === 'blob:') return true
  if (protocol === 'devtools:') return allowsDeveloperTools
  if (`${protocol}//${host}` === APP_ORIGIN) return true
  if (!source.isDevelopmentServer) return false
  return host === new URL(source.origin).host && (protocol === 'http:' || protocol === 'ws:')
}

/** An address for the log: where it leads, without the path and query, which could hold something private. */
export function addressForLog(url: string): string {
  if (!URL.canParse(url)) return 'unreadable'
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`.slice(0, 200)
}

function withoutFragment(url: string): string | null {
  if (!URL.canParse(url)) return null
  const parsed = new URL(url)
  parsed.hash = ''
  return parsed.href
}
