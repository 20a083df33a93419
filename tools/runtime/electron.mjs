import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { downloadElectron } from './electron-download.mjs'
import { say, ToolError } from './errors.mjs'
import {
  canUseOfflineElectron,
  ensureOfflineElectron,
  OFFLINE_ELECTRON_VERSION,
  offlinePackagingDist,
} from './offline-electron.mjs'
import { inProject } from './paths.mjs'

/**
 * @typedef {object} ElectronRuntime
 * @property {'given' | 'package' | 'offline'} kind where it comes from: ELECTRON_OVERRIDE_DIST_PATH, the `electron`
 *   package's own download, or the offline runtime
 * @property {string} version such as 45.4.1
 * @property {string} dist the folder to set as ELECTRON_OVERRIDE_DIST_PATH
 * @property {string} packagingDist the folder to hand to electron-builder as `electronDist`
 * @property {string} path the executable
 */

/** @returns {Promise<ElectronRuntime>} */
export async function ensureElectron() {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (given) return givenElectron(given)
  const wanted = wantedVersion()
  if (isInstalled(wanted) || (await downloadElectron(wanted))) return packageElectron()
  if (!canUseOfflineElectron()) {
    throw new ToolError(
      `Electron ${wanted} could not be downloaded and there is no offline runtime for ${process.platform}-${process.arch}: connect to the internet and run  node node_modules/electron/install.js , or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.`,
    )
  }
  const { dist, packagingDist } = await ensureOfflineElectron()
  say(
    `using the offline runtime Electron ${OFFLINE_ELECTRON_VERSION}, because the download of Electron ${wanted} could not be reached`,
  )
  return { kind: 'offline', version: OFFLINE_ELECTRON_VERSION, dist, packagingDist, path: join(dist, 'electron') }
}

/** The version that package.json names and that ships. */
function wantedVersion() {
  const manifest = inProject('node_modules/electron/package.json')
  if (!existsSync(manifest)) throw new ToolError('The dependencies are not installed: run  npm ci  first.')
  return String(JSON.parse(readFileSync(manifest, 'utf8')).version)
}

/** @param {string} dist @returns {ElectronRuntime} */
function givenElectron(dist) {
  const path = join(dist, executableName())
  if (!existsSync(path)) {
    throw new ToolError(
      `ELECTRON_OVERRIDE_DIST_PATH names ${dist}, which has no ${executableName()}: correct it or unset it.`,
    )
  }
  const offline = offlinePackagingDist(dist)
  return { kind: offline ? 'offline' : 'given', version: versionOf(dist), dist, packagingDist: offline ?? dist, path }
}

/** @returns {ElectronRuntime} */
function packageElectron() {
  const dist = inProject('node_modules/electron/dist')
  return { kind: 'package', version: versionOf(dist), dist, packagingDist: dist, path: join(dist, executableName()) }
}

/** @param {string} version */
function isInstalled(version) {
  const dist = inProject('node_modules/electron/dist')
  return existsSync(join(dist, executableName())) && versionOf(dist) === version
}

/** @param {string} dist */
function versionOf(dist) {
  try {
    return readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
  } catch {
    return 'unknown'
  }
}

function executableName() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron')
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
