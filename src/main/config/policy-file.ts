import { posix, win32 } from 'node:path'
import type { SettingName } from '#shared/domain/settings.ts'
import { readSmallFileNow } from '../platform/file-atomic.ts'
import { parseJsonRecord } from './json-record.ts'
import type { Environment } from './launch-environment.ts'
import { EMPTY_LAYER, isSettingName, layerFromRecord, type SettingsLayer } from './layers.ts'
import { MAX_CONFIG_BYTES } from './settings-file.ts'

/** What only the administrator may change: a list of names, or `true` for all that the file names. */
const LOCKS = '$locked'
/** Names a policy file may hold besides settings: editors use the first, people the second. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['$schema', '$comment', LOCKS])

/** Where administrators put the policy on this kind of system. These folders are not writable by ordinary users. */
export function defaultPolicyPath(platform: NodeJS.Platform, environment: Environment): string {
  if (platform === 'win32') {
    return win32.join(environment['ProgramData'] ?? 'C:\\ProgramData', 'Outpost Console', 'policy.json')
  }
  if (platform === 'darwin') return posix.join('/Library/Application Support', 'Outpost Console', 'policy.json')
  return '/etc/outpost-console/policy.json'
}

/**
 * The administrator's layer. No file is the usual case; only a file that was asked for by name and is missing is a
 * problem. Never rejects.
 */
export async function readPolicyLayer(path: string, isExplicit: boolean): Promise<SettingsLayer> {
  try {
    const text = readSmallFileNow(path, MAX_CONFIG_BYTES)
    if (text === null) return isExplicit ? withProblem(`The policy file ${path} does not exist.`) : EMPTY_LAYER
    const record = parseJsonRecord(text)
    if (record === null) return withProblem(`The policy file ${path} is not a JSON object and was ignored.`)
    const settings = new Map([...record].filter(([name]) => !ANNOTATIONS.has(name)))
    return withLocks(layerFromRecord(settings, 'The policy file', true), record.get(LOCKS), path)
  } catch {
    return withProblem(`The policy file ${path} cannot be read and was ignored.`)
  }
}

function withLocks(layer: SettingsLayer, wanted: unknown, file: string): SettingsLayer {
  if (wanted === undefined || wanted === false) return layer
  const asked: readonly unknown[] | null =
    wanted === true ? [...layer.values.keys()] : Array.isArray(wanted) ? wanted : null
  if (asked === null) {
    const problem = 'The policy file has a wrong value for “$locked”, which was ignored: it is true or a list of names.'
    return { ...layer, problems: [...layer.problems, problem] }
  }
  const names = new Set<SettingName>()
  const problems = [...layer.problems]
  for (const name of asked) {
    if (typeof name === 'string' && isSettingName(name)) names.add(name)
    else problems.push(`The policy file locks “${String(name).slice(0, 60)}”, which is no setting.`)
  }
  // A list of sites would lead around a locked address.
  if (names.has('serverUrl') || names.has('tenant')) names.add('sites')
  if (names.has('sites')) for (const name of ['serverUrl', 'tenant'] as const) names.add(name)
  return { ...layer, problems, locks: { names, file } }
}

function withProblem(problem: string): SettingsLayer {
  return { values: new Map(), problems: [problem] }
}
