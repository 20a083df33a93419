import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ToolError } from './errors.mjs'

const OUTPUT_LIMIT = 1024 * 1024

/**
 * The full path of a command, or null when it is not there.
 *
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findCommand(name, env = process.env) {
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : ['']
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    for (const extension of extensions) {
      const path = join(folder, name + extension)
      if (isExecutable(path)) return path
    }
  }
  return null
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Runs a command to its end without a shell and without standard input.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onLine?: (line: string) => void }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>} code 127 when the command could not be started,
 *   124 when it ran out of time.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    let isLate = false
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(expire, options.timeoutMs)
    function expire() {
      isLate = true
      child.kill('SIGKILL')
    }
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout = (stdout + text).slice(-OUTPUT_LIMIT)
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr = (stderr + text).slice(-OUTPUT_LIMIT)
    })
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ code: 127, stdout, stderr: error.message })
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code: isLate ? 124 : (code ?? 1), stdout, stderr })
    })
  })
}

/**
 * Like `run`, but a code other than 0 is an error.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2] & { failure: string }} options `failure` is the sentence to fail with
 */
export async function runOrFail(command, args, options) {
  const result = await run(command, args, options)
  if (result.code === 0) return result.stdout
  throw new ToolError(options.failure, {
    cause: new Error(`${command} ${args.join(' ')} ended with ${result.code}: ${lastLines(result.stderr)}`),
  })
}

/** @param {string} text */
export function lastLines(text, count = 15) {
  return text.trim().split('\n').slice(-count).join('\n')
}

/**
 * The npm that runs this script, or the one on PATH.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand(env = process.env) {
  const own = env['npm_execpath']
  if (own?.endsWith('.js') && existsSync(own)) return { command: process.execPath, args: [own] }
  const found = findCommand('npm', env)
  if (found === null)
    throw new ToolError('npm is not on the PATH: install Node.js with npm, or add its folder to PATH.')
  return { command: found, args: [] }
}
