/** A square picture with its side in pixels. */
export interface SizedPicture {
  readonly size: number
  readonly png: Buffer
}

const ICO_HEADER = 6
const ICO_ENTRY = 16
/** One byte holds a side, and 0 stands for this. */
const ICO_LARGEST = 256

/** An icon of Windows: a list of PNG pictures, as Windows reads them since Vista. */
export function packIco(pictures: readonly SizedPicture[]): Buffer {
  const header = Buffer.alloc(ICO_HEADER + ICO_ENTRY * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of pictures.entries()) {
    const at = ICO_HEADER + ICO_ENTRY * index
    header.writeUInt8(size % ICO_LARGEST, at)
    header.writeUInt8(size % ICO_LARGEST, at + 1)
    // One plane of 32 bits for each pixel.
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)])
}

/** Kinds of pictures in an icon of macOS, by their sides; two for one side: as it is, and as the half for sharp screens. */
const ICNS_KINDS = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1_024],
] as const
const ICNS_HEADER = 8

/** An icon of macOS: PNG pictures, each behind its kind and length. */
export function packIcns(pictureOf: (size: number) => Buffer): Buffer {
  const parts = ICNS_KINDS.map(([kind, size]) => chunk(kind, pictureOf(size)))
  return chunk('icns', Buffer.concat(parts))
}

function chunk(kind: string, content: Buffer): Buffer {
  const header = Buffer.alloc(ICNS_HEADER)
  header.write(kind, 'latin1')
  header.writeUInt32BE(ICNS_HEADER + content.length, 4)
  return Buffer.concat([header, content])
}
