import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { controlFile } from '../../../../tools/package/deb.mjs'
import { parseFpmArguments } from '../../../../tools/package/fpm-arguments.mjs'
import { specFile } from '../../../../tools/package/rpm.mjs'
import { evenOut, listTree, stageFiles } from '../../../../tools/package/stage.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outpost-package-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const EPOCH = 1_700_000_000

function write(path: string, content = 'x', mode = 0o644): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  chmodSync(file, mode)
}

/** As electron-builder calls it for a .deb. */
function words(...more: readonly string[]): string[] {
  return [
    ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libgtk-3-0 | libgtk-3-0t64'],
    ...['--deb-recommends', 'libnotify4', '--deb-compression', 'xz', '--architecture', 'amd64'],
    ...['--after-install', '/t/a', '--after-remove', '/t/b', '--description', 'A console\n Watches devices. '],
    ...['--version', '1.2.3~beta.1', '--package', '/out/a.deb', '--name', 'outpost-console'],
    ...['--maintainer', 'Somebody <a@b.invalid>', '--vendor', 'Somebody', '--url', 'https://b.invalid/'],
    ...['--category', 'net', '--deb-priority', 'optional', '--license', 'MIT'],
    ...['LICENSE=/usr/share/doc/outpost-console/copyright', `${folder}/app/=/opt/Outpost Console`, ...more],
  ]
}

describe('what the packager asks for', () => {
  it('is read with repeated options, and with paths that hold blanks', () => {
    expect(parseFpmArguments(words())).toMatchObject({
      type: 'deb',
      name: 'outpost-console',
      version: '1.2.3~beta.1',
      summary: 'A console',
      description: 'Watches devices.',
      depends: ['libnss3', 'libgtk-3-0 | libgtk-3-0t64'],
      recommends: ['libnotify4'],
      afterInstall: '/t/a',
      target: '/out/a.deb',
      files: [
        { from: 'LICENSE', to: '/usr/share/doc/outpost-console/copyright' },
        { from: `${folder}/app/`, to: '/opt/Outpost Console' },
      ],
    })
  })

  it('keeps the whole description where the summary is told apart', () => {
    expect(parseFpmArguments(['--description', 'Watches devices.', '--rpm-summary', 'A console'])).toMatchObject({
      summary: 'A console',
      description: 'Watches devices.',
    })
  })
})

describe('the control file of a .deb', () => {
  const control = (more: object = {}): string =>
    controlFile({ ...parseFpmArguments(words()), ...more }, { installedKib: 42, electron: '45.4.1' })

  it('names everything that dpkg wants to know, and the Electron inside', () => {
    expect(control()).toBe(
      [
        'Package: outpost-console',
        'Version: 1.2.3~beta.1',
        'Architecture: amd64',
        'Maintainer: Somebody <a@b.invalid>',
        'Installed-Size: 42',
        'Depends: libnss3, libgtk-3-0 | libgtk-3-0t64',
        'Recommends: libnotify4',
        'Section: net',
        'Priority: optional',
        'Description: A console',
        ' Watches devices.',
        ' .',
        ' Built on Electron 45.4.1.',
        '',
      ].join('\n'),
    )
  })

  it('breaks long paragraphs into indented lines, so that none is taken for a field', () => {
    const lines = control({ description: 'word '.repeat(60) }).split('\n')
    const description = lines.slice(lines.findIndex((line) => line.startsWith('Description:')) + 1, -1)
    expect(description.every((line) => line.startsWith(' ') && line.length <= 80)).toBe(true)
  })

  it('tells an address only where there is one', () => {
    expect(control()).not.toContain('Homepage')
    expect(control({ url: 'https://example.org/' })).toContain('Homepage: https://example.org/\n')
  })
})

describe('the spec file of an .rpm', () => {
  it('carries the scripts word for word, although a percent sign means something there', () => {
    write('after.sh', '#!/bin/sh\necho 100%done\n')
    const request = { ...parseFpmArguments(words()), afterInstall: join(folder, 'after.sh'), afterRemove: null }
    const spec = specFile(request, ['%dir "/opt/Outpost Console"'], '45.4.1')
    expect(spec).toContain('%post\n#!/bin/sh\necho 100%%done\n')
    expect(spec).not.toContain('%postun')
    expect(spec).toContain('%defattr(-,root,root,-)\n%dir "/opt/Outpost Console"\n')
  })
})

describe('the files of a package', () => {
  it('lie where they will lie on a machine, with the command on the PATH', () => {
    write('app/outpost-console', 'program', 0o755)
    write('app/resources/app.asar')
    write('LICENSE')
    const root = join(folder, 'root')
    const files = [
      { from: join(folder, 'LICENSE'), to: '/usr/share/doc/outpost-console/copyright' },
      { from: `${folder}/app/`, to: '/opt/Outpost Console' },
    ]
    stageFiles({ ...parseFpmArguments(words()), files }, root)
    expect(readlinkSync(join(root, 'usr/bin/outpost-console'))).toBe('/opt/Outpost Console/outpost-console')
    expect(existsSync(join(root, 'opt/Outpost Console/resources/app.asar'))).toBe(true)
    expect(existsSync(join(root, 'usr/share/doc/outpost-console/copyright'))).toBe(true)
  })

  it('do not tell who built them and when', () => {
    write('root/a/program', 'x', 0o700)
    write('root/a/note', 'x', 0o666)
    evenOut(join(folder, 'root'), EPOCH)
    const paths = listTree(join(folder, 'root'))
    expect(paths).toEqual(['a', 'a/note', 'a/program'])
    const found = paths.map((path) => {
      const { mode, mtimeMs } = lstatSync(join(folder, 'root', path))
      return { mode: mode & 0o777, mtimeMs }
    })
    expect(found.map(({ mode }) => mode)).toEqual([0o755, 0o644, 0o755])
    expect(found.every(({ mtimeMs }) => mtimeMs === EPOCH * 1_000)).toBe(true)
    expect(statSync(join(folder, 'root')).mtimeMs).toBe(EPOCH * 1_000)
  })
})
