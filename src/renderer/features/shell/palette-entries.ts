import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Export } from '#shared/domain/exports.ts'
import { PAGES, pageKeys } from '#shared/domain/window-route.ts'
import { LANGUAGE_NAMES, LANGUAGES, type LanguageSetting } from '#shared/i18n/languages.ts'
import { useApp, useClient, useOutpost, useUi } from '../../app/context.tsx'
import { useChangeSetting } from '../../app/hooks/change-setting.ts'
import { useExportLock, useLockReason } from '../../app/hooks/locks.ts'
import { canBeShown, siteName, useSites } from '../../app/hooks/sites.ts'
import { useTold } from '../../app/hooks/told.ts'
import { useWindowActions } from '../../app/hooks/windows.ts'
import { useSignOut } from '../../app/session/use-sign-out.ts'
import { useTransfers } from '../../app/transfers/desk.tsx'
import { en } from '../../i18n/en/texts.ts'

export interface PaletteEntry {
  readonly id: string
  readonly group: string
  readonly text: string
  readonly hint: string
  /** Why it cannot be done, for as long as it cannot. */
  readonly whyNot?: string | null
  /** Other words that find it. */
  readonly alsoFoundBy?: string
  /** The device that it opens: what can be done with it is the next step. */
  readonly deviceId?: string
  /** It asks something before it is done. */
  readonly isAsking?: boolean
  readonly run: () => void
}

/** Those that have a row of their own on the Settings page. */
const SETTING_NAMES = Object.keys(en.settings.item) as (keyof typeof en.settings.item)[]
const NO_LOCKS: readonly string[] = []
const THEMES = ['dark', 'light', 'high-contrast'] as const
const DENSITIES = ['compact', 'comfortable'] as const
/** Sites that a key of their own reaches. */
const MAX_SITE_KEYS = 9

/** Every setting by its name. */
export function useSettingEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const locks: readonly string[] = useApp((state) => state.settings?.locks) ?? NO_LOCKS
  return useMemo(
    () =>
      SETTING_NAMES.map((topic) => {
        const text = t('found.setting', { name: t(`settings.item.${topic}.name`) })
        const run = () => go('settings', { topic })
        // It can be looked at all the same.
        const hint = locks.includes(topic) ? t('locks.reason') : ''
        return { id: `setting-${topic}`, group: t('nav.settings'), text, hint, alsoFoundBy: topic, run }
      }),
    [t, go, locks],
  )
}

