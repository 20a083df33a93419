import { randomUUID } from 'node:crypto'
import { constants, readFileSync, statSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Only the user may read what the profile holds. */
const PRIVATE_FILE_MODE = 0o600
const READ_AT_ONCE = 65_536
const FOLDER_SYNC_UNSUPPORTED: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS'])

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

/** Writes a new file, to the disk. Rejects with the system's error; then it is not there. */
export async function writeNewFile(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_FILE_MODE)
  try {
    await thenClose(file, async () => {
      await file.writeFile(content)
      await file.sync()
    })
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/** Puts a whole file, which is on the disk, in its place; what is there is replaced. */
export async function publishFile(temporary: string, path: string): Promise<void> {
  await rename(temporary, path)
  await syncFolder(dirname(path)).catch((error: unknown) => {
    // Some network drives cannot sync a folder at all; the file itself is synced.
    if (!isErrnoException(error) || !FOLDER_SYNC_UNSUPPORTED.has(error.code ?? '')) throw error
  })
}

/** For `open`: reads, and does not wait for whoever might write into a pipe. Windows knows no such flag. */
export const READ_WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)
/** As well, for `readSmallFile`: not by way of a link. */
export const NO_LINK = constants.O_NOFOLLOW ?? 0

/**
 * The text of a small file, or null when there is no such file. Throws when it is larger than `maxBytes`, or no file: a pipe would
 * be waited for without end, and a device be read without end. What is opened is looked at, not what its name stood for before.
 */
export async function readSmallFile(path: string, maxBytes: number, flags = 0): Promise<string | null> {
  try {
    const file = await open(path, READ_WITHOUT_WAITING | flags)
    return await thenClose(file, async () => {
      const stats = await file.stat()
      if (!stats.isFile()) throw noFile(stats.isDirectory())
      assertSmall(stats.size, maxBytes)
      return (await readUpTo(file, maxBytes)).toString('utf8')
    })
  } catch (error) {
    return nullIfMissing(error)
  }
}

/** All of a file, which may grow meanwhile. Throws when it has more than `maxBytes`. */
async function readUpTo(file: FileHandle, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_AT_ONCE), 0, READ_AT_ONCE)
    if (bytesRead === 0) return Buffer.concat(pieces, size)
    size += bytesRead
    assertSmall(size, maxBytes)
    pieces.push(buffer.subarray(0, bytesRead))
  }
}

function noFile(isFolder: boolean): Error {
  return Object.assign(new Error('This is no file.'), { code: isFolder ? 'EISDIR' : 'EINVAL' })
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

async function thenClose<T>(handle: FileHandle, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    await handle.close()
  }
}
