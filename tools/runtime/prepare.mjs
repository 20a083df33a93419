import { statfsSync } from 'node:fs'
import { ensureDisplay, ensureDisplayServer } from './display.mjs'
import { ensureElectron } from './electron.mjs'
import { say } from './errors.mjs'
import { BINDING_VARIABLE, electronNeedsBinding, ensureSqliteBinding } from './sqlite-binding.mjs'
import { ensureElectronLibraries } from './system-packages.mjs'

/** Chromium keeps its pictures in shared memory; containers often have 64 MB of it, which is not enough. */
const SHARED_MEMORY_NEEDED_BYTES = 256 * 1024 * 1024

/**
 * @typedef {object} PreparedRuntime
 * @property {NodeJS.ProcessEnv} env the whole environment for processes that are started
 * @property {string | null} electronPath the executable; null when Electron was not asked for
 * @property {string | null} electronVersion such as 45.4.1
 * @property {'given' | 'package' | 'offline' | null} electronKind see `ElectronRuntime`
 * @property {string | null} packagingDist folder for electron-builder's `electronDist`
 * @property {string | null} display such as `:99`; null when there is none or none was asked for
 * @property {boolean} isDisplayVirtual whether nobody sees the display
 * @property {string[]} args arguments that this machine's Electron needs before the app's own
 * @property {() => Promise<void>} dispose stops what was started; safe to call twice
 */

/**
 * Makes this machine able to run what is asked for. What was prepared before is found again at once.
 *
 * @param {{ needDisplay?: boolean, needElectron?: boolean }} [needs] both are true when left out
 * @returns {Promise<PreparedRuntime>}
 */
export async function prepareRuntime({ needDisplay = true, needElectron = true } = {}) {
  const electron = needElectron ? await ensureElectron() : null
  if (electron) await ensureElectronLibraries(electron.path)
  if (needDisplay) await ensureDisplayServer()
  const binding = electron && electronNeedsBinding(electron.version) ? await ensureSqliteBinding() : null
  const display = needDisplay ? await ensureDisplay() : null
  const args = electron ? electronArguments() : []
  return {
    env: environment(electron, binding, display),
    electronPath: electron?.path ?? null,
    electronVersion: electron?.version ?? null,
    electronKind: electron?.kind ?? null,
    packagingDist: electron?.packagingDist ?? null,
    display: display?.name ?? null,
    isDisplayVirtual: display?.isVirtual ?? false,
    args,
    dispose: async () => display?.dispose(),
  }
}

/**
 * @param {import('./electron.mjs').ElectronRuntime | null} electron
 * @param {string | null} binding
 * @param {import('./display.mjs').Display | null} display
 */
function environment(electron, binding, display) {
  const env = { ...process.env }
  // Set by some shells and editors that are Electron apps themselves: with it Electron would be a plain Node.
  delete env['ELECTRON_RUN_AS_NODE']
  if (electron && electron.kind !== 'package') env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.dist
  if (electron) env['ELECTRON_EXEC_PATH'] = electron.path
  if (electron) env['ELECTRON_MAJOR_VER'] = String(Number.parseInt(electron.version, 10))
  if (binding !== null) env[BINDING_VARIABLE] = binding
  if (display?.name) env['DISPLAY'] = display.name
  if (display?.isVirtual) env['OUTPOST_VIRTUAL_DISPLAY'] = '1'
  return env
}

function electronArguments() {
  if (process.platform !== 'linux') return []
  const args = []
  if (process.getuid?.() === 0) {
    args.push('--no-sandbox')
    sayOnce(
      'OUTPOST_SAID_NO_SANDBOX',
      'running as root, where Chromium has no sandbox: --no-sandbox is added for this run only',
    )
  }
  if (!process.env['DISPLAY'] && process.env['WAYLAND_DISPLAY']) args.push('--ozone-platform-hint=auto')
  if (hasLittleSharedMemory()) args.push('--disable-dev-shm-usage')
  return args
}

/** Tools that start each other say a thing once. @param {string} variable @param {string} line */
function sayOnce(variable, line) {
  if (process.env[variable] === '1') return
  process.env[variable] = '1'
  say(line)
}

function hasLittleSharedMemory() {
  try {
    const { blocks, bsize } = statfsSync('/dev/shm')
    return blocks * bsize < SHARED_MEMORY_NEEDED_BYTES
  } catch {
    return true
  }
}
