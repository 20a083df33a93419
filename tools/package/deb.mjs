import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runOrFail } from '../runtime/processes.mjs'
import { electronVersionIn, evenOut, listTree, stageFiles } from './stage.mjs'

/** dpkg counts in these. */
const KIBIBYTE = 1024
const LINE_WIDTH = 78
/** What builders of Debian packages take where nothing else was asked for. */
const COMPRESSION = 'xz'
const KNOWN_COMPRESSIONS = ['xz', 'gzip', 'zstd', 'none']

/**
 * Packs a .deb with dpkg-deb, which every Debian machine has.
 *
 * @param {import('./fpm-arguments.mjs').PackageRequest} request
 * @param {{ scratch: string, epoch: number }} surroundings `scratch`: an empty folder
 */
export async function packDeb(request, { scratch, epoch }) {
  const root = join(scratch, 'root')
  const control = join(root, 'DEBIAN')
  stageFiles(request, root)
  const files = listTree(root)
  mkdirSync(control)
  writeFileSync(join(control, 'control'), controlFile(request, { installedKib: installedKib(root, files) }))
  writeFileSync(join(control, 'md5sums'), md5sums(root, files))
  const scripts = { postinst: request.afterInstall, postrm: request.afterRemove }
  for (const [name, from] of Object.entries(scripts)) {
    if (from === null) continue
    copyFileSync(from, join(control, name))
    chmodSync(join(control, name), 0o755)
  }
  evenOut(root, epoch)
  const compression = KNOWN_COMPRESSIONS.includes(request.compression) ? request.compression : COMPRESSION
  await runOrFail('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', root, request.target], {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch) },
    failure: 'dpkg-deb could not write the package: make room on the disk and start again.',
  })
}

/**
 * The control file (Debian Policy, chapter 5).
 *
 * @param {import('./fpm-arguments.mjs').PackageRequest} request
 * @param {{ installedKib: number, electron?: string }} facts
 */
export function controlFile(request, { installedKib, electron = electronVersionIn(request) }) {
  const fields = {
    Package: request.name,
    Version: request.version,
    Architecture: request.architecture,
    Maintainer: request.maintainer,
    'Installed-Size': String(installedKib),
    Depends: request.depends.join(', '),
    Recommends: request.recommends.join(', '),
    Section: request.category,
    Priority: request.priority,
    Homepage: isRealAddress(request.url) ? request.url : '',
    Description: descriptionOf(request, electron),
  }
  return Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}

/** A line for lists, then paragraphs: each line of them is indented, and an empty one holds a dot. */
function descriptionOf(
  /** @type {import('./fpm-arguments.mjs').PackageRequest} */ request,
  /** @type {string} */ electron,
) {
  const paragraphs = [
    ...request.description.split('\n').filter((line) => line !== ''),
    `Built on Electron ${electron}.`,
  ]
  return [request.summary, ...paragraphs.map(wrap).join('\n.\n').split('\n')].join('\n ')
}

/** @param {string} text */
function wrap(text) {
  /** @type {string[]} */
  const lines = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= LINE_WIDTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}

/** The builder demands an address; one under .invalid leads nowhere and is left out. @param {string} url */
export function isRealAddress(url) {
  return URL.canParse(url) && !new URL(url).hostname.endsWith('.invalid')
}

/** @param {string} root @param {readonly string[]} files */
function installedKib(root, files) {
  return files.reduce((sum, path) => {
    const found = lstatSync(join(root, path))
    return sum + (found.isFile() ? Math.ceil(found.size / KIBIBYTE) : 1)
  }, 0)
}

/** @param {string} root @param {readonly string[]} files */
function md5sums(root, files) {
  return files
    .filter((path) => lstatSync(join(root, path)).isFile())
    .map(
      (path) =>
        `${createHash('md5')
          .update(readFileSync(join(root, path)))
          .digest('hex')}  ${path}\n`,
    )
    .join('')
}
