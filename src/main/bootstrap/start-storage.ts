import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { StorageThreads } from '../database/storage-thread.ts'

/** Starts the first storage thread. @param buildFolder folder of the built main process */
export function startStorage(buildFolder: string): StorageThreads {
  return new StorageThreads(pathToFileURL(join(buildFolder, 'storage-worker.js')))
}
