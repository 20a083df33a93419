import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode } from '../../../../tools/catalogue/cli/small-png.ts'

/** Blue, green, red and opacity of each pixel, read back from a PNG of a palette. */
function decoded(png: Buffer): { width: number; height: number; colors: number[][] } {
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(13)
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const [palette, rows] = [chunks.get('PLTE') ?? Buffer.alloc(0), inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))]
  const colors = Array.from({ length: width * height }, (_, pixel) => {
    const index = rows[Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width)] ?? 0
    return [...palette.subarray(index * 3, index * 3 + 3)].toReversed()
  })
  return { width, height, colors }
}

describe('a stored picture', () => {
  it('is as large as it was, and every channel within two of what it was', () => {
    const pixels = fc.array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(pixels, (given) => {
        const bitmap = Buffer.from(given.flatMap((pixel) => [...pixel, 255]))
        const { width, height, colors } = decoded(encode(given.length, 1, bitmap) ?? Buffer.alloc(0))
        expect([width, height]).toEqual([given.length, 1])
        const distance = given.flatMap((pixel, at) =>
          pixel.map((value, channel) => value - (colors[at]?.[channel] ?? -9)),
        )
        expect(Math.max(...distance.map(Math.abs))).toBeLessThanOrEqual(2)
      }),
    )
  })

  it('keeps its rows apart', () => {
    const [red, blue] = [
      [0, 0, 200, 255],
      [200, 0, 0, 255],
    ] as const
    const png = encode(2, 2, Buffer.from([...red, ...blue, ...blue, ...red]))
    expect(decoded(png ?? Buffer.alloc(0)).colors).toEqual([red, blue, blue, red].map((pixel) => pixel.slice(0, 3)))
  })

  it('is left as it is when it has more than 256 colours', () => {
    const many = Array.from({ length: 300 }, (_, at) => [(at % 60) * 4, Math.floor(at / 60) * 4, 0, 255]).flat()
    expect(encode(300, 1, Buffer.from(many))).toBeNull()
  })
})
