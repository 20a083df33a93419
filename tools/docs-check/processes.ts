import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** How long a program may take to end after it was asked to. */
const GRACE_MS = 20_000
/** How much of what a program wrote is told when it fails. */
const LINES_TOLD = 6
/** What Chromium complains of on a machine without a desktop. */
const CHROMIUM = /:(?:ERROR|WARNING):[\w/]+\.cc[(:]/

export interface Shell {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly timeoutMs: number
  /** What a command makes there under a name that it says is removed afterwards. */
  readonly isTidied?: boolean
}

/** Null: it worked. Otherwise what went wrong, with the last lines that it wrote. */
export type Outcome = string | null

/** Runs a command as a shell does, to its end. */
export async function runToEnd(command: string, shell: Shell): Promise<Outcome> {
  const before = namesIn(shell.cwd)
  const started = start(command, shell)
  const code = await started.ended(shell.timeoutMs)
  await started.stop()
  if (shell.isTidied === true) removeNew(shell.cwd, before, command)
  if (code === 0) return null
  const why = code === null ? `did not end within ${shell.timeoutMs / 1_000} s` : `ended with ${code}`
  return `${why}: ${started.lastLines()}`
}

/** A program that goes on until it is stopped. */
export interface Running {
  /** Asks it to end, and waits until all of it has. */
  stop(): Promise<void>
}

/** Starts a command and waits for a line that fits. @throws Error when it ends or the time is over before that. */
export async function startUntil(command: string, shell: Shell, until: RegExp): Promise<Running> {
  const before = namesIn(shell.cwd)
  const started = start(command, shell)
  const stop = async () => {
    await started.stop()
    if (shell.isTidied === true) removeNew(shell.cwd, before, command)
  }
  const said = started.line(until)
  const ended = started.ended(shell.timeoutMs)
  const isThere = await Promise.race([said.then(() => true), ended.then(() => false)])
  if (isThere) return { stop }
  await stop()
  throw new Error(`ended, or said nothing within ${shell.timeoutMs / 1_000} s: ${started.lastLines()}`)
}

function start(command: string, { cwd, env }: Shell) {
  const child = spawn('/bin/sh', ['-c', command], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  const listeners: ((line: string) => void)[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      for (const listener of listeners) listener(line)
    })
  }
  const exit = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(127))
    child.once('exit', (code) => resolve(code ?? 128))
  })
  return {
    lastLines: () =>
      lines
        .filter((line) => !CHROMIUM.test(line))
        .slice(-LINES_TOLD)
        .join(' | '),
    line: (form: RegExp) =>
      new Promise<void>((resolve) => {
        if (lines.some((line) => form.test(line))) resolve()
        listeners.push((line) => form.test(line) && resolve())
      }),
    ended: (timeoutMs: number) => Promise.race([exit, after(timeoutMs)]),
    stop: async () => {
      signalGroup(child, 'SIGTERM')
      await Promise.race([exit, after(GRACE_MS)])
      signalGroup(child, 'SIGKILL')
    },
  }
}

function namesIn(folder: string): ReadonlySet<string> {
  return new Set(readdirSync(folder))
}

function removeNew(folder: string, before: ReadonlySet<string>, command: string): void {
  const made = [...namesIn(folder)].filter((name) => !before.has(name) && command.includes(name))
  for (const name of made) rmSync(join(folder, name), { recursive: true, force: true })
}

/** Null, later. It keeps nothing running. */
function after(timeoutMs: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), timeoutMs).unref()
  })
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // Nobody of the group is left.
  }
}
