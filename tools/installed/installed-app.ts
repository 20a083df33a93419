import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../../tests/support/fleet-server.ts'
import { COMMAND, type Person, system } from './machine.ts'

const READY_TIMEOUT_MS = 90_000

export interface Site {
  readonly serverUrl: string
  readonly token: string
  readonly display: string
}

export interface CommandResult {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** The installed program, started as a person of this PC starts it: by its name, with nothing of this process's surroundings. */
export class InstalledApp {
  readonly #person: Person
  readonly #environment: Readonly<Record<string, string>>

  constructor(person: Person, { serverUrl, token, display }: Site) {
    this.#person = person
    const runtime = join(person.home, '.runtime')
    mkdirSync(runtime, { mode: 0o700 })
    system('chown', `${person.uid}:${person.gid}`, runtime)
    this.#environment = {
      HOME: person.home,
      USER: person.name,
      LOGNAME: person.name,
      PATH: '/usr/local/bin:/usr/bin:/bin',
      LANG: 'C.UTF-8',
      DISPLAY: display,
      XDG_RUNTIME_DIR: runtime,
      OUTPOST_SERVER_URL: serverUrl,
      OUTPOST_TOKEN: token,
      OUTPOST_UNATTENDED: '1',
      // The policy says another.
      OUTPOST_THEME: 'light',
      OUTPOST_START_PAGE: 'devices',
    }
  }

  /** Resolves when the first screen is complete. */
  async start(switches: readonly string[] = []): Promise<RunningConsole> {
    const child = this.#spawn(switches, { OUTPOST_READY_LINE: '1' })
    const running = new RunningConsole(child)
    await until(
      'the installed app is ready',
      () => running.output.includes('"ready"') || running.hasEnded,
      READY_TIMEOUT_MS,
    )
    if (running.hasEnded) throw new Error(`the installed app ended: ${running.output}`)
    return running
  }

  /** A start that ends by itself: a command without a window, or one that is refused. */
  run(...args: readonly string[]): Promise<CommandResult> {
    const child = this.#spawn(args, {})
    const written = { out: '', err: '' }
    child.stdout?.on('data', (chunk: Buffer) => (written.out += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (written.err += chunk.toString()))
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => resolve({ code, ...written }))
    })
  }

  /** The answer of a command of the command line. */
  async ask(...args: readonly string[]): Promise<Record<string, unknown>> {
    const { code, out, err } = await this.run('--headless', ...args, '--json')
    if (code !== 0) throw new Error(`outpost-console --headless ${args.join(' ')} ended with ${code}: ${out} ${err}`)
    return (JSON.parse(out) as { readonly result: Record<string, unknown> }).result
  }

  #spawn(args: readonly string[], more: Readonly<Record<string, string>>): ChildProcess {
    const { uid, gid, home } = this.#person
    const env = { ...this.#environment, ...more }
    return spawn(COMMAND, args, { uid, gid, cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
  }
}

/** A console with a window. */
export class RunningConsole {
  readonly #child: ChildProcess
  #output = ''

  constructor(child: ChildProcess) {
    this.#child = child
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString()
      })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get output(): string {
    return this.#output
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** Where a driver can be attached, if it was started with a port for one. */
  get debuggerUrl(): string | null {
    return /DevTools listening on (ws:\S+)/.exec(this.#output)?.[1] ?? null
  }

  /** As a power failure ends it (`SIGKILL`), or as the desktop does at the end of a session. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.hasEnded) return
    const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()))
    this.#child.kill(signal)
    await ended
  }
}
