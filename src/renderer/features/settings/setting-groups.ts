import { STRATEGIES, type Strategy } from '#shared/domain/conflict.ts'
import { KEEP_AWAKE } from '#shared/domain/exports.ts'
import { RETRY_STRATEGIES, type RetryStrategy } from '#shared/domain/resilience.ts'
import type { SettingName as AnySettingName, Settings } from '#shared/domain/settings.ts'
import { START_PAGES, type StartPage } from '#shared/domain/window-route.ts'
import { LANGUAGES } from '#shared/i18n/languages.ts'

/** What has a form of its own, or is set where it is seen. */
export type SettingName = Exclude<
  AnySettingName,
  'sites' | 'welcome' | 'reportSchedule' | 'reportFolder' | 'reportFormat' | 'reportTime' | 'allowedExports'
>

/** Settings that one generic row can edit, by section and kind. The connection has its own form. */
export type SettingKind =
  | { readonly type: 'switch' }
  | {
      readonly type: 'number'
      readonly unit: 'ms' | 'count' | 'bytes' | 'perSecond' | 'bytesPerSecond'
      readonly isOptional?: boolean
    }
  /** Milliseconds, shown in a unit for people. */
  | { readonly type: 'duration'; readonly isOptional?: boolean }
  | {
      readonly type: 'choice'
      readonly options: readonly (
        | Strategy
        | RetryStrategy
        | Settings['theme']
        | Settings['density']
        | Settings['updateInstall']
        | Settings['keepAwake']
        | Settings['flagSiteTrend']
        | Settings['flagHoursMap']
        | Settings['language']
        | StartPage
      )[]
    }
  | { readonly type: 'text' }
  /** Told only: it is set in a file. */
  | { readonly type: 'shown' }

export interface SettingEntry {
  readonly name: SettingName
  readonly kind: SettingKind
}

const toggle = (name: SettingName): SettingEntry => ({ name, kind: { type: 'switch' } })
const ms = (name: SettingName): SettingEntry => ({ name, kind: { type: 'number', unit: 'ms' } })
const bytes = (name: SettingName): SettingEntry => ({ name, kind: { type: 'number', unit: 'bytes' } })
const duration = (name: SettingName, isOptional = false): SettingEntry => ({
  name,
  kind: { type: 'duration', isOptional },
})
const count = (name: SettingName, isOptional = false): SettingEntry => ({
  name,
  kind: { type: 'number', unit: 'count', isOptional },
})

const strategy = (name: SettingName): SettingEntry => ({ name, kind: { type: 'choice', options: STRATEGIES } })

export const SECTIONS = [
  'connection',
  'account',
  'appearance',
  'workplace',
  'notices',
  'alarms',
  'live',
  'validity',
  'conflicts',
  'timing',
  'failures',
  'performance',
  'errors',
  'usage',
  'experiments',
  'updates',
  'demo',
  'policy',
  'diagnostics',
  'about',
] as const
export type Section = (typeof SECTIONS)[number]

