import type { SiteSummary } from '#shared/domain/sites.ts'
import { counted, type DesktopLanguage, filled, namesInRow } from '#shared/i18n/desktop-texts.ts'
import type { TrayState } from './tray-picture.ts'

export interface TrayWords {
  readonly state: TrayState
  readonly tooltip: string
  /** A line for each site. */
  readonly lines: readonly string[]
  /** What can be done, in words. */
  readonly acts: { readonly open: string; readonly attention: string; readonly quit: string }
}

/** What the icon in the desktop's panel says of all sites. */
export function trayWords(sites: readonly SiteSummary[], language: DesktopLanguage): TrayWords {
  const { product, tray } = language.texts
  const lines = sites
    .filter(({ state }) => state !== 'closed')
    .map((site) => filled(tray.line, { site: nameOf(site, tray.demo), state: stateOf(site, language) }))
  const { open, attention, quit } = tray
  return {
    state: worst(sites.map(trayStateOf)),
    tooltip: [product, ...lines].join('\n'),
    lines,
    acts: { open, attention, quit },
  }
}

/** Says the same. */
export function isSameTray(one: TrayWords, other: TrayWords): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

const ORDER: readonly TrayState[] = ['calm', 'waiting', 'attention', 'critical']

function worst(states: readonly TrayState[]): TrayState {
  return ORDER.findLast((state) => states.includes(state)) ?? 'calm'
}

function trayStateOf({ state, connection, alerts, conflicts, refused, stale, waiting }: SiteSummary): TrayState {
  if (state === 'closed') return 'calm'
  const isLost = connection !== null && ['offline', 'needs-auth'].includes(connection.state)
  if (state === 'failed' || isLost || (alerts.critical ?? 0) > 0) return 'critical'
  if (conflicts + refused + stale > 0 || (alerts.high ?? 0) > 0) return 'attention'
  return waiting > 0 ? 'waiting' : 'calm'
}

function stateOf(site: SiteSummary, language: DesktopLanguage): string {
  const { tray, connection: words } = language.texts
  const { state, connection, waiting, conflicts, refused, stale, alerts } = site
  if (state === 'failed') return tray.failed
  const parts = [
    connection === null ? tray.opening : words[connection.state],
    counted(language, tray.critical, alerts.critical ?? 0),
    counted(language, tray.decisions, conflicts + refused + stale),
    counted(language, tray.waiting, waiting),
  ]
  return namesInRow(
    language,
    parts.filter((part) => part !== ''),
  )
}

function nameOf({ name, isDemo }: SiteSummary, demo: string): string {
  return name === '' && isDemo ? demo : name
}
