import {
  type EffectiveSettings,
  type PolicyStatus,
  type SettingName,
  type SettingSource,
  type Settings,
  settingsSchema,
} from '#shared/domain/settings.ts'
import { POLICY_ONLY } from '#shared/domain/workplace-settings.ts'
import { spokenLanguage } from '#shared/i18n/languages.ts'
import { type Environment, parseSwitch, textOf } from './launch-environment.ts'

/** What one place says about the settings: only the ones it names, each already valid. */
export interface SettingsLayer {
  readonly values: ReadonlyMap<SettingName, unknown>
  readonly problems: readonly string[]
  /** A policy only: what may not be changed here. */
  readonly locks?: SettingLocks
  /** A policy only: nobody knows what is locked, so that nothing may be changed. */
  readonly isFrozen?: boolean
  /** A policy only: its file, and what is wrong with it. */
  readonly policy?: Pick<PolicyStatus, 'state' | 'file' | 'problems'>
}

/** Settings that only the administrator may change, and the file that says so. */
export interface SettingLocks {
  readonly names: ReadonlySet<SettingName>
  readonly file: string
}

/** The places in their order: the first one that names a setting decides. The defaults come last. */
export interface SettingsLayers {
  readonly settings: SettingsLayer
  readonly policy: SettingsLayer
  readonly environment: SettingsLayer
}

export const SETTING_NAMES = Object.keys(settingsSchema.shape) as readonly SettingName[]

const KNOWN_NAMES: ReadonlySet<string> = new Set(SETTING_NAMES)

const NO_POLICY = { state: 'none', file: null, problems: [] } as const
const OF_POLICY_ONLY: ReadonlySet<string> = new Set(POLICY_ONLY)

export const EMPTY_LAYER: SettingsLayer = { values: new Map(), problems: [] }

/** Whether only a policy file has a say in it. */
export function isOfPolicyOnly(name: string): boolean {
  return OF_POLICY_ONLY.has(name)
}

export function isSettingName(name: string): name is SettingName {
  return KNOWN_NAMES.has(name)
}

/** What windows are told about the settings besides the policy, of which they know themselves. */
export function settingsNotices({ problems, policy }: EffectiveSettings): { code: string; message: string }[] {
  const others = problems.filter((problem) => !policy.problems.some(({ message }) => problem.endsWith(message)))
  return others.map((message) => ({ code: 'settings', message }))
}

/** The checked value of one setting, or a sentence about what is wrong with it. The value itself is never repeated. */
export type CheckedValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

export function checkSetting(name: SettingName, value: unknown): CheckedValue {
  // The schema turns undefined into the default; here it would hide that nothing was said.
  if (value === undefined) return { ok: false, message: 'a value is missing' }
  const parsed = settingsSchema.shape[name].safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  if (name === 'serverUrl') {
    return {
      ok: false,
      message: 'the address must start with https:// (http:// only for this PC) and hold no password',
    }
  }
  return { ok: false, message: parsed.error.issues[0]?.message ?? 'the value is not allowed' }
}

/**
 * Reads a layer from parsed JSON. A wrong value counts as not said, so the next layer decides, and becomes a problem.
 * @param place the place in words, such as `The settings file`, to begin a sentence with
 * @param namesUnknown whether a name nobody knows is a problem: in a policy it is a slip of the administrator; in the
 *   settings file it may come from a newer version of the app and is left alone
 */
export function layerFromRecord(
  record: ReadonlyMap<string, unknown>,
  place: string,
  namesUnknown: boolean,
): SettingsLayer {
  const values = new Map<SettingName, unknown>()
  const problems: string[] = []
  for (const [name, value] of record) {
    if (!isSettingName(name)) {
      if (namesUnknown) problems.push(`${place} names “${name.slice(0, 60)}”, which is no setting.`)
      continue
    }
    const checked = checkSetting(name, value)
    if (checked.ok) values.set(name, checked.value)
    else problems.push(`${place} has a wrong value for “${name}”, which was ignored: ${checked.message}.`)
  }
  return { values, problems }
}

type VariableKind = 'text' | 'switch'

