import { existsSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { listTree } from './stage.mjs'

/** What is ours beside Electron, in a package that is installed. */
export const SIZE_LIMIT_BYTES = 15_000_000

/** What Electron itself keeps among the resources. */
const OF_ELECTRON = ['default_app.asar', 'electron.icns']

/**
 * @param {string} resources the folder of resources of a packaged app
 * @returns {{ bytes: number, files: readonly { path: string, bytes: number }[] }} the largest file first
 */
export function measureOurs(resources) {
  if (!existsSync(join(resources, 'app.asar'))) throw new Error(`${resources} holds no app.asar`)
  const files = listTree(resources)
    .filter((path) => !OF_ELECTRON.includes(path) && lstatSync(join(resources, path)).isFile())
    .map((path) => ({ path, bytes: lstatSync(join(resources, path)).size }))
    .sort((a, b) => b.bytes - a.bytes)
  return { bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), files }
}

/**
 * A pattern that finds nothing is no mistake for the builder: without this a package would be made that cannot open its store.
 *
 * @param {ReturnType<typeof measureOurs>} measured
 * @returns {string | null} what is wrong
 */
export function missingParts({ files }) {
  if (files.some(({ path }) => path.startsWith('app.asar.unpacked/') && path.endsWith('.node'))) return null
  return 'The native part of SQLite did not get into the package.'
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/**
 * @param {ReturnType<typeof measureOurs>} measured
 * @returns {string | null} what is wrong; null when it is small enough
 */
export function tooLarge({ bytes, files }, limit = SIZE_LIMIT_BYTES) {
  if (bytes <= limit) return null
  const largest = files.slice(0, 3).map((file) => `${file.path} ${megabytes(file.bytes)}`)
  return `What is packed beside Electron has ${megabytes(bytes)}, and ${megabytes(limit)} is the most. The largest: ${largest.join(', ')}.`
}
