import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ToolError } from './errors.mjs'

const TEMPORARY_PREFIX = 'partial-'
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000

/** The checkout. */
export const PROJECT_ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** @param {string[]} parts */
export function inProject(...parts) {
  return join(PROJECT_ROOT, ...parts)
}

/** Where prepared runtimes are kept between checkouts. @param {NodeJS.ProcessEnv} [env] */
export function cacheFolder(env = process.env) {
  if (env['OUTPOST_CACHE_DIR']) return env['OUTPOST_CACHE_DIR']
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'outpost-console')
}

/**
 * Builds something in the cache as a whole or not at all: `build` fills a temporary place, which then takes its name
 * in one step. When another process was faster, its result is kept and ours thrown away.
 *
 * @param {string} target
 * @param {(temporary: string) => Promise<void>} build fills the folder `temporary`
 * @returns {Promise<string>} `target`
 */
export async function buildAtomically(target, build) {
  const folder = dirname(target)
  makeFolder(folder)
  removeAbandoned(folder)
  const temporary = mkdtempSync(join(folder, TEMPORARY_PREFIX))
  try {
    await build(temporary)
    // The browser's sandbox and other users read what is kept here.
    chmodSync(temporary, 0o755)
    moveIntoPlace(temporary, target)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
  return target
}

/** @param {string} folder */
function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new ToolError(
      `The cache folder ${folder} cannot be written: make it writable, or name another one in OUTPOST_CACHE_DIR.`,
      { cause: error },
    )
  }
}

/** @param {string} temporary @param {string} target */
function moveIntoPlace(temporary, target) {
  try {
    renameSync(temporary, target)
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

/** Removes what a build that was killed left behind. @param {string} folder */
function removeAbandoned(folder) {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(TEMPORARY_PREFIX)) continue
    const path = join(folder, name)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > ABANDONED_AFTER_MS) rmSync(path, { recursive: true, force: true })
  }
}
