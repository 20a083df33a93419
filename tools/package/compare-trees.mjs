import { lstatSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from './checksums.mjs'
import { listTree } from './stage.mjs'

/**
 * @param {string} root
 * @returns {Map<string, string>} the hash of every file below, or where a link leads
 */
export function hashTree(root) {
  const paths = listTree(root).filter((path) => !lstatSync(join(root, path)).isDirectory())
  return new Map(paths.map((path) => [path, hashOf(join(root, path))]))
}

/** @param {string} file */
function hashOf(file) {
  return lstatSync(file).isSymbolicLink() ? `-> ${readlinkSync(file)}` : sha256(file)
}

/**
 * @param {ReadonlyMap<string, string>} first
 * @param {ReadonlyMap<string, string>} second
 * @returns {string[]} paths that are not the same in both
 */
export function compareTrees(first, second) {
  const paths = new Set([...first.keys(), ...second.keys()])
  return [...paths].filter((path) => first.get(path) !== second.get(path)).sort()
}
