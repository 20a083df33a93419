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
  const { t } = useTranslation()
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
            const reason = errorSentence(t, toRequestError(error))
            toasts.getState().add({ tone: 'problem', text: t('sites.notSwitched', { reason }) })
          })
      const { leaveGuard } = ui.getState()
      if (leaveGuard === null || leaveGuard(move)) move()
    },
  }
}

/** A burst of changes asks once in this time. */
const REFRESH_DELAY_MS = 1_000

/** What needs a person over all sites, live. Null: not read yet. */
export function useAttention(): {
  attention: Attention | null
  error: string | null
  reload: () => void
} {
  const { t } = useTranslation()
  const client = useClient()
  const [state, setState] = useState<{ attention: Attention | null; error: string | null }>({
    attention: null,
    error: null,
  })
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn reads it again.
  useEffect(() => {
    let isEnded = false
    const read = async (): Promise<void> => {
      try {
        const attention = await client.request('sites:attention', {})
        if (!isEnded) setState({ attention, error: null })
      } catch (error) {
        const text = errorSentence(t, toRequestError(error))
        if (!isEnded) setState((before) => ({ ...before, error: text }))
      }
    }
    const refresh = collect(REFRESH_DELAY_MS, () => void read())
    const end = client.subscribe('sites:changed', refresh.call)
    void read()
    return () => {
      isEnded = true
      end()
      refresh.cancel()
    }
  }, [client, t, turn])
  return { ...state, reload: () => setTurn(turn + 1) }
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
