import { type FileHandle, open } from 'node:fs/promises'
import { READ_WITHOUT_WAITING } from '../platform/file-atomic.ts'
import type { FileFacts, OpenFile, UploadFiles } from './files-port.ts'

/** The real disk. */
export const diskFiles: UploadFiles = {
  async open(path) {
    // A pipe that nobody writes into would hold up every other file of the program.
    const handle = await open(path, READ_WITHOUT_WAITING)
    try {
      await factsOf(handle)
    } catch (error) {
      await handle.close()
      throw error
    }
    return new DiskFile(handle)
  },
}

class DiskFile implements OpenFile {
  readonly #handle: FileHandle

  constructor(handle: FileHandle) {
    this.#handle = handle
  }

  facts(): Promise<FileFacts> {
    return factsOf(this.#handle)
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = Buffer.allocUnsafe(length)
    let filled = 0
    // One call may bring less than there is.
    while (filled < length) {
      const { bytesRead } = await this.#handle.read(bytes, filled, length - filled, offset + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  }

  close(): Promise<void> {
    return this.#handle.close()
  }
}

async function factsOf(handle: FileHandle): Promise<FileFacts> {
  const stats = await handle.stat()
  if (!stats.isFile()) throw Object.assign(new Error('This is no file.'), { code: 'EISDIR' })
  return { sizeBytes: stats.size, modifiedAt: stats.mtimeMs }
}
