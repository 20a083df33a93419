import type { SiteSummary } from '#shared/domain/sites.ts'
import type { TrayState } from './tray-picture.ts'

export interface TrayWords {
  readonly state: TrayState
  readonly tooltip: string
  /** A line for each site. */
  readonly lines: readonly string[]
}

/** What the icon in the desktop's panel says of all sites. */
export function trayWords(sites: readonly SiteSummary[]): TrayWords {
  const lines = sites.filter(({ state }) => state !== 'closed').map((site) => `${nameOf(site)}: ${stateOf(site)}`)
  return { state: worst(sites.map(trayStateOf)), tooltip: ['Outpost Console', ...lines].join('\n'), lines }
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

function stateOf(site: SiteSummary): string {
  const { state, connection, waiting, conflicts, refused, stale, alerts } = site
  if (state === 'failed') return 'cannot be opened'
  const critical = alerts.critical ?? 0
  const decisions = conflicts + refused + stale
  const parts = [
    connection === null ? 'opening' : CONNECTION[connection.state],
    critical === 0 ? '' : `${critical} critical ${critical === 1 ? 'alarm' : 'alarms'}`,
    decisions === 0 ? '' : `${decisions} to decide`,
    waiting === 0 ? '' : `${waiting} waiting`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

const CONNECTION: Readonly<Record<NonNullable<SiteSummary['connection']>['state'], string>> = {
  online: 'online',
  degraded: 'degraded',
  connecting: 'connecting',
  authenticating: 'signing in',
  resyncing: 'catching up',
  'needs-auth': 'sign-in needed',
  offline: 'offline',
  disconnected: 'disconnected',
}

function nameOf({ name, isDemo }: SiteSummary): string {
  return name === '' && isDemo ? 'Demo site' : name
}
