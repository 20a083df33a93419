import {
  BURST_WINDOW_MS,
  CHATTER_RAISES,
  chatterCounts,
  FLOOD_DEVICES,
  groupAlarms,
  type SiteOf,
} from '#shared/domain/alarm-groups.ts'
import { type Alarm, alarmState, isStale, STALE_AFTER_MS } from '#shared/domain/alarms.ts'
import type { Severity } from '#shared/domain/entities.ts'
import type { MetricSummary, PerformanceAlert } from '#shared/domain/metrics.ts'
import type { SettingName, Settings } from '#shared/domain/settings.ts'
import type { AlarmRule } from '#shared/protocol/alarm-rules.ts'

/** How many alarms of a kind are active, and how many of those are set aside. */
export interface Standing {
  readonly active: number
  readonly aside: number
}

/** A rule of the server; `rule` is null for a kind of which there are alarms and the server tells no rule. */
export interface ServerRule {
  readonly kind: string
  readonly priority: Severity
  readonly rule: AlarmRule | null
  readonly standing: Standing
}

const NONE: Standing = { active: 0, aside: 0 }

/** Every rule that the server tells, in its order, then the kinds of alarms that have none. */
export function serverRules(rules: readonly AlarmRule[], alarms: readonly Alarm[], now: number): ServerRule[] {
  const standing = standingOf(alarms, now)
  const told = new Set(rules.map(({ kind }) => kind))
  const untold = new Map(alarms.filter(({ kind }) => !told.has(kind)).map(({ kind, priority }) => [kind, priority]))
  return [
    ...rules.map((rule) => ({
      ...{ kind: rule.kind, priority: rule.severity, rule },
      standing: standing.get(rule.kind) ?? NONE,
    })),
    ...Array.from(untold, ([kind, priority]) => ({
      ...{ kind, priority, rule: null },
      standing: standing.get(kind) ?? NONE,
    })),
  ]
}

function standingOf(alarms: readonly Alarm[], now: number): ReadonlyMap<string, Standing> {
  const standing = new Map<string, Standing>()
  for (const alarm of alarms) {
    if (alarm.clearedAt !== null) continue
    const { active, aside } = standing.get(alarm.kind) ?? NONE
    const { name } = alarmState(alarm, now)
    const isAside = name === 'shelved' || name === 'suppressed' || name === 'out-of-service'
    standing.set(alarm.kind, { active: active + 1, aside: aside + (isAside ? 1 : 0) })
  }
  return standing
}

/** A rule by which the console itself puts alarms together or apart. It raises none. */
export interface ListRule {
  readonly name: 'chatter' | 'flood' | 'stale'
  /** Its limit, and the time that goes with it in milliseconds. */
  readonly limit: number
  readonly withinMs: number
  /** Lines, or of `stale` alarms, to which it applies now. */
  readonly standing: number
}

export function listRules(alarms: readonly Alarm[], siteOf: SiteOf, now: number): readonly ListRule[] {
  const active = alarms.filter(({ clearedAt }) => clearedAt === null)
  const floods = groupAlarms(active, siteOf, now).filter(({ cause }) => cause === 'flood')
  return [
    { name: 'chatter', limit: CHATTER_RAISES, withinMs: BURST_WINDOW_MS, standing: chatterCounts(alarms).size },
    { name: 'flood', limit: FLOOD_DEVICES, withinMs: BURST_WINDOW_MS, standing: floods.length },
    {
      ...{ name: 'stale', limit: 1, withinMs: STALE_AFTER_MS },
      standing: alarms.filter((alarm) => isStale(alarm, now)).length,
    },
  ]
}

type NumberSetting = { [N in SettingName]: Settings[N] extends number ? N : never }[SettingName]

/** The metrics that the console warns about, with their unit and the settings that hold their limits. */
const OWN_LIMITS = [
  ['page_render', 'pageRenderWarningMs', 'pageRenderCriticalMs', 'ms'],
  ['component_render', 'componentRenderWarningMs', 'componentRenderCriticalMs', 'ms'],
  ['data_binding', 'dataBindingWarningMs', 'dataBindingCriticalMs', 'ms'],
  ['data_fetch', 'dataFetchWarningMs', 'dataFetchCriticalMs', 'ms'],
  ['bundle_size', 'bundleSizeWarningBytes', 'bundleSizeCriticalBytes', 'bytes'],
  ['sqlite', 'slowQueryWarningMs', 'slowQueryCriticalMs', 'ms'],
  ['error_rate', 'errorRateWarning', 'errorRateCritical', 'count'],
  ['memory_total', 'memoryWarningBytes', 'memoryCriticalBytes', 'bytes'],
] as const satisfies readonly (readonly [string, NumberSetting, NumberSetting, OwnRule['unit']])[]

/** A rule by which the console warns about itself. */
export interface OwnRule {
  readonly metric: (typeof OWN_LIMITS)[number][0]
  readonly unit: MetricSummary['unit']
  readonly warning: number
  readonly critical: number
  /** The first of its settings. */
  readonly setting: SettingName
  /** `idle`: nothing has been measured yet, so it cannot warn. */
  readonly state: 'on' | 'off' | 'idle'
  /** Warnings since the window was opened. */
  readonly warnings: number
}

export function ownRules(
  values: Settings,
  measured: readonly Pick<MetricSummary, 'name'>[],
  alerts: readonly Pick<PerformanceAlert, 'metric'>[],
): readonly OwnRule[] {
  const isOn = values.performanceMonitoring && values.performanceAlerts
  return OWN_LIMITS.map(([metric, warning, critical, unit]) => {
    const isOf = (name: string): boolean => name === metric || name.startsWith(`${metric}.`)
    const isMeasured = measured.some(({ name }) => isOf(name))
    return {
      ...{ metric, unit, warning: values[warning], critical: values[critical], setting: warning },
      state: isOn ? (isMeasured ? 'on' : 'idle') : 'off',
      warnings: alerts.filter((alert) => isOf(alert.metric)).length,
    }
  })
}
