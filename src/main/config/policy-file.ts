import { posix, win32 } from 'node:path'
import { readSmallFileNow } from '../platform/file-atomic.ts'
import { parseJsonRecord } from './json-record.ts'
import type { Environment } from './launch-environment.ts'
import { EMPTY_LAYER, layerFromRecord, type SettingsLayer } from './layers.ts'
import { MAX_CONFIG_BYTES } from './settings-file.ts'

/** Names a policy file may hold besides settings: editors use the first, people the second. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['$schema', '$comment'])

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
    return layerFromRecord(settings, 'The policy file', true)
  } catch {
    return withProblem(`The policy file ${path} cannot be read and was ignored.`)
  }
}

function withProblem(problem: string): SettingsLayer {
  return { values: new Map(), problems: [problem] }
}
