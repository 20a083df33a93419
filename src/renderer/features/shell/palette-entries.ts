import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { PAGES } from '#shared/domain/window-route.ts'
import { useApp, useClient, useUi } from '../../app/context.tsx'
import { useLockReason } from '../../app/hooks/locks.ts'
import { useEntities } from '../../app/hooks/replica.ts'
import { canBeShown, siteName, useSites } from '../../app/hooks/sites.ts'
import { useWindowActions } from '../../app/hooks/windows.ts'
import { useSignOut } from '../../app/session/use-sign-out.ts'
import { useTransfers } from '../../app/transfers/desk.tsx'

export interface PaletteEntry {
  readonly id: string
  readonly group: string
  readonly text: string
  readonly hint: string
  /** Why it cannot be done, for as long as it cannot. */
  readonly whyNot?: string | null
  readonly run: () => void
}

const MAX_DEVICES = 12
const THEMES = ['dark', 'light', 'high-contrast'] as const
/** Sites that a key of their own reaches. */
const MAX_SITE_KEYS = 9

/** What the palette finds: pages and actions first, then devices. */
export function usePaletteEntries(query: string): readonly PaletteEntry[] {
  const { rows } = useEntities('device')
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const fixed = useFixedEntries()
  return useMemo(() => {
    const words = query
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
    const fits = (text: string) => words.every((word) => text.toLowerCase().includes(word))
    const found = fixed.filter((entry) => fits(entry.text))
    if (words.length === 0) return found
    const devices: PaletteEntry[] = []
    for (const { id, data } of rows) {
      if (devices.length >= MAX_DEVICES) break
      const [name, site] = [String(data['name']), String(data['site'])]
      if (!fits(`${name} ${site} ${id}`)) continue
      const run = () => go('devices', { deviceId: id })
      devices.push({ id: `device-${id}`, group: t('palette.devices'), text: name, hint: site, run })
    }
    return [...found, ...devices]
  }, [query, fixed, rows, go, t])
}

function useFixedEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const actions = useActionEntries()
  const files = useFileEntries()
  const windows = useWindowEntries()
  const sites = useSiteEntries()
  return useMemo(() => {
    const pages = PAGES.map((page, index) => ({
      id: `page-${page}`,
      group: t('palette.pages'),
      text: t(`nav.${page}`),
      hint: `Alt ${index + 1}`,
      run: () => go(page),
    }))
    return [...pages, ...sites, ...windows, ...actions, ...files]
  }, [t, go, actions, files, windows, sites])
}

function useActionEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const client = useClient()
  const show = useUi((state) => state.show)
  const go = useUi((state) => state.go)
  const hasDevices = useUi(({ kind, page }) => kind === 'console' || page === 'devices')
  const isPaused = useApp((state) => state.queue?.isPaused === true)
  const canSignOut = useApp((state) => state.session?.user != null && state.connection?.isDemo !== true)
  const whyNot = useLockReason('theme')
  const signOut = useSignOut()
  return useMemo(() => {
    const send = (request: Promise<unknown>) => void request.catch(() => undefined)
    const action = (id: string, text: string, run: () => void): PaletteEntry => {
      return { id, group: t('palette.actions'), text, hint: '', run }
    }
    const pair = action('pair', t('devices.pair.title'), () => {
      show({ isPairing: true })
      go('devices')
    })
    const pushContent = action('push', t('palette.push'), () => {
      show({ isPushing: true })
      go('devices')
    })
    return [
      ...(hasDevices ? [pair, pushContent] : []),
      action('sync', t('palette.syncNow'), () => send(client.request('sync:now', {}))),
      action('connect', t('palette.connect'), () => send(client.request('connection:connect', {}))),
      action('disconnect', t('palette.disconnect'), () => send(client.request('connection:disconnect', {}))),
      action('pause', isPaused ? t('palette.resume') : t('palette.pause'), () =>
        send(client.request('queue:pause', { isPaused: !isPaused })),
      ),
      ...THEMES.map((theme) => ({
        ...action(theme, t(`palette.${theme}`), () => send(client.request('settings:update', { changes: { theme } }))),
        whyNot,
      })),
      ...(canSignOut ? [action('sign-out', t('session.signOut'), () => void signOut())] : []),
      action('keys', t('palette.keys'), () => show({ areKeysShown: true })),
    ]
  }, [t, client, show, go, hasDevices, isPaused, whyNot, canSignOut, signOut])
}

function useSiteEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const { sites, current, show } = useSites()
  return sites.flatMap((site, index) => {
    if (site.id === current?.id || !canBeShown(site)) return []
    const text = t('sites.switchTo', { name: siteName(t, site) })
    const hint = index < MAX_SITE_KEYS ? `Ctrl ${index + 1}` : ''
    return { id: `site-${site.id}`, group: t('sites.title'), text, hint, run: () => show(site.id) }
  })
}

function useWindowEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const { open, here } = useWindowActions()
  return useMemo(() => [...open, ...here].map((action) => ({ ...action, group: t('windows.menu') })), [t, open, here])
}

function useFileEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const { exportWaiting, importWaiting, exportLedger } = useTransfers()
  const entry = (id: string, text: string, run: () => void): PaletteEntry => {
    return { id, group: t('palette.files'), text, hint: '', run }
  }
  return [
    entry('export-waiting', t('palette.exportWaiting'), () => exportWaiting()),
    entry('import-waiting', t('palette.importWaiting'), importWaiting),
    entry('export-ledger', t('transfer.ledger.exportEntry'), exportLedger),
  ]
}
