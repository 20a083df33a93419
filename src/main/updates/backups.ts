import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { syncFolder, writeNewFile } from '../platform/file-atomic.ts'
import { UpdateError } from './problem.ts'

/** What is kept of the past; older ones are deleted when a new one is whole. */
const KEPT = 3
const LIST = 'backup.json'
/** Left free besides, so that the queue can go on growing. */
const RESERVE_BYTES = 64 * 1_024 * 1_024

/** Something that is backed up. */
export interface BackupPart {
  /** Where it goes in the backup: a path of its own, with slashes. */
  readonly name: string
  /** How large it may become. */
  readonly bytes: number
  /** Writes a copy, whole by itself, into a file that is not there yet. */
  readonly copyTo: (file: string) => Promise<void>
}

export interface BackupOptions {
  /** Holds one folder for each backup. */
  readonly folder: string
  readonly freeBytes: (folder: string) => Promise<number>
}

/** Copies of everything that a new version may change, made before it is installed. */
export class Backups {
  readonly #options: BackupOptions

  constructor(options: BackupOptions) {
    this.#options = options
  }

  /**
   * Resolves with the folder of the backup, when all of it is on the disk.
   * Rejects with UpdateError `no-room` or `backup-failed`; then nothing of it is left, and the ones before are.
   *
   * @param at milliseconds since the epoch
   */
  async make(parts: readonly BackupPart[], version: string, at: number): Promise<string> {
    const { folder } = this.#options
    const name = `${nameOfTime(at)}-${version}`
    const unfinished = join(folder, `.${name}`)
    try {
      await mkdir(unfinished, { recursive: true, mode: 0o700 })
      await this.#assertRoom(parts)
      const files: CopiedFile[] = []
      for (const part of parts) files.push(await copied(part, unfinished))
      await writeNewFile(join(unfinished, LIST), `${JSON.stringify({ version, at, files }, null, 2)}\n`)
      await rename(unfinished, join(folder, name))
      await syncFolder(folder).catch(() => undefined)
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true })
      if (error instanceof UpdateError) throw error
      const text = error instanceof Error ? error.message : String(error)
      throw new UpdateError('backup-failed', text, { cause: error })
    }
    await this.#forgetOld()
    return join(folder, name)
  }

  async #assertRoom(parts: readonly BackupPart[]): Promise<void> {
    const needed = parts.reduce((sum, { bytes }) => sum + bytes, 0) + RESERVE_BYTES
    await assertFree(this.#options, needed, 'a copy of what is stored here')
  }

  async #forgetOld(): Promise<void> {
    const { folder } = this.#options
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort()
    for (const name of names.slice(0, -KEPT)) await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** @throws UpdateError `no-room` */
export async function assertFree({ folder, freeBytes }: BackupOptions, needed: number, what: string): Promise<void> {
  const free = await freeBytes(folder)
  if (free >= needed) return
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1_048_576)
  const text = `${megabytes(needed)} MB are needed for ${what}, and ${megabytes(free)} MB are free in ${folder}.`
  throw new UpdateError('no-room', text)
}

interface CopiedFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

async function copied({ name, copyTo }: BackupPart, folder: string): Promise<CopiedFile> {
  const file = join(folder, ...name.split('/'))
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await copyTo(file)
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  const { size } = await stat(file)
  if (size === 0) throw new UpdateError('backup-failed', `The copy of ${basename(file)} is empty.`)
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk)
  return { name, bytes: size, sha256: hash.digest('hex') }
}

/** Sorts as the times do, and is a name on every system. */
function nameOfTime(at: number): string {
  return at.toString().padStart(15, '0')
}
