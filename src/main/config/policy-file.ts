import { lstatSync, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'
import type { PolicyProblem } from '#shared/domain/settings.ts'
import { isErrnoException, readSmallFileNow } from '../platform/file-atomic.ts'
import { lookAtJson } from './json-places.ts'
import { parseJsonRecord } from './json-record.ts'
import type { Environment } from './launch-environment.ts'
import { EMPTY_LAYER, type SettingsLayer } from './layers.ts'
import type { PolicyCopy } from './policy-copy.ts'
import { policyLayerOf, unreadableLayer } from './policy-layer.ts'
import { MAX_CONFIG_BYTES } from './settings-file.ts'

/** Where the policy of this start is. `isExplicit`: it was asked for by name. */
export interface PolicyPlace {
  readonly file: string
  readonly isExplicit: boolean
  /** A file that was asked for and does not count, because this PC has a policy. */
  readonly ignored: string | null
}

/** Where administrators put the policy on this kind of system. These folders are not writable by ordinary users. */
export function defaultPolicyPath(platform: NodeJS.Platform, environment: Environment): string {
  if (platform === 'win32') {
    return win32.join(environment['ProgramData'] ?? 'C:\\ProgramData', 'Outpost Console', 'policy.json')
  }
  if (platform === 'darwin') return posix.join('/Library/Application Support', 'Outpost Console', 'policy.json')
  return '/etc/outpost-console/policy.json'
}

/** A policy of this PC cannot be got around by naming another file: that one counts only where there is none. */
export function choosePolicy(machineFile: string, askedFor: string | null): PolicyPlace {
  if (askedFor === null || askedFor === machineFile) return { file: machineFile, isExplicit: false, ignored: null }
  if (isThere(machineFile)) return { file: machineFile, isExplicit: false, ignored: askedFor }
  return { file: askedFor, isExplicit: true, ignored: null }
}

/**
 * The administrator's layer. No file is the usual case; only a file that was asked for by name and is missing is a
 * problem. A file that is there and cannot be read does not open what it has locked: docs/adr/0018. Never rejects.
 */
export async function readPolicyLayer(
  { file, isExplicit, ignored }: PolicyPlace,
  copy: PolicyCopy,
): Promise<SettingsLayer> {
  const layer = await layerOf(file, isExplicit, copy)
  if (ignored === null) return layer
  return withProblem(layer, `${ignored} was not read, since this PC has the policy file ${file}.`)
}

async function layerOf(file: string, isExplicit: boolean, copy: PolicyCopy): Promise<SettingsLayer> {
  const read = readPolicy(file)
  if (read.state === 'missing') {
    await copy.forget()
    return isExplicit ? withProblem(EMPTY_LAYER, `The policy file ${file} does not exist.`) : EMPTY_LAYER
  }
  if (read.state === 'unreadable') {
    const before = await copy.read(file)
    const record = before === null ? null : parseJsonRecord(before)
    const last = record === null ? null : policyLayerOf(record, { file, text: before ?? '' })
    return unreadableLayer(file, read.problem, last)
  }
  await copy.keep(file, read.text)
  return policyLayerOf(read.record, { file, text: read.text })
}

export type PolicyRead =
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly problem: PolicyProblem }
  | { readonly state: 'read'; readonly text: string; readonly record: ReadonlyMap<string, unknown> }

/** What is in the file, or what keeps it from being read, in words and with its place. */
export function readPolicy(file: string): PolicyRead {
  let text: string | null
  try {
    // Anything but a file could hold up the start for ever, such as a pipe.
    const about = statSync(file, { throwIfNoEntry: false })
    if (about === undefined && !isThere(file)) return { state: 'missing' }
    if (about?.isDirectory()) return unreadable('it is a folder')
    if (about !== undefined && !about.isFile()) return unreadable('it is no ordinary file')
    if ((about?.size ?? 0) > MAX_CONFIG_BYTES) {
      return unreadable(`it has ${about?.size ?? 0} bytes, and ${MAX_CONFIG_BYTES} are allowed`)
    }
    text = readSmallFileNow(file, MAX_CONFIG_BYTES)
  } catch (error) {
    return unreadable(reasonOf(error))
  }
  if (text === null) return unreadable('it is a link to a file that does not exist')
  const plain = text.replace(/^\uFEFF/, '')
  const look = lookAtJson(plain)
  if (!look.ok) return unreadable(`it is not valid JSON: ${look.fault}`, look.place)
  const record = parseJsonRecord(plain)
  if (record === null)
    return unreadable('it holds no JSON object: it begins with { and ends with }', { line: 1, column: 1 })
  return { state: 'read', text: plain, record }
}

function unreadable(message: string, place: { line: number; column: number } | null = null): PolicyRead {
  const problem = { message, name: null, line: place?.line ?? null, column: place?.column ?? null }
  return { state: 'unreadable', problem }
}

/** Also where it leads nowhere. */
function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined
  } catch {
    // A part of its path is no folder, or may not be entered; the latter is said when it is read.
    return false
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  ELOOP: 'it is a link that leads to itself',
  EISDIR: 'it is a folder',
  EIO: 'the disk cannot read it',
}

function reasonOf(error: unknown): string {
  const code = isErrnoException(error) ? (error.code ?? '') : ''
  return REASONS[code] ?? `the system says ${code === '' ? 'why in its log' : code}`
}

function withProblem(layer: SettingsLayer, message: string): SettingsLayer {
  const policy = layer.policy ?? { state: 'none' as const, file: null, problems: [] }
  const problem = { message, name: null, line: null, column: null }
  return {
    ...layer,
    problems: [...layer.problems, message],
    policy: { ...policy, problems: [...policy.problems, problem] },
  }
}
