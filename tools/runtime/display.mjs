import { spawn } from 'node:child_process'
import { say, ToolError } from './errors.mjs'
import { findCommand } from './processes.mjs'
import { ensureCommands } from './system-packages.mjs'

const SCREEN = '2560x1440x24'
const START_TIMEOUT_MS = 10_000
const STOP_TIMEOUT_MS = 2_000

/**
 * @typedef {object} Display
 * @property {string | null} name such as `:99`; null where the operating system has no such thing
 * @property {boolean} isVirtual whether nobody can see it
 * @property {() => Promise<void>} dispose stops it when it was started here; safe to call twice
 */

/** Whether a virtual display is needed: on Linux without a desktop. */
function isDisplayMissing() {
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
}

/** Makes sure that a virtual display could be started, before anything slow is done. */
export async function ensureDisplayServer() {
  if (isDisplayMissing()) await ensureCommands(['Xvfb'])
}

/**
 * The display of this session, or on Linux without one a virtual display that ends with this process.
 *
 * @returns {Promise<Display>}
 */
export async function ensureDisplay() {
  if (!isDisplayMissing()) {
    const isVirtual = process.env['OUTPOST_VIRTUAL_DISPLAY'] === '1'
    return { name: process.env['DISPLAY'] || null, isVirtual, dispose: async () => undefined }
  }
  await ensureDisplayServer()
  const display = await startXvfb()
  say(`no display: the window is drawn on the virtual display ${display.name}, ${SCREEN}`)
  return display
}

/** @returns {Promise<Display>} */
async function startXvfb() {
  const server = ['Xvfb', '-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset']
  // Even when this process is killed the server ends with it.
  const bound = findCommand('setpriv') === null ? server : ['setpriv', '--pdeathsig', 'TERM', ...server]
  const [command = 'Xvfb', ...args] = bound
  // In a process group of its own: Ctrl+C must reach the app first and leave it a display to close its windows on.
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const number = await displayNumber(child)
  child.unref()
  const kill = () => void child.kill('SIGTERM')
  process.once('exit', kill)
  return {
    name: `:${number}`,
    isVirtual: true,
    dispose: async () => {
      process.off('exit', kill)
      if (child.exitCode !== null || child.signalCode !== null) return
      child.ref()
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

/**
 * Reads the number that the server has chosen.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function displayNumber(child) {
  return new Promise((resolve, reject) => {
    const pipe = /** @type {import('node:net').Socket} */ (child.stdio[3])
    /** @param {unknown} [cause] */
    const fail = (cause) => {
      child.kill('SIGKILL')
      reject(
        new ToolError('The virtual display Xvfb did not start: run  Xvfb :99  to see why, or set DISPLAY.', { cause }),
      )
    }
    const timer = setTimeout(fail, START_TIMEOUT_MS)
    child.once('error', fail)
    child.once('close', fail)
    let text = ''
    pipe.setEncoding('utf8').on('data', (part) => {
      text += part
      if (!text.includes('\n')) return
      clearTimeout(timer)
      child.off('error', fail).off('close', fail)
      pipe.destroy()
      resolve(text.trim())
    })
  })
}
