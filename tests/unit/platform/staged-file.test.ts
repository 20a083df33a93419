import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stageFile } from '../../../src/main/platform/staged-file.ts'
import { temporaryFolder } from '../../support/queue-host.ts'

let folder = temporaryFolder()
let path: string

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'file.json')
})
afterEach(() => folder.remove())

describe('a staged file', () => {
  it('is in its place only when it is published, and then as a whole', async () => {
    await writeFile(path, 'old')
    const file = await stageFile(path)
    await file.append('new ')
    await file.append('– and more')
    expect(await readFile(path, 'utf8')).toBe('old')
    await file.seal()
    expect(await readFile(path, 'utf8')).toBe('old')
    await file.publish()
    expect(await readFile(path, 'utf8')).toBe('new – and more')
    expect(await readdir(folder.path)).toEqual(['file.json'])
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('leaves nothing behind when it is discarded, before or after it is complete', async () => {
    for (const isSealed of [false, true]) {
      const file = await stageFile(path)
      await file.append('text')
      if (isSealed) await file.seal()
      expect(await file.discard()).toBe(true)
      expect(await readdir(folder.path)).toEqual([])
    }
  })

  it('cannot be discarded any more when it is in its place', async () => {
    const file = await stageFile(path)
    await file.seal()
    await file.publish()
    expect(await file.discard()).toBe(false)
    expect(await readdir(folder.path)).toEqual(['file.json'])
  })

  it('takes nothing more when it is complete', async () => {
    const file = await stageFile(path)
    await file.seal()
    await expect(file.append('late')).rejects.toThrow('complete')
    await file.discard()
  })

  it('cannot begin where there is no folder', async () => {
    await expect(stageFile(join(folder.path, 'missing', 'file.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
