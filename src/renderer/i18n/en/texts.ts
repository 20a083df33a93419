import { alarmHistory, alarmReport, alarmRules, deviceHistory } from './alarm-rules.ts'
import { analytics } from './analytics.ts'
import { boardEditor, boardWidgets } from './board-widgets.ts'
import { boards } from './boards.ts'
import { bulk } from './bulk.ts'
import { changes } from './changes.ts'
import { codes } from './codes.ts'
import { common } from './common.ts'
import { conflicts } from './conflicts.ts'
import { content } from './content.ts'
import { devices } from './devices.ts'
import { health } from './health.ts'
import { help } from './help.ts'
import { languages } from './languages.ts'
import { lists } from './lists.ts'
import { locks } from './locks.ts'
import { longText } from './long-text.ts'
import { overview } from './overview.ts'
import { finder } from './palette.ts'
import { pending } from './pending.ts'
import { performancePage } from './performance.ts'
import { playlists } from './playlists.ts'
import { push } from './push.ts'
import { schedules } from './schedules.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { shellMore } from './shell-more.ts'
import { attention, siteSettings, sites } from './sites.ts'
import { support } from './support.ts'
import { telemetry } from './telemetry.ts'
import { transfer } from './transfers.ts'
import { updates } from './updates.ts'
import { usage } from './usage.ts'
import { welcome } from './welcome.ts'
import { widget } from './widgets.ts'
import { wall, windows } from './windows.ts'
import { workplace } from './workplace.ts'

const pages = {
  alarmHistory,
  alarmReport,
  alarmRules,
  analytics,
  attention,
  boardEditor,
  boardWidgets,
  boards,
  bulk,
  changes,
  codes,
  conflicts,
  content,
  deviceHistory,
  devices,
  finder,
  health,
  overview,
  help,
  languages,
  lists,
  locks,
  longText,
  pending,
  performance: performancePage,
  playlists,
  push,
  schedules,
  settings,
  siteSettings,
  sites,
  support,
  telemetry,
  transfer,
  updates,
  usage,
  wall,
  welcome,
  widget,
  windows,
  workplace,
} as const
/** All texts in English, the language that the others are translated from. */
export const en = { ...common, ...shell, ...shellMore, ...pages } as const
