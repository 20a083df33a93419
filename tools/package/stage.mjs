import {
  chmodSync,
  cpSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Lays the files of a package out as they will lie on a machine, with the command on the PATH.
 *
 * @param {import('./fpm-arguments.mjs').PackageRequest} request
 * @param {string} root a folder that stands for `/`
 */
export function stageFiles({ files, name }, root) {
  for (const { from, to } of files) {
    const target = join(root, to)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(from, target, { recursive: true, verbatimSymlinks: true })
  }
  const home = files.map(({ from, to }) => (from.endsWith('/') ? to : null)).find((to) => to !== null)
  if (home === undefined) throw new Error('the packer was given no folder of an app')
  mkdirSync(join(root, 'usr/bin'), { recursive: true })
  symlinkSync(`${home}/${name}`, join(root, 'usr/bin', name))
}

/**
 * Everything below a folder, folders before what is in them, in an order that depends on nothing but names.
 *
 * @param {string} root
 * @param {string} [below]
 * @returns {string[]} paths relative to `root`
 */
export function listTree(root, below = '') {
  return readdirSync(join(root, below))
    .sort()
    .flatMap((name) => {
      const path = below === '' ? name : `${below}/${name}`
      return lstatSync(join(root, path)).isDirectory() ? [path, ...listTree(root, path)] : [path]
    })
}

/**
 * Rights and times that do not tell who built it and when: two builds of the same sources are the same bytes.
 *
 * @param {string} root
 * @param {number} epoch seconds
 */
export function evenOut(root, epoch) {
  // From the leaves up: writing into a folder changes its time.
  for (const path of ['', ...listTree(root)].reverse()) {
    const full = join(root, path)
    const found = lstatSync(full)
    if (found.isSymbolicLink()) lutimesSync(full, epoch, epoch)
    else {
      chmodSync(full, found.isDirectory() || (found.mode & 0o100) !== 0 ? 0o755 : 0o644)
      utimesSync(full, epoch, epoch)
    }
  }
}

/**
 * @param {string} root
 * @returns {number} bytes of all files
 */
export function treeBytes(root) {
  return listTree(root)
    .map((path) => lstatSync(join(root, path)))
    .filter((found) => found.isFile())
    .reduce((sum, { size }) => sum + size, 0)
}

/**
 * The Electron inside, as its distribution names it.
 *
 * @param {import('./fpm-arguments.mjs').PackageRequest} request
 */
export function electronVersionIn({ files }) {
  const app = files.find(({ from }) => from.endsWith('/'))
  return app === undefined ? 'unknown' : readElectronVersion(app.from)
}

/** @param {string} folder */
export function readElectronVersion(folder) {
  return readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
}
