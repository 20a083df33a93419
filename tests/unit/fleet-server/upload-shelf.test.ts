import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPart, type PartFile } from '../../../src/fleet-server/uploads/shelf-disk.ts'
import { ABANDONED_MS, UploadShelf } from '../../../src/fleet-server/uploads/upload-shelf.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const BYTES = Buffer.from('a picture by its bytes')
const SUM = createHash('sha256').update(BYTES).digest('hex')
const KEYS = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const
const NOW = 1_800_000_000_000

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const parts = () => readdirSync(folder.file('uploads/parts')).sort()

/** When the part got something last. */
function touched(key: string, at: number): void {
  utimesSync(join(folder.file('uploads/parts'), `${key}.part`), at / 1_000, at / 1_000)
}

const upload = (key: string) => ({ key, sizeBytes: BYTES.length, sha256: SUM, mediaType: 'image/png' }) as const
const fileOf = (key: string, ending: string) => join(folder.file('uploads/parts'), `${key}.${ending}`)

describe('an upload of which a power cut left', () => {
  it.each<[string, (key: string) => void]>([
    ['half a note', (key) => writeFileSync(fileOf(key, 'json'), '{"key":"')],
    ['its note alone', (key) => rmSync(fileOf(key, 'part'))],
    ['its part alone', (key) => rmSync(fileOf(key, 'json'))],
  ])('%s begins anew, and comes to its end', async (_what, cut) => {
    const [key] = KEYS
    const before = new UploadShelf(folder.path)
    await before.begin(upload(key), 'anna')
    await before.append(key, 'anna', 0, BYTES.subarray(0, 4))
    cut(key)
    const shelf = new UploadShelf(folder.path)
    expect(() => shelf.find(key, 'anna')).toThrow('There is no such upload.')
    expect(await shelf.begin(upload(key), 'anna')).toEqual({ key, offset: 0, isStored: false })
    expect(await shelf.append(key, 'anna', 0, BYTES)).toMatchObject({ isStored: true })
  })
})

describe('an upload on a disk that becomes full', () => {
  /** So many bytes fit on the disk. */
  let room = 0
  const fullDisk = async (path: string): Promise<PartFile> => {
    const file = await openPart(path)
    const write = async (bytes: Buffer, from: number, length: number, offset: number) => {
      if (room === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      const fits = Math.min(room, length)
      room -= fits
      return file.write(bytes, from, fits, offset)
    }
    return {
      write: write as PartFile['write'],
      truncate: (length) => file.truncate(length),
      datasync: () => file.datasync(),
      close: () => file.close(),
    }
  }

  it('keeps what it told of and nothing more, and goes on there when there is room', async () => {
    const [key] = KEYS
    const shelf = new UploadShelf(folder.path, fullDisk)
    await shelf.begin(upload(key), 'anna')
    room = 6
    await shelf.append(key, 'anna', 0, BYTES.subarray(0, 4))
    await expect(shelf.append(key, 'anna', 4, BYTES.subarray(4))).rejects.toMatchObject({ reason: 'noSpace' })
    expect(readFileSync(fileOf(key, 'part'))).toEqual(BYTES.subarray(0, 4))
    expect(shelf.find(key, 'anna').offset).toBe(4)
    room = 1_000
    expect((await shelf.append(key, 'anna', 4, BYTES.subarray(4))).isStored).toBe(true)
  })
})

describe('uploads that nobody goes on with', () => {
  it('are given up after their time, others stay, and whoever comes back begins anew', async () => {
    const shelf = new UploadShelf(folder.path)
    for (const [place, key] of KEYS.entries()) {
      const sha256 = createHash('sha256').update(`${place}`).digest('hex')
      await shelf.begin({ key, sizeBytes: 100, sha256, mediaType: 'image/png' }, 'anna')
      await shelf.append(key, 'anna', 0, BYTES)
    }
    touched(KEYS[0], NOW - ABANDONED_MS)
    touched(KEYS[1], NOW - ABANDONED_MS + 1_000)
    expect(await shelf.clear(NOW)).toBe(1)
    expect(parts()).toEqual([`${KEYS[1]}.json`, `${KEYS[1]}.part`])
    expect(() => shelf.find(KEYS[0], 'anna')).toThrow('There is no such upload.')
    expect(shelf.find(KEYS[1], 'anna').offset).toBe(BYTES.length)
  })

  it('are given up as well where a power cut left one file of the two', async () => {
    const shelf = new UploadShelf(folder.path)
    for (const key of KEYS) await shelf.begin(upload(key), 'anna')
    rmSync(fileOf(KEYS[0], 'json'))
    rmSync(fileOf(KEYS[1], 'part'))
    expect(await shelf.clear(NOW + 10 * ABANDONED_MS)).toBe(2)
    expect(parts()).toEqual([])
  })

  it('leave what is whole where it is', async () => {
    const shelf = new UploadShelf(folder.path)
    const [key] = KEYS
    await shelf.begin({ key, sizeBytes: BYTES.length, sha256: SUM, mediaType: 'image/png' }, 'anna')
    expect((await shelf.append(key, 'anna', 0, BYTES)).isStored).toBe(true)
    expect(await shelf.clear(NOW + 10 * ABANDONED_MS)).toBe(1)
    expect(parts()).toEqual([])
    expect(shelf.has(SUM)).toBe(true)
  })
})
