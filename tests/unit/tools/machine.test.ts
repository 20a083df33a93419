import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashSources } from '../../../tools/runtime/build.mjs'
import { nodeForTypeScript, runsTypeScript } from '../../../tools/runtime/node.mjs'
import { findCommand, npmCommand, run, runOrFail } from '../../../tools/runtime/processes.mjs'
import { electronNeedsBinding } from '../../../tools/runtime/sqlite-binding.mjs'
import { parseDefines, sqliteRecipe } from '../../../tools/runtime/sqlite-recipe.mjs'
import { parseMissing } from '../../../tools/runtime/system-packages.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outpost-tools-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('Node', () => {
  it('runs TypeScript from 22.18 on', () => {
    expect(['20.19.0', '22.17.1', 'v22.18.0', '24.0.0'].map(runsTypeScript)).toEqual([false, false, true, true])
  })

  it('is this one when it is new enough', async () => {
    await expect(nodeForTypeScript('The tests need', '24.1.0')).resolves.toBe(process.execPath)
  })
})

describe('commands', () => {
  it('are found on the PATH only', () => {
    expect(findCommand('no-such-command-anywhere')).toBeNull()
    expect(findCommand('node', { PATH: folder })).toBeNull()
  })

  it('that cannot be started, fail or take too long end with a code and no exception', async () => {
    expect((await run(join(folder, 'nothing'), [])).code).toBe(127)
    expect((await run(process.execPath, ['-e', 'process.exit(3)'])).code).toBe(3)
    expect((await run(process.execPath, ['-e', 'setInterval(() => 1, 1000)'], { timeoutMs: 200 })).code).toBe(124)
  })

  it('that must succeed fail with the sentence they were given', async () => {
    const failing = runOrFail(process.execPath, ['-e', 'process.exit(1)'], { failure: 'Do this instead.' })
    await expect(failing).rejects.toThrow('Do this instead.')
  })

  it('name npm as the remedy when there is none', () => {
    expect(() => npmCommand({ PATH: folder })).toThrow(/npm is not on the PATH/)
  })
})

describe('system libraries', () => {
  it('are missing when the linker says so', () => {
    const output = '\tlinux-vdso.so.1 (0x1)\n\tlibnss3.so => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x2)\n'
    expect(parseMissing(output)).toEqual(['libnss3.so'])
    expect(parseMissing('\tstatically linked\n')).toEqual([])
  })
})

describe('the SQLite binding', () => {
  it('is built for Electron older than 35 only', () => {
    expect(['33.2.1', '34.9.9', '35.0.0', '45.4.1', 'unknown'].map(electronNeedsBinding)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('takes its definitions from the package', () => {
    expect(parseDefines(`{ 'defines': ['A=1', 'B'], 'other': [], 'defines': ['C'] }`)).toEqual(['A=1', 'B'])
    const { compileBinding, compileSqlite } = sqliteRecipe()
    expect(compileSqlite).toEqual(expect.arrayContaining(['-DSQLITE_ENABLE_FTS5', '-DSQLITE_THREADSAFE=2']))
    expect(compileBinding).toContain('-DNAPI_EXPERIMENTAL')
    expect(compileBinding).not.toContain('-DNAPI_VERSION=10')
  })
})

describe('the hash of the sources', () => {
  function write(path: string, text: string): void {
    mkdirSync(join(folder, 'src'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  it('changes with a file’s content, its name and its presence, and with nothing else', () => {
    write('src/a.ts', 'one')
    const first = hashSources(folder)
    write('src/a.ts', 'one')
    expect(hashSources(folder)).toBe(first)
    write('src/a.ts', 'two')
    const second = hashSources(folder)
    write('src/b.ts', '')
    const third = hashSources(folder)
    write('package.json', '{}')
    expect(new Set([first, second, third, hashSources(folder)]).size).toBe(4)
  })
})
