import { existsSync } from 'node:fs'
import { say, ToolError } from './errors.mjs'
import { findCommand, lastLines, run } from './processes.mjs'

/** Libraries that Electron links against or loads, by Debian's names. */
export const ELECTRON_PACKAGES = [
  'libnss3',
  'libgtk-3-0',
  'libgbm1',
  'libasound2',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxss1',
  'libxtst6',
]

/** @type {Readonly<Record<string, string>>} */
const PACKAGE_OF_COMMAND = { 'g++': 'g++', gcc: 'gcc', Xvfb: 'xvfb', unzip: 'unzip', tar: 'tar', ldd: 'libc-bin' }
const APT_TIMEOUT_MS = 10 * 60 * 1000

/** apt takes one caller at a time. */
let queue = /** @type {Promise<unknown>} */ (Promise.resolve())
let isUpdated = false

/** Installs what is missing of the commands, or fails with the line to run. @param {readonly string[]} names */
export async function ensureCommands(names) {
  const missing = names.filter((name) => findCommand(name) === null)
  if (missing.length === 0) return
  await installPackages(
    missing.map((name) => PACKAGE_OF_COMMAND[name] ?? name),
    `the ${missing.length === 1 ? 'command' : 'commands'} ${missing.join(', ')}`,
  )
  const still = names.filter((name) => findCommand(name) === null)
  if (still.length > 0)
    throw new ToolError(`${still.join(', ')} is still missing after its package was installed: add it to the PATH.`)
}

/** Installs what Electron's executable links against and does not find. @param {string} executable */
export async function ensureElectronLibraries(executable) {
  if (process.platform !== 'linux') return
  const missing = await missingLibraries(executable)
  if (missing.length === 0) return
  await installPackages(
    ELECTRON_PACKAGES,
    `system libraries that Electron needs (${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''})`,
  )
  const still = await missingLibraries(executable)
  if (still.length > 0)
    throw new ToolError(`Electron still misses ${still.join(', ')}: install the packages that have them.`)
}

/** @param {string} executable */
async function missingLibraries(executable) {
  if (findCommand('ldd') === null) return []
  const { stdout } = await run('ldd', [executable])
  return parseMissing(stdout)
}

/** The names that `ldd` could not resolve. @param {string} output */
export function parseMissing(output) {
  return output
    .split('\n')
    .filter((line) => line.includes('=> not found'))
    .map((line) => line.trim().split(' ')[0] ?? '')
}

/**
 * @param {readonly string[]} packages
 * @param {string} purpose
 */
async function installPackages(packages, purpose) {
  const previous = queue
  const own = previous.catch(() => undefined).then(() => install(packages, purpose))
  queue = own
  await own
}

/**
 * @param {readonly string[]} packages
 * @param {string} purpose
 */
async function install(packages, purpose) {
  const apt = findCommand('apt-get')
  const isRoot = process.getuid?.() === 0
  if (apt === null) {
    throw new ToolError(
      `This machine lacks ${purpose}: install it with the system’s package manager (Debian’s names: ${withEverythingElse(packages).join(' ')}).`,
    )
  }
  if (!isRoot)
    throw new ToolError(
      `This machine lacks ${purpose}: run  sudo apt-get install -y ${withEverythingElse(packages).join(' ')}`,
    )
  say(`installing ${packages.join(' ')}…`)
  await runApt(apt, packages)
}

/** Whoever has to type the line types it once: it names all else that is going to be missed. @param {readonly string[]} packages */
function withEverythingElse(packages) {
  const missing = ['unzip', 'gcc', 'g++', 'Xvfb'].filter((name) => findCommand(name) === null)
  return [...new Set([...packages, ...missing.map((name) => PACKAGE_OF_COMMAND[name] ?? name)])]
}

/** @param {string} apt @param {readonly string[]} packages */
async function runApt(apt, packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, timeoutMs: APT_TIMEOUT_MS }
  if (!isUpdated) await run(apt, ['update', '-q'], options)
  isUpdated = true
  const names = await Promise.all(packages.map(currentName))
  const result = await run(apt, ['install', '-y', '-q', '--no-install-recommends', ...names], options)
  if (result.code !== 0) {
    throw new ToolError(
      `apt-get could not install ${names.join(' ')}: run  apt-get update && apt-get install -y ${names.join(' ')}  and mend what it says.`,
      {
        cause: new Error(lastLines(result.stderr)),
      },
    )
  }
}

/** Newer releases of Debian and Ubuntu renamed some libraries for their 64-bit time. @param {string} name */
async function currentName(name) {
  if (!existsSync('/usr/bin/apt-cache')) return name
  const renamed = `${name}t64`
  const { stdout } = await run('apt-cache', ['policy', renamed])
  return /Candidate: (?!\(none\))/.test(stdout) ? renamed : name
}
