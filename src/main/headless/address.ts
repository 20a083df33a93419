import { lstatSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { readSmallFileNow, writeFileAtomically } from '../platform/file-atomic.ts'
import type { Ids } from '../platform/ids.ts'
import { jsonOf } from './message.ts'

const FILE = 'command-line.json'
const SOCKET = 'command-line.sock'
const MAX_FILE_BYTES = 4_096
/** Systems take a little more than a hundred bytes for the name of a socket; macOS the fewest, 104. */
const MAX_NAME_BYTES = 100

const addressSchema = z.object({ v: z.literal(1), address: z.string().min(1).max(1_000) })

/**
 * A name for the socket of a profile. In the profile's folder, which belongs to one user, wherever the system can take so
 * long a name; else in a new folder that only this user can enter. Windows has no such folders: there the name of the pipe
 * is one that nobody can guess, and stands in a file that only this user can read.
 */
export async function newAddress(profile: string, ids: Ids, platform: string): Promise<string> {
  if (platform === 'win32') return `\\\\.\\pipe\\outpost-console-${ids.uuid()}`
  const usual = join(profile, SOCKET)
  if (Buffer.byteLength(usual) <= MAX_NAME_BYTES) return usual
  return join(await mkdtemp(join(tmpdir(), 'outpost-')), 's')
}

/** Writes down where the console of this profile listens. */
export async function publishAddress(profile: string, address: string): Promise<void> {
  await writeFileAtomically(join(profile, FILE), `${JSON.stringify({ v: 1, address })}\n`)
}

export async function withdrawAddress(profile: string, address: string): Promise<void> {
  await rm(join(profile, FILE), { force: true })
  const folder = dirname(address)
  if (folder !== profile && folder.startsWith(join(tmpdir(), 'outpost-')))
    await rm(folder, { recursive: true, force: true })
}

/** Where a console of this profile listens, or did; null: there is none. */
export function knownAddress(profile: string): string | null {
  const file = join(profile, FILE)
  try {
    if (!isOwn(file)) return null
    const parsed = addressSchema.safeParse(jsonOf(readSmallFileNow(file, MAX_FILE_BYTES) ?? ''))
    return parsed.success ? parsed.data.address : null
  } catch {
    return null
  }
}

/** What somebody else has put there is not believed. */
function isOwn(file: string): boolean {
  const status = lstatSync(file, { throwIfNoEntry: false })
  return status?.isFile() === true && (process.getuid === undefined || status.uid === process.getuid())
}
