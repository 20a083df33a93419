import type { PolicyProblem } from '#shared/domain/settings.ts'
import { exportSchema } from '#shared/domain/workplace-settings.ts'
import { type JsonPlace, lookAtJson } from './json-places.ts'
import { checkSetting, isSettingName, SETTING_NAMES, type SettingLocks, type SettingsLayer } from './layers.ts'
import { nearestOf } from './nearest-name.ts'

/** What only the administrator may change: a list of names, or `true` for all that the file names. */
const LOCKS = '$locked'
/** Names a policy file may hold besides settings: editors use the first, people the second. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['$schema', '$comment', LOCKS])

export interface PolicyText {
  readonly file: string
  readonly text: string
}

/** What a policy says that can be read. What is wrong in it counts as not said, unless that would allow more than was meant. */
export function policyLayerOf(record: ReadonlyMap<string, unknown>, { file, text }: PolicyText): SettingsLayer {
  const look = lookAtJson(text)
  const places: ReadonlyMap<string, JsonPlace> = look.ok ? look.names : new Map()
  const problems: PolicyProblem[] = []
  const tell = (name: string, message: string): void => {
    const place = places.get(name)
    const known = isSettingName(name) ? name : null
    problems.push({ message, name: known, line: place?.line ?? null, column: place?.column ?? null })
  }
  for (const name of look.ok ? look.twice : []) {
    tell(name, `“${name.slice(0, 60)}” is there twice; the last one counts.`)
  }
  const values = new Map<SettingsName, unknown>()
  for (const [name, value] of record) {
    if (ANNOTATIONS.has(name)) continue
    if (!isSettingName(name)) tell(name, `${unknownName(name)}${meant(name)}`)
    else readValue(name, value, values, tell)
  }
  const names = locksOf(record.get(LOCKS), [...values.keys(), ...namedIn(record)], (message) => tell(LOCKS, message))
  // Nobody but the administrator sets it, whether or not it is locked.
  if (values.has('allowedExports')) names.add('allowedExports')
  return layerWith({ values, names, problems, file, state: 'in-force' })
}

/** Nobody knows what the file says. What it said last counts; nothing may be changed, and nothing unknown leaves this PC. */
export function unreadableLayer(file: string, problem: PolicyProblem, last: SettingsLayer | null): SettingsLayer {
  const values = last?.values ?? new Map([['allowedExports' as const, []]])
  const names = new Set(last?.locks?.names ?? ['allowedExports' as const])
  return { ...layerWith({ values, names, problems: [problem], file, state: 'unreadable' }), isFrozen: true }
}

type SettingsName = (typeof SETTING_NAMES)[number]

function layerWith(parts: {
  readonly values: ReadonlyMap<SettingsName, unknown>
  readonly names: ReadonlySet<SettingsName>
  readonly problems: readonly PolicyProblem[]
  readonly file: string
  readonly state: 'in-force' | 'unreadable'
}): SettingsLayer {
  const { values, names, problems, file, state } = parts
  const locks: { locks?: SettingLocks } = names.size === 0 ? {} : { locks: { names, file } }
  const said = problems.map((problem) => policySentence(file, problem))
  return { values, problems: said, ...locks, policy: { state, file, problems: [...problems] } }
}

/** What is wrong with a policy file, for whoever reads nothing else. */
export function policySentence(file: string, problem: PolicyProblem): string {
  return `The policy file ${file}${placeInWords(problem)}: ${problem.message}`
}

/** ` (line 3, column 7)`; empty: it is about the whole file. */
function placeInWords({ line, column }: Pick<PolicyProblem, 'line' | 'column'>): string {
  return line === null ? '' : ` (line ${line}, column ${column ?? 1})`
}

function readValue(
  name: SettingsName,
  value: unknown,
  values: Map<SettingsName, unknown>,
  tell: (name: string, message: string) => void,
): void {
  const checked = checkSetting(name, value)
  if (checked.ok) values.set(name, checked.value)
  else if (name === 'allowedExports') {
    // Not read, it would allow everything.
    const allowed = Array.isArray(value) ? value.filter((one) => exportSchema.safeParse(one).success) : []
    values.set(name, [...new Set(allowed)])
    tell(name, `“${name}” has a wrong value; what is not understood in it is not allowed: ${checked.message}.`)
  } else tell(name, `“${name}” has a wrong value, which was ignored: ${checked.message}.`)
}

/** Settings that the file names, whether or not their values are right. */
function namedIn(record: ReadonlyMap<string, unknown>): readonly SettingsName[] {
  return [...record.keys()].filter(isSettingName)
}

/** What cannot be understood locks what the file names: the administrator has meant to lock something. */
function locksOf(wanted: unknown, named: readonly SettingsName[], tell: (message: string) => void): Set<SettingsName> {
  if (wanted === undefined || wanted === false) return new Set()
  if (wanted !== true && !Array.isArray(wanted)) {
    tell(`“${LOCKS}” is true or a list of names; until it is, all that the file names is locked.`)
  }
  const asked: readonly unknown[] = Array.isArray(wanted) ? wanted : named
  const names = new Set<SettingsName>()
  for (const name of asked) {
    if (typeof name === 'string' && isSettingName(name)) names.add(name)
    else tell(`“${LOCKS}” names “${String(name).slice(0, 60)}”, which is no setting.${meant(String(name))}`)
  }
  // A list of sites would lead around a locked address.
  if (names.has('serverUrl') || names.has('tenant')) names.add('sites')
  if (names.has('sites')) for (const name of ['serverUrl', 'tenant'] as const) names.add(name)
  return names
}

function unknownName(name: string): string {
  return `“${name.slice(0, 60)}” is no setting.`
}

function meant(name: string): string {
  const near = nearestOf(name, SETTING_NAMES)
  return near === null ? '' : ` Is “${near}” meant?`
}