export const GROUPS: Readonly<Partial<Record<Section, readonly SettingEntry[]>>> = {
  connection: [
    { name: 'tenant', kind: { type: 'text' } },
    toggle('autoConnect'),
    { name: 'certificateFile', kind: { type: 'shown' } },
  ],
  appearance: [
    { name: 'language', kind: { type: 'choice', options: LANGUAGES } },
    { name: 'theme', kind: { type: 'choice', options: ['system', 'dark', 'light', 'high-contrast'] } },
    { name: 'density', kind: { type: 'choice', options: ['compact', 'comfortable'] } },
    { name: 'startPage', kind: { type: 'choice', options: START_PAGES } },
  ],
  workplace: [
    toggle('startAtLogin'),
    toggle('startHidden'),
    { name: 'keepAwake', kind: { type: 'choice', options: KEEP_AWAKE } },
    toggle('wall'),
    toggle('kiosk'),
  ],
  notices: [
    toggle('notifyCriticalAlarms'),
    toggle('notifyStuckOperations'),
    { name: 'quietHoursFrom', kind: { type: 'text' } },
    { name: 'quietHoursTo', kind: { type: 'text' } },
    toggle('trayIcon'),
    toggle('staysInPanel'),
  ],
  alarms: [count('alarmOperators'), count('alarmEventsKeptDays'), count('alarmFiguresKeptDays')],
  live: [
    toggle('realtimeEnabled'),
    toggle('offlineSupport'),
    toggle('backgroundSync'),
    count('retryAttempts'),
    count('queueMaxCount'),
    bytes('queueMaxBytes'),
    { name: 'uploadRateLimit', kind: { type: 'number', unit: 'bytesPerSecond', isOptional: true } },
  ],
  validity: [
    duration('commandConfirmAfterMs', true),
    duration('commandExpireAfterMs', true),
    duration('commandConfirmationMs'),
    duration('editConfirmAfterMs', true),
    duration('editExpireAfterMs', true),
  ],
  conflicts: [
    toggle('conflictAutoResolve'),
    strategy('conflictDeviceStrategy'),
    strategy('conflictPlaylistStrategy'),
    strategy('conflictScheduleStrategy'),
    strategy('conflictContentStrategy'),
    strategy('conflictAlertStrategy'),
    strategy('conflictWallboardStrategy'),
    { name: 'conflictFieldStrategies', kind: { type: 'text' } },
    count('conflictMaxRounds'),
  ],
  timing: [
    ms('heartbeatIntervalMs'),
    ms('reconnectDelayMaxMs'),
    count('maxReconnectAttempts', true),
    ms('requestTimeoutMs'),
    duration('refreshIntervalMs', true),
    ms('inboundThrottleMs'),
    ms('inboundDebounceMs'),
    ms('rollbackTimeoutMs'),
  ],
  failures: [
    count('breakerFailureThreshold'),
    duration('breakerTimeoutMs'),
    count('breakerSuccessThreshold'),
    count('retryMaxAttempts'),
    { name: 'retryStrategy', kind: { type: 'choice', options: RETRY_STRATEGIES } },
    ms('retryInitialDelayMs'),
    ms('retryMaxDelayMs'),
    count('retryMultiplier'),
    toggle('retryJitter'),
  ],
  performance: [
    toggle('performanceMonitoring'),
    toggle('performanceAlerts'),
    ms('pageRenderWarningMs'),
    ms('pageRenderCriticalMs'),
    ms('componentRenderWarningMs'),
    ms('componentRenderCriticalMs'),
    ms('dataBindingWarningMs'),
    ms('dataBindingCriticalMs'),
    ms('dataFetchWarningMs'),
    ms('dataFetchCriticalMs'),
    bytes('bundleSizeWarningBytes'),
    bytes('bundleSizeCriticalBytes'),
    ms('slowQueryWarningMs'),
    ms('slowQueryCriticalMs'),
    count('errorRateWarning'),
    count('errorRateCritical'),
    bytes('memoryWarningBytes'),
    bytes('memoryCriticalBytes'),
    duration('figureMinutesKeptMs'),
    duration('figureHoursKeptMs'),
    duration('fleetHistoryKeptMs'),
    duration('readStaleAfterMs'),
    duration('readKeptForMs'),
    toggle('metricsEndpoint'),
    count('metricsPort'),
  ],
  errors: [
    { name: 'telemetryDsn', kind: { type: 'text' } },
    { name: 'telemetryEnvironment', kind: { type: 'text' } },
    { name: 'telemetryRelease', kind: { type: 'text' } },
    count('telemetrySampleRate'),
    { name: 'telemetryIgnore', kind: { type: 'text' } },
    toggle('telemetrySendsUser'),
    toggle('keepCrashDumps'),
  ],
  usage: [toggle('usageAnalytics')],
  experiments: [
    { name: 'flagSiteTrend', kind: { type: 'choice', options: ['assigned', 'line', 'strip'] } },
    { name: 'flagHoursMap', kind: { type: 'choice', options: ['assigned', 'off', 'on'] } },
  ],
  updates: [
    { name: 'updateFeed', kind: { type: 'shown' } },
    { name: 'updateKeys', kind: { type: 'shown' } },
    duration('updateCheckEveryMs'),
    { name: 'updateInstall', kind: { type: 'choice', options: ['ask', 'when-idle', 'never'] } },
    { name: 'updateWindow', kind: { type: 'text' } },
  ],
  demo: [
    count('demoDevices'),
    { name: 'demoEventsPerSecond', kind: { type: 'number', unit: 'perSecond' } },
    count('demoSeed'),
  ],
}