/** The settings that a variable can set, and how it is read. */
export const ENVIRONMENT_VARIABLES: ReadonlyMap<string, { readonly name: SettingName; readonly kind: VariableKind }> =
  new Map([
    ['OUTPOST_SERVER_URL', { name: 'serverUrl', kind: 'text' }],
    ['OUTPOST_TENANT', { name: 'tenant', kind: 'text' }],
    ['OUTPOST_THEME', { name: 'theme', kind: 'text' }],
    ['OUTPOST_START_PAGE', { name: 'startPage', kind: 'text' }],
    ['OUTPOST_TELEMETRY_DSN', { name: 'telemetryDsn', kind: 'text' }],
    ['OUTPOST_REALTIME_ENABLED', { name: 'realtimeEnabled', kind: 'switch' }],
    ['OUTPOST_PERFORMANCE_MONITORING', { name: 'performanceMonitoring', kind: 'switch' }],
    ['OUTPOST_PERFORMANCE_ALERTS', { name: 'performanceAlerts', kind: 'switch' }],
    ['OUTPOST_OFFLINE_SUPPORT', { name: 'offlineSupport', kind: 'switch' }],
    ['OUTPOST_BACKGROUND_SYNC', { name: 'backgroundSync', kind: 'switch' }],
  ] as const)

export function layerFromEnvironment(environment: Environment): SettingsLayer {
  const values = new Map<SettingName, unknown>()
  const problems: string[] = []
  for (const [variable, { name, kind }] of ENVIRONMENT_VARIABLES) {
    const text = textOf(environment[variable])
    if (text === null) continue
    const value = kind === 'switch' ? parseSwitch(text) : text
    if (value === null) {
      problems.push(`The variable ${variable} was ignored: it must be one of 1, 0, true, false, on, off, yes, no.`)
      continue
    }
    const checked = checkSetting(name, value)
    if (checked.ok) values.set(name, checked.value)
    else problems.push(`The variable ${variable} was ignored: ${checked.message}.`)
  }
  return { values, problems }
}

/**
 * Lays the places over one another, and says for every setting where its value came from. What is locked comes from the
 * policy, or is the default: neither the operator nor the environment is asked.
 *
 * @param systemLanguages of this PC, as its owner prefers them; none where only a program reads
 */
export function resolveSettings(layers: SettingsLayers, systemLanguages: readonly string[] = []): EffectiveSettings {
  const chosen = new Map<SettingName, unknown>()
  const sources = new Map<string, SettingSource>()
  const beneath = new Map<string, 'policy' | 'environment'>()
  for (const name of SETTING_NAMES) {
    const [source = 'default', next] = sourcesOf(name, layers)
    sources.set(name, source)
    if (source !== 'default') chosen.set(name, layers[source].values.get(name))
    if (source === 'settings' && (next === 'policy' || next === 'environment')) beneath.set(name, next)
  }
  const values: Settings = settingsSchema.parse(Object.fromEntries(chosen))
  const problems = [layers.settings, layers.policy, layers.environment].flatMap((layer) => layer.problems)
  const { locks, isFrozen = false, policy = NO_POLICY } = layers.policy
  return {
    values,
    language: spokenLanguage(values.language, systemLanguages),
    sources: Object.fromEntries(sources),
    beneath: Object.fromEntries(beneath),
    locks: isFrozen ? [...SETTING_NAMES] : [...(locks?.names ?? [])],
    lockedBy: isFrozen ? policy.file : locks === undefined || locks.names.size === 0 ? null : locks.file,
    policy: { ...policy, problems: [...policy.problems], revision: 0, changed: [] },
    problems,
  }
}

const PLACES = ['settings', 'policy', 'environment'] as const

/** The places that name the setting, the one that decides first. */
function sourcesOf(name: SettingName, layers: SettingsLayers): readonly (typeof PLACES)[number][] {
  const isLocked = layers.policy.locks?.names.has(name) === true || isOfPolicyOnly(name)
  return PLACES.filter((place) => layers[place].values.has(name) && (!isLocked || place === 'policy'))
}
