import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { createFeedUpdater } from '../../../src/main/updates/create-feed-updater.ts'
import { installKind } from '../../../src/main/updates/installers.ts'
import type { Updater } from '../../../src/main/updates/updater-port.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'
import { type UpdateFeed, updateFeed } from '../../support/update-feed.ts'

const NEVER = new AbortController().signal

let folder: TemporaryFolder
let feed: UpdateFeed
let relaunched: (string | null)[]
beforeEach(() => {
  folder = temporaryFolder()
  feed = updateFeed(folder.file('feed'))
  relaunched = []
})
afterEach(() => {
  vi.unstubAllEnvs()
  folder.remove()
})

/** A program in front of all others on the path, which writes down what it is called with. */
function standInProgram(name: string, script: string): string {
  const bin = folder.file('bin')
  mkdirSync(bin, { recursive: true })
  const calls = folder.file(`${name}.calls`)
  writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${calls}'\n${script}\n`)
  chmodSync(join(bin, name), 0o755)
  return calls
}

function updater(resources: string, appImage?: string): Updater {
  return createFeedUpdater({
    ...{ platform: 'linux', isPackaged: true, resourcesFolder: resources, appImage, standIn: null },
    ...{
      secureContext: () => createSecureContext(),
      place: feed.folder,
      keys: [feed.key],
      version: '1.0.0',
      machine: 'desk-7',
    },
    folder: folder.file('updates'),
    logger: silentLogger,
    relaunch: (program) => relaunched.push(program),
  })
}

function resourcesOf(packageType: string): string {
  const resources = folder.file('resources')
  mkdirSync(resources, { recursive: true })
  writeFileSync(join(resources, 'package-type'), packageType)
  return resources
}

async function receive(one: Updater): Promise<void> {
  expect(await one.check(NEVER)).toMatchObject({ kind: 'newer' })
  await one.download(NEVER, () => undefined)
}

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  it('a package of Debian is handed to dpkg, and the program starts anew afterwards', async () => {
    const dpkg = standInProgram('dpkg', 'exit 0')
    // Who is not root is asked for the password by this one, which then calls what it is given.
    standInProgram('pkexec', 'shift; exec "$@"')
    vi.stubEnv('PATH', `${folder.file('bin')}:${process.env['PATH']}`)
    feed.offer('1.1.0')
    const one = updater(resourcesOf('deb'))
    await receive(one)
    await one.install()
    const calls = readFileSync(dpkg, 'utf8')
    expect(calls).toMatch(/^-i .*\/received\/pending\/outpost-console\.deb$/m)
    expect(relaunched).toEqual([null])
  })

  it('a refusal of the package manager is told, and can be tried again', async () => {
    standInProgram('dpkg', 'echo "no password" >&2; exit 1')
    standInProgram('apt-get', 'exit 1')
    standInProgram('pkexec', 'shift; exec "$@"')
    vi.stubEnv('PATH', `${folder.file('bin')}:${process.env['PATH']}`)
    feed.offer('1.1.0')
    const one = updater(resourcesOf('deb'))
    await receive(one)
    await expect(one.install()).rejects.toMatchObject({ code: 'install-failed' })
    expect(relaunched).toEqual([])
    standInProgram('dpkg', 'exit 0')
    await one.install()
    expect(relaunched).toEqual([null])
  })

  it('an AppImage is replaced, and started when this one has ended', async () => {
    const program = folder.file('Outpost.AppImage')
    writeFileSync(program, 'the present version')
    vi.stubEnv('APPIMAGE', program)
    feed.offer('1.1.0')
    feed.editManifest((text) => text.replaceAll('outpost-console.deb', 'Outpost-1.1.0.AppImage'))
    writeFileSync(join(feed.folder, 'Outpost-1.1.0.AppImage'), readFileSync(feed.installer))
    feed.sign()
    const one = updater(folder.file('none'), program)
    await receive(one)
    expect(readFileSync(program, 'utf8')).toBe('the present version')
    await one.install()
    expect(readFileSync(program).equals(readFileSync(feed.installer))).toBe(true)
    expect(relaunched).toEqual([program])
  })

  it('an unpacked archive only says that there is a newer version', async () => {
    feed.offer('1.1.0')
    const one = updater(folder.file('none'))
    expect(one.canInstall).toBe(false)
    expect(await one.check(NEVER)).toMatchObject({ kind: 'newer' })
    await expect(one.install()).rejects.toMatchObject({ code: 'by-hand' })
  })
})

it('knows how it was installed', () => {
  const given = { resourcesFolder: resourcesOf('rpm'), appImage: undefined, standIn: null, isPackaged: true }
  expect(installKind({ ...given, platform: 'linux' })).toBe('rpm')
  expect(installKind({ ...given, platform: 'linux', appImage: '/opt/Outpost.AppImage' })).toBe('appimage')
  expect(installKind({ ...given, platform: 'win32' })).toBe('nsis')
  expect(installKind({ ...given, platform: 'darwin' })).toBe('none')
  expect(installKind({ ...given, platform: 'linux', isPackaged: false })).toBe('none')
  // What stands in for an installer counts in an unpackaged program only.
  const standIn = (): void => undefined
  expect(installKind({ ...given, platform: 'linux', standIn })).toBe('rpm')
  expect(installKind({ ...given, platform: 'linux', isPackaged: false, standIn })).toBe('stand-in')
})
