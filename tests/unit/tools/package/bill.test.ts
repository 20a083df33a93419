import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBill } from '../../../../tools/package/bill.mjs'
import { bundledPackages, packageFolder } from '../../../../tools/package/bundled.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'outpost-bill-'))
  for (const [path, content] of Object.entries(TREE)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const FONT = 'node_modules/@fontsource-variable/inter'
const TREE: Readonly<Record<string, string | object>> = {
  'package.json': { name: 'outpost-console', version: '1.2.3', description: 'A console', license: 'MIT' },
  'package-lock.json': { packages: { 'node_modules/zod': { integrity: 'sha512-AAEC' } } },
  'out/main/index.js.map': { sources: ['../../src/main/index.ts', '../../node_modules/zod/v4/core.js'] },
  'out/main/chunks/a.js.map': { sources: ['../../../node_modules/@socket.io/emitter/node_modules/ms/index.js'] },
  'out/preview/b.js.map': { sources: ['../../node_modules/unused/index.js'] },
  'out/renderer/assets/inter-latin-wght-normal-Dx4kXJAl.woff2': '',
  'node_modules/zod/package.json': { name: 'zod', version: '4.0.0', license: 'MIT' },
  'node_modules/@socket.io/emitter/node_modules/ms/package.json': {
    name: 'ms',
    version: '2.1.3',
    license: '(MIT OR X11)',
  },
  'node_modules/unused/package.json': { name: 'unused', version: '1.0.0' },
  [`${FONT}/package.json`]: { name: '@fontsource-variable/inter', version: '5.3.0', license: 'OFL-1.1' },
  [`${FONT}/files/inter-latin-wght-normal.woff2`]: '',
  'node_modules/better-sqlite3/package.json': { name: 'better-sqlite3', version: '13.2.0', license: 'MIT' },
  'node_modules/better-sqlite3/deps/sqlite3/sqlite3.h': '\n#define SQLITE_VERSION        "3.54.1"\n',
}

describe('what is bundled', () => {
  it('is read from what was built: code by its maps, also nested libraries, fonts by their files, and no other build', () => {
    expect(bundledPackages(root)).toEqual([FONT, 'node_modules/@socket.io/emitter/node_modules/ms', 'node_modules/zod'])
  })

  it('knows the package of a file', () => {
    expect(packageFolder('node_modules/@a/b/lib/c.js')).toBe('node_modules/@a/b')
    expect(packageFolder('node_modules/a/node_modules/b/c.js')).toBe('node_modules/a/node_modules/b')
    expect(packageFolder('src/main/index.ts')).toBeNull()
  })
})

describe('the bill of materials', () => {
  const bill = () => makeBill({ root, electron: '45.4.1', epoch: 1_700_000_000 })

  it('names Electron, SQLite, the native package and every bundled library, with licence and hash', () => {
    const { components, metadata, specVersion } = bill()
    expect(specVersion).toBe('1.6')
    expect(metadata.component).toMatchObject({ name: 'outpost-console', version: '1.2.3' })
    expect(components.map(({ purl }) => purl)).toEqual([
      'pkg:github/electron/electron@v45.4.1',
      'pkg:generic/sqlite@3.54.1',
      'pkg:npm/%40fontsource-variable/inter@5.3.0',
      'pkg:npm/ms@2.1.3',
      'pkg:npm/better-sqlite3@13.2.0',
      'pkg:npm/zod@4.0.0',
    ])
    expect(components.find(({ name }) => name === 'zod')).toMatchObject({
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-512', content: '000102' }],
    })
    expect(components.find(({ name }) => name === 'ms')).toMatchObject({ licenses: [{ expression: '(MIT OR X11)' }] })
  })

  it('is the same for the same content, and carries another number for another', () => {
    expect(bill()).toEqual(bill())
    expect(makeBill({ root, electron: '46.0.0', epoch: 1 }).serialNumber).not.toBe(bill().serialNumber)
    expect(bill().serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
