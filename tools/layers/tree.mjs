import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { MADE_BY_THE_BUILD } from './rules.mjs'
import { parseSource } from './source-file.mjs'

const CODE = /\.(ts|tsx)$/
/** Code that the rules could not see into. */
const FOREIGN_CODE = /\.(js|jsx|mjs|cjs|mts|cts)$/

/**
 * @typedef {object} Tree
 * @property {readonly import('./source-file.mjs').SourceFile[]} files of `src`
 * @property {readonly string[]} foreignFiles code of `src` in another form than .ts and .tsx
 * @property {(from: string, specifier: string) => Resolution} resolve
 */

/**
 * @typedef {{ kind: 'file', path: string } | { kind: 'package', specifier: string } | { kind: 'missing', reason: string }
 *   | { kind: 'made', places: readonly string[] }} Resolution
 */

/**
 * Reads and parses all of `src` below a root.
 *
 * @param {string} root
 * @returns {Tree}
 */
export function readTree(root) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const paths = listFiles(root, 'src')
  const files = paths
    .filter((path) => CODE.test(path))
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')))
  return {
    files,
    foreignFiles: paths.filter((path) => FOREIGN_CODE.test(path)),
    resolve: (from, specifier) => resolveImport(root, manifest, from, specifier),
  }
}

/** @param {string} root @param {string} folder @returns {string[]} */
export function listFiles(root, folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

/**
 * @param {string} root
 * @param {any} manifest package.json
 * @param {string} from
 * @param {string} specifier
 * @returns {Resolution}
 */
function resolveImport(root, manifest, from, specifier) {
  const bare = specifier.replace(/\?.*$/, '')
  if (bare.startsWith('.')) return resolveFile(root, posix.join(posix.dirname(from), bare))
  if (bare.startsWith('#')) return resolveAlias(root, manifest, bare)
  if (MADE_BY_THE_BUILD[bare] !== undefined) return { kind: 'made', places: MADE_BY_THE_BUILD[bare] }
  if (bare.startsWith('/') || bare.includes(':')) {
    return bare.startsWith('node:')
      ? { kind: 'package', specifier: bare }
      : { kind: 'missing', reason: 'is no path inside the project' }
  }
  return { kind: 'package', specifier: bare }
}

/** @param {string} root @param {any} manifest @param {string} specifier @returns {Resolution} */
function resolveAlias(root, manifest, specifier) {
  for (const [pattern, target] of Object.entries(manifest.imports ?? {})) {
    const prefix = pattern.replace(/\*$/, '')
    if (specifier.startsWith(prefix))
      return resolveFile(root, posix.join(String(target).replace(/\*$/, ''), specifier.slice(prefix.length)))
  }
  return { kind: 'missing', reason: 'begins like no entry of "imports" in package.json' }
}

/** @param {string} root @param {string} path @returns {Resolution} */
function resolveFile(root, path) {
  const isFile = statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false
  return isFile ? { kind: 'file', path } : { kind: 'missing', reason: `names ${path}, which is no file` }
}
