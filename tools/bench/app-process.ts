import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { inProject } from '../runtime/paths.mjs'

const READY_TIMEOUT_MS = 30_000
/** A new window opens on the largest list there is. */
const OPENS = { OUTPOST_START_PAGE: 'devices' }
const STOP_TIMEOUT_MS = 10_000
const BYTES_PER_KB = 1_024
const BYTES_PER_MB = 1_048_576

export interface AppMemory {
  readonly totalMb: number
  /** Of the main process with its storage worker. */
  readonly mainMb: number
  /** Of all windows' pages. */
  readonly rendererMb: number
}

/** An Electron app that says on standard output when it is ready. */
export class AppProcess {
  readonly #child: ChildProcess
  /** From the start of the process to its word that it is ready. */
  readonly readyMs: number

  private constructor(child: ChildProcess, readyMs: number) {
    this.#child = child
    this.readyMs = readyMs
  }

  /** @param app the console's folder, or the file of a bare app */
  static async start(app: string, environment: Readonly<Record<string, string>> = {}): Promise<AppProcess> {
    const isRoot = process.getuid?.() === 0
    const startedAt = performance.now()
    const child = spawn(electronPath(), [...(isRoot ? ['--no-sandbox'] : []), app], {
      cwd: inProject(),
      env: { ...process.env, OUTPOST_READY_LINE: '1', OUTPOST_UNATTENDED: '1', ...OPENS, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await readyLine(child)
    return new AppProcess(child, performance.now() - startedAt)
  }

  /** Memory of all processes of the app, shared pages divided among those who share them (PSS). */
  memory(): AppMemory {
    const root = this.#child.pid ?? 0
    const shares = treeOf(root).map((pid) => ({ pid, kind: kindOf(pid), mb: proportionalBytes(pid) / BYTES_PER_MB }))
    const sum = (isIn: (share: (typeof shares)[number]) => boolean): number =>
      shares.filter(isIn).reduce((total, share) => total + share.mb, 0)
    return {
      totalMb: sum(() => true),
      mainMb: sum(({ pid }) => pid === root),
      rendererMb: sum(({ kind }) => kind === 'renderer'),
    }
  }

  async stop(): Promise<void> {
    const child = this.#child
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await ended
    clearTimeout(timer)
  }
}

/** Set by `npm run bench`, which prepares the runtime. */
export function electronPath(): string {
  const path = process.env['ELECTRON_EXEC_PATH']
  if (path === undefined) throw new Error('there is no Electron: start it with  npm run bench')
  return path
}

function readyLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (cause: string): void => {
      child.kill('SIGKILL')
      reject(new Error(`the app ${cause}: ${output.slice(-2_000)}`))
    }
    const timer = setTimeout(() => fail('was not ready in time'), READY_TIMEOUT_MS)
    const hear = (chunk: Buffer): void => {
      output += chunk.toString()
      if (!output.includes('"ready"')) return
      clearTimeout(timer)
      resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', (error) => fail(`did not start (${error.message})`))
    child.once('exit', () => {
      clearTimeout(timer)
      reject(new Error(`the app ended before it was ready: ${output.slice(-2_000)}`))
    })
  })
}

/** The process with everything it has started. */
function treeOf(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : null
    if (parent !== null) parents.set(Number(name), parent)
  }
  const tree = new Set([root])
  let size = 0
  while (size !== tree.size) {
    size = tree.size
    for (const [pid, parent] of parents) if (tree.has(parent)) tree.add(pid)
  }
  return [...tree]
}

/** Null: the process has ended meanwhile. */
function parentOf(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1])
  } catch {
    return null
  }
}

/** What Chromium calls the process: `renderer`, `gpu-process` and so on; empty for the main one. */
function kindOf(pid: number): string {
  return /--type=([a-z-]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1] ?? ''
}

function proportionalBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * BYTES_PER_KB
}
