import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  NO_LINK,
  readSmallFile,
  readSmallFileNow,
  setFileAside,
  writeFileAtomically,
} from '../../../src/main/platform/file-atomic.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outpost-atomic-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('writeFileAtomically', () => {
  it('leaves the new text and no temporary file', async () => {
    const file = join(folder, 'a.json')
    await writeFileAtomically(file, 'one')
    await writeFileAtomically(file, 'two')
    expect(await readFile(file, 'utf8')).toBe('two')
    expect(await readdir(folder)).toEqual(['a.json'])
  })

  it('shows a reader the old text or the new one, never a part', async () => {
    const file = join(folder, 'a.json')
    const texts = ['x'.repeat(200_000), 'y'.repeat(100_000)] as const
    await writeFileAtomically(file, texts[0])
    const writing = (async () => {
      for (let round = 0; round < 20; round += 1) await writeFileAtomically(file, texts[round % 2 === 0 ? 1 : 0])
    })()
    for (let round = 0; round < 50; round += 1) expect(texts).toContain(await readFile(file, 'utf8'))
    await writing
  })

  it('cleans up and reports when the target cannot be replaced', async () => {
    await expect(writeFileAtomically(join(folder, 'none', 'a.json'), 'text')).rejects.toThrow('ENOENT')
    expect(await readdir(folder)).toEqual([])
  })
})

describe('readSmallFile', () => {
  it('answers null for no file and refuses a large one', async () => {
    const file = join(folder, 'a.json')
    expect(await readSmallFile(file, 10)).toBeNull()
    await writeFileAtomically(file, 'x'.repeat(11))
    await expect(readSmallFile(file, 10)).rejects.toThrow('11 bytes')
  })

  it.skipIf(process.platform === 'win32')('reads no folder, no pipe and nothing without end', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    await expect(readSmallFile(folder, 10)).rejects.toMatchObject({ code: 'EISDIR' })
    await expect(readSmallFile(pipe, 10)).rejects.toThrow('no file')
    await expect(readSmallFile('/dev/zero', 10)).rejects.toThrow('no file')
  })

  it.skipIf(process.platform === 'win32')('follows a link only where it may', async () => {
    const [file, link] = [join(folder, 'a.json'), join(folder, 'b.json')]
    await writeFileAtomically(file, 'text')
    await symlink(file, link)
    expect(await readSmallFile(link, 10)).toBe('text')
    await expect(readSmallFile(link, 10, NO_LINK)).rejects.toMatchObject({ code: 'ELOOP' })
  })

  it('does the same at once', async () => {
    const file = join(folder, 'a.json')
    expect(readSmallFileNow(file, 10)).toBeNull()
    await writeFileAtomically(file, 'x'.repeat(11))
    expect(() => readSmallFileNow(file, 10)).toThrow('11 bytes')
    expect(readSmallFileNow(file, 11)).toHaveLength(11)
  })
})

describe('setFileAside', () => {
  it('puts the reason before the ending', async () => {
    await writeFileAtomically(join(folder, 'a.json'), 'text')
    expect(await setFileAside(join(folder, 'a.json'), 'corrupt-5')).toBe(join(folder, 'a.corrupt-5.json'))
    expect(await readdir(folder)).toEqual(['a.corrupt-5.json'])
  })
})
