import { crc32, deflateSync } from 'node:zlib'
import type { ElectronApplication } from '@playwright/test'

/** Channels are stored in steps of this: far less than the comparison takes for a difference. */
const STEP = 4
const MAX_COLORS = 256
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The same picture in less than half of the bytes: one byte for each pixel, where 256 colours are enough. */
export async function smallPng(app: ElectronApplication, png: Buffer): Promise<Buffer> {
  const { width, height, bitmap } = await bitmapOf(app, png)
  return encode(width, height, bitmap) ?? png
}

/** The pixels of a picture: blue, green, red and opacity of each. */
export async function bitmapOf(app: ElectronApplication, png: Buffer) {
  const { width, height, bitmap } = await app.evaluate(({ nativeImage }, given) => {
    const image = nativeImage.createFromBuffer(Buffer.from(given, 'base64'))
    return { ...image.getSize(), bitmap: image.toBitmap().toString('base64') }
  }, png.toString('base64'))
  return { width, height, bitmap: Buffer.from(bitmap, 'base64') }
}

/** A PNG of a palette (RFC 2083) from blue, green, red and opacity; null when it has too many colours. */
export function encode(width: number, height: number, bitmap: Buffer): Buffer | null {
  const indexes = new Map<number, number>()
  const rows = Buffer.alloc((width + 1) * height)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [blue, green, red] = [
      stepped(bitmap, pixel * 4),
      stepped(bitmap, pixel * 4 + 1),
      stepped(bitmap, pixel * 4 + 2),
    ]
    const color = (red << 16) | (green << 8) | blue
    const index = indexes.get(color) ?? indexes.size
    if (index === MAX_COLORS) return null
    indexes.set(color, index)
    // Every row begins with a byte for its filter: none.
    rows[Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width)] = index
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits for each pixel, which name a colour of the palette.
  header.set([8, 3, 0, 0, 0], 8)
  const palette = Buffer.from([...indexes.keys()].flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]))
  const parts = [chunk('IHDR', header), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows, { level: 9 }))]
  return Buffer.concat([SIGNATURE, ...parts, chunk('IEND', Buffer.alloc(0))])
}

const stepped = (bitmap: Buffer, at: number): number => Math.min(255, Math.round((bitmap[at] ?? 0) / STEP) * STEP)

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
