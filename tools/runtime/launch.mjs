import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { createInterface } from 'node:readline'
import { say, ToolError } from './errors.mjs'
import { findCommand } from './processes.mjs'

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
/** How long a program may take to end well after it was asked to. */
const GRACE_MS = 15_000
const SHELL_POLL_MS = 250
const SIGNAL_EXIT_BASE = 128

/**
 * Runs a program in the foreground until it ends: signals are passed on to it, its whole process group ends with it,
 * and it ends with this process even when that is killed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @param {(line: string) => void} [options.onLine] sees every line of the standard output, which is passed through
 * @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it
 */
export async function runInForeground(command, args, options = {}) {
  const child = spawn(...bindToParent(command, args), {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['inherit', options.onLine ? 'pipe' : 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
  })
  const stopForwarding = forwardSignals(child)
  if (options.onLine && child.stdout) passThrough(child.stdout, options.onLine)
  try {
    return await exitCodeOf(child, command)
  } finally {
    stopForwarding()
    killGroup(child, 'SIGKILL')
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {[string, string[]]}
 */
function bindToParent(command, args) {
  const setpriv = process.platform === 'linux' ? findCommand('setpriv') : null
  return setpriv === null ? [command, [...args]] : [setpriv, ['--pdeathsig', 'TERM', command, ...args]]
}

/** @param {import('node:stream').Readable} stream @param {(line: string) => void} onLine */
function passThrough(stream, onLine) {
  stream.pipe(process.stdout, { end: false })
  createInterface({ input: stream }).on('line', onLine)
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} command
 * @returns {Promise<number>}
 */
function exitCodeOf(child, command) {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new ToolError(`${command} could not be started: reinstall the dependencies with  npm ci .`, { cause }))
    })
    child.once('exit', (code, signal) => {
      resolve(code ?? SIGNAL_EXIT_BASE + (signal === null ? 1 : constants.signals[signal]))
    })
  })
}

/**
 * The program has its own process group, so a Ctrl+C reaches it through here only, and once. The second one, or the
 * end of the grace period, ends it by force.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void}
 */
function forwardSignals(child) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    if (timer !== undefined) return killGroup(child, 'SIGKILL')
    child.kill(signal)
    timer = setTimeout(() => {
      say(`the program did not end within ${GRACE_MS / 1000} s and is ended by force`)
      killGroup(child, 'SIGKILL')
    }, GRACE_MS)
  }
  for (const signal of FORWARDED) process.on(signal, forward)
  const watch = watchShell(() => forward('SIGTERM'))
  return () => {
    clearTimeout(timer)
    clearInterval(watch)
    for (const signal of FORWARDED) process.off(signal, forward)
  }
}

/**
 * npm hands a signal to the shell between it and this process only, and the shell does not pass it on: its end is the
 * signal. Without npm there is no such shell, and a process may well outlive its parent.
 *
 * @param {() => void} onEnd
 */
function watchShell(onEnd) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.env['npm_lifecycle_event'] === undefined || process.ppid === parent) return
    clearInterval(watch)
    onEnd()
  }, SHELL_POLL_MS)
  return watch.unref()
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function killGroup(child, signal) {
  if (child.pid === undefined) return
  if (process.platform === 'win32') return void child.kill(signal)
  try {
    process.kill(-child.pid, signal)
  } catch {
    // Nobody of the group is left.
  }
}
