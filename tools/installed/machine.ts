import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { ToolError } from '../runtime/errors.mjs'

export const PACKAGE = 'outpost-console'
export const HOME_OF_PACKAGE = '/opt/Outpost Console'
export const CONFIGURATION = '/etc/outpost-console'
export const COMMAND = '/usr/bin/outpost-console'

/** A person of this PC, made for the test. */
export interface Person {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly home: string
}

/** Runs a command of the system; what it said is in the error when it fails. */
export function system(command: string, ...args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    throw new ToolError(`${command} ${args.join(' ')} failed: ${said}`, { cause: error })
  }
}

/** What the test would remove in the end must not be somebody's. */
export function requireFreeMachine(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new ToolError('The test installs a package: it needs Debian, and root on it. A container will do.')
  }
  if (isInstalled() || existsSync(HOME_OF_PACKAGE)) {
    throw new ToolError(
      `${PACKAGE} is installed on this PC and the test would remove it: use another PC or a container.`,
    )
  }
  if (existsSync(CONFIGURATION))
    throw new ToolError(`${CONFIGURATION} exists and the test would remove it: move it away first.`)
}

/** Also when only its configuration is left, or when it was installed halfway. */
function isInstalled(): boolean {
  try {
    return execFileSync('dpkg-query', ['--show', PACKAGE], { stdio: 'pipe' }).length > 0
  } catch {
    return false
  }
}

export function installPackage(file: string): void {
  try {
    system('dpkg', '-i', file)
  } catch (cause) {
    throw new ToolError(`The package could not be installed: see what  apt-get install -y ${file}  says.`, { cause })
  }
}

/** Also when it was installed halfway. */
export function purgePackage(): void {
  if (isInstalled()) system('dpkg', '--purge', '--force-remove-reinstreq', PACKAGE)
}

export function addPerson(): Person {
  const name = `outpost-try-${process.pid}`
  system('useradd', '--create-home', '--user-group', '--shell', '/bin/sh', name)
  const [, , uid, gid, , home] = system('getent', 'passwd', name).split(':')
  return { name, uid: Number(uid), gid: Number(gid), home: home ?? '' }
}

/** With all that the person has, and with what a process of theirs left in the folder for temporary files. */
export function removePerson({ name, uid, home }: Person): void {
  for (const pid of processesOfUser(uid)) kill(pid)
  system('userdel', '--force', name)
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

function processesOfUser(uid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => ownerOf(pid) === uid)
    .map(Number)
}

function ownerOf(pid: string): number | null {
  try {
    return statSync(`/proc/${pid}`).uid
  } catch {
    // It has ended meanwhile.
    return null
  }
}
