import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './errors.mjs'
import { cacheFolder, inProject } from './paths.mjs'

const PROBE_TIMEOUT_MS = 3_000
const DOWNLOAD_TIMEOUT_MS = 15 * 60 * 1000
/** A machine that could not reach the download is not asked to wait for it again for a day. */
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']
const MIRROR_VARIABLES = [
  'ELECTRON_MIRROR',
  'electron_mirror',
  'npm_config_electron_mirror',
  'NPM_CONFIG_ELECTRON_MIRROR',
]

/**
 * Lets the `electron` package fetch its own binary, if that can be had at all.
 *
 * @param {string} version of the package
 * @returns {Promise<boolean>} whether the binary is there now
 */
export async function downloadElectron(version) {
  if (process.env['ELECTRON_SKIP_BINARY_DOWNLOAD'] || failedRecently(version)) return false
  if (!(await isReachable(downloadAddress(version)))) return rememberFailure(version)
  say(`downloading Electron ${version} (about 120 MB, once)…`)
  if ((await runInstaller()) === 0) return true
  return rememberFailure(version)
}

/** @param {string} version */
function downloadAddress(version) {
  const mirror = MIRROR_VARIABLES.map((name) => process.env[name]).find(Boolean)
  const base = mirror ?? 'https://github.com/electron/electron/releases/download/'
  return `${base}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`
}

/** @param {string} address */
async function isReachable(address) {
  // A request from here would not go through a proxy, so it would prove nothing: let the package try by itself.
  if (PROXY_VARIABLES.some((name) => process.env[name])) return true
  try {
    const response = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })
    return response.ok
  } catch {
    return false
  }
}

/** @returns {Promise<number>} */
function runInstaller() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [inProject('node_modules/electron/install.js')], {
      stdio: ['ignore', 'ignore', process.env['OUTPOST_TOOLS_DEBUG'] === '1' ? 'inherit' : 'ignore'],
      timeout: DOWNLOAD_TIMEOUT_MS,
      killSignal: 'SIGKILL',
    })
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

function failureFile() {
  return join(cacheFolder(), 'electron-download-failed.json')
}

/** @param {string} version */
function failedRecently(version) {
  try {
    const failure = JSON.parse(readFileSync(failureFile(), 'utf8'))
    const age = Date.now() - Number(failure.at)
    return failure.version === version && age >= 0 && age < RETRY_AFTER_MS
  } catch {
    return false
  }
}

/** @param {string} version */
function rememberFailure(version) {
  try {
    mkdirSync(cacheFolder(), { recursive: true })
    writeFileSync(failureFile(), JSON.stringify({ version, at: Date.now() }))
  } catch {
    // Without the note the next start only asks once more.
  }
  return false
}
