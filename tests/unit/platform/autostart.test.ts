import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Autostart, LaunchCommand } from '../../../src/main/platform/autostart.ts'
import { LoginItems } from '../../../src/main/platform/login-items.ts'
import { execLine, XdgAutostart, xdgAutostartFolders } from '../../../src/main/platform/xdg-autostart.ts'

const COMMAND: LaunchCommand = ['/opt/Outpost Console/outpost-console', '--at-login']

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'outpost-autostart-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const own = (): string => join(root, 'config/autostart/outpost-console.desktop')

function xdg(command: LaunchCommand = COMMAND): Autostart {
  const environment = { XDG_CONFIG_HOME: join(root, 'config'), XDG_CONFIG_DIRS: join(root, 'shared') }
  return new XdgAutostart(xdgAutostartFolders(environment, '/nowhere'), command)
}

/** What Electron keeps of login items, in memory. */
function loginItems(): Autostart {
  let isOn = false
  return new LoginItems(
    {
      getLoginItemSettings: () => ({ openAtLogin: isOn }),
      setLoginItemSettings: ({ openAtLogin }) => {
        isOn = openAtLogin
      },
    },
    COMMAND,
  )
}

describe.each([
  ['of freedesktop.org', () => xdg()],
  ['of Windows and macOS', loginItems],
])('starting at login by the means %s', (_name, make) => {
  it('is off, is switched on and off, and is found as it was left', async () => {
    const autostart = make()
    expect(await autostart.look()).toBe('off')
    await autostart.set(true)
    expect(await autostart.look()).toBe('on')
    await autostart.set(true)
    await autostart.set(false)
    await autostart.set(false)
    expect(await autostart.look()).toBe('off')
  })
})

describe('an entry for the desktop', () => {
  it('is a file of the user’s own that is gone when it is switched off', async () => {
    await xdg().set(true)
    expect(readFileSync(own(), 'utf8')).toContain('Exec="/opt/Outpost Console/outpost-console" "--at-login"\n')
    await xdg().set(false)
    expect(readdirSync(join(root, 'config/autostart'))).toEqual([])
  })

  it.each([
    ['that is taken away', () => rmSync(own()), 'off'],
    ['that a tool has hidden', () => replace('Hidden=false', 'Hidden=true'), 'off'],
    ['that GNOME has switched off', () => replace('enabled=true', 'enabled=false'), 'off'],
    ['of another installation', () => replace('/opt/', '/old/'), 'foreign'],
    ['that is damaged', () => writeFileSync(own(), 'nonsense'), 'foreign'],
  ])('%s is told as what it is', async (_what, change, state) => {
    await xdg().set(true)
    change()
    expect(await xdg().look()).toBe(state)
    await xdg().set(true)
    expect(await xdg().look()).toBe('on')
  })

  it('for all users is told, and is switched off for one of them without touching it', async () => {
    const shared = join(root, 'shared/autostart')
    mkdirSync(shared, { recursive: true })
    writeFileSync(join(shared, 'outpost-console.desktop'), '[Desktop Entry]\nExec=outpost-console\n')
    expect(await xdg().look()).toBe('all')
    await xdg().set(false)
    expect(await xdg().look()).toBe('off')
    expect(readFileSync(own(), 'utf8')).toContain('Hidden=true')
    expect(readFileSync(join(shared, 'outpost-console.desktop'), 'utf8')).toContain('Exec=outpost-console\n')
    rmSync(own())
    expect(await xdg().look()).toBe('all')
  })

  it('that cannot be read or written is told', async () => {
    mkdirSync(join(root, 'config'))
    writeFileSync(join(root, 'config/autostart'), 'in the way')
    await expect(xdg().look()).rejects.toThrow('ENOTDIR')
    await expect(xdg().set(true)).rejects.toThrow('EEXIST')
  })

  it('is looked for where the desktop looks, and never in a folder that is not absolute', () => {
    expect(xdgAutostartFolders({}, '/home/ann')).toEqual({
      own: '/home/ann/.config/autostart',
      shared: ['/etc/xdg/autostart'],
    })
    expect(xdgAutostartFolders({ XDG_CONFIG_HOME: 'x', XDG_CONFIG_DIRS: 'a:/b:/c' }, '/home/ann')).toEqual({
      own: '/home/ann/.config/autostart',
      shared: ['/b/autostart', '/c/autostart'],
    })
  })

  it('starts the very words that were meant, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ -~]{1,12}$/), { minLength: 1, maxLength: 4 }), (words) => {
        expect(startedBy(execLine(words as unknown as LaunchCommand))).toEqual(words)
      }),
      { numRuns: 30 },
    )
  })
})

function replace(before: string, after: string): void {
  writeFileSync(own(), readFileSync(own(), 'utf8').replace(before, after))
}

/** As a desktop reads it: a text of the file, field codes, and then words in double quotes, which a shell reads alike. */
function startedBy(line: string): string[] {
  const text = line.replaceAll('\\\\', '\\').replace(/%(.)/g, (_code, sign: string) => (sign === '%' ? '%' : ''))
  return execFileSync('sh', ['-c', `printf '%s\\n' ${text}`], { encoding: 'utf8' })
    .split('\n')
    .slice(0, -1)
}
