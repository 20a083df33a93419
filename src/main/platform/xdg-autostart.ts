import { mkdir, rm } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { Autostart, AutostartState, LaunchCommand } from './autostart.ts'
import { readSmallFile, writeFileAtomically } from './file-atomic.ts'

const FILE = 'outpost-console.desktop'
const MAX_BYTES = 100_000

export interface XdgFolders {
  /** The user's own. */
  readonly own: string
  /** Of all users, the most important first. */
  readonly shared: readonly string[]
}

/** Where the desktop looks for what it starts at login (XDG Autostart 0.5). */
export function xdgAutostartFolders(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): XdgFolders {
  const { XDG_CONFIG_HOME: own = '', XDG_CONFIG_DIRS: shared = '' } = environment
  const folders = shared.split(':').filter((folder) => isAbsolute(folder))
  return {
    own: join(isAbsolute(own) ? own : join(home, '.config'), 'autostart'),
    shared: (folders.length === 0 ? ['/etc/xdg'] : folders).map((folder) => join(folder, 'autostart')),
  }
}

/** Starts the console at login on desktops that follow freedesktop.org. A user's file counts for more than that of all users. */
export class XdgAutostart implements Autostart {
  readonly #folders: XdgFolders
  readonly #command: LaunchCommand

  constructor(folders: XdgFolders, command: LaunchCommand) {
    this.#folders = folders
    this.#command = command
  }

  async look(): Promise<AutostartState> {
    const own = await readSmallFile(this.#ownFile, MAX_BYTES)
    if (own === null) return (await this.#isSetForAll()) ? 'all' : 'off'
    if (!isSwitchedOn(own)) return 'off'
    return entryValue(own, 'Exec') === execLine(this.#command) ? 'on' : 'foreign'
  }

  async set(isOn: boolean): Promise<void> {
    if (!isOn && !(await this.#isSetForAll())) return rm(this.#ownFile, { force: true })
    await mkdir(this.#folders.own, { recursive: true, mode: 0o700 })
    // What is set for all users is switched off for one by a file of theirs that says so.
    await writeFileAtomically(this.#ownFile, entryOf(this.#command, isOn))
  }

  get #ownFile(): string {
    return join(this.#folders.own, FILE)
  }

  async #isSetForAll(): Promise<boolean> {
    for (const folder of this.#folders.shared) {
      const text = await readSmallFile(join(folder, FILE), MAX_BYTES)
      if (text !== null) return isSwitchedOn(text)
    }
    return false
  }
}

function entryOf(command: LaunchCommand, isOn: boolean): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Outpost Console',
    'Comment=Control-room console for fleets of devices',
    `Exec=${execLine(command)}`,
    'Terminal=false',
    `Hidden=${String(!isOn)}`,
    `X-GNOME-Autostart-enabled=${String(isOn)}`,
  ]
  return `${lines.join('\n')}\n`
}

/** Desktop Entry Specification, "The Exec key": quoted for the command, and once more as a text of the file. */
export function execLine(command: LaunchCommand): string {
  const quoted = command.map((word) => `"${word.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`)
  return quoted.join(' ').replaceAll('\\', '\\\\')
}

function isSwitchedOn(entry: string): boolean {
  return entryValue(entry, 'Hidden') !== 'true' && entryValue(entry, 'X-GNOME-Autostart-enabled') !== 'false'
}

/** A value of the main group; null: it is not there. */
function entryValue(entry: string, key: string): string | null {
  const [, group = ''] = /^\[Desktop Entry\]\s*$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(entry) ?? []
  const line = group.split(/\r?\n/).find((one) => one.split('=')[0]?.trim() === key)
  return line === undefined ? null : line.slice(line.indexOf('=') + 1).trim()
}
