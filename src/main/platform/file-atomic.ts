import { randomUUID } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Only the user may read what the profile holds. */
const PRIVATE_FILE_MODE = 0o600

/**
 * Replaces a file as a whole: after a crash or a power cut it holds the old text or the new one, never a part.
 * The folder is synced too, because a rename lives in the folder and not in the file.
 */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    const file = await open(temporary, 'wx', PRIVATE_FILE_MODE)
    await thenClose(file, async () => {
      await file.writeFile(text, 'utf8')
      await file.sync()
    })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
  await syncFolder(dirname(path))
}

/** The text of a small file, or null when there is no such file. Throws when it is larger than `maxBytes`. */
export async function readSmallFile(path: string, maxBytes: number): Promise<string | null> {
  try {
    assertSmall((await stat(path)).size, maxBytes)
    return await readFile(path, 'utf8')
  } catch (error) {
    return nullIfMissing(error)
  }
}

/** As `readSmallFile`, at once: for what a start begins with. Until Electron is ready, Node is not told of files that were read. */
export function readSmallFileNow(path: string, maxBytes: number): string | null {
  try {
    assertSmall(statSync(path).size, maxBytes)
    return readFileSync(path, 'utf8')
  } catch (error) {
    return nullIfMissing(error)
  }
}

function assertSmall(size: number, maxBytes: number): void {
  if (size > maxBytes) throw new Error(`the file has ${size} bytes, more than the ${maxBytes} allowed`)
}

function nullIfMissing(error: unknown): null {
  if (isErrnoException(error) && error.code === 'ENOENT') return null
  throw error
}

/** Renames a file that cannot be used, so that a person can still look at it. Returns its new path. */
export async function setFileAside(path: string, suffix: string): Promise<string> {
  const dot = path.endsWith('.json') ? path.length - '.json'.length : path.length
  const aside = `${path.slice(0, dot)}.${suffix}${path.slice(dot)}`
  await rename(path, aside)
  return aside
}

export function isErrnoException(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error
}

/** After this a rename in the folder would survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its file system journals the rename by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await thenClose(handle, () => handle.sync())
}

async function thenClose(handle: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } finally {
    await handle.close()
  }
}
