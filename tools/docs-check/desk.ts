import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { inProject } from '../runtime/paths.mjs'
import { type Running, runToEnd, type Shell, startUntil } from './processes.ts'
import type { Workplace } from './run-commands.ts'
import { fromElsewhere, scriptsOf } from './scripts.ts'

const START_TIMEOUT_MS = 120_000
const FIRST_PAINT = /"event":"first-paint"/
/** The copy of the demo site holds its devices. */
const HAS_DEVICES = 'outpost-console --headless status --json | grep -Eq \'"devices":\\{?[^0,}]*[1-9]\''
const READ_TRIES = 30
const READ_BY_NPM = ['package.json', 'package-lock.json', '.npmrc']

/** The PC of somebody who has the console installed: the command on the path, a profile of its own, an empty folder. */
export class Desk implements Workplace {
  readonly #root = mkdtempSync(join(tmpdir(), 'outpost-docs-'))
  #console: Running | null = null
  #profiles = 0

  constructor() {
    mkdirSync(join(this.#root, 'bin'))
    const command = join(this.#root, 'bin', 'outpost-console')
    const switches = process.getuid?.() === 0 ? '--no-sandbox' : ''
    const electron = process.env['ELECTRON_EXEC_PATH'] ?? 'electron'
    writeFileSync(command, `#!/bin/sh\nexec "${electron}" ${switches} "${inProject()}" "$@"\n`)
    chmodSync(command, 0o755)
  }

  /**
   * Fills the profile from the demo site, then lets the console run on it without a connection: what is queued stays queued, and
   * commands are answered as on a PC at work.
   */
  async open(): Promise<void> {
    const shell = this.shell('.', 'profile', START_TIMEOUT_MS)
    const demo = await startUntil('outpost-console', shell, FIRST_PAINT)
    try {
      await this.#devicesAreThere(shell)
    } finally {
      await demo.stop()
    }
    const offline = { ...shell, env: { ...shell.env, OUTPOST_REALTIME_ENABLED: '0' } }
    this.#console = await startUntil('outpost-console', offline, FIRST_PAINT)
  }

  async close(): Promise<void> {
    await this.#console?.stop()
    rmSync(this.#root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }

  typed(command: string): string {
    return fromElsewhere(command, inProject(), scriptsOf(inProject()))
  }

  shell(folder: string, profile: string, timeoutMs: number): Shell {
    const cwd = join(this.#root, folder)
    mkdirSync(cwd, { recursive: true })
    // What an administrator has at hand: a policy, a release that was built, and its checksums.
    const policy = readFileSync(inProject('resources/policy.template.json'))
    writeFileSync(join(cwd, 'policy.json'), policy)
    writeFileSync(join(cwd, 'SHA256SUMS'), `${createHash('sha256').update(policy).digest('hex')}  policy.json\n`)
    mkdirSync(join(cwd, 'release-folder'), { recursive: true })
    writeFileSync(join(cwd, 'release-folder', 'latest-linux.yml'), 'version: 0.0.1\n')
    return { cwd, timeoutMs, env: this.#environment(profile) }
  }

  copyShell(timeoutMs: number): Shell {
    const cwd = join(this.#root, 'copy')
    mkdirSync(cwd, { recursive: true })
    for (const name of READ_BY_NPM) if (existsSync(inProject(name))) copyFileSync(inProject(name), join(cwd, name))
    return { cwd, timeoutMs, env: ownEnvironment() }
  }

  projectShell(profile: string, timeoutMs: number): Shell {
    return { cwd: inProject(), timeoutMs, env: this.#environment(profile), isTidied: true }
  }

  newProfile(): string {
    this.#profiles += 1
    return `profile-${this.#profiles}`
  }

  #environment(profile: string): NodeJS.ProcessEnv {
    return {
      ...ownEnvironment(),
      PATH: [join(this.#root, 'bin'), process.env['PATH']].join(delimiter),
      OUTPOST_PROFILE_DIR: join(this.#root, profile),
      OUTPOST_UNATTENDED: '1',
      OUTPOST_FIRST_PAINT_PICTURE: join(this.#root, 'first-paint.png'),
    }
  }

  async #devicesAreThere(shell: Shell): Promise<void> {
    for (let tries = 0; tries < READ_TRIES; tries += 1) {
      if ((await runToEnd(HAS_DEVICES, shell)) === null) return
    }
    throw new Error('the demo site gave the console no devices')
  }
}

/** Without what npm tells the programs that it starts: a command is given by a person, and concerns the folder it is given in. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !/^(?:npm_|INIT_CWD$)/i.test(name))
  return Object.fromEntries(entries)
}
