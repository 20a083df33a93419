import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

it('an upload whose note was cut off by a power cut begins anew, and comes to its end', async () => {
  const bytes = Buffer.from('all of it')
  const key = randomUUID()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const upload = { key, sizeBytes: bytes.length, sha256, mediaType: 'image/png' } as const
  await new UploadShelf(folder.path).begin(upload, 'anna')
  writeFileSync(join(folder.path, 'uploads', 'parts', `${key}.json`), '{"key":"')
  const shelf = new UploadShelf(folder.path)
  expect(await shelf.begin(upload, 'anna')).toEqual({ key, offset: 0, isStored: false })
  expect(await shelf.append(key, 'anna', 0, bytes)).toMatchObject({ isStored: true })
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
