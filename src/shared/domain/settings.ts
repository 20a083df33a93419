import { z } from 'zod'
import { SPOKEN_LANGUAGES } from '../i18n/languages.ts'
import { CONFLICT_SETTINGS } from './conflict-settings.ts'
import { DEVICE_VIEW_SETTINGS } from './device-views.ts'
import { FLAG_SETTINGS, USAGE_SETTINGS } from './flag-settings.ts'
import { idSchema } from './ids.ts'
import { NOTICE_SETTINGS } from './notice-settings.ts'
import { METRICS_ENDPOINT_SETTINGS, PERFORMANCE_SETTINGS } from './performance-settings.ts'
import { REPORT_SETTINGS } from './report-settings.ts'
import { RESILIENCE_SETTINGS } from './resilience.ts'
import { serverUrlSchema } from './server-url.ts'
import { siteListSchema } from './sites.ts'
import { TELEMETRY_SETTINGS } from './telemetry-settings.ts'
import { UPDATE_SETTINGS } from './update-settings.ts'
import { START_PAGES } from './window-route.ts'
import { WORKPLACE_SETTINGS } from './workplace-settings.ts'

/**
 * Every setting with its default: the one typed place. A value comes from the settings file, else from the
 * administrator's policy file, else from the environment, else the default here.
 */
export const settingsSchema = z.object({
  /** Null: the one site that `serverUrl` and `tenant` name. */
  sites: siteListSchema.nullable().default(null),
  /** Null: the embedded demo site. */
  serverUrl: serverUrlSchema.nullable().default(null),
  tenant: idSchema.default('main'),
  /** A file of certificates (PEM) of authorities to trust besides those of the program and of the system; empty: none. */
  certificateFile: z.string().max(1_000).default(''),
  autoConnect: z.boolean().default(true),
  realtimeEnabled: z.boolean().default(true),
  performanceMonitoring: z.boolean().default(true),
  performanceAlerts: z.boolean().default(true),
  offlineSupport: z.boolean().default(true),
  backgroundSync: z.boolean().default(true),
  heartbeatIntervalMs: z.number().int().min(1_000).max(30_000).default(2_500),
  reconnectDelayMaxMs: z.number().int().min(100).max(300_000).default(5_000),
  /** Null: without end. */
  maxReconnectAttempts: z.number().int().min(1).nullable().default(null),
  requestTimeoutMs: z.number().int().min(500).max(120_000).default(10_000),
  /** All uploads of this PC together, in bytes per second. Null: as fast as the line is. */
  uploadRateLimit: z.number().int().min(10_000).max(1_000_000_000).nullable().default(null),
  /** The feed is read again this often, besides what it tells by itself. Null: never. */
  refreshIntervalMs: z.number().int().min(10_000).max(86_400_000).nullable().default(900_000),
  /** What devices report is applied at most this often; 0: at once. */
  inboundThrottleMs: z.number().int().min(0).max(1_000).default(0),
  /** A device that keeps reporting is applied when it has been quiet for so long; 0: at once. */
  inboundDebounceMs: z.number().int().min(0).max(1_000).default(0),
  /** A still-unanswered edit is shown as waiting after this time; it is never rolled back for it. */
  rollbackTimeoutMs: z.number().int().min(500).max(600_000).default(5_000),
  /** Refusals by the server before an operation asks for attention. Network trouble never counts. */
  retryAttempts: z.number().int().min(0).max(100).default(3),
  queueMaxCount: z.number().int().min(1).max(1_000_000).default(100_000),
  queueMaxBytes: z
    .number()
    .int()
    .min(1_000_000)
    .default(512 * 1_024 * 1_024),
  /** A device command that has waited this long asks to be confirmed again before it is sent. Null: never. */
  commandConfirmAfterMs: z.number().int().min(1_000).nullable().default(120_000),
  /** A device command that has waited this long ends unsent. Null: never. */
  commandExpireAfterMs: z.number().int().min(1_000).nullable().default(86_400_000),
  /** The same for edits, which are valid without end by default. */
  editConfirmAfterMs: z.number().int().min(1_000).nullable().default(null),
  editExpireAfterMs: z.number().int().min(1_000).nullable().default(null),
  /** A device that has not reported on a command for this long has not confirmed it. */
  commandConfirmationMs: z.number().int().min(1_000).default(300_000),
  ...CONFLICT_SETTINGS,
  theme: z.enum(['system', 'dark', 'light', 'high-contrast']).default('system'),
  density: z.enum(['compact', 'comfortable']).default('compact'),
  /** The page of a console window that opens anew; one that was open the last time opens on the page it had. */
  startPage: z.enum(START_PAGES).default('overview'),
  demoDevices: z.number().int().min(1).max(50_000).default(1_000),
  demoEventsPerSecond: z.number().int().min(0).max(20_000).default(20),
  demoSeed: z.number().int().min(0).default(7),
  /** How many people share the alarms of a site: by so many the rates of the report are divided. */
  alarmOperators: z.number().int().min(1).max(100).default(1),
  /** So many days each step of an alarm is kept. */
  alarmEventsKeptDays: z.number().int().min(7).max(400).default(90),
  /** So many days the figures of each day are kept. */
  alarmFiguresKeptDays: z.number().int().min(31).max(1_200).default(400),
  ...NOTICE_SETTINGS,
  ...RESILIENCE_SETTINGS,
  ...PERFORMANCE_SETTINGS,
  ...METRICS_ENDPOINT_SETTINGS,
  ...TELEMETRY_SETTINGS,
  ...USAGE_SETTINGS,
  ...FLAG_SETTINGS,
  ...REPORT_SETTINGS,
  ...DEVICE_VIEW_SETTINGS,
  ...UPDATE_SETTINGS,
  ...WORKPLACE_SETTINGS,
  /** `new`: the welcome is shown to who has configured nothing. `tour`: the tour is offered. `done`: never again. */
  welcome: z.enum(['new', 'tour', 'done']).default('new'),
})
export type Settings = z.infer<typeof settingsSchema>
export type SettingName = keyof Settings

