import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { packIcns, packIco } from '../../../../tools/package/icon-files.ts'
import { inProject } from '../../../../tools/runtime/paths.mjs'

const PNG_SIGNATURE = '89504e470d0a1a0a'
/** A picture with that side; what else a PNG needs is left out. */
function picture(size: number): Buffer {
  const png = Buffer.alloc(24)
  png.write(PNG_SIGNATURE, 'hex')
  png.writeUInt32BE(size, 16)
  return png
}

function entriesOfIco(icon: Buffer): { side: number; png: Buffer }[] {
  return Array.from({ length: icon.readUInt16LE(4) }, (_, index) => {
    const at = 6 + index * 16
    const start = icon.readUInt32LE(at + 12)
    return { side: icon.readUInt8(at) || 256, png: icon.subarray(start, start + icon.readUInt32LE(at + 8)) }
  })
}

describe('an icon of Windows', () => {
  it('leads to each picture by its place and length, the largest as 0', () => {
    const entries = entriesOfIco(packIco([16, 256].map((size) => ({ size, png: picture(size) }))))
    expect(entries.map(({ side }) => side)).toEqual([16, 256])
    expect(entries.map(({ png }) => png.readUInt32BE(16))).toEqual([16, 256])
  })

  it('lies in the project with every size up to 256, each a whole PNG', () => {
    const entries = entriesOfIco(readFileSync(inProject('resources/icon.ico')))
    expect(entries.map(({ side }) => side)).toEqual([16, 24, 32, 48, 64, 128, 256])
    for (const { side, png } of entries) {
      expect(png.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE)
      expect(png.readUInt32BE(16)).toBe(side)
    }
  })
})

describe('an icon of macOS', () => {
  it('tells its own length and that of every part', () => {
    const icon = packIcns(picture)
    expect(icon.subarray(0, 4).toString()).toBe('icns')
    expect(icon.readUInt32BE(4)).toBe(icon.length)
    const sides: Record<string, number> = {}
    for (let at = 8; at < icon.length; at += icon.readUInt32BE(at + 4)) {
      sides[icon.subarray(at, at + 4).toString()] = icon.readUInt32BE(at + 8 + 16)
    }
    expect(sides).toMatchObject({ icp4: 16, ic07: 128, ic09: 512, ic10: 1_024, ic11: 32, ic14: 512 })
  })
})
