import i18next, { type TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { alarmHistory, alarmReport, alarmRules, deviceHistory } from './en-alarm-rules.ts'
import { bulk } from './en-bulk.ts'
import { codes } from './en-codes.ts'
import { common } from './en-common.ts'
import { conflicts } from './en-conflicts.ts'
import { devices } from './en-devices.ts'
import { health } from './en-health.ts'
import { help } from './en-help.ts'
import { locks } from './en-locks.ts'
import { longText } from './en-long-text.ts'
import { overview } from './en-overview.ts'
import { finder } from './en-palette.ts'
import { pending } from './en-pending.ts'
import { performancePage } from './en-performance.ts'
import { playlists } from './en-playlists.ts'
import { push } from './en-push.ts'
import { settings } from './en-settings.ts'
import { shell } from './en-shell.ts'
import { shellMore } from './en-shell-more.ts'
import { attention, siteSettings, sites } from './en-sites.ts'
import { support } from './en-support.ts'
import { telemetry } from './en-telemetry.ts'
import { transfer } from './en-transfers.ts'
import { updates } from './en-updates.ts'
import { welcome } from './en-welcome.ts'
import { widget } from './en-widgets.ts'
import { wall, windows } from './en-windows.ts'
import { workplace } from './en-workplace.ts'
import { rememberTexts } from './remembered-texts.ts'

const pages = {
  alarmHistory,
  alarmReport,
  alarmRules,
  attention,
  bulk,
  codes,
  conflicts,
  deviceHistory,
  devices,
  finder,
  health,
  overview,
  help,
  locks,
  longText,
  pending,
  performance: performancePage,
  playlists,
  push,
  settings,
  siteSettings,
  sites,
  support,
  telemetry,
  transfer,
  updates,
  wall,
  welcome,
  widget,
  windows,
  workplace,
} as const
export const en = { ...common, ...shell, ...shellMore, ...pages } as const

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

export type Translate = TFunction

/** Must have run before the first render. More languages: add their resources here. */
export function setUpTexts(): Translate {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  rememberTexts(i18next)
  return i18next.t
}
