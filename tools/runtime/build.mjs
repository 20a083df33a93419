import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { say, ToolError } from './errors.mjs'
import { inProject } from './paths.mjs'
import { lastLines, run } from './processes.mjs'

/** What the result of a build depends on, besides `src`. */
const CONFIGURATION = ['electron.vite.config.ts', 'package.json', 'package-lock.json']
/** The guides and their pictures are part of the app. */
const FOLDERS = ['src', 'resources', 'docs/guide', 'docs/pictures', 'tools/guides']
const OUTPUTS = [
  'main/index.js',
  'main/storage-worker.js',
  'main/fleet-server.js',
  'preload/index.cjs',
  'renderer/index.html',
]

/**
 * Builds the app when a source is newer than `out`, judged by content.
 *
 * @param {{ force?: boolean }} [options]
 * @returns {Promise<boolean>} whether it was built
 */
export async function buildIfStale({ force = false } = {}) {
  const hash = hashSources(inProject())
  const stamp = stampFile()
  if (!force && isCurrent(stamp, hash)) return false
  forgetBuild()
  say('building the app…')
  await build()
  mkdirSync(inProject('out'), { recursive: true })
  writeFileSync(stamp, hash)
  return true
}

function stampFile() {
  return inProject('out/.stamp')
}

/** To be called before something else writes to `out`: the next start builds again. */
export function forgetBuild() {
  rmSync(stampFile(), { force: true })
}

/** @param {string} stamp @param {string} hash */
function isCurrent(stamp, hash) {
  if (!OUTPUTS.every((file) => existsSync(inProject('out', file)))) return false
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

async function build() {
  const viteCli = inProject('node_modules/electron-vite/bin/electron-vite.js')
  if (!existsSync(viteCli)) throw new ToolError('The dependencies are not installed: run  npm ci  first.')
  const { code, stdout, stderr } = await run(process.execPath, [viteCli, 'build'], { cwd: inProject() })
  if (code === 0) return
  process.stderr.write(`${lastLines(`${stdout}\n${stderr}`, 40)}\n`)
  throw new ToolError('The app could not be built: mend what the lines above say and start again.')
}

/**
 * One hash over the names and contents of everything that a build reads.
 *
 * @param {string} root
 */
export function hashSources(root) {
  const hash = createHash('sha256')
  const files = [...CONFIGURATION, ...FOLDERS.flatMap((folder) => filesBelow(root, folder))]
  for (const file of files) {
    const path = join(root, file)
    if (!existsSync(path)) continue
    const bytes = readFileSync(path)
    hash.update(`${file}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]} sorted paths relative to `root`
 */
function filesBelow(root, folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}
