import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Attention, SiteSummary } from '#shared/domain/sites.ts'
import type { StateShape } from '../../components/state-shape.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import type { Landing } from '../../stores/sites-store.ts'
import { useClient, useOutpost } from '../context.tsx'
import { collect } from '../time.ts'
import { NO_MARKS, type WidgetState } from '../widget-state.ts'
import { usePeriodicRefresh, useRequest } from './requests.ts'

export interface SitesResult {
  readonly sites: readonly SiteSummary[]
  /** The site of this window; null: not known yet. */
  readonly current: SiteSummary | null
  /**
   * Shows a site in this window, and there the page given, once unsaved changes are seen to. What cannot be shown is said in
   * a notice.
   */
  readonly show: (siteId: string, landing?: Landing) => void
}

/** All sites of the console, live. */
export function useSites(): SitesResult {
  const { sites: store, ui, toasts } = useOutpost()
  const sites = useStore(store, (state) => state.sites)
  const currentId = useStore(store, (state) => state.current)
  return {
    sites,
    current: sites.find(({ id }) => id === currentId) ?? null,
    show(siteId, landing) {
      // One that cannot be shown is seen to in the settings.
      if (sites.find(({ id }) => id === siteId)?.state === 'failed') return ui.getState().go('settings')
      if (siteId === currentId)
        return landing === undefined ? undefined : ui.getState().go(landing.page, landing.target)
      const move = (): void =>
        void store
          .getState()
          .switchTo(siteId, landing)
          .catch((error: unknown) => {
            const reason = (t: Translate) => errorSentence(t, toRequestError(error))
            toasts.getState().add({ tone: 'problem', text: (t) => t('sites.notSwitched', { reason: reason(t) }) })
          })
      const { leaveGuard } = ui.getState()
      if (leaveGuard === null || leaveGuard(move)) move()
    },
  }
}

/** A burst of changes asks once in this time. */
const REFRESH_DELAY_MS = 1_000

/** Where nothing changes it is looked at again after this time, so that what is shown is never older. */
const LOOK_EVERY_MS = 15_000

export interface AttentionState {
  /** Null: not read yet. */
  readonly attention: Attention | null
  /** When that was read: milliseconds since the epoch. */
  readonly readAt: number | null
  readonly error: string | null
  readonly reload: () => Promise<void>
}

/** What needs a person over all sites, live. */
export function useAttention(): AttentionState {
  const { t } = useTranslation()
  const client = useClient()
  const [revision, setRevision] = useState(0)
  useEffect(() => {
    const refresh = collect(REFRESH_DELAY_MS, () => setRevision((before) => before + 1))
    const end = client.subscribe('sites:changed', refresh.call)
    return () => {
      end()
      refresh.cancel()
    }
  }, [client])
  const { value, readAt, error, reload } = useRequest('sites:attention', {}, revision)
  usePeriodicRefresh(() => void reload(), LOOK_EVERY_MS)
  return { attention: value, readAt, error: error === null ? null : errorSentence(t, error), reload }
}

/** How far what is shown of a site may be trusted. One that is not open says so in another way: null. */
export function widgetStateOfSite({ state, connection, lastSyncAt }: SiteSummary): WidgetState | null {
  if (state !== 'open' || connection === null) return null
  const isLive = connection.state === 'online' || connection.state === 'degraded'
  return {
    state: isLive && lastSyncAt !== null ? 'ready' : 'stale',
    syncedAt: lastSyncAt,
    ...NO_MARKS,
    isRefused: false,
    retry: () => undefined,
  }
}

export function siteName(t: Translate, { name, isDemo }: Pick<SiteSummary, 'name' | 'isDemo'>): string {
  return name === '' && isDemo ? t('sites.demo') : name
}

/** The state of a site in one word. */
export function siteStateInWords(t: Translate, { state, connection }: SiteSummary): string {
  if (state !== 'open' || connection === null) return state === 'open' ? '' : t(`sites.state.${state}`)
  return t(`connectionState.${connection.state}`)
}

export function urgentAlerts({ alerts }: SiteSummary): number {
  return (alerts.critical ?? 0) + (alerts.high ?? 0)
}

/** What waits for a person's word. */
export function decisions({ conflicts, refused, stale }: SiteSummary): number {
  return conflicts + refused + stale
}

export function siteShape({ state, connection }: SiteSummary): StateShape {
  if (state === 'failed') return 'critical'
  if (state === 'closed' || connection === null) return 'offline'
  if (state === 'opening') return 'connecting'
  switch (connection.state) {
    case 'online':
      return 'online'
    case 'degraded':
      return 'warning'
    case 'needs-auth':
    case 'offline':
    case 'disconnected':
      return 'critical'
    default:
      return 'connecting'
  }
}

/** A site that is being opened can be asked for already: it is shown as soon as it is open. */
export function canBeShown({ state }: Pick<SiteSummary, 'state'>): boolean {
  return state === 'open' || state === 'opening'
}
