import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { UploadShelf } from '../../../src/fleet-server/uploads/upload-shelf.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shelf-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('an upload whose note was cut off by a power cut begins anew, and comes to its end', async () => {
  const bytes = Buffer.from('all of it')
  const key = randomUUID()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const upload = { key, sizeBytes: bytes.length, sha256, mediaType: 'image/png' } as const
  await new UploadShelf(folder).begin(upload, 'anna')
  writeFileSync(join(folder, 'uploads', 'parts', `${key}.json`), '{"key":"')
  const shelf = new UploadShelf(folder)
  expect(await shelf.begin(upload, 'anna')).toEqual({ key, offset: 0, isStored: false })
  expect(await shelf.append(key, 'anna', 0, bytes)).toMatchObject({ isStored: true })
})
