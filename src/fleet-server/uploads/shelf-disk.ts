import { type FileHandle, open, writeFile } from 'node:fs/promises'

/** A part that is open for writing. */
export type PartFile = Pick<FileHandle, 'write' | 'truncate' | 'datasync' | 'close'>
export type OpenPart = (path: string) => Promise<PartFile>

export const openPart: OpenPart = (path) => open(path, 'r+')

/** All of these bytes from there on, on the disk when it resolves. Rejects with the system's error; then none of them stays. */
export async function appendWhole(openFile: OpenPart, path: string, offset: number, bytes: Buffer): Promise<void> {
  const file = await openFile(path)
  try {
    await writeAll(file, offset, bytes)
    await file.datasync()
  } catch (error) {
    // On a disk that has become full the beginning may be there. What was told ends at the offset.
    await file.truncate(offset)
    throw error
  } finally {
    await file.close()
  }
}

async function writeAll(file: PartFile, offset: number, bytes: Buffer): Promise<void> {
  let written = 0
  // One call may take fewer than it is given.
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, offset + written)
    written += bytesWritten
  }
}

/** Its folder is to be synced as well before anybody is told of it. */
export async function createSynced(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 })
  await synced(path)
}

export async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function syncedFolder(path: string): Promise<void> {
  // Windows opens no folders, and keeps their names by itself.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
