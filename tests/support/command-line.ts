import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FleetServerProcess } from './fleet-server.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))

export interface CommandResult {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** What `--json` writes. */
export interface CommandAnswer {
  readonly ok: boolean
  readonly exit: number
  readonly command: string
  readonly source: 'console' | 'store' | null
  readonly site: string | null
  readonly result: Record<string, unknown>
  readonly error: { readonly code: string; readonly message: string }
}

/** The real program without a window and without a display, as a script starts it. */
export class CommandLine {
  readonly #environment: NodeJS.ProcessEnv

  constructor(profile: string, environment: Readonly<Record<string, string>> = {}) {
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env
    this.#environment = { ...rest, OUTPOST_PROFILE_DIR: profile, ...environment }
  }

  start(...args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<CommandResult> } {
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const executable = process.env['ELECTRON_EXEC_PATH'] ?? 'electron'
    const child = spawn(executable, [...sandbox, PROJECT, '--headless', ...args], { env: this.#environment })
    const written = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString()))
    const ended = new Promise<CommandResult>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => resolve({ code, ...written }))
    })
    return { child, ended }
  }

  run(...args: readonly string[]): Promise<CommandResult> {
    return this.start(...args).ended
  }

  /** The one line of JSON that it writes. */
  async json(...args: readonly string[]): Promise<CommandAnswer & { readonly code: number | null }> {
    const { code, out, err } = await this.run(...args, '--json')
    const lines = out.split('\n')
    if (lines.length !== 2 || lines[1] !== '') throw new Error(`no single line of JSON: ${out} ${err}`)
    return { ...(JSON.parse(lines[0] ?? '') as CommandAnswer), code }
  }
}

/** The keys of the operations that an answer names. */
export function keysIn({ result }: Pick<CommandAnswer, 'result'>): string[] {
  return (result['operations'] as { key: string }[]).map(({ key }) => key)
}

/** How often the operation of each key had an effect at the server. */
export async function effectsOf(server: FleetServerProcess, keys: readonly string[]): Promise<number[]> {
  const effects = await server.audit()
  return keys.map((key) => effects.filter((effect) => effect.key === key).length)
}

export async function deviceIds(server: FleetServerProcess): Promise<string[]> {
  return (await server.entities('device')).map(({ id }) => id)
}
