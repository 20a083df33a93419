/** Bytes of a key: a UUID. */
export const KEY_BYTES = 16

const DASH = 45
const DIGITS = Buffer.from('0123456789abcdef', 'latin1')
/** Where a key is written as text: the dashes stand already. */
const written = Buffer.alloc(36, DASH)

/** Writes a lower-case UUID as bytes; false: the text is none, and nothing of it counts. */
export function writeKey(key: string, into: Uint8Array, offset: number): boolean {
  if (key.length !== 36) return false
  let byte = 0
  for (let at = 0; at < 36; byte++) {
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (key.charCodeAt(at) !== DASH) return false
      at++
    }
    const [high, low] = [digit(key.charCodeAt(at)), digit(key.charCodeAt(at + 1))]
    if (high < 0 || low < 0) return false
    into[offset + byte] = high * 16 + low
    at += 2
  }
  return true
}

/** In one piece: a text that is put together of many would be put together again by everybody who reads it. */
export function readKey(from: Uint8Array, offset: number): string {
  for (let byte = 0, at = 0; byte < KEY_BYTES; byte++) {
    if (byte === 4 || byte === 6 || byte === 8 || byte === 10) at++
    const value = from[offset + byte] ?? 0
    written[at++] = DIGITS[value >> 4] ?? 0
    written[at++] = DIGITS[value & 15] ?? 0
  }
  return written.toString('latin1')
}

/** The last bytes of a UUID are chance, in every version of it. */
export function hashOfKey(from: Uint8Array, offset: number): number {
  const at = (byte: number): number => from[offset + byte] ?? 0
  return ((at(12) << 24) | (at(13) << 16) | (at(14) << 8) | at(15)) >>> 0
}

export function isSameKey(one: Uint8Array, offset: number, other: Uint8Array): boolean {
  for (let byte = 0; byte < KEY_BYTES; byte++) if (one[offset + byte] !== other[byte]) return false
  return true
}

function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  return code >= 97 && code <= 102 ? code - 87 : -1
}