export const SETTING_SOURCES = ['settings', 'policy', 'environment', 'default'] as const
export type SettingSource = (typeof SETTING_SOURCES)[number]

/** A fault of the policy file. `line` and `column` count from 1; null: it is about the whole file. */
export const policyProblemSchema = z.object({
  message: z.string(),
  /** The setting it is about; null: none. */
  name: z.string().nullable(),
  line: z.number().nullable(),
  column: z.number().nullable(),
})
export type PolicyProblem = z.infer<typeof policyProblemSchema>

/**
 * What there is of a policy. `none`: there is no file. `in-force`: what is right in it counts. `unreadable`: nobody knows
 * what it says; what it said last counts, and no setting can be changed.
 */
export const policyStatusSchema = z.object({
  state: z.enum(['none', 'in-force', 'unreadable']),
  file: z.string().nullable(),
  problems: z.array(policyProblemSchema),
  /** How often the file has changed since the start, and which settings the last change gave another value. */
  revision: z.number(),
  changed: z.array(z.string()),
})
export type PolicyStatus = z.infer<typeof policyStatusSchema>

export const effectiveSettingsSchema = z.object({
  values: settingsSchema,
  /** The language that the setting means on this PC. */
  language: z.enum(SPOKEN_LANGUAGES),
  sources: z.record(z.string(), z.enum(SETTING_SOURCES)),
  /** Where each setting that is made here would go back to, when that is not its default. */
  beneath: z.record(z.string(), z.enum(['policy', 'environment'])),
  /** Settings that only the administrator may change. */
  locks: z.array(z.string()),
  /** The policy file that locks them; null: none does. */
  lockedBy: z.string().nullable(),
  policy: policyStatusSchema,
  /** Problems found while reading, each a sentence: a broken file never stops the app. */
  problems: z.array(z.string()),
})
export type EffectiveSettings = z.infer<typeof effectiveSettingsSchema>
