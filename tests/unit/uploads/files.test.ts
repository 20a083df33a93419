import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { systemIds } from '../../../src/main/platform/ids.ts'
import { chosenRecord } from '../../../src/main/uploads/choosing.ts'
import { contentNameOf } from '../../../src/main/uploads/content-name.ts'
import { diskFiles } from '../../../src/main/uploads/disk-files.ts'
import { mediaFactsOf } from '../../../src/main/uploads/media-type.ts'
import { contentDataSchema } from '../../../src/shared/domain/entities.ts'

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))

describe('the kind of a file', () => {
  it('is told by its bytes, with the pixels where they say so', () => {
    const png = bytes([0x89], 'PNG\r\n', [0x1a], '\n', [0, 0, 0, 13], 'IHDR', [0, 0, 7, 128, 0, 0, 4, 56], [8, 6])
    expect(mediaFactsOf(png)).toEqual({ mediaType: 'image/png', width: 1_920, height: 1_080 })
    const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2], [0xff, 0xc0, 0, 11, 8, 2, 0, 3, 0, 1, 0, 0, 0])
    expect(mediaFactsOf(jpeg)).toEqual({ mediaType: 'image/jpeg', width: 768, height: 512 })
    expect(mediaFactsOf(bytes('RIFF', [1, 2, 3, 4], 'WEBP'))).toEqual({ mediaType: 'image/webp' })
    expect(mediaFactsOf(bytes([0, 0, 0, 24], 'ftypisom'))).toEqual({ mediaType: 'video/mp4' })
    expect(mediaFactsOf(bytes([0x1a, 0x45, 0xdf, 0xa3], '....webm'))).toEqual({ mediaType: 'video/webm' })
  })

  it('is none of what could run or say something else', () => {
    const others = ['<svg onload="x">', '<html>', 'GIF89a', '#!/bin/sh', 'MZ', '%PDF-1.7', '']
    expect(others.map((text) => mediaFactsOf(bytes(text)))).toEqual(others.map(() => null))
  })

  it('is found out of anything without a fault', () => {
    const beginnings = fc.constantFrom<number[]>(
      [],
      [0xff, 0xd8, 0xff],
      [0x89, 0x50, 0x4e, 0x47],
      [0x1a, 0x45, 0xdf, 0xa3],
    )
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 300 }), (head, rest) => {
        const facts = mediaFactsOf(bytes(head, [...rest]))
        expect(facts?.width ?? 1).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the name of content', () => {
  it('is that of its file, without its ending and without what hides', () => {
    expect(contentNameOf('Autumn film.mp4')).toBe('Autumn film')
    expect(contentNameOf('..\\..\\etc\\passwd.png')).toBe('passwd')
    expect(contentNameOf('\u202egnp.exe.png')).toBe('gnp.exe')
    expect(contentNameOf('....png')).toBe('Upload')
    expect(contentNameOf('\u0000\u200b.png')).toBe('Upload')
  })

  it('is one that every server takes, whatever the file is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (fileName) => {
        const name = contentNameOf(fileName)
        expect(contentDataSchema.shape.name.parse(name)).toBe(name)
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u)
      }),
      { numRuns: 200 },
    )
  })
})

describe('what is chosen on the disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'uploads-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const chosen = (path: string) => chosenRecord(diskFiles, systemIds, { path, folder: '', userId: 'anna' })

  it.skipIf(process.platform === 'win32')(
    'is refused with its reason when it is no file that can be taken',
    async () => {
      mkdirSync(folder, { recursive: true })
      for (const name of ['empty.png', 'huge.mp4', 'script.png']) writeFileSync(join(folder, name), '')
      writeFileSync(join(folder, 'script.png'), '<svg onload="alert(1)">')
      // Nothing of it is on the disk but its size.
      truncateSync(join(folder, 'huge.mp4'), 4 * 1_024 ** 3 + 1)
      mkdirSync(join(folder, 'folder.png'))
      execFileSync('mkfifo', [join(folder, 'pipe.png')])
      await expect(chosen(join(folder, 'empty.png'))).rejects.toMatchObject({ problem: 'empty' })
      await expect(chosen(join(folder, 'huge.mp4'))).rejects.toMatchObject({ problem: 'too-large' })
      await expect(chosen(join(folder, 'script.png'))).rejects.toMatchObject({ problem: 'wrong-type' })
      await expect(chosen(join(folder, 'folder.png'))).rejects.toMatchObject({ problem: 'unreadable' })
      await expect(chosen(join(folder, 'pipe.png'))).rejects.toMatchObject({ problem: 'unreadable' })
      await expect(chosen(join(folder, 'none.png'))).rejects.toMatchObject({ problem: 'missing' })
      await expect(chosen(join(folder, 'empty.png', 'below.png'))).rejects.toMatchObject({ problem: 'missing' })
    },
  )
})
