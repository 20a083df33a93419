import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashOfKey, isSameKey, KEY_BYTES, readKey, writeKey } from '../../../../src/main/outbox/table/key-bytes.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const key = fc.uint8Array({ minLength: KEY_BYTES, maxLength: KEY_BYTES }).map((bytes) =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
)
/** Nearly a UUID. */
const spoilt = fc
  .tuple(key, fc.nat(35), fc.constantFrom('', '-', 'g', 'A', 'F', ' ', ':', '/', '`', '0', 'é', '--'))
  .map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + 1))

describe('keys as bytes', () => {
  it('come back as they were written, at any place, and nothing around them is touched', () => {
    fc.assert(
      fc.property(key, fc.nat(40), (text, offset) => {
        const bytes = new Uint8Array(offset + KEY_BYTES + 5).fill(7)
        expect(writeKey(text, bytes, offset)).toBe(true)
        expect(readKey(bytes, offset)).toBe(text)
        const around = [...bytes.subarray(0, offset), ...bytes.subarray(offset + KEY_BYTES)]
        expect(around.every((byte) => byte === 7)).toBe(true)
      }),
    )
  })

  it('are taken only if they would come back as they are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          spoilt,
          fc.string(),
          fc.uuid(),
          fc.uuid().map((text) => text.toUpperCase()),
        ),
        (text) => {
          const bytes = new Uint8Array(KEY_BYTES)
          const isTaken = writeKey(text, bytes, 0)
          expect(isTaken).toBe(UUID.test(text))
          expect(!isTaken || readKey(bytes, 0) === text).toBe(true)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('are the same as bytes when they are the same as text, and then have the same hash', () => {
    const pair = fc.oneof(
      fc.tuple(key, key),
      key.map((text) => [text, text] as const),
      fc.tuple(key, spoilt),
    )
    fc.assert(
      fc.property(pair, ([one, other]) => {
        fc.pre(UUID.test(other))
        const bytes = new Uint8Array(2 * KEY_BYTES)
        const wanted = new Uint8Array(KEY_BYTES)
        writeKey(one, bytes, KEY_BYTES)
        writeKey(other, wanted, 0)
        expect(isSameKey(bytes, KEY_BYTES, wanted)).toBe(one === other)
        expect(one !== other || hashOfKey(bytes, KEY_BYTES) === hashOfKey(wanted, 0)).toBe(true)
      }),
    )
  })
})