/** Pages, sites, windows, actions and files. */
export function useFixedEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const actions = useActionEntries()
  const files = useFileEntries()
  const windows = useWindowEntries()
  const sites = useSiteEntries()
  return useMemo(() => {
    const pages = PAGES.map((page) => ({
      id: `page-${page}`,
      group: t('palette.pages'),
      text: t(`nav.${page}`),
      hint: pageKeys(page),
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
  const hasPlaylists = useUi(({ kind, page }) => kind === 'console' || page === 'playlists')
  const isPaused = useApp((state) => state.queue?.isPaused === true)
  const isKiosk = useApp((state) => state.settings?.values.kiosk === true)
  const canSignOut = useApp((state) => state.session?.user != null && state.connection?.isDemo !== true)
  const isConsole = useUi(({ kind }) => kind === 'console')
  const send = useTold()
  const looks = useLookEntries()
  const signOut = useSignOut()
  return useMemo(() => {
    const action = (id: string, text: string, run: () => void): PaletteEntry => {
      return { id, group: t('palette.actions'), text, hint: '', run }
    }
    const pair = action('pair', t('devices.pair.title'), () => {
      show({ isPairing: true })
      go('devices')
    })
    const newDevice = action('new-device', t('devices.new'), () => {
      show({ isCreating: true })
      go('devices')
    })
    const pushContent = action('push', t('palette.push'), () => {
      show({ isPushing: true })
      go('devices')
    })
    const newPlaylist = action('new-playlist', t('playlists.new'), () => {
      show({ isCreatingPlaylist: true })
      go('playlists')
    })
    return [
      ...(hasPlaylists ? [newPlaylist] : []),
      ...(hasDevices ? [newDevice, pair, pushContent] : []),
      action('sync', t('palette.syncNow'), () => send(client.request('sync:now', {}))),
      action('connect', t('palette.connect'), () => send(client.request('connection:connect', {}))),
      action('disconnect', t('palette.disconnect'), () => send(client.request('connection:disconnect', {}))),
      action('pause', isPaused ? t('palette.resume') : t('palette.pause'), () =>
        send(client.request('queue:pause', { isPaused: !isPaused })),
      ),
      ...looks,
      ...(canSignOut ? [action('sign-out', t('session.signOut'), () => void signOut())] : []),
      ...(isConsole ? [action('tour', t('found.tour'), () => show({ isTourShown: true }))] : []),
      ...(isKiosk
        ? [action('leave-kiosk', t('workplace.kiosk.leaveEntry'), () => show({ isLeavingKiosk: true }))]
        : []),
      action('keys', t('palette.keys'), () => show({ areKeysShown: true })),
    ]
  }, [t, client, show, go, hasDevices, hasPlaylists, isConsole, isPaused, canSignOut, isKiosk, signOut, send, looks])
}

/** Theme, density and language, each with undo. */
function useLookEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const whyNotTheme = useLockReason('theme')
  const whyNotDensity = useLockReason('density')
  const setTheme = useLookChange('theme')
  const setDensity = useLookChange('density')
  const languages = useLanguageEntries(useLookChange('language'))
  const look = (id: string, text: string, whyNot: string | null, run: () => void): PaletteEntry => {
    return { id, group: t('palette.actions'), text, hint: '', whyNot, run }
  }
  return [
    ...THEMES.map((theme) => look(theme, t(`palette.${theme}`), whyNotTheme, () => setTheme(theme))),
    ...DENSITIES.map((density) =>
      look(density, t(`found.density.${density}`), whyNotDensity, () => setDensity(density)),
    ),
    ...languages,
  ]
}

/** Changes a setting with undo; why it was not changed is said. */
function useLookChange(name: 'theme' | 'density' | 'language'): (value: string) => void {
  const { toasts } = useOutpost()
  const change = useChangeSetting(name, (t) => t(`settings.item.${name}.name`))
  return (value) =>
    void change(value).then((problem) => {
      if (problem !== null) toasts.getState().add({ tone: 'problem', text: problem })
    })
}

/** What a language is called in English: by that it is found whatever is shown. */
function englishNameOf(language: LanguageSetting): string {
  return language === 'system' ? 'system' : (new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? '')
}

/** The languages that are not chosen. */
function useLanguageEntries(choose: (language: string) => void): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const chosen = useApp((state) => state.settings?.values.language)
  const whyNot = useLockReason('language')
  return LANGUAGES.filter((language) => language !== chosen).map((language) => ({
    id: `language-${language}`,
    group: t('palette.actions'),
    text:
      language === 'system' ? t('languages.speakSystem') : t('languages.speak', { language: LANGUAGE_NAMES[language] }),
    hint: '',
    alsoFoundBy: `language ${englishNameOf(language)} ${language}`,
    whyNot,
    run: () => choose(language),
  }))
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
  const { exportWaiting, importWaiting, exportRefused, importRefused, exportLedger } = useTransfers()
  const lockOf = useExportLock()
  const entry = (id: string, text: string, run: () => void, what?: Export): PaletteEntry => {
    return { id, group: t('palette.files'), text, hint: '', run, whyNot: what === undefined ? null : lockOf(what) }
  }
  return [
    entry('export-waiting', t('palette.exportWaiting'), () => exportWaiting(), 'waiting'),
    entry('import-waiting', t('palette.importWaiting'), importWaiting),
    entry('export-refused', t('transfer.refused.exportAllEntry'), () => exportRefused(null), 'refused'),
    entry('import-refused', t('transfer.refused.importEntry'), importRefused),
    entry('export-ledger', t('transfer.ledger.exportEntry'), exportLedger, 'ledger'),
  ]
}
