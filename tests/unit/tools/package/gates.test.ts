import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { afterPack } from '../../../../tools/package/after-pack.mjs'
import { explainFailure } from '../../../../tools/package/builder.mjs'
import { writeChecksums } from '../../../../tools/package/checksums.mjs'
import { compareTrees, hashTree } from '../../../../tools/package/compare-trees.mjs'
import { measureOurs, SIZE_LIMIT_BYTES, tooLarge } from '../../../../tools/package/size.mjs'
import { chooseTargets, HELP, TARGETS } from '../../../../tools/package/targets.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outpost-package-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, content: string | Buffer = 'x'): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

const NATIVE = 'app/resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node'
const context = () => ({
  appOutDir: join(folder, 'app'),
  electronPlatformName: 'linux',
  packager: { appInfo: { productFilename: 'Outpost Console' } },
})

describe('the size of a package', () => {
  it('counts what is ours and nothing of Electron', () => {
    write('app/outpost-console', Buffer.alloc(9_000))
    write('app/resources/app.asar', Buffer.alloc(700))
    write('app/resources/default_app.asar', Buffer.alloc(5_000))
    write(NATIVE, Buffer.alloc(300))
    expect(measureOurs(join(folder, 'app/resources')).bytes).toBe(1_000)
  })

  it('is refused above 15 MB, naming what is large', () => {
    const files = [
      { path: 'app.asar', bytes: SIZE_LIMIT_BYTES },
      { path: 'b', bytes: 1 },
    ]
    expect(tooLarge({ bytes: SIZE_LIMIT_BYTES, files })).toBeNull()
    expect(tooLarge({ bytes: SIZE_LIMIT_BYTES + 1, files })).toMatch(/15\.0 MB.*app\.asar 15\.0 MB/)
  })

  it('stops the packager before anything is made of a folder that is too large', async () => {
    write('app/resources/app.asar', Buffer.alloc(SIZE_LIMIT_BYTES))
    write(NATIVE)
    await expect(afterPack(context())).rejects.toThrow(/15\.0 MB is the most/)
  })

  it('stops the packager when the native part of SQLite is missing', async () => {
    write('app/resources/app.asar')
    await expect(afterPack(context())).rejects.toThrow(/native part of SQLite/)
    write(NATIVE)
    await expect(afterPack(context())).resolves.toBeUndefined()
  })
})

describe('the sums', () => {
  it('cover every package, in the form that sha256sum checks', () => {
    write('b.deb', 'two')
    write('a.rpm', 'one')
    write('builder-debug.yml')
    write('linux-unpacked/program')
    writeChecksums(folder)
    writeChecksums(folder)
    const sum = (text: string): string => createHash('sha256').update(text).digest('hex')
    expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toBe(`${sum('one')}  a.rpm\n${sum('two')}  b.deb\n`)
  })
})

describe('two builds', () => {
  it('are the same when every file is', () => {
    write('a/x/1', 'same')
    write('b/x/1', 'same')
    expect(compareTrees(hashTree(join(folder, 'a')), hashTree(join(folder, 'b')))).toEqual([])
  })

  it('are told apart by a changed byte, and by a file that only one has', () => {
    write('a/x/1', 'one')
    write('b/x/1', 'two')
    write('b/y')
    expect(compareTrees(hashTree(join(folder, 'a')), hashTree(join(folder, 'b')))).toEqual(['x/1', 'y'])
  })
})

describe('the targets', () => {
  it('are a folder for this machine when none is named', () => {
    expect(chooseTargets([])).toMatchObject([{ name: 'folder', target: { platform: process.platform } }])
  })

  it('are all in the help, and a word that is none is refused with those that are', () => {
    for (const name of Object.keys(TARGETS)) expect(HELP).toContain(`\n  ${name} `)
    expect(() => chooseTargets(['deb', 'msi'])).toThrow(/"msi".*deb, rpm, tar\.gz, AppImage, nsis, portable, dmg/)
  })
})

describe('a package that could not be made', () => {
  const windows = TARGETS['nsis']
  const deb = TARGETS['deb']
  if (windows === undefined || deb === undefined) throw new Error('targets are missing')

  it('says that a download was out of reach, and what to do', () => {
    const output = '  • building target=nsis\n  ⨯ getaddrinfo ENOTFOUND downloads.example  failedTask=build\n'
    expect(explainFailure('nsis', windows, output)).toMatch(/needs a download that cannot be reached.*release workflow/)
  })

  it('passes on what the packers of this project say', () => {
    const output = '  ⨯ fpm process failed\nError output:\noutpost: rpmbuild could not write the package\n'
    expect(explainFailure('rpm', deb, output)).toBe('rpmbuild could not write the package')
  })

  it('repeats the complaint of the builder otherwise', () => {
    expect(explainFailure('deb', deb, '  ⨯ The sky has fallen\n  at somewhere')).toMatch(
      /^deb could not .*: The sky has fallen\./,
    )
  })
})
