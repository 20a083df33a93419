import type { MediaType } from '#shared/domain/content-fields.ts'

/** What a file is by its own bytes: never by its name. */
export interface MediaFacts {
  readonly mediaType: MediaType
  /** In pixels, where the file says so at a known place. */
  readonly width?: number
  readonly height?: number
}

/** So many bytes from the beginning are enough to know it. */
export const MEDIA_HEAD_BYTES = 262_144

const MOST_PIXELS = 65_535

/** Null: it is of no kind that the library takes. @param head the beginning of the file */
export function mediaFactsOf(head: Uint8Array): MediaFacts | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (textAt(head, 0, 8) === '\u0089PNG\r\n\u001a\n' && textAt(head, 12, 4) === 'IHDR' && head.length >= 24) {
    return { mediaType: 'image/png', ...sized(view.getUint32(16), view.getUint32(20)) }
  }
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) {
    return { mediaType: 'image/jpeg', ...jpegSize(view) }
  }
  if (textAt(head, 0, 4) === 'RIFF' && textAt(head, 8, 4) === 'WEBP') return { mediaType: 'image/webp' }
  if (textAt(head, 4, 4) === 'ftyp') return { mediaType: 'video/mp4' }
  // EBML, with the type of document near its beginning.
  const isEbml = head.length >= 4 && view.getUint32(0) === 0x1a45dfa3
  return isEbml && textAt(head, 0, 64).includes('webm') ? { mediaType: 'video/webm' } : null
}

/** The size stands in the first frame header (SOFn), behind segments that each say how long they are. */
function jpegSize(view: DataView): { width?: number; height?: number } {
  let at = 2
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return sized(view.getUint16(at + 7), view.getUint16(at + 5))
    at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return {}
}

function sized(width: number, height: number): { width?: number; height?: number } {
  const isKnown = width > 0 && height > 0 && width <= MOST_PIXELS && height <= MOST_PIXELS
  return isKnown ? { width, height } : {}
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length))
}
