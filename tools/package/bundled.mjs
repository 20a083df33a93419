import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { inProject } from '../runtime/paths.mjs'

const FONTS = 'node_modules/@fontsource-variable'

/**
 * The libraries that really are in what was built: the source maps name every file that left code in it, and the fonts lie
 * beside the page.
 *
 * @param {string} [root] the checkout
 * @returns {string[]} folders of packages relative to it, such as `node_modules/zod`
 */
export function bundledPackages(root = inProject()) {
  const built = filesBelow(join(root, 'out')).filter((file) => /^out\/(main|preload|renderer)\//.test(file))
  const found = new Set(built.filter((file) => file.endsWith('.map')).flatMap((map) => packagesOfMap(root, map)))
  for (const name of fontPackages(root, built)) found.add(name)
  return [...found].sort()

  /** @param {string} folder */
  function filesBelow(folder) {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  }
}

/** @param {string} root @param {string} map */
function packagesOfMap(root, map) {
  /** @type {{ sources: string[] }} */
  const { sources } = JSON.parse(readFileSync(join(root, map), 'utf8'))
  return sources
    .map((source) => packageFolder(posix.join(posix.dirname(map), source)))
    .filter((folder) => folder !== null)
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
}

/**
 * @param {string} source such as `node_modules/a/node_modules/@b/c/lib/d.js`
 * @returns {string | null} such as `node_modules/a/node_modules/@b/c`
 */
export function packageFolder(source) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(source)?.[0] ?? null
}

/** @param {string} root @param {readonly string[]} built */
function fontPackages(root, built) {
  const names = existsSync(join(root, FONTS)) ? readdirSync(join(root, FONTS)) : []
  const fonts = built.map((file) => /\/([^/]+)-.{8}\.woff2$/.exec(file)?.[1]).filter((name) => name !== undefined)
  return names
    .filter((name) => fonts.some((font) => existsSync(join(root, FONTS, name, 'files', `${font}.woff2`))))
    .map((name) => `${FONTS}/${name}`)
}
